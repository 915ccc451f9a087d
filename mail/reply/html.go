package reply

import (
	"strconv"
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
	tag    string
	depth  int
	box    int
	hint   hint
	mark   string
	bare   bool
	hidden bool
	pre    bool
	list   byte // 'u' or 'o'
	count  int  // items so far
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
	w := &walker{stack: make([]element, 1, 32)}
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
			name, more := z.TagName()
			w.start(string(name), z, more)
		case html.EndTagToken:
			name, _ := z.TagName()
			w.end(string(name))
		}
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
func (w *walker) start(tag string, z *html.Tokenizer, more bool) {
	if w.skip != "" {
		return
	}
	a := readAttributes(z, more)
	w.closeImplied(tag)
	switch tag {
	case "br":
		if !w.top().hidden {
			w.breakLine()
		}
		return
	case "style", "script", "title", "template", "noscript", "textarea", "select", "svg", "math", "iframe", "object":
		w.skip = tag
		return
	case "hr":
		w.rule(&a)
		return
	case "img":
		w.image(&a)
		return
	case "meta", "link", "input", "wbr", "col", "area", "base", "embed", "source", "track", "param":
		return
	}
	if isBlock[tag] {
		w.block(tag, &a)
	}
	w.push(tag, &a)
	switch tag {
	case "li":
		w.item()
	case "td", "th":
		if len(w.cur) > 0 {
			w.cur = append(w.cur, '\t')
			w.space = false
		}
	}
}

// block ends the line before a block; paragraphs and headings want a blank
// line around them unless their style forbids.
func (w *walker) block(tag string, a *attributes) {
	if w.bullet == 0 || len(w.cur) != w.bullet {
		w.endLine()
	}
	if isParagraph[tag] && !flush(a) {
		w.gap = true
	}
}

// flush tells a paragraph without margins, as Outlook writes each line.
func flush(a *attributes) bool {
	return strings.HasPrefix(a.class, "Mso") || strings.HasPrefix(a.class, "x_Mso") ||
		strings.Contains(a.style, "margin:0") || strings.Contains(a.style, "margin: 0")
}

// push opens an element and works out what it says of its lines.
func (w *walker) push(tag string, a *attributes) {
	if len(w.stack) >= maxElements {
		w.over++
		return
	}
	e := *w.top()
	e.tag, e.list, e.count, e.href, e.at = tag, 0, 0, "", 0
	e.hidden = e.hidden || a.hidden || hides(a.style)
	switch tag {
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
	w.quoting(&e, tag, a)
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

// rule is <hr>: a line of dashes, and perhaps the mark of a mail program.
func (w *walker) rule(a *attributes) {
	if w.top().hidden {
		return
	}
	w.endLine()
	var e element = *w.top()
	w.quoting(&e, "hr", a)
	w.cur = append(w.cur, "----------"...)
	w.endLine()
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

// item writes the bullet or number of a list item.
func (w *walker) item() {
	level := -1
	var list *element
	for i := len(w.stack) - 1; i >= 0 && i > len(w.stack)-maxClosing; i-- {
		if w.stack[i].list != 0 {
			level++
			if list == nil {
				list = &w.stack[i]
			}
		}
	}
	for level = min(level, maxIndent); level > 0; level-- {
		w.cur = append(w.cur, "  "...)
	}
	if list != nil && list.list == 'o' {
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
	var closes, stops string
	switch {
	case tag == "li":
		closes, stops = "li", "ul ol menu dir"
	case tag == "td" || tag == "th":
		closes, stops = "td th", "table"
	case tag == "tr":
		closes, stops = "tr td th", "table"
	case tag == "p" || isBlock[tag] && tag != "table":
		if w.top().tag == "p" {
			w.closeTo(len(w.stack) - 1)
		}
		return
	default:
		return
	}
	found := -1
	for i := len(w.stack) - 1; i > 0 && i > len(w.stack)-maxClosing; i-- {
		if hasWord(stops, w.stack[i].tag) {
			break
		}
		if hasWord(closes, w.stack[i].tag) {
			found = i
		}
	}
	if found > 0 {
		w.closeTo(found)
	}
}

func hasWord(words, w string) bool {
	for words != "" {
		var one string
		one, words, _ = strings.Cut(words, " ")
		if one == w {
			return true
		}
	}
	return false
}

// readAttributes reads the attributes that matter.
func readAttributes(z *html.Tokenizer, more bool) attributes {
	var a attributes
	for n := 0; more && n < maxAttributes; n++ {
		var k, v []byte
		k, v, more = z.TagAttr()
		if len(v) > 4096 {
			v = v[:4096]
		}
		switch string(k) {
		case "id":
			a.id = string(v)
		case "class":
			a.class = string(v)
		case "name":
			a.name = string(v)
		case "type":
			a.typ = strings.ToLower(string(v))
		case "style":
			a.style = strings.ToLower(string(v))
		case "href":
			a.href = string(v)
		case "alt":
			a.alt = string(v)
		case "cite":
			a.cite = true
		case "hidden":
			a.hidden = true
		case "data-signatureblock":
			a.marker = "sig"
		case "data-marker":
			a.marker = string(v)
		}
	}
	return a
}

// isBlock and isParagraph are the elements that stand on lines of their own.
var (
	isBlock = set("address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure" +
		" footer form h1 h2 h3 h4 h5 h6 header html hgroup li main menu nav ol p pre section signature summary table tbody tfoot thead tr ul")
	isParagraph = set("p h1 h2 h3 h4 h5 h6 ul ol blockquote")
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
