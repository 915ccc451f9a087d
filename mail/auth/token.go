package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"strconv"
	"strings"
	"time"

	"kabar/mail"
	"kabar/store/civil"
)

// Key is the secret that tokens are signed with: 32 random bytes, made and kept
// by the caller. A mail signed with an old key stays valid for as long as the
// old key is among those that Find is given.
type Key []byte

const (
	signatureBytes = 10 // 80 bits
	maxLocal       = 64 // bytes of a local part (RFC 5321 section 4.5.3.1.1)
	maxWord        = 64 // bytes of one word of a token
)

// lower is base32 in the one case that survives mail systems which change the
// case of local parts.
var lower = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// sign returns the signature of t: HMAC-SHA256 over its words, each behind its
// length so that no two tokens give the same bytes, cut to 80 bits.
func (k Key) sign(t Token) string {
	mac := hmac.New(sha256.New, k)
	for _, word := range []string{"kabar token 1", t.Kind, t.Team, t.Member, t.Date.String(), t.Ref} {
		var length [4]byte
		binary.BigEndian.PutUint32(length[:], uint32(len(word)))
		mac.Write(length[:])
		mac.Write([]byte(word))
	}
	return lower.EncodeToString(mac.Sum(nil)[:signatureBytes])
}

// signed tells, in constant time, whether signature is the one of t.
func (k Key) signed(t Token, signature string) bool {
	return len(k) > 0 && hmac.Equal([]byte(k.sign(t)), []byte(signature))
}

// MessageID returns the id, without <>, of the mail that t is for:
// kind.2026-11-22.member.team[.ref].signature@domain. The same token always
// gives the same id. The words of t are of [a-z0-9-], as all ids of teams and
// members are.
func (k Key) MessageID(t Token, domain string) string {
	words := []string{t.Kind, t.Date.String(), t.Member, t.Team}
	if t.Ref != "" {
		words = append(words, t.Ref)
	}
	return strings.Join(append(words, k.sign(t)), ".") + "@" + domain
}

// ParseMessageID reads an id that MessageID wrote, with or without <>, and
// tells whether its signature is right. The domain does not matter.
func (k Key) ParseMessageID(id string) (Token, bool) {
	local, _, _ := strings.Cut(strings.Trim(id, "<>"), "@")
	t, signature, ok := splitToken(strings.Split(local, "."), civil.ParseDate)
	return t, ok && k.signed(t, signature)
}

// Address returns base with t as a plus address, such as
// team+p.g1c.ana.acme.signature@example.org, for Reply-To. It is false if the
// local part would be longer than mail allows: then the token in the
// Message-ID must do.
func (k Key) Address(t Token, base string) (string, bool) {
	local, domain, ok := strings.Cut(base, "@")
	if !ok || t.Date.IsZero() {
		return "", false
	}
	kind, day := t.Kind, strconv.FormatInt(int64(dayNumber(t.Date)), 36)
	for letter, name := range kindLetters {
		if name == kind {
			kind = letter
		}
	}
	words := []string{kind, day, t.Member, t.Team}
	if t.Ref != "" {
		words = append(words, t.Ref)
	}
	local += "+" + strings.Join(append(words, k.sign(t)), ".")
	return local + "@" + domain, len(local) <= maxLocal
}

// kindLetters are the short forms of kinds in an address.
var kindLetters = map[string]string{"p": "prompt", "d": "digest", "a": "answer", "c": "confirm"}

// parseAddress reads an address that Address wrote.
func (k Key) parseAddress(addr, base string) (Token, bool) {
	local, domain, _ := strings.Cut(strings.ToLower(addr), "@")
	baseLocal, baseDomain, _ := strings.Cut(strings.ToLower(base), "@")
	tag, ok := strings.CutPrefix(local, baseLocal+"+")
	if !ok || domain != baseDomain {
		return Token{}, false
	}
	t, signature, ok := splitToken(strings.Split(tag, "."), parseDay)
	if long := kindLetters[t.Kind]; long != "" {
		t.Kind = long
	}
	return t, ok && k.signed(t, signature)
}

// splitToken reads kind, date, member, team, perhaps a reference, signature.
func splitToken(words []string, date func(string) (civil.Date, error)) (Token, string, bool) {
	if len(words) != 5 && len(words) != 6 {
		return Token{}, "", false
	}
	for _, word := range words {
		if word == "" || len(word) > maxWord {
			return Token{}, "", false
		}
	}
	d, err := date(words[1])
	t := Token{Kind: words[0], Date: d, Member: words[2], Team: words[3]}
	if len(words) == 6 {
		t.Ref = words[4]
	}
	return t, words[len(words)-1], err == nil
}

// epoch is day 0 of the day numbers in addresses.
var epoch = civil.Date{Year: 2020, Month: time.January, Day: 1}

func dayNumber(d civil.Date) int { return d.Days(epoch) }

// parseDay reads a day number in base 36: within some centuries of the epoch,
// and in the one form that dayNumber gives.
func parseDay(s string) (civil.Date, error) {
	const maxDays = 300_000
	n, err := strconv.ParseInt(s, 36, 64)
	if err != nil || n < -maxDays || n > maxDays {
		return civil.Date{}, strconv.ErrRange
	}
	return epoch.Add(int(n)), nil
}

// Find returns the token that a mail brings back, nil if there is none with a
// right signature: from the address it was sent to, else from the mail it
// answers, else from the newest of ours that it refers to. keys are all that
// are valid, bases the inbox addresses of all teams.
func Find(keys []Key, m *mail.Message, bases []string) *Token {
	for _, addr := range sentTo(m) {
		for _, base := range bases {
			for _, k := range keys {
				if t, ok := k.parseAddress(addr, base); ok {
					return &t
				}
			}
		}
	}
	for _, id := range answered(m) {
		for _, k := range keys {
			if t, ok := k.ParseMessageID(id); ok {
				return &t
			}
		}
	}
	return nil
}

// Claimed returns the token that the mail answered here claims to be for, by the
// form of its id alone: it proves nothing, since the signature is not looked at,
// but a right one of another key has this form too. id is that of the mail.
func Claimed(m *mail.Message) (t Token, id string, ok bool) {
	for _, id := range answered(m) {
		local, _, _ := strings.Cut(strings.Trim(id, "<>"), "@")
		t, signature, ok := splitToken(strings.Split(local, "."), civil.ParseDate)
		if raw, err := lower.DecodeString(signature); ok && err == nil && len(raw) == signatureBytes {
			return t, id, true
		}
	}
	return Token{}, "", false
}

// sentTo lists the addresses that a mail was sent to.
func sentTo(m *mail.Message) []string {
	var addrs []string
	for _, list := range [][]mail.Address{m.To, m.Cc} {
		for _, a := range list {
			addrs = append(addrs, a.Addr)
		}
	}
	return append(addrs, m.DeliveredTo...)
}

// answered lists the ids that a mail refers to, the most likely first.
func answered(m *mail.Message) []string {
	ids := append([]string(nil), m.InReplyTo...)
	for i := len(m.References) - 1; i >= 0; i-- {
		ids = append(ids, m.References[i])
	}
	return ids
}
