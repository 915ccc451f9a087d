package auth

import (
	"fmt"
	"strings"

	"golang.org/x/net/publicsuffix"

	"kabar/mail"
)

// Policy says whose word about the writer of a mail is believed.
type Policy struct {
	// AuthservIDs are the names that the inbox's own server signs its
	// Authentication-Results fields with, such as "mx.google.com": compared
	// whole, in any case.
	AuthservIDs []string

	// Microsoft believes fields without a server name, as Exchange Online
	// writes them. Right only for an inbox there.
	Microsoft bool

	// Sealers are domains whose ARC seals are believed (RFC 8617): forwarders
	// and lists of one's own. See arc.go.
	Sealers []string

	// LookupTXT, if not nil, lets VerifyDKIM check signatures where no own
	// field says anything. It is handed the name, and returns the records.
	LookupTXT func(domain string) ([]string, error)
}

// Trusted tells whether there is any server whose word counts. If not, nobody
// can pass, and members prove themselves by token only.
func (p Policy) Trusted() bool {
	return len(p.AuthservIDs) > 0 || p.Microsoft || p.LookupTXT != nil
}

// Judge says what is known about the writer of m. tok is what Find found.
//
// Only a mail with exactly one From field that holds exactly one plain mailbox
// has a writer. About them, the fields of the own server count: the topmost
// one, and those below it up to the next Received. A server writes its field
// above the Received of the hop before, some (Gmail, A41) below their own; what
// stands below the Received of a second hop came with the mail, and so may a
// field with the own name that stands below a real one (A04). What the own
// server did not write counts only against the writer: a dmarc=fail.
//
// Pass is dmarc=pass for the very domain of From, or dkim=pass for a domain of
// the same organisation. Any dmarc=fail wins over both.
func (p Policy) Judge(m *mail.Message, tok *Token) Verdict {
	v := Verdict{Token: tok, Proof: "none"}
	if why := unclear(m); why != "" {
		v.Fail, v.Proof, v.Reason = true, "fail", why
		return v
	}
	v.From = m.From[0].Addr
	domain := domainOf(v.From)
	own, foreign := p.sort(m.Header)
	failed, failer := findDMARC(own, domain, "fail")
	if !failed {
		failed, failer = findDMARC(foreign, domain, "fail")
	} else if sealer := p.sealed(m.Header, own, domain); sealer != "" {
		v.Pass, v.Proof = true, "dmarc"
		v.Reason = fmt.Sprintf("dmarc=pass for %s at %s, which sealed it", domain, sealer)
		return v
	}
	if failed {
		v.Fail, v.Proof = true, "fail"
		v.Reason = fmt.Sprintf("%s says dmarc=fail for %s", nameOf(failer), domain)
		return v
	}
	p.weigh(&v, own, domain)
	if !v.Pass && tok != nil {
		v.Proof = "token"
	}
	return v
}

// unclear says why a mail has no one writer; "" if it has (A10 to A13, A26 to
// A30).
func unclear(m *mail.Message) string {
	switch {
	case m.FromFields == 0:
		return "there is no From field"
	case m.FromFields > 1:
		return fmt.Sprintf("there are %d From fields", m.FromFields)
	case len(m.From) == 0:
		return "the From field is not one plain address"
	case len(m.From) > 1:
		return fmt.Sprintf("the From field has %d addresses", len(m.From))
	}
	return ""
}

// sort parts the Authentication-Results fields into those of the own server
// that count, and those of others. Fields with the own name further down are
// neither.
func (p Policy) sort(h mail.Header) (own, foreign []results) {
	const (
		above = iota
		inside
		below
	)
	where, hops := above, 0
	for _, f := range h {
		switch {
		case strings.EqualFold(f.Name, "Received"):
			if where == inside || hops >= mostHops && !p.internal(f.Value) {
				where = below
			}
			if !p.internal(f.Value) {
				hops++
			}
		case !strings.EqualFold(f.Name, "Authentication-Results"):
		default:
			r := parseResults(f.Value)
			switch {
			case !p.isOwn(r.server):
				foreign = append(foreign, r)
			case where != below:
				where = inside
				own = append(own, r)
			}
		}
	}
	return own, foreign
}

// mostHops is how many Received fields the own field may stand below, those of
// hand-overs inside the own server not counted. Gmail writes its field below
// its own Received (A41); what stands below a second one came with the mail.
const mostHops = 1

// internal tells whether a Received field is of a hand-over inside the server,
// after the mail had been taken in: by LMTP or locally, by a number in place of
// a name (Gmail), or, for Microsoft, by one of its own hosts.
func (p Policy) internal(received string) bool {
	words := strings.Fields(strings.ToLower(received))
	for i, word := range words[:max(0, len(words)-1)] {
		next := words[i+1]
		switch word {
		case "with":
			if strings.HasPrefix(next, "lmtp") || next == "local" {
				return true
			}
		case "by":
			if strings.Trim(next, "0123456789abcdef:.") == "" && strings.ContainsAny(next, ":") {
				return true
			}
			if p.Microsoft && strings.HasSuffix(strings.TrimSuffix(next, ";"), ".outlook.com") {
				return true
			}
		}
	}
	return false
}

func (p Policy) isOwn(server string) bool {
	if server == "" {
		return p.Microsoft
	}
	for _, id := range p.AuthservIDs {
		if strings.EqualFold(id, server) {
			return true
		}
	}
	return false
}

// findDMARC looks for a DMARC result with this value about domain. One that
// names no domain is about the only one there is, unless it is a pass.
func findDMARC(fields []results, domain, value string) (found bool, server string) {
	for _, f := range fields {
		for _, r := range f.list {
			from := r.props["header.from"]
			if r.method == "dmarc" && r.value == value &&
				(sameDomain(from, domain) || from == "" && value != "pass") {
				return true, f.server
			}
		}
	}
	return false, ""
}

// weigh decides by what the own server says, where nothing failed.
func (p Policy) weigh(v *Verdict, own []results, domain string) {
	if ok, server := findDMARC(own, domain, "pass"); ok {
		v.Pass, v.Proof = true, "dmarc"
		v.Reason = fmt.Sprintf("%s says dmarc=pass for %s", nameOf(server), domain)
		return
	}
	for _, f := range own {
		for _, r := range f.list {
			signer := signerOf(r)
			if r.method == "dkim" && r.value == "pass" && aligned(signer, domain) {
				v.Pass, v.Proof = true, "dkim"
				v.Reason = fmt.Sprintf("%s says dkim=pass for %s", nameOf(f.server), signer)
				return
			}
			if (r.method == "dkim" || r.method == "dmarc") && r.value == "temperror" {
				v.Retry = true
				v.Reason = fmt.Sprintf("%s says %s=temperror", nameOf(f.server), r.method)
			}
		}
	}
	switch {
	case v.Retry:
	case !p.Trusted():
		v.Reason = "no server is trusted to say who wrote it"
	case len(own) == 0:
		v.Reason = "the own server says nothing about who wrote it"
	default:
		v.Reason = fmt.Sprintf("%s vouches for nobody at %s", nameOf(own[0].server), domain)
	}
}

// signerOf is the domain that a DKIM result is about.
func signerOf(r result) string {
	if d := r.props["header.d"]; d != "" {
		return d
	}
	_, d, _ := strings.Cut(r.props["header.i"], "@")
	return d
}

// aligned tells whether two domains belong to one organisation: relaxed
// alignment of DMARC (RFC 7489 section 3.1.1), by the public suffix list.
func aligned(signer, domain string) bool {
	if sameDomain(signer, domain) {
		return true
	}
	a, errA := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(signer))
	b, errB := publicsuffix.EffectiveTLDPlusOne(domain)
	return errA == nil && errB == nil && a == b
}

// sameDomain compares a domain as some server wrote it with one of ours.
func sameDomain(theirs, ours string) bool {
	ascii, ok := mail.CheckDomain(theirs)
	return ok && ascii == ours
}

func domainOf(addr string) string { return addr[strings.LastIndexByte(addr, '@')+1:] }

func nameOf(server string) string {
	if server == "" {
		return "the own server"
	}
	return mail.Clean(server)
}
