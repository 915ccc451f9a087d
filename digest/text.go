package digest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Where things stand in the text half. What a person wrote begins at
// wordsAt or further right; only kabar's own words stand further left.
const (
	underAt = 2 // section labels, "more lines"; comments stand this much further in
	wordsAt = 4
)

// text renders the page as plain text: at most textWidth columns, LF line ends.
func (p page) text() string {
	var w textWriter
	w.b.Grow(p.drawnLength(func(d drawn) string { return d.text }))
	w.put("", "", say(p.title))
	for _, b := range p.blocks {
		w.gap()
		w.block(b)
	}
	if len(p.foot) > 0 {
		w.gap()
		w.line("-- ") // mail programs leave what follows out of a reply
		for _, f := range p.foot {
			w.put("", "", say(f))
		}
	}
	return w.b.String()
}

// textOf renders some blocks alone.
func textOf(blocks ...block) string {
	var w textWriter
	w.b.Grow(usualText)
	for _, b := range blocks {
		w.gap()
		w.block(b)
	}
	return w.b.String()
}

type textWriter struct {
	b     strings.Builder
	space bool // the last line is empty
}

func (w *textWriter) block(b block) {
	switch b := b.(type) {
	case heading:
		w.put("", "", strings.ToUpper(say(b.text)))
	case para:
		w.put("", "", say(b.text))
	case topic:
		w.line("")
		w.put("", "", say(b.text))
	case blank:
		w.put("", "", oneLine(b.label))
		w.line("")
	case card:
		w.card(b, 0)
	case terms:
		for _, t := range b.rows {
			w.put("  ", "      ", say(t.name))
			w.put("      ", "      ", sayHeld(t.about))
		}
	case place:
		w.place(b)
	case drawn:
		w.b.WriteString(b.text)
		w.space = b.text == "\n" || strings.HasSuffix(b.text, "\n\n")
	default:
		panic(fmt.Sprintf("digest: no text for block %T", b)) // unreachable: the set is closed
	}
}

func (w *textWriter) card(c card, in int) {
	margin := strings.Repeat(" ", in)
	switch {
	case c.num > 0:
		w.put(margin, margin+"  ", sayHeld(c.headed()))
	case len(c.head) > 0:
		w.put(margin, margin, say(c.head))
	}
	for _, p := range c.parts {
		if p.label != "" {
			w.put(margin+"  ", margin+"  ", oneLine(p.label))
		}
		for _, it := range p.items {
			w.item(it, in+wordsAt)
		}
	}
	for _, line := range []phrase{c.rest, c.files, c.ask} {
		if len(line) > 0 {
			w.put(margin+"  ", margin+"  ", say(line))
		}
	}
	for _, u := range c.under {
		w.gap()
		w.card(u, in+underAt)
	}
}

// headed is the header line with the number at its end, where an inline answer
// to the entry looks for it. Time and number stay together.
func (c card) headed() phrase {
	if c.num == 0 {
		return c.head
	}
	num := "#" + strconv.FormatInt(c.num, 10)
	if n := len(c.head) - 1; n >= 0 && c.head[n].style == faint {
		head := slices.Clone(c.head)
		head[n].text += sep + num
		return head
	}
	return join(c.head, phrase{{num, faint}})
}

func (w *textWriter) item(it item, in int) {
	for _, line := range itemLines(it, in) {
		w.line(line)
	}
}

// itemLines is an item as the lines of the text half, every one indented.
func itemLines(it item, in int) (lines []string) {
	first, other := leads(it, in)
	lead := first
	for line := range strings.SplitSeq(clean(marked(it)), "\n") {
		kept := strings.Repeat(" ", keptBlanks(line))
		for _, part := range wrap(line, textWidth-len(lead)-len(kept)) {
			lines = append(lines, strings.TrimRight(lead+kept+part, " "))
			lead = other
		}
	}
	return lines
}

// leads are what the first line of an item begins with, and its others: both are
// as wide.
func leads(it item, in int) (first, other string) {
	margin := strings.Repeat(" ", in+2*min(it.depth, 8))
	switch {
	case it.bare:
		return margin, margin
	case it.num > 0:
		first = margin + strconv.Itoa(it.num) + ". "
		return first, strings.Repeat(" ", len(first))
	}
	return margin + "- ", margin + "  "
}

// keptBlanks is how many of the blanks that a line begins with are shown.
func keptBlanks(line string) int { return min(16, len(line)-len(strings.TrimLeft(line, " "))) }

// linesOf is how many lines itemLines returns.
func linesOf(it item, in int) int { return len(itemLines(it, in)) }

// mostLinesOf is how many lines itemLines returns at most: no two that follow
// each other would fit into one, and no character takes more columns than bytes.
func mostLinesOf(it item, in int) (n int) {
	first, _ := leads(it, in)
	for line := range strings.SplitSeq(clean(marked(it)), "\n") {
		n += 1 + 2*len(line)/(textWidth-len(first)-keptBlanks(line))
	}
	return n
}

// marked is the text of an item with its hits between asterisks.
func marked(it item) string {
	if len(it.hits) == 0 {
		return it.text
	}
	var b strings.Builder
	it.eachRun(func(s string, hit bool) {
		if hit {
			s = "*" + s + "*"
		}
		b.WriteString(s)
	})
	return b.String()
}

// eachRun calls f with the runs of the text in order, hits and what is
// between. Ranges that are not inside the text or not ascending are left out.
func (it item) eachRun(f func(s string, hit bool)) {
	at := 0
	for _, h := range it.hits {
		if h[0] < at || h[1] <= h[0] || h[1] > len(it.text) {
			continue
		}
		if h[0] > at {
			f(it.text[at:h[0]], false)
		}
		f(it.text[h[0]:h[1]], true)
		at = h[1]
	}
	if at < len(it.text) || at == 0 {
		f(it.text[at:], false)
	}
}

func (w *textWriter) place(p place) {
	before, at, after := p.split()
	w.line("    " + before + at + after)
	w.line("    " + strings.Repeat(" ", columns(before)) + strings.Repeat("^", max(1, columns(at))))
}

// split is the text before, at and after the place, each harmless, on one line
// that is cut to what fits.
func (p place) split() (before, at, after string) {
	from := min(max(p.from, 0), len(p.text))
	to := min(max(p.to, from), len(p.text))
	before, at, after = oneLine(p.text[:from]), oneLine(p.text[from:to]), oneLine(p.text[to:])
	const room = textWidth - 4
	if columns(before)+columns(at)+columns(after) <= room {
		return before, at, after
	}
	if columns(at) > room/2 {
		at = firstColumns(at, room/2-1) + "…"
	}
	left := room - columns(at)
	if most := max(left*2/3, left-columns(after)); columns(before) > most {
		before = "…" + lastColumns(before, most-1)
	}
	if left := room - columns(before) - columns(at); columns(after) > left {
		after = firstColumns(after, left-1) + "…"
	}
	return before, at, after
}

// firstColumns and lastColumns cut s to at most n columns, the first also in
// bytes.
func firstColumns(s string, n int) string {
	used := 0
	for i, r := range s {
		if used += runeColumns(r); used > n || i >= mostBytes*n {
			return s[:i]
		}
	}
	return s
}

func lastColumns(s string, n int) string {
	used := columns(s)
	for i, r := range s {
		if used <= n {
			return s[i:]
		}
		used -= runeColumns(r)
	}
	return ""
}

// hold is a blank that wrap does not break at.
const hold = "\u00A0"

// say is a phrase as one line of plain text, commands between backticks.
func say(p phrase) string {
	var b strings.Builder
	for _, s := range p {
		text := oneLine(s.text)
		if s.style == code {
			text = "`" + strings.ReplaceAll(text, " ", hold) + "`"
		}
		b.WriteString(text)
	}
	return b.String()
}

// sep stands between the parts of a header line, and is where it may break.
const sep = " · "

// sayHeld is say for what has parts: it breaks only between them.
func sayHeld(p phrase) string {
	if !slices.Contains(p, span{sep, plain}) {
		return say(p)
	}
	var b strings.Builder
	for _, s := range p {
		if s.text == sep {
			b.WriteString(sep)
			continue
		}
		b.WriteString(strings.ReplaceAll(say(phrase{s}), " ", hold))
	}
	return b.String()
}

// put writes a line of ours, wrapped: the first line after first, the others
// after other.
func (w *textWriter) put(first, other, s string) {
	for _, line := range wrap(s, textWidth-max(len(first), len(other))) {
		w.line(first + strings.ReplaceAll(line, hold, " "))
		first = other
	}
}

func (w *textWriter) line(s string) {
	if s != "-- " {
		s = strings.TrimRight(s, " ")
	}
	w.b.WriteString(s)
	w.b.WriteByte('\n')
	w.space = s == ""
}

// gap leaves one empty line, unless there is one already or nothing above.
func (w *textWriter) gap() {
	if w.b.Len() > 0 && !w.space {
		w.line("")
	}
}
