package auth

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"kabar/mail"
	"kabar/store/civil"
)

var (
	key    = Key(bytes.Repeat([]byte{7}, 32))
	oldKey = Key(bytes.Repeat([]byte{8}, 32))
	today  = civil.Date{Year: 2026, Month: time.November, Day: 22}
	tokens = []Token{
		{Kind: "prompt", Team: "acme", Member: "ana", Date: today},
		{Kind: "digest", Team: "a", Member: "ben-2", Date: today.Add(40)},
		{Kind: "answer", Team: "acme", Member: "ana", Date: today, Ref: "0123456789ab"},
		{Kind: "welcome", Team: "acme", Member: "bo", Date: civil.Date{Year: 2019, Month: 2, Day: 1}},
	}
)

const base = "kabar@team.example"

func TestTokenRoundTrip(t *testing.T) {
	for _, want := range tokens {
		id := key.MessageID(want, "team.example")
		if got, ok := key.ParseMessageID(id); !ok || got != want {
			t.Errorf("%s gave %+v, %v", id, got, ok)
		}
		addr, ok := key.Address(want, base)
		if !ok {
			t.Errorf("%+v does not fit into %s", want, addr)
		}
		if got, ok := key.parseAddress(strings.ToUpper(addr), base); !ok || got != want {
			t.Errorf("%s gave %+v, %v", addr, got, ok)
		}
	}
}

// TestTokenForm pins the two forms: they are in mails that people still have.
func TestTokenForm(t *testing.T) {
	id := key.MessageID(tokens[2], "team.example")
	addr, _ := key.Address(tokens[0], base)
	if want := "answer.2026-11-22.ana.acme.0123456789ab.i4kivmdvlhktzldg@team.example"; id != want {
		t.Errorf("id = %s, want %s", id, want)
	}
	if want := "kabar+p.1xx.ana.acme.j22mhegfhhh6bbww@team.example"; addr != want {
		t.Errorf("address = %s, want %s", addr, want)
	}
}

// TestTokenForged changes each byte of an id and of an address in turn.
func TestTokenForged(t *testing.T) {
	id := key.MessageID(tokens[0], "team.example")
	addr, _ := key.Address(tokens[0], base)
	for i := range strings.IndexByte(id, '@') {
		for _, c := range []string{"a", "b", ".", "2"} {
			forged := id[:i] + c + id[i+1:]
			if _, ok := key.ParseMessageID(forged); ok && forged != id {
				t.Errorf("%s was believed", forged)
			}
		}
	}
	for i := range strings.IndexByte(addr, '@') {
		forged := addr[:i] + "b" + addr[i+1:]
		if _, ok := key.parseAddress(forged, base); ok && forged != addr {
			t.Errorf("%s was believed", forged)
		}
	}
	if _, ok := oldKey.ParseMessageID(id); ok {
		t.Error("another key's token was believed")
	}
	if _, ok := Key(nil).ParseMessageID(Key(nil).MessageID(tokens[0], "x")); ok {
		t.Error("a token without a key was believed")
	}
	// Words that only move between fields give other signatures.
	a := Token{Kind: "prompt", Team: "ab", Member: "c", Date: today}
	b := Token{Kind: "prompt", Team: "a", Member: "bc", Date: today}
	if key.sign(a) == key.sign(b) {
		t.Error("two tokens have one signature")
	}
}

func TestTokenTooLong(t *testing.T) {
	long := Token{Kind: "answer", Team: strings.Repeat("t", 32), Member: "m", Date: today, Ref: "0123456789ab"}
	if addr, ok := key.Address(long, base); ok {
		t.Errorf("%s has a local part over 64 bytes", addr)
	}
	usual := Token{Kind: "prompt", Team: "engineering", Member: "ana-putri", Date: today}
	if addr, ok := key.Address(usual, "kabar@team.example"); !ok {
		t.Errorf("%s does not fit", addr)
	}
}

// TestFind looks where a reply brings a token back, the surest place first.
func TestFind(t *testing.T) {
	prompt, digest := tokens[0], tokens[1]
	addr, _ := key.Address(prompt, base)
	promptID := "<" + key.MessageID(prompt, "team.example") + ">"
	digestID := "<" + key.MessageID(digest, "team.example") + ">"
	oldID := "<" + oldKey.MessageID(prompt, "team.example") + ">"
	for _, c := range []struct {
		name, header string
		want         *Token
	}{
		{"To", "To: Kabar <" + addr + ">\nIn-Reply-To: " + digestID, &prompt},
		{"Cc", "Cc: x@example.org, " + addr, &prompt},
		{"Delivered-To", "To: x@example.org\nDelivered-To: " + addr, &prompt},
		{"In-Reply-To", "In-Reply-To: " + promptID + "\nReferences: " + digestID, &prompt},
		{"newest reference", "References: " + promptID + "\n " + digestID + " <x@y>", &digest},
		{"old key", "In-Reply-To: " + oldID, &prompt},
		{"address at another domain", "To: " + strings.Replace(addr, "team.example", "evil.example", 1), nil},
		{"another inbox of ours", "To: " + strings.Replace(addr, "kabar+", "other+", 1), &prompt},
		{"no inbox of ours", "To: " + strings.Replace(addr, "kabar+", "third+", 1), nil},
		{"no token", "To: kabar@team.example\nIn-Reply-To: <a.b.c.d.e@x>", nil},
		{"nothing", "Subject: x", nil},
	} {
		got := Find([]Key{key, oldKey}, mail.Parse([]byte(c.header+"\n\nx\n")), []string{"other@team.example", base})
		switch {
		case (got == nil) != (c.want == nil):
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		case got != nil && *got != *c.want:
			t.Errorf("%s: got %+v, want %+v", c.name, *got, *c.want)
		}
	}
}

func FuzzToken(f *testing.F) {
	addr, _ := key.Address(tokens[0], base)
	f.Add(key.MessageID(tokens[0], "team.example"), addr)
	f.Add(key.MessageID(tokens[2], "x"), "kabar+p.-1.a.b.c@team.example")
	f.Add("....@", "+....@")
	f.Fuzz(func(t *testing.T, id, addr string) {
		if tok, ok := key.ParseMessageID(id); ok && !strings.HasPrefix(strings.Trim(id, "<>"), tok.Kind+".") {
			t.Errorf("%q gave %+v", id, tok)
		}
		if tok, ok := key.parseAddress(addr, base); ok {
			if again, _ := key.Address(tok, base); again != strings.ToLower(addr) {
				t.Errorf("%q and %q are one token", addr, again)
			}
		}
		// Any words make a token that comes back as it went out, and only so.
		local, _, _ := strings.Cut(id, "@")
		want, _, ok := splitToken(strings.Split(local, "."), civil.ParseDate)
		if !ok || strings.ContainsAny(local, "<>") {
			return
		}
		signed := key.MessageID(want, "x")
		if got, ok := key.ParseMessageID(signed); !ok || got != want {
			t.Errorf("%+v came back as %+v, %v", want, got, ok)
		}
		if _, ok := oldKey.ParseMessageID(signed); ok {
			t.Errorf("%s counts for another key", signed)
		}
	})
}

// TestClaimed: an id that another key signed is known by its form, and nothing
// else is.
func TestClaimed(t *testing.T) {
	want := Token{Kind: "prompt", Team: "acme", Member: "ana", Date: civil.Date{Year: 2026, Month: 11, Day: 22}}
	other := Key("another key of another archive").MessageID(want, "acme.example")
	for _, c := range []struct {
		id string
		ok bool
	}{
		{other, true},
		{"<" + other + ">", true},
		{"prompt.2026-11-22.ana.acme.short@acme.example", false},
		{"prompt.2026-11-31.ana.acme.aaaaaaaaaaaaaaaa@acme.example", false},
		{"prompt.ana.acme.aaaaaaaaaaaaaaaa@acme.example", false},
		{"CAF=abc.def@mail.example", false},
		{"", false},
	} {
		got, id, ok := Claimed(&mail.Message{InReplyTo: []string{"x@y", c.id}})
		if ok != c.ok || ok && (got != want || id != c.id) {
			t.Errorf("%q: %+v %q %v", c.id, got, id, ok)
		}
	}
}
