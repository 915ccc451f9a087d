package entry

import "strings"

// body is the state of reading what stands under a block line.
type body struct {
	sections []Section
	blank    int             // empty lines not yet placed
	more     strings.Builder // further lines of the last item
}

// decodeBody reads the sections of a block: what encodeBody wrote, or what
// somebody made of it. Nothing but the heading and empty lines is left out.
func decodeBody(p []byte) []Section {
	var b body
	for n, line := range strings.Split(strings.TrimSuffix(string(p), "\n"), "\n") {
		line = strings.TrimRight(line, " \t\r")
		switch {
		case n == 0 && strings.HasPrefix(line, "## "):
		case line == "":
			b.blank++
		case strings.HasPrefix(line, "### "):
			name := unescapeName(strings.TrimSpace(line[len("### "):]))
			b.close()
			b.sections = append(b.sections, Section{Name: name})
			b.blank = 0
		default:
			b.line(line)
		}
	}
	b.close()
	return cleanSections(b.sections)
}

// line reads a line that is neither empty nor a heading.
func (b *body) line(line string) {
	text := strings.TrimLeft(line, " ")
	indent := len(line) - len(text)
	if rest, ok := point(text, indent); ok {
		b.add(Item{Text: unescape(rest), Depth: min(indent/2, MaxDepth)})
		return
	}
	item := b.last()
	// Kabar's own further lines are indented; what somebody added at the left
	// edge goes on with the point only where no empty line parts the two.
	if item == nil || indent == 0 && b.blank > 0 {
		b.add(Item{Text: unescape(line)})
		return
	}
	cut := min(indent, 2*item.Depth+2)
	b.more.WriteString(strings.Repeat("\n", b.blank+1))
	b.more.WriteString(unescape(line[cut:]))
	b.blank = 0
}

// close gives the last item its further lines: all at once, since there may be
// a hundred thousand.
func (b *body) close() {
	if b.more.Len() > 0 {
		b.last().Text += b.more.String()
		b.more.Reset()
	}
}

// point takes the hyphen off a line that begins a point. People who edit write
// "*" and "+" too; kabar escapes neither, so they count at the left edge only,
// where kabar itself never writes text.
func point(text string, indent int) (rest string, ok bool) {
	if text == "-" {
		return "", true
	}
	for _, mark := range []string{"- ", "* ", "+ "} {
		if rest, ok = strings.CutPrefix(text, mark); ok && (mark == "- " || indent == 0) {
			return rest, true
		}
	}
	return "", false
}

func (b *body) add(item Item) {
	b.close()
	if len(b.sections) == 0 {
		b.sections = append(b.sections, Section{Name: "note"})
	}
	s := &b.sections[len(b.sections)-1]
	s.Items = append(s.Items, item)
	b.blank = 0
}

// last returns the item that a further line would belong to.
func (b *body) last() *Item {
	if len(b.sections) == 0 {
		return nil
	}
	s := b.sections[len(b.sections)-1]
	if len(s.Items) == 0 {
		return nil
	}
	return &s.Items[len(s.Items)-1]
}
