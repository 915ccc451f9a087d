package reply

import (
	"strings"
	"sync"
)

// role is what a header line says, as bits.
type role uint8

const (
	roleFrom role = 1 << iota
	roleSent
	roleTo
	roleCc
	roleSubject
	roleOther
)

// headerName is a name of a header line in one language.
type headerName struct {
	lang uint8 // index in languages
	role role
}

var headerNames = sync.OnceValue(indexHeaders)

func indexHeaders() map[string][]headerName {
	m := map[string][]headerName{}
	for i, l := range languages {
		for _, e := range []struct {
			names string
			role  role
		}{{l.from, roleFrom}, {l.sent, roleSent}, {l.to, roleTo}, {l.cc, roleCc},
			{l.subject, roleSubject}, {l.other, roleOther}} {
			for _, name := range list(e.names) {
				k := strings.TrimSuffix(fold(name), ":")
				m[k] = append(m[k], headerName{uint8(i), e.role})
			}
		}
	}
	return m
}

// maxHeaderName bounds the name of a header line, in bytes.
const maxHeaderName = 60

// maxHeaderLines bounds a header block, continuation lines included.
const maxHeaderLines = 40

// headerLine reads "Name: value". roles is nil if the line is none.
func headerLine(l *line) (names []headerName, value string) {
	if l.blank {
		return nil, ""
	}
	s := l.text
	i := strings.IndexByte(s, ':')
	if j := strings.Index(s, "："); j >= 0 && (i < 0 || j < i) {
		i = j
	}
	if i <= 0 || i > maxHeaderName {
		return nil, ""
	}
	name := fold(strings.Trim(s[:i], " \t*_#|\u00a0"))
	names = headerNames()[strings.Trim(name, " *_[]")]
	if names == nil && strings.IndexByte(name, ' ') >= 0 && i < 24 { // "件 名", "主 题"
		names = headerNames()[strings.ReplaceAll(name, " ", "")]
	}
	if names == nil {
		return nil, ""
	}
	value = strings.TrimLeft(strings.TrimPrefix(s[i:], "："), ":")
	return names, strings.Trim(value, " \t*_\u00a0")
}

// block is a header block found in lines.
type block struct {
	first, last int
	rule        string
	noFrom      bool // it names no sender: Notes has that on a line above
	needsTop    bool // only a date above it makes it one
	copied      bool // it has To, cc and Subject, and an address: enough below new text
	shouted     bool // a memo's head in capitals
	memo        bool // no address and no separator: perhaps the head of a memo
}

// roles gathers, language by language, which roles a block has.
type roles struct {
	by      [40]role
	address bool // a From or To with an address
	date    bool // a Sent that is a date
}

func (r *roles) add(names []headerName, value string) {
	for _, n := range names {
		r.by[n.lang] |= n.role
		switch {
		case n.role&(roleFrom|roleTo) != 0 && (hasAddress(value) || strings.Contains(value, "[")):
			r.address = true
		case n.role == roleSent && !r.date:
			r.date = isDate(fold(clip(value)))
		}
	}
}

// language tells the language with most roles, English's counted to all.
func (r *roles) language() (lang int, all role) {
	best := -1
	for i := range languages {
		if n := bits(r.by[i]); n > best {
			best, lang = n, i
		}
	}
	return lang, r.by[lang] | r.by[0]
}

// anyFrom tells whether a sender is named in any language.
func (r *roles) anyFrom() bool {
	for i := range languages {
		if r.by[i]&roleFrom != 0 {
			return true
		}
	}
	return false
}

func bits(r role) int {
	n := 0
	for ; r != 0; r &= r - 1 {
		n++
	}
	return n
}

// findHeaders looks for a header block that begins at line i. announced means
// a separator line stands above it, so less is enough.
func findHeaders(lines []line, i int, announced bool) (block, bool) {
	names, value := headerLine(&lines[i])
	if names == nil || isCoded(value) || !announced && isSample(lines, i) {
		return block{}, false
	}
	if !announced && names[0].role == roleOther { // "Sent by:" stands above a date
		return block{}, false
	}
	var r roles
	r.add(names, value)
	last, prev := i, names
	for j := i + 1; j < len(lines) && j-i < maxHeaderLines; j++ {
		l := &lines[j]
		if l.depth != lines[i].depth {
			break
		}
		if l.blank {
			if j > last+1 {
				break
			}
			continue
		}
		if names, value = headerLine(l); names != nil {
			if !r.extends(names) {
				break
			}
			r.add(names, value)
			last, prev = j, names
			continue
		}
		if j > last+1 || !continues(lines, j, prev, value) {
			break
		}
		last = j
	}
	lang, all := r.language()
	// A notice of a meeting has a date, a place and a subject, too.
	needsTop := !announced && !r.address && !r.anyFrom()
	if !r.enough(all, announced) {
		if needsTop = all&(roleTo|roleSubject) == roleTo|roleSubject; !needsTop {
			return block{}, false
		}
	}
	copied := needsTop && r.address && all&roleCc != 0 && !strings.ContainsAny(lines[i].text, "{}=")
	return block{first: i, needsTop: needsTop, copied: copied, last: last, rule: "header:" + languages[lang].code, noFrom: all&roleFrom == 0,
		memo: !announced && !r.address, shouted: !announced && !r.address && isShouted(lines[i].text)}, true
}

// extends tells whether a further header line belongs to the block: its role
// isn't there yet in its language.
func (r *roles) extends(names []headerName) bool {
	for _, n := range names {
		if n.role == roleOther || n.role == roleCc || r.by[n.lang]&n.role == 0 {
			return true
		}
	}
	return false
}

// enough tells whether the roles make a header block of a mail and not
// somebody's list.
func (r *roles) enough(all role, announced bool) bool {
	main := all &^ (roleOther | roleCc)
	switch n := bits(main); {
	case n >= 3:
		// An itinerary has From, To and Date, too, but no subject.
		return main&(roleFrom|roleSent) != 0 && (n > 3 || announced || r.address || r.date && main&roleSubject != 0)
	case n == 2 && main&roleFrom != 0:
		return r.address || r.date || announced || main&(roleSent|roleTo) != 0 && all&roleCc != 0
	case n == 2:
		return r.date && (r.address || main&roleSubject != 0) || announced
	case n == 1:
		return announced && all&(roleFrom|roleSent|roleTo|roleSubject) != 0
	}
	return false
}

// continues tells whether line j goes on with a header line above: a wrapped
// list of addresses, or a value that stands below its name.
func continues(lines []line, j int, prev []headerName, value string) bool {
	s := lines[j].text
	if value == "" && prev[0].role&(roleTo|roleSubject|roleFrom|roleSent) != 0 && len(s) < 200 {
		return strings.TrimSpace(s) != s || hasAddress(s)
	}
	if prev[0].role&(roleTo|roleCc|roleFrom) != 0 {
		above := lines[j-1].text
		return hasAddress(s) && !strings.HasSuffix(s, ".") && len(s) < 2000 ||
			strings.HasSuffix(above, ",") || strings.HasSuffix(above, ";") ||
			strings.HasPrefix(s, "<") || strings.HasPrefix(s, "[mailto")
	}
	// A subject wrapped over two lines is followed by another header line.
	if prev[0].role&(roleSubject|roleOther) != 0 && j+1 < len(lines) {
		names, _ := headerLine(&lines[j+1])
		return names != nil && lines[j+1].depth == lines[j].depth
	}
	return false
}

// isShouted tells a header name in capitals, as in memos: "FROM: Facilities".
func isShouted(s string) bool {
	name, _, _ := strings.Cut(s, ":")
	return name == strings.ToUpper(name) && name != strings.ToLower(name) && len(name) > 1
}

// isCoded tells a value as programs are written: From: "ana@acme.example",
func isCoded(s string) bool {
	return strings.HasSuffix(s, `",`) || strings.HasSuffix(s, "},") || strings.HasPrefix(s, "[]")
}

// isSample tells a header line that is set in by blanks below a line that ends
// in a colon: somebody shows one.
func isSample(lines []line, i int) bool {
	if lines[i].mark != "" || !strings.HasPrefix(lines[i].raw, "  ") {
		return false
	}
	for i--; i >= 0; i-- {
		if !lines[i].blank {
			return endsInColon(lines[i].text) && lines[i].raw[0] != ' '
		}
	}
	return false
}
