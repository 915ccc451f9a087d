package mail

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	maxOpen   = 500  // open elements kept in mind; those further in (D15) count as text
	maxQuotes = 20   // depth of quotes shown
	maxTarget = 1000 // characters of a link's target
)

// HTMLText makes plain text of the HTML of a mail: paragraphs, "- " before list
// items, a line per table row, "> " before quotes, the target behind a link
// that shows something else (E22). What a mail program would not show is left
// out: script, style, comments, hidden elements (E07). It reads tokens, builds
// no tree, and takes linear time on any input.
func HTMLText(page string) string {
	w := &htmlWalk{z: html.NewTokenizer(strings.NewReader(page)), count: map[atom.Atom]int{}}
	for len(w.out) < maxHTML {
		switch w.z.Next() {
		case html.ErrorToken:
			return w.text()
		case html.TextToken:
			w.write(string(w.z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			w.start()
		case html.EndTagToken:
			name, _ := w.z.TagName()
			w.end(atom.Lookup(name))
		}
	}
	return w.text()
}

// element is an open element; what is inside inherits hidden, tiny and pre.
type element struct {
	name   atom.Atom
	hidden bool   // not shown
	tiny   bool   // font-size:0, which an element inside can undo
	pre    bool   // white space counts
	close  bool   // a paragraph without a blank line around it, as Outlook writes
	href   string // target of a link
	from   int    // length of the text where it began
	items  int    // items of an ol so far
}

// htmlWalk writes the text of a page as its tokens come.
type htmlWalk struct {
	z      *html.Tokenizer
	open   []element
	count  map[atom.Atom]int // how many of open have each name
	out    []byte
	quotes int  // open blockquotes
	before int  // quotes where the last line was written
	breaks int  // line ends to write before the next text
	blank  bool // a blank to write before the next text
}

func (w *htmlWalk) top() element {
	if len(w.open) == 0 {
		return element{}
	}
	return w.open[len(w.open)-1]
}

// start opens an element.
func (w *htmlWalk) start() {
	tag, more := w.z.TagName()
	name := atom.Lookup(tag)
	w.closeImplied(name)
	up := w.top()
	e := element{name: name, hidden: up.hidden || unseen(name), tiny: up.tiny, pre: up.pre}
	alt := ""
	for count := 0; more && count < maxParams; count++ {
		var key, value []byte
		key, value, more = w.z.TagAttr()
		switch string(key) {
		case "style":
			e.style(string(value))
		case "class":
			e.close = e.close || bytes.Contains(value, []byte("MsoNormal"))
		case "hidden":
			e.hidden = true
		case "href":
			e.href = string(value)
		case "alt":
			alt = string(value)
		}
	}
	if !e.hidden {
		w.begin(&e, alt)
	}
	if isVoid(name) || len(w.open) >= maxOpen {
		return
	}
	if name == atom.Blockquote && !e.hidden {
		w.quotes++
	}
	e.from = len(w.out)
	w.open = append(w.open, e)
	w.count[name]++
}

// begin writes what an element shows where it begins.
func (w *htmlWalk) begin(e *element, alt string) {
	w.lineBreak(e.lines())
	switch e.name {
	case atom.Br:
		w.breaks = min(w.breaks+1, 3)
	case atom.Hr:
		w.write("---")
		w.lineBreak(1)
	case atom.Pre, atom.Textarea:
		e.pre = true
	case atom.Td, atom.Th:
		w.blank = true
	case atom.Li:
		w.write(w.marker())
	case atom.Img:
		if alt = strings.TrimSpace(alt); alt != "" {
			w.write("[" + alt + "]")
		}
	}
}

// marker is what stands before an item of the list that is open.
func (w *htmlWalk) marker() string {
	marker := "- "
	for i := len(w.open) - 1; i >= 0; i-- {
		list := &w.open[i]
		if list.name == atom.Ol {
			list.items++
			marker = strconv.Itoa(list.items) + ". "
		}
		if list.name == atom.Ol || list.name == atom.Ul {
			break
		}
	}
	// U+00A0 is written as a blank that is not joined with others.
	depth := w.count[atom.Ul] + w.count[atom.Ol]
	return strings.Repeat("\u00A0\u00A0", max(0, min(depth, maxQuotes)-1)) + marker
}

// end closes the innermost open element of this name, and what is still open
// inside it.
func (w *htmlWalk) end(name atom.Atom) {
	if w.count[name] == 0 {
		return
	}
	for i := len(w.open) - 1; i >= 0; i-- {
		if w.open[i].name == name {
			w.closeTo(i)
			return
		}
	}
}

func (w *htmlWalk) closeTo(depth int) {
	for len(w.open) > depth {
		e := w.top()
		w.open = w.open[:len(w.open)-1]
		w.count[e.name]--
		if e.hidden {
			continue
		}
		switch e.name {
		case atom.Blockquote:
			w.quotes--
		case atom.A:
			w.target(e)
		}
		w.lineBreak(e.lines())
	}
}

// closeImplied closes what the start of an element ends without a tag, so that
// a hidden paragraph without an end does not hide the rest.
func (w *htmlWalk) closeImplied(name atom.Atom) {
	if w.top().name == atom.P && (element{name: name}).lines() > 0 {
		w.closeTo(len(w.open) - 1)
	}
	var same, within []atom.Atom
	switch name {
	case atom.Li:
		same, within = []atom.Atom{atom.Li}, []atom.Atom{atom.Ul, atom.Ol}
	case atom.Td, atom.Th:
		same, within = []atom.Atom{atom.Td, atom.Th}, []atom.Atom{atom.Table, atom.Tr}
	case atom.Tr:
		same, within = []atom.Atom{atom.Tr}, []atom.Atom{atom.Table}
	default:
		return
	}
	for i := len(w.open) - 1; i >= 0 && !isOneOf(w.open[i].name, within); i-- {
		if isOneOf(w.open[i].name, same) {
			w.closeTo(i)
			return
		}
	}
}

func isOneOf(name atom.Atom, names []atom.Atom) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

// target writes where a link goes, if its text does not say so.
func (w *htmlWalk) target(a element) {
	href := oneLine(a.href, maxTarget)
	scheme, _, ok := strings.Cut(strings.ToLower(href), ":")
	if !ok || scheme != "http" && scheme != "https" && scheme != "mailto" && scheme != "tel" {
		return
	}
	shown := strings.TrimSpace(string(w.out[min(a.from, len(w.out)):]))
	if shown != "" && bareTarget(shown) != bareTarget(href) {
		w.write(" <" + href + ">")
	}
}

// bareTarget is a target as people write it.
func bareTarget(s string) string {
	s = strings.ToLower(s)
	for _, prefix := range []string{"https://", "http://", "mailto:", "tel:", "www."} {
		s = strings.TrimPrefix(s, prefix)
	}
	return strings.TrimSuffix(s, "/")
}

// write writes text, with its white space as HTML shows it.
func (w *htmlWalk) write(s string) {
	up := w.top()
	if up.hidden || up.tiny {
		return
	}
	for i, r := range s {
		switch {
		case r == '\n' && up.pre:
			if i > 0 || len(w.out) > 0 {
				w.flush()
				w.breaks = min(w.breaks+1, 3)
			}
		case r == ' ' && up.pre:
			w.flush()
			w.out = append(w.out, ' ')
		case r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f':
			w.blank = true
		case r == '\u00A0':
			w.flush()
			w.out = append(w.out, ' ')
		default:
			w.flush()
			w.out = append(w.out, string(r)...)
		}
	}
}

// lineBreak asks for at least n line ends before the next text.
func (w *htmlWalk) lineBreak(n int) {
	w.breaks = max(w.breaks, n)
}

// flush writes the line ends, quote marks or the blank that were asked for.
func (w *htmlWalk) flush() {
	begin := len(w.out) == 0
	if w.breaks == 0 && !begin {
		if w.blank {
			w.out = append(w.out, ' ')
		}
		w.blank = false
		return
	}
	for i := 0; i < w.breaks && !begin; i++ {
		w.out = append(w.out, '\n')
		if i < w.breaks-1 {
			w.quoteMarks(min(w.before, w.quotes))
		}
	}
	w.quoteMarks(w.quotes)
	w.before, w.breaks, w.blank = w.quotes, 0, false
}

func (w *htmlWalk) quoteMarks(n int) {
	for range min(n, maxQuotes) {
		w.out = append(w.out, "> "...)
	}
}

// text returns what was written, without blanks at the ends of lines.
func (w *htmlWalk) text() string {
	lines := strings.Split(strings.ToValidUTF8(string(w.out), "\uFFFD"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
