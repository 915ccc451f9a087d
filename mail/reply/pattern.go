package reply

import "strings"

// pattern is one attribution of a language: literals around holes. It is
// matched against a folded line, or several joined.
type pattern struct {
	lang  string
	parts []part
	key   string // the longest word of its literals, to find it by; "" if none
	tail  string // what a match ends in, but for literalEnds; "" for anything
	verb  bool   // says that somebody wrote: enough beside a name or a date
}

// part is a literal or, if hole isn't 0, a hole.
type part struct {
	text string
	hole hole
}

type hole byte

const (
	noHole   hole = iota
	whenHole      // a date
	whoHole       // a person
	bothHole      // a date and perhaps a person, in any order
	fromDate      // the same, date first
)

// holes are the names of holes in tables.
var holes = map[string]hole{"{when}": whenHole, "{who}": whoHole, "{x}": bothHole}

// compile reads a pattern of a table.
func compile(lang, s string) pattern {
	p := pattern{lang: lang}
	for s = strings.TrimSuffix(s, ":"); s != ""; {
		i := strings.IndexByte(s, '{')
		if i < 0 {
			i = len(s)
		}
		if i > 0 {
			p.addLiteral(s[:i])
			s = s[i:]
			continue
		}
		j := strings.IndexByte(s, '}') + 1
		p.addHole(holes[s[:j]])
		s = s[j:]
	}
	if n := len(p.parts); n > 0 {
		p.tail = strings.TrimRight(p.parts[n-1].text, literalEnds)
	}
	return p
}

// literalEnds is what may stand between a literal and what follows it.
const literalEnds = " ,:"

func (p *pattern) addLiteral(s string) {
	text := strings.TrimSuffix(fold(s), ":")
	eachWord(text, func(w string) bool {
		if len(w) > len(p.key) {
			p.key = w
		}
		return true
	})
	if len(p.parts) > 0 || len(text) > 3 {
		p.verb = p.verb || len(p.key) >= 3
	}
	if n := len(p.parts); text == "" || text == "," && n > 0 {
		return // holes side by side
	}
	p.parts = append(p.parts, part{text: text})
}

// addHole adds a hole; two side by side are one.
func (p *pattern) addHole(h hole) {
	if n := len(p.parts); n > 0 && p.parts[n-1].hole != noHole {
		if p.parts[n-1].hole == whenHole {
			p.parts[n-1].hole = fromDate
		} else {
			p.parts[n-1].hole = bothHole
		}
		return
	}
	p.parts = append(p.parts, part{hole: h})
}

// found is how sure a match is, and what it rests on.
type found struct {
	date, address bool
}

// match tells whether the folded text s is this attribution from end to end.
func (p *pattern) match(s string) (found, bool) {
	return matchParts(p.parts, s)
}

func matchParts(parts []part, s string) (found, bool) {
	var f found
	for i, pt := range parts {
		if pt.hole == noHole {
			if !strings.HasPrefix(s, pt.text) {
				return f, false
			}
			rest := s[len(pt.text):]
			if !boundary(s, len(pt.text)) {
				return f, false
			}
			s = strings.TrimLeft(rest, literalEnds)
			continue
		}
		if i == len(parts)-1 {
			return f.fill(pt.hole, s)
		}
		return matchHole(parts[i:], s, f)
	}
	return f, s == ""
}

// matchHole fills the first hole of parts up to each place its next literal
// stands at, first to last.
func matchHole(parts []part, s string, f found) (found, bool) {
	next := parts[1].text
	for from, tries := 0, 0; tries < 4; tries++ {
		k := strings.Index(s[from:], next)
		if k < 0 {
			return f, false
		}
		k += from
		if boundary(s, k) && boundary(s, k+len(next)) {
			if g, ok := f.fill(parts[0].hole, s[:k]); ok {
				if h, ok := matchParts(parts[1:], s[k:]); ok {
					return found{g.date || h.date, g.address || h.address}, true
				}
			}
		}
		from = k + len(next)
	}
	return f, false
}

// boundary tells whether no word of a spaced script is cut at i.
func boundary(s string, i int) bool {
	if i <= 0 || i >= len(s) {
		return true
	}
	a, b := s[i-1], s[i]
	return !(isLatin(a) && isLatin(b))
}

func isLatin(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' }

// fill puts text into a hole and tells whether it fits.
func (f found) fill(h hole, text string) (found, bool) {
	text = strings.Trim(text, " ,:;*_")
	if text == "" || len(text) > maxAttribution {
		return f, false
	}
	if (h == whenHole || h == fromDate) && !startsWithDate(text) {
		return f, false
	}
	words := strings.Count(text, " ") + 1
	if (strings.IndexByte(text, '?') >= 0 || strings.IndexByte(text, '!') >= 0) && !strings.Contains(text, "@") {
		return f, false
	}
	switch h {
	case whenHole:
		f.date = true
		return f, words <= maxDateWords && isDate(text)
	case whoHole:
		f.address = f.address || hasAddress(text)
		return f, words <= maxNameWords || f.address && words <= 3*maxNameWords
	default:
		f.date = f.date || isDate(text)
		f.address = f.address || hasAddress(text)
		if !f.date {
			return f, h == bothHole && (words <= maxNameWords || f.address && words <= 3*maxNameWords)
		}
		return f, words <= maxDateWords+2*maxNameWords
	}
}

// maxNameWords bounds the words of a person's name in an attribution.
const maxNameWords = 8

// startsWithDate tells whether a number stands among the first words.
func startsWithDate(s string) bool {
	for n := 0; n < 4 && s != ""; n++ {
		if s[0] >= '0' && s[0] <= '9' {
			return true
		}
		_, s, _ = strings.Cut(s, " ")
	}
	return false
}

// hasAddress tells whether a text holds a mail address.
func hasAddress(s string) bool {
	i := strings.IndexByte(s, '@')
	return i > 0 && i+1 < len(s) && s[i-1] > ' ' && s[i+1] > ' ' ||
		strings.Contains(s, "mailto:") || strings.Contains(s, "/o=")
}
