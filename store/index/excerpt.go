package index

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"kabar/store/entry"
)

// Mark is a stretch of an excerpt, in bytes: Excerpt[Start:End] is a match.
type Mark struct{ Start, End int }

// between stands in excerpts where one point of an entry ends and the next
// begins.
const between = " · "

// Excerpt returns the part of an entry that shows best why the query found it:
// at most two lines with "\n" between them, each up to columns wide (20 to
// 200; a Han character takes two). It holds no other control characters. Marks
// are sorted and don't overlap. Where no word of the entry was looked for, it
// is how the entry begins.
func Excerpt(e entry.Entry, q Query, columns int) (string, []Mark) {
	return (&document{entry: e}).excerpt(q, columns)
}

func (d *document) excerpt(q Query, columns int) (string, []Mark) {
	columns = min(max(columns, 20), 200)
	raw, found := d.matches(q)
	best := found.best(2 * columns)
	// What the lines can hold is a small part of the text around the best match.
	lo := boundary(raw, best-8*columns)
	hi := boundary(raw, best+16*columns)
	c, at, end := cells(raw, lo, hi, best, 4*columns, found)
	return layout(c, at, columns, lo > 0, end < len(raw))
}

// boundary brings i into s, to the beginning of a rune.
func boundary(s string, i int) int {
	i = min(max(i, 0), len(s))
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

// match is a stretch of text that a term of the query found.
type match struct{ start, end, term int }

// matchList is sorted by start.
type matchList []match

// maxMatches is how many places of one term are looked for in one text.
const maxMatches = 1000

// matches returns the texts of d in one line, and what q finds in them, sorted.
func (d *document) matches(q Query) (raw string, found matchList) {
	list := terms(q.root, nil) // MaxTerms at most, and each "to:" makes two
	all := texts(d.entry)
	base := 0
	for at, s := range all {
		calls := handles(s)
		for n, t := range list {
			switch t := t.(type) {
			case phrase:
				unit := d.cutUp()[at]
				i := t.find(unit, 0)
				for left := maxMatches; i >= 0 && left > 0; left-- {
					last := unit[i+len(t.toks)-1]
					found = append(found, match{base + unit[i].start, base + last.end, n})
					i = t.find(unit, i+1)
				}
			case tag:
				for _, h := range calls {
					if t.calls(h) {
						found = append(found, match{base + h.start, base + h.end, n})
					}
				}
			}
		}
		base += len(s) + len(between)
	}
	slices.SortFunc(found, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end))
	})
	return strings.Join(all, between), found
}

// calls tells whether the tag is what the handle h calls.
func (t tag) calls(h handle) bool {
	kind := tagProject
	if h.sign == '@' {
		kind = tagMention
	}
	got := kind + label(h.name)
	return got == t.text || t.prefix && strings.HasPrefix(got, t.text)
}

// terms appends to list what of a query can be seen in a text.
func terms(n node, list []node) []node {
	switch n := n.(type) {
	case and:
		for _, inner := range n {
			list = terms(inner, list)
		}
	case or:
		for _, inner := range n {
			list = terms(inner, list)
		}
	case field:
		list = terms(n.node, list)
	case phrase, tag:
		list = append(list, n)
	}
	return list
}

// best returns where the stretch of n bytes begins that has the most terms.
func (found matchList) best(n int) int {
	place, most := 0, 0
	for i, m := range found {
		var seen uint64
		for _, other := range found[i:] {
			if other.start >= m.start+n {
				break
			}
			seen |= 1 << other.term
		}
		if count := bits.OnesCount64(seen); count > most {
			place, most = m.start, count
		}
	}
	return place
}

// cell is one rune of an excerpt.
type cell struct {
	r      rune
	wide   int8 // columns
	marked bool
}

// cells makes cells of raw[lo:hi], and returns which of them is at the byte
// best. It ends where enough columns have come after that one, at end.
func cells(raw string, lo, hi, best, enough int, found matchList) (list []cell, at, end int) {
	list = make([]cell, 0, best-lo+enough)
	next, i := 0, lo
	for ahead := 0; i < hi && ahead < enough; {
		r, n := utf8.DecodeRuneInString(raw[i:])
		if i <= best {
			at = len(list)
		}
		for next < len(found) && found[next].end <= i {
			next++
		}
		marked := false
		for _, m := range found[next:] {
			if m.start > i {
				break
			}
			marked = marked || i < m.end
		}
		i += n
		had := len(list)
		if list = appendCell(list, r, marked); len(list) > had && i > best {
			ahead += int(list[had].wide)
		}
	}
	return list, min(at, max(len(list)-1, 0)), i
}

// appendCell adds a rune as it may be shown: spaces and what is not printed
// become one space.
func appendCell(list []cell, r rune, marked bool) []cell {
	switch {
	case transparent(r) && unicode.Is(unicode.Cf, r):
		return list
	case r != utf8.RuneError && unicode.IsPrint(r) && r != ' ':
		return append(list, cell{r, int8(columnsOf(r)), marked})
	case len(list) == 0 || list[len(list)-1].r == ' ':
		return list
	}
	return append(list, cell{' ', 1, marked})
}

// columnsOf returns how many columns r takes.
func columnsOf(r rune) int {
	if r < 0x300 {
		return 1
	}
	if unicode.In(r, unicode.Mn, unicode.Me) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// layout lays cells out in two lines, so that the cell at can be seen. Before
// and after tell whether there is more text at the ends than the cells have.
func layout(c []cell, at, columns int, before, after bool) (string, []Mark) {
	start := beginning(c, at, columns)
	for start < len(c) && c[start].r == ' ' {
		start++
	}
	var w excerptWriter
	rest := c[start:]
	first := columns
	if start > 0 || before {
		w.text.WriteString("…")
		first--
	}
	n := fit(rest, first)
	w.write(rest[:n])
	rest = rest[n:]
	if len(rest) > 0 && rest[0].r == ' ' {
		rest = rest[1:]
	}
	if len(rest) == 0 && !after {
		return w.text.String(), w.marks
	}
	w.newline()
	n = fit(rest, columns)
	if n < len(rest) || after {
		n = fit(rest, columns-1)
	}
	w.write(rest[:n])
	if n < len(rest) || after {
		w.text.WriteString("…")
	}
	return w.text.String(), w.marks
}

// beginning returns the cell that an excerpt begins with: some before the cell
// at, and more where little comes after it, but not in the middle of a word.
func beginning(c []cell, at, columns int) int {
	ahead := 0
	for _, x := range c[at:] {
		ahead += int(x.wide)
	}
	context := max(columns/3, 2*columns-2-ahead)
	start := at
	for ; start > 0 && context >= int(c[start-1].wide); start-- {
		context -= int(c[start-1].wide)
	}
	for start > 0 && start < at && !breaks(c[start-1], c[start]) {
		start++
	}
	return start
}

// breaks tells whether a line may end between two cells.
func breaks(a, b cell) bool {
	return a.r == ' ' || b.r == ' ' || wordly(a.r) && dense(a.r) || wordly(b.r) && dense(b.r)
}

// fit returns how many cells go into a line: whole words, if there are any.
func fit(c []cell, columns int) int {
	n, whole := 0, 0
	for ; n < len(c); n++ {
		if n > 0 && breaks(c[n-1], c[n]) {
			whole = n
		}
		if columns -= int(c[n].wide); columns < 0 {
			break
		}
	}
	if n == len(c) || whole == 0 {
		return n
	}
	return whole
}

// excerptWriter writes cells and remembers where the marked ones are.
type excerptWriter struct {
	text  strings.Builder
	marks []Mark
	open  bool // the last cell written was marked
}

// write writes a line without the spaces at its ends.
func (w *excerptWriter) write(c []cell) {
	for len(c) > 0 && c[0].r == ' ' {
		c = c[1:]
	}
	for len(c) > 0 && c[len(c)-1].r == ' ' {
		c = c[:len(c)-1]
	}
	for _, x := range c {
		if x.marked && !w.open {
			w.marks = append(w.marks, Mark{Start: w.text.Len()})
		}
		w.text.WriteRune(x.r)
		if x.marked {
			w.marks[len(w.marks)-1].End = w.text.Len()
		}
		w.open = x.marked
	}
}

func (w *excerptWriter) newline() {
	w.text.WriteByte('\n')
	w.open = false
}
