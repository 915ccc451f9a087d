package reply

import (
	"strings"

	"golang.org/x/net/html"
)

// Limits of reading HTML.
const (
	maxElements   = 400 // open at the same time; deeper ones are read flat
	maxIndent     = 8   // levels of a nested list that are shown
	maxAttributes = 24  // of one element that are looked at
	maxClosing    = 64  // how far up an end tag looks for its start
)

// element is an open element.
type element struct {
	tag    tag
	depth  int
	box    int
	hint   hint
	mark   string
	bare   bool
	own    bool
	hidden bool
	pre    bool
	list   byte // 'u' or 'o'
	count  int  // items so far
	level  int  // of the innermost list around, from 1; 0 outside
	inList int  // where that list is on the stack
	href   string
	at     int // length of the line when a link began
}

// walker turns HTML into lines.
type walker struct {
	lines   []line
	stack   []element
	over    int // elements open beyond maxElements
	cur     []byte
	space   bool // a space is due before the next word
	gap     bool // a blank line is due before the next line
	full    bool // enough lines were made
	cut     bool // a mark said that all below is quoted
	cutMark string
	boxes   int
	bullet  int    // length of the line when it was only a bullet
	head    bool   // a header block is likely on the next line
	skip    string // the element whose raw text is dropped
}

// htmlLines reads an HTML part as lines, with what its structure says of each.
func htmlLines(src string) []line {
	w := &walker{stack: make([]element, 1, 32), lines: make([]line, 0, min(len(src)/64+16, maxLines+1))}
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		switch z.Next() {
		case html.ErrorToken:
			w.full = false
			w.endLine()
			return w.lines
		case html.TextToken:
			if w.skip == "" && !w.top().hidden {
				w.text(z)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t, more := readTag(z.Raw())
			if w.full {
				w.beyond(t)
				continue
			}
			w.start(t, z, more)
		case html.EndTagToken:
			if t, _ := readTag(z.Raw()); !w.full || w.skip != "" {
				w.end(t)
			} else {
				w.beyond(tag{})
			}
		}
	}
}

// beyond is a tag where enough lines were made: it only parts words.
func (w *walker) beyond(t tag) {
	w.space = true
	if w.skip == "" && t.is&droppedTag != 0 {
		w.skip = t.name
	}
}

func (w *walker) top() *element { return &w.stack[len(w.stack)-1] }

// text adds a text token to the line.
func (w *walker) text(z *html.Tokenizer) {
	raw := z.Text()
	pre := w.top().pre
	start := 0
	flush := func(i int) {
		if i > start {
			if w.space && len(w.cur) > 0 {
				w.cur = append(w.cur, ' ')
			}
			w.space = false
			w.cur = append(w.cur, raw[start:i]...)
		}
	}
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '\n' && pre:
			flush(i)
			w.breakLine()
			start = i + 1
		case pre && (c == ' ' || c == '\t'):
		case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f':
			flush(i)
			w.space = true
			start = i + 1
		}
	}
	flush(len(raw))
}

// endLine ends the line if there is anything on it.
func (w *walker) endLine() {
	w.space = false
	if len(w.cur) == 0 {
		return
	}
	if w.full { // the rest of the part is one line
		w.cur = append(w.cur, '\n')
		return
	}
	if w.gap && len(w.lines) > 0 && !w.lines[len(w.lines)-1].blank {
		w.put("")
	}
	w.gap = false
	w.put(string(w.cur))
	w.cur, w.bullet = w.cur[:0], 0
}

// breakLine is <br>: it ends the line, or makes a blank one.
func (w *walker) breakLine() {
	if len(w.cur) == 0 && !w.full {
		w.space = false
		w.put("")
		return
	}
	w.endLine()
}

// put adds a line with what the open elements say of it.
func (w *walker) put(s string) {
	t := w.top()
	l := readMarks(strings.ReplaceAll(s, "\u00a0", " "))
	l.depth = min(l.depth+t.depth, maxDepth)
	l.hint, l.mark, l.box, l.bare = t.hint, t.mark, t.box, t.bare && l.depth == t.depth
	l.own = t.own && l.depth == t.depth
	if w.cut && l.hint == noHint {
		l.hint, l.mark = hintCut, w.cutMark
	}
	if !l.blank && w.head {
		l.head, w.head = true, false
	}
	w.lines = append(w.lines, l)
	w.full = len(w.lines) >= maxLines
}

// start opens an element.
func (w *walker) start(t tag, z *html.Tokenizer, more bool) {
	if w.skip != "" {
		return
	}
	var a attributes
	if more {
		a = readAttributes(z)
	}
	w.closeImplied(t)
	if t.is&(droppedTag|voidTag) != 0 {
		if t.is&droppedTag != 0 {
			w.skip = t.name
		}
		return
	}
	switch t.name {
	case "br":
		if !w.top().hidden {
			w.breakLine()
		}
		return
	case "hr":
		w.rule(&a)
		return
	case "img":
		w.image(&a)
		return
	}
	if t.is&blockTag != 0 {
		w.block(t, &a)
	}
	w.push(t, &a)
	switch {
	case t.is&itemTag != 0:
		w.item()
	case t.is&cellTag != 0 && len(w.cur) > 0:
		w.cur = append(w.cur, '\t')
		w.space = false
	}
}

// block ends the line before a block; paragraphs and headings want a blank
// line around them unless their style forbids.
func (w *walker) block(t tag, a *attributes) {
	if w.bullet == 0 || len(w.cur) != w.bullet {
		w.endLine()
	}
	if t.is&paragraphTag != 0 && !flush(a) {
		w.gap = true
	}
}

// flush tells a paragraph without margins, as Outlook writes each line.
func flush(a *attributes) bool {
	return strings.HasPrefix(a.class, "Mso") || strings.HasPrefix(a.class, "x_Mso") ||
		strings.Contains(a.style, "margin:0") || strings.Contains(a.style, "margin: 0")
}

// push opens an element and works out what it says of its lines.
func (w *walker) push(t tag, a *attributes) {
	if len(w.stack) >= maxElements {
		w.over++
		return
	}
	e := *w.top()
	e.tag, e.list, e.count, e.href, e.at = t, 0, 0, "", 0
	e.hidden = e.hidden || a.hidden || hides(a.style)
	switch t.name {
	case "pre":
		e.pre = true
	case "ul", "menu", "dir":
		e.list = 'u'
	case "ol":
		e.list = 'o'
	case "a":
		e.href, e.at = a.href, len(w.cur)
	}
	if a.style != "" && strings.Contains(a.style, "white-space") {
		e.pre = strings.Contains(a.style, "white-space:pre") || strings.Contains(a.style, "white-space: pre")
	}
	if e.list != 0 {
		e.level, e.inList = e.level+1, len(w.stack)
	}
	w.quoting(&e, t.name, a)
	w.stack = append(w.stack, e)
}

// quoting applies the marks of mail programs.
func (w *walker) quoting(e *element, tag string, a *attributes) {
	s, mark := structureOf(tag, a)
	inside := e.depth > 0 || e.hint == hintQuote || e.hint == hintFwd
	switch s {
	case quoteElement:
		if e.depth == 0 {
			e.bare = true
		}
		e.own = mark == "gmail_quote" && e.box == 0 && (e.depth == 0 || e.own)
		e.bare = e.bare && mark == ""
		e.depth = min(e.depth+1, maxDepth)
		if mark != "" {
			e.mark = mark
		} else if e.mark == "" {
			e.mark = "blockquote"
		}
	case quoteBox:
		e.hint, e.mark = hintQuote, mark
	case forwardBox:
		e.hint, e.mark = hintFwd, mark
	case replyBox:
		if e.box == 0 && !inside {
			w.boxes++
			e.box, e.mark = w.boxes, mark
		}
	case attrElement:
		if !inside {
			e.hint, e.mark = hintAttr, mark
		}
	case sigElement:
		if !inside {
			e.hint, e.mark = hintSig, mark
		}
	case cutElement:
		if !inside && e.box == 0 && !w.cut {
			w.cut, w.cutMark = true, mark
		}
	case headElement:
		w.head = true
	}
}
