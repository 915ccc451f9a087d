package reply

import (
	"strconv"
	"strings"
	"sync"
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
func (w *walker) end(t tag) {
	if w.skip != "" {
		if t.name == w.skip {
			w.skip = ""
		}
		return
	}
	if t.name == "br" || t.name == "p" && !w.isOpen("p") {
		if t.name == "br" {
			w.breakLine()
		}
		return
	}
	for i := len(w.stack) - 1; i > 0 && i > len(w.stack)-maxClosing; i-- {
		if w.stack[i].tag.name == t.name {
			w.closeTo(i)
			return
		}
	}
	if w.over > 0 {
		w.over--
		if t.is&blockTag != 0 {
			w.endLine()
		}
	}
}

// isOpen tells whether an element is open near the top.
func (w *walker) isOpen(name string) bool {
	for i := len(w.stack) - 1; i > 0 && i > len(w.stack)-maxClosing; i-- {
		if w.stack[i].tag.name == name {
			return true
		}
	}
	return false
}

// closeTo closes all elements from index i up.
func (w *walker) closeTo(i int) {
	for len(w.stack) > i {
		e := w.top()
		if e.tag.name == "a" && e.href != "" {
			w.link(e)
		}
		if e.tag.is&blockTag != 0 {
			w.endLine()
			if e.tag.is&paragraphTag != 0 && e.tag.name != "p" {
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
func (w *walker) closeImplied(t tag) {
	var closes, stops tagIs
	switch {
	case t.is&itemTag != 0:
		closes, stops = itemTag, listTag
	case t.is&cellTag != 0:
		closes, stops = cellTag, tableTag
	case t.is&rowTag != 0:
		closes, stops = rowTag|cellTag, tableTag
	case t.is&blockTag != 0 && t.is&tableTag == 0:
		if w.top().tag.name == "p" {
			w.closeTo(len(w.stack) - 1)
		}
		return
	default:
		return
	}
	found := -1
	for i := len(w.stack) - 1; i > 0 && i > len(w.stack)-maxClosing; i-- {
		is := w.stack[i].tag.is
		if is&stops != 0 {
			break
		}
		if is&closes != 0 {
			found = i
		}
	}
	if found > 0 {
		w.closeTo(found)
	}
}

func set(words string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		m := map[string]bool{}
		for _, w := range strings.Fields(words) {
			m[w] = true
		}
		return m
	})
}
