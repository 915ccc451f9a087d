package reply

import (
	"strconv"
	"strings"
)

// markRule is the mark of a line that was drawn by <hr>.
const markRule = "hr"

// rule is <hr>: a line of dashes, and perhaps the mark of a mail program.
func (w *walker) rule(a *attributes) {
	if w.top().hidden {
		return
	}
	w.endLine()
	e := *w.top()
	w.quoting(&e, "hr", a)
	w.cur = append(w.cur, "----------"...)
	w.endLine()
	if n := len(w.lines); n > 0 && w.lines[n-1].mark == "" {
		w.lines[n-1].mark = markRule
	}
	w.head = true
}

// image keeps emoji, which phones send as pictures.
func (w *walker) image(a *attributes) {
	if a.alt == "" || w.top().hidden || len(a.alt) > 16 || a.alt[0] < 0x80 {
		return
	}
	if w.space && len(w.cur) > 0 {
		w.cur = append(w.cur, ' ')
	}
	w.space = false
	w.cur = append(w.cur, a.alt...)
}

// indents is the blanks before an item of the innermost list shown.
var indents = strings.Repeat("  ", maxIndent)

// item writes the bullet or number of a list item.
func (w *walker) item() {
	list := &w.stack[w.top().inList]
	w.cur = append(w.cur, indents[:2*max(0, min(w.top().level-1, maxIndent))]...)
	if list.list == 'o' {
		list.count++
		w.cur = strconv.AppendInt(w.cur, int64(list.count), 10)
		w.cur = append(w.cur, ". "...)
	} else {
		w.cur = append(w.cur, "- "...)
	}
	w.bullet = len(w.cur)
}

// end closes an element.
func (w *walker) end(tag string) {
	if w.skip != "" {
		if tag == w.skip {
			w.skip = ""
		}
		return
	}
	if tag == "br" || tag == "p" && !w.isOpen("p") {
		if tag == "br" {
			w.breakLine()
		}
		return
	}
	for i := len(w.stack) - 1; i > 0 && i > len(w.stack)-maxClosing; i-- {
		if w.stack[i].tag == tag {
			w.closeTo(i)
			return
		}
	}
	if w.over > 0 {
		w.over--
		if isBlock[tag] {
			w.endLine()
		}
	}
}

// isOpen tells whether an element is open near the top.
func (w *walker) isOpen(tag string) bool {
	for i := len(w.stack) - 1; i > 0 && i > len(w.stack)-maxClosing; i-- {
		if w.stack[i].tag == tag {
			return true
		}
	}
	return false
}

// closeTo closes all elements from index i up.
func (w *walker) closeTo(i int) {
	for len(w.stack) > i {
		e := w.top()
		if e.tag == "a" && e.href != "" {
			w.link(e)
		}
		if isBlock[e.tag] {
			w.endLine()
			if isParagraph[e.tag] && e.tag != "p" {
				w.gap = true
			}
		}
		w.stack = w.stack[:len(w.stack)-1]
	}
}

// link writes a link's target behind its text, unless the text says it.
func (w *walker) link(e *element) {
	if e.at > len(w.cur) || e.hidden || e.depth > 0 {
		return
	}
	text := strings.TrimSpace(string(w.cur[e.at:]))
	if text == "" || !strings.HasPrefix(e.href, "http") || len(e.href) > 2000 {
		return
	}
	bare := strings.TrimPrefix(strings.TrimPrefix(e.href, "https://"), "http://")
	if strings.Contains(text, strings.TrimSuffix(bare, "/")) {
		return
	}
	w.cur = append(append(append(w.cur, " <"...), e.href...), '>')
}

// closeImplied closes what a start tag closes by itself.
func (w *walker) closeImplied(tag string) {
	var closes, stops func(string) bool
	switch {
	case tag == "li":
		closes, stops = func(t string) bool { return t == "li" }, isList
	case tag == "td" || tag == "th":
		closes, stops = isCell, isTable
	case tag == "tr":
		closes, stops = func(t string) bool { return t == "tr" || isCell(t) }, isTable
	case tag == "p" || isBlock[tag] && tag != "table":
		if w.top().tag == "p" {
			w.closeTo(len(w.stack) - 1)
		}
		return
	default:
		return
	}
	found := -1
	for i := len(w.stack) - 1; i > 0 && i > len(w.stack)-maxClosing && !stops(w.stack[i].tag); i-- {
		if closes(w.stack[i].tag) {
			found = i
		}
	}
	if found > 0 {
		w.closeTo(found)
	}
}

func isList(tag string) bool  { return tag == "ul" || tag == "ol" || tag == "menu" || tag == "dir" }
func isCell(tag string) bool  { return tag == "td" || tag == "th" }
func isTable(tag string) bool { return tag == "table" }

// isBlock and isParagraph are the elements that stand on lines of their own.
var (
	isBlock = set("address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure" +
		" footer form h1 h2 h3 h4 h5 h6 header html hgroup li main menu nav ol p pre section signature summary table tbody tfoot thead tr ul")
	isParagraph = set("p h1 h2 h3 h4 h5 h6 ul ol blockquote")
)

// dropped are the elements whose text isn't shown.
var dropped = set("style script title template noscript textarea select svg math iframe object")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// tagNames holds the usual names, so that reading one makes no new string.
var tagNames = internTags("a b i u s em strong span font br img hr td th style script title meta link small big sub sup code tt label button input")

func internTags(words string) map[string]string {
	m := map[string]string{}
	for _, w := range strings.Fields(words) {
		m[w] = w
	}
	for w := range isBlock {
		m[w] = w
	}
	return m
}

// tagName gives an element's name as a string.
func tagName(name []byte) string {
	if s, ok := tagNames[string(name)]; ok {
		return s
	}
	return string(name)
}
