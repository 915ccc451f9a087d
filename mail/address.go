package mail

import "strings"

// addressList is what an address field says.
type addressList struct {
	addrs []Address
	odd   []string // why it is no plain list of mailboxes: "group syntax", …
}

// parseAddresses reads an address-list of RFC 5322 section 3.4 from an
// unfolded, undecoded value. The parser is our own: strict, because From is
// half of an identity; and without a second look at anything, because the
// standard library's took quadratic time on hostile fields (D23, D25).
// Comments and blanks are allowed where the RFC allows them. Encoded words are
// decoded in names only: they never make an address (A15 to A17).
func parseAddresses(value string, n *notes) addressList {
	var list addressList
	var entry []token
	group := false
	s := scanner{rest: value}
	for {
		t := s.next()
		switch t.kind {
		case ',', 0:
			list.mailbox(entry, n)
		case ';':
			if !group {
				list.bad("a semicolon")
			}
			group = false
			list.mailbox(entry, n)
		case ':':
			if len(entry) == 0 || hasKind(entry, '<') {
				list.bad("a route")
			}
			list.bad("group syntax")
			group = true
		default:
			if len(entry) == maxTokens {
				entry[0] = token{kind: tokenBad, text: "a mailbox that is too long"}
			} else {
				entry = append(entry, t)
			}
			continue
		}
		if t.kind == 0 {
			return list
		}
		if len(list.addrs) >= maxAddresses {
			list.bad("too many addresses")
			return list
		}
		entry = entry[:0]
	}
}

func (l *addressList) bad(why string) {
	if len(l.odd) < maxProblems {
		l.odd = append(l.odd, why)
	}
}

// mailbox reads what stands between two commas.
func (l *addressList) mailbox(entry []token, n *notes) {
	comment := ""
	ts := entry[:0] // without comments
	for _, t := range entry {
		switch t.kind {
		case tokenComment:
			comment = t.text
		case tokenBad:
			l.bad(t.text)
			return
		default:
			ts = append(ts, t)
		}
	}
	if len(ts) == 0 {
		return // an obsolete, harmless form
	}
	name := []token(nil)
	spec := ts
	if i := indexKind(ts, '<'); i >= 0 {
		name, spec = ts[:i], ts[i+1:]
		if len(spec) == 0 || spec[len(spec)-1].kind != '>' {
			l.bad("an address without an end, or text behind it")
			return
		}
		spec = spec[:len(spec)-1]
	}
	addr, why := joinSpec(spec)
	if why != "" {
		l.bad(why)
		return
	}
	text := joinWords(name)
	if hasBadInName(name) && !strings.EqualFold(text, addr) {
		l.bad("a display name with a character that must be quoted")
		return
	}
	if text == "" {
		text = comment
	}
	l.addrs = append(l.addrs, Address{Name: displayName(text, n), Addr: addr})
}

// joinSpec makes local@domain of an addr-spec, or says why it is none.
func joinSpec(spec []token) (addr, why string) {
	at := indexKind(spec, '@')
	switch {
	case len(spec) == 0:
		return "", "an empty address"
	case at < 0:
		return "", "a name without an address, or an address without a domain"
	case at == 0:
		return "", "a route, or an address without a local part"
	}
	local, ok := joinLocal(spec[:at])
	if !ok {
		return "", "a local part that can't be read"
	}
	domain, ok := joinDomain(spec[at+1:])
	if !ok {
		return "", "a domain that can't be read"
	}
	if len(local)+1+len(domain) > maxAddress {
		return "", "an address that is too long"
	}
	return local + "@" + domain, ""
}

// joinLocal makes a local part of words with dots between them.
func joinLocal(ts []token) (string, bool) {
	var b strings.Builder
	quote := false
	for i, t := range ts {
		word := t.kind == tokenAtom || t.kind == tokenQuoted
		if word != (i%2 == 0) || !word && t.kind != '.' {
			return "", false
		}
		quote = quote || t.kind == tokenQuoted && !isDotAtom(t.text)
		b.WriteString(t.text)
	}
	local := b.String()
	if len(ts)%2 == 0 || strings.HasPrefix(local, "=?") || hasHarmful(local) {
		return "", false
	}
	if quote {
		return quoteString(local), true
	}
	return local, true
}

// joinDomain makes a domain of words with dots between them. A literal such
// as [192.0.2.1] is no domain that anybody could be identified by.
func joinDomain(ts []token) (string, bool) {
	var b strings.Builder
	for i, t := range ts {
		if t.kind != tokenAtom && i%2 == 0 || t.kind != '.' && i%2 == 1 {
			return "", false
		}
		b.WriteString(t.text)
	}
	if len(ts)%2 == 0 {
		return "", false
	}
	return CheckDomain(b.String())
}

// hasBadInName tells whether there is something in a display name that must be
// quoted. Square brackets need it too, but "Ana [Acme]" is seen in the wild.
func hasBadInName(name []token) bool {
	for _, t := range name {
		switch t.kind {
		case tokenAtom, tokenQuoted, tokenLiteral, '.':
		default:
			return true
		}
	}
	return false
}

// joinWords puts a display name together, with one blank where there were any.
func joinWords(ts []token) string {
	var b strings.Builder
	for i, t := range ts {
		if i > 0 && t.space {
			b.WriteByte(' ')
		}
		if t.kind == tokenLiteral {
			t.text = "[" + t.text + "]"
		}
		b.WriteString(t.text)
	}
	return b.String()
}

// displayName decodes a name for people: one line, nothing that hides.
func displayName(text string, n *notes) string {
	name := decodeWords(text, n)
	if hasHarmful(name) {
		n.add("a name has control or bidi characters, which were left out")
	}
	return oneLine(name, maxName)
}

// quoteString writes s as a quoted string.
func quoteString(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

func indexKind(ts []token, kind rune) int {
	for i, t := range ts {
		if t.kind == kind {
			return i
		}
	}
	return -1
}

func hasKind(ts []token, kind rune) bool { return indexKind(ts, kind) >= 0 }
