package reply

import (
	"slices"
	"strings"
	"sync"
)

// maxAttribution bounds an attribution, wrapped lines joined, in bytes.
const maxAttribution = 400

// maxAttributionLines bounds over how many lines one may be wrapped.
const maxAttributionLines = 4

// attributions finds patterns by a word they must contain. Like all tables made
// from the languages it is made when it is first asked for: most commands of
// kabar read no reply.
var attributions = sync.OnceValue(indexAttributions)

type attributionIndex struct {
	byWord   map[string][]pattern
	wordless []pattern
	unspaced []pattern // of a script without spaces, so that no word is found
}

func indexAttributions() attributionIndex {
	ix := attributionIndex{byWord: map[string][]pattern{}}
	for _, l := range languages {
		for _, s := range list(l.attribution) {
			p := compile(l.code, s)
			if p.key == "" {
				ix.wordless = p.addTo(ix.wordless)
			} else if unspaced(p.key) {
				ix.unspaced = p.addTo(ix.unspaced)
			} else {
				ix.byWord[p.key] = p.addTo(ix.byWord[p.key])
			}
		}
	}
	return ix
}

// addTo adds the pattern to a list, unless a language before has the same one:
// what that does not match, this doesn't.
func (p pattern) addTo(list []pattern) []pattern {
	same := func(q pattern) bool { return p.verb == q.verb && slices.Equal(p.parts, q.parts) }
	if slices.ContainsFunc(list, same) {
		return list
	}
	return append(list, p)
}

// unspaced tells whether a word is of a script that has no spaces around
// words: Chinese, Japanese, Thai, and Korean and Hebrew particles.
func unspaced(s string) bool {
	for _, r := range s {
		if r >= 0x0e00 && r < 0x0e80 || r >= 0x3040 && r < 0xd7b0 || r >= 0x0590 && r < 0x0600 {
			return true
		}
	}
	return false
}

// attributed is an attribution found in lines.
type attributed struct {
	first, last int // lines, both included
	rule        string
	strong      bool // sure without a quote below
	open        bool // without its colon, and without "wrote": must stand alone
}

// attributionEnd tells cheaply whether a line can be the last of an
// attribution: it ends in a colon, or it holds an address or dashes.
func attributionEnd(s string) bool {
	t := strings.TrimRight(s, " \t-*_‐–—=")
	t = strings.TrimRightFunc(t, isInvisible)
	if t == "" || len(s) > maxAttribution {
		return false
	}
	if t[len(t)-1] == ':' || strings.HasSuffix(t, "：") {
		return true
	}
	if strings.HasPrefix(s, "--") || strings.HasPrefix(s, "<quote who") || strings.Contains(s, "news:") {
		return true
	}
	c := t[len(t)-1]
	if strings.HasPrefix(s, "Quoting ") && c == ')' {
		return true
	}
	if c == '.' || c == '?' || c == '!' || c == ',' {
		return false
	}
	return looksDated(t)
}

// looksDated tells whether a line has both a number and either an address, a
// zone or "wrote" in it: an attribution without its colon.
func looksDated(s string) bool {
	if !strings.ContainsAny(s, "0123456789") {
		return strings.HasSuffix(s, "> wrote") || s == "wrote" ||
			strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">") && strings.Contains(s, "@")
	}
	return strings.Contains(s, "@") || strings.Contains(s, "GMT") || strings.HasSuffix(s, "wrote") ||
		strings.HasSuffix(s, "のメール")
}

// findAttribution looks for an attribution that ends on line e of lines and
// begins at or after line from. The shortest that begins with a language's own
// word wins, then those that begin with a date, then with a name.
func findAttribution(lines []line, from, e int) (attributed, bool) {
	var windows [maxAttributionLines]window
	n := joinWindows(lines, from, e, &windows)
	for _, lead := range []leadKind{leadWord, leadDate, leadName, leadBare} {
		for _, w := range windows[:n] {
			if a, ok := w.match(lead); ok {
				a.first, a.last = w.first, e
				a.stretch(lines, from, w.text)
				return a, true
			}
		}
	}
	return aboveQuote(lines, from, e)
}

// aboveQuote takes a paragraph right above a quote that ends in a colon and
// holds an address or a date for an attribution in words unknown.
func aboveQuote(lines []line, from, e int) (attributed, bool) {
	if e+1 >= len(lines) || !endsInColon(lines[e].text) {
		return attributed{}, false
	}
	if n := e + 1; lines[n].depth <= lines[e].depth && (!lines[n].blank || n+1 >= len(lines) || lines[n+1].depth <= lines[e].depth) {
		return attributed{}, false
	}
	for s := e; s >= from && s > e-3 && !lines[s].blank && lines[s].depth == lines[e].depth; s-- {
		text := lines[s].folded()
		if !isFullDate(text) && (!hasAddress(text) || !strings.ContainsAny(text, "<(\"")) {
			continue
		}
		if alone := s == 0 || s == from || lines[s-1].blank || lines[s-1].depth > 0; alone || s == e && len(text) < 80 {
			return attributed{first: s, last: e, rule: "attribution:any"}, true
		}
	}
	return attributed{}, false
}

// window is lines joined and folded, from line first on.
type window struct {
	first  int
	text   string
	colon  bool
	dashed bool // between runs of dashes

	patterns [][]pattern // those that may match
}

// longest looks for an attribution that holds line e and ends on it or on one
// of the next lines: a line that could be one without its colon may only be
// the first half of one with it.
func longest(lines []line, from, e int) (attributed, bool) {
	if !endsInColon(lines[e].text) {
		for k := e + 1; k < len(lines) && k < e+maxAttributionLines && !lines[k].blank && lines[k].depth == 0; k++ {
			if names, _ := headerLine(&lines[k]); names != nil {
				break // "To:" and "cc:" below the sender's line of Notes
			}
			if !endsInColon(lines[k].text) {
				continue
			}
			if a, ok := findAttribution(lines, from, k); ok && a.first <= e {
				return a, true
			}
			break
		}
	}
	return findAttribution(lines, from, e)
}

// endsInColon tells whether a line's last visible sign is a colon.
func endsInColon(s string) bool {
	s = strings.TrimRightFunc(strings.TrimRight(s, " \t*_"), isInvisible)
	return strings.HasSuffix(s, ":") || strings.HasSuffix(s, "：")
}

// joinWindows makes the windows of one to four lines that end on line e.
func joinWindows(lines []line, from, e int, out *[maxAttributionLines]window) int {
	n, text := 0, ""
	var words [][]pattern
	for s, blanks := e, 0; s >= from && n < maxAttributionLines; s-- {
		l := &lines[s]
		if l.blank {
			if blanks++; blanks > 1 || n == 0 {
				break
			}
			continue
		}
		if n > 0 && (l.depth != lines[e].depth && !l.strayMark || !wraps(l.text, text) && !isBrokenDate(l)) {
			break
		}
		part := l.folded()
		if n > 0 {
			if blanks > 0 && !openBracket(part) && !strings.HasPrefix(text, "<") {
				break
			}
			part += " " + text
		}
		if len(part) > maxAttribution {
			break
		}
		text = part
		trimmed := strings.Trim(text, " -*_=~|>")
		if n == 0 {
			trimmed = strings.Trim(text, " -*_=~|")
		}
		colon := strings.HasSuffix(trimmed, ":") || strings.HasPrefix(text, "<quote who")
		dashed := strings.HasPrefix(text, "--") && strings.HasSuffix(text, "--")
		words = append(byWords(nil, l.folded()), words...)
		out[n] = windowOf(strings.TrimRight(trimmed, ":- "), words)
		out[n].first, out[n].colon, out[n].dashed = s, colon, dashed
		n++
	}
	return n
}

// wraps tells whether a line can be the first half of one that goes on with
// rest: long, or broken at a bracket or comma, or rest can't stand alone.
func wraps(s, rest string) bool {
	return len(s) >= 30 || openBracket(s) || strings.HasSuffix(s, ">") || strings.HasSuffix(s, ")") || strings.HasSuffix(s, ",") || strings.HasPrefix(rest, "<") ||
		strings.HasPrefix(rest, "mailto:") || strings.HasPrefix(rest, "(") || !strings.Contains(rest, " ")
}

// isBrokenDate tells a line that was broken between a date and its time: "On
// Tue, Nov 22, 2026 at".
func isBrokenDate(l *line) bool {
	s := strings.TrimSpace(l.text)
	last := s[strings.LastIndexByte(s, ' ')+1:]
	return len(last) > 0 && len(last) <= 4 && last[0] >= 'a' && isDate(l.folded())
}

// openBracket tells whether a "<" or "(" of the line isn't closed in it.
func openBracket(s string) bool {
	return strings.LastIndexByte(s, '<') > strings.LastIndexByte(s, '>') ||
		strings.LastIndexByte(s, '(') > strings.LastIndexByte(s, ')')
}

type leadKind byte

const (
	leadWord leadKind = iota
	leadDate
	leadName
	leadBare // a date and a name without "wrote"
)

func (p *pattern) lead() leadKind {
	if !p.verb {
		return leadBare
	}
	switch p.parts[0].hole {
	case noHole:
		return leadWord
	case whenHole, fromDate:
		return leadDate
	}
	return leadName
}

// startsWithDate tells a pattern whose first hole is a date.
func (p *pattern) startsWithDate() bool {
	h := p.parts[0].hole
	return h == whenHole || h == fromDate
}

// newWindow is a text that ends in a colon, with the patterns that share a word
// with it and those that need none.
func newWindow(text string) window { return windowOf(text, byWords(nil, text)) }

// windowOf is newWindow where the patterns that share a word are known.
func windowOf(text string, words [][]pattern) window {
	w := window{text: text, colon: true, patterns: slices.Clip(words)}
	unspaced := unspaced(text)
	if unspaced || strings.ContainsAny(text, "0123456789") { // they are nothing without a date
		w.patterns = append(w.patterns, attributions().wordless)
	}
	if unspaced {
		w.patterns = append(w.patterns, attributions().unspaced)
	}
	return w
}

// byWords adds the patterns that share a word with a text, in the order of its
// words.
func byWords(list [][]pattern, text string) [][]pattern {
	table := attributions().byWord
	eachWord(text, func(word string) bool {
		if ps := table[word]; ps != nil {
			list = append(list, ps)
		}
		return true
	})
	return list
}

// match tries every pattern of one kind.
func (w window) match(lead leadKind) (attributed, bool) {
	if lead != leadWord && badStart(w.text) {
		return attributed{}, false
	}
	end := strings.TrimRight(w.text, literalEnds)
	for _, ps := range w.patterns {
		for i := range ps {
			if ps[i].lead() != lead || !strings.HasSuffix(end, ps[i].tail) {
				continue
			}
			if a, ok := w.try(&ps[i]); ok {
				return a, true
			}
		}
	}
	return attributed{}, false
}

// badStart tells a text that can't begin with a name: a closing bracket first.
func badStart(s string) bool {
	if len(s) > 1 && s[0] == '(' && s[1] >= '0' && s[1] <= '9' {
		return false // "(2026/11/22 16:30), Ana Putri wrote:"
	}
	if s == "" || s[0] == '<' || s[0] == '(' || s[0] == '>' || s[0] == ')' {
		return true
	}
	gt, lt := strings.IndexByte(s, '>'), strings.IndexByte(s, '<')
	return gt >= 0 && (lt < 0 || gt < lt)
}

// try matches one pattern and weighs the match.
func (w window) try(p *pattern) (attributed, bool) {
	f, ok := p.match(w.text)
	if !ok {
		return attributed{}, false
	}
	a := attributed{rule: "attribution:" + p.lang}
	switch {
	case p.verb && (f.date || f.address):
		a.strong = w.colon || f.date
	case p.verb && (w.colon || w.dashed):
	case !f.date || !isFullDate(w.text):
		return a, false
	case w.colon && (f.address && strings.ContainsAny(w.text, "<\"(") || zoned(w.text)):
		a.strong = true
	case p.startsWithDate() && !w.colon && w.text[0] >= '0' && w.text[0] <= '9' && (strings.HasSuffix(w.text, ">") || zoned(w.text)):
		a.strong, a.open = true, !w.dashed
	case w.colon && p.startsWithDate():
	default:
		return a, false
	}
	return a, true
}

// zoned tells a text with a zone offset: nobody types one by hand.
func zoned(s string) bool {
	return strings.Contains(s, "gmt+") || strings.Contains(s, "gmt-") || strings.Contains(s, "utc+")
}
