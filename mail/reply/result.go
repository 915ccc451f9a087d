package reply

import "strings"

// result makes the Result of a reading.
func (r *reading) result(in Input) Result {
	res := Result{Forward: r.forward, Unsure: r.unsure, Lines: make([]Line, 0, len(r.lines))}
	for i := range r.lines {
		l := &r.lines[i]
		res.Lines = append(res.Lines, Line{Text: l.raw, Verdict: l.verdict, Rule: l.rule})
	}
	runs, cut := bound(r.notes())
	if cut && res.Unsure == "" {
		res.Unsure = "it is longer than an entry may be: the rest is in the raw mail only"
	}
	for _, n := range runs {
		res.Notes = append(res.Notes, Note{Under: n.under, Text: n.text})
	}
	var b strings.Builder
	for i, n := range runs {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(n.text)
	}
	res.Text = b.String()
	res.Sections, res.Decisions = sections(runs, in)
	return res
}

// chunk is a run of new text with what stands above it.
type chunk struct {
	under    string   // the last quoted line above
	asked    []string // all quoted lines since the new text before
	text     string
	followed bool // quoted text stands below
}

// notes gathers the runs of new text.
func (r *reading) notes() []chunk {
	var out []chunk
	var asked []string
	for i := 0; i < len(r.lines); i++ {
		l := &r.lines[i]
		if l.blank && l.verdict != New {
			continue
		}
		if l.verdict != New {
			if l.verdict == Quoted {
				asked = append(asked, strings.TrimSpace(l.text))
				if n := len(out); n > 0 {
					out[n-1].followed = true
				}
			}
			continue
		}
		j := i
		for j+1 < len(r.lines) && r.lines[j+1].verdict == New {
			j++
		}
		text := r.text(i, j)
		i = j
		if text == "" {
			continue
		}
		c := chunk{text: text, asked: asked}
		for k := len(asked) - 1; k >= 0 && c.under == ""; k-- {
			c.under = asked[k]
		}
		out, asked = append(out, c), nil
	}
	return out
}

// maxText is how many bytes of a reply become an entry.
const maxText = 256 << 10

// bound cuts what is beyond maxText off, at the end of a line where there is
// one near.
func bound(runs []chunk) (kept []chunk, cut bool) {
	room := maxText
	for i := range runs {
		text := runs[i].text
		if len(text) > room {
			end := strings.LastIndexByte(text[:room], '\n')
			if end < room-maxLine {
				end = room
			}
			runs[i].text = strings.TrimSpace(strings.ToValidUTF8(text[:end], ""))
			if runs[i].text == "" {
				return runs[:i], true
			}
			return runs[:i+1], true
		}
		room -= len(text)
	}
	return runs, false
}

// text joins new lines, blank ones at both ends dropped, two and more blank
// lines in the middle made one.
func (r *reading) text(first, last int) string {
	var b strings.Builder
	blank := false
	for i := first; i <= last; i++ {
		l := &r.lines[i]
		if l.blank {
			blank = b.Len() > 0
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		if blank {
			b.WriteByte('\n')
		}
		blank = false
		s := l.raw
		if l.depth > 0 || strings.HasPrefix(s, ">From ") {
			s = l.text
		}
		b.WriteString(strings.TrimPrefix(s, "\ufeff"))
	}
	return b.String()
}
