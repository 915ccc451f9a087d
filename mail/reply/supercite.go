package reply

import "strings"

// maxInitials bounds the letters before ">" in a quote mark with initials.
const maxInitials = 8

// supercite finds quote marks with the writer's initials or name, "AP> text":
// at least two lines with the same, or one below an attribution.
func (r *reading) supercite() {
	count := map[string]int{}
	for i := range r.lines {
		if mark := r.initials(i); mark != "" {
			count[mark]++
			if i > 0 && endsInColon(r.above(i)) {
				count[mark]++
			}
		}
	}
	if len(count) == 0 {
		return
	}
	for i := range r.lines {
		if mark := r.initials(i); count[mark] > 1 {
			l := &r.lines[i]
			l.depth, l.text = 1, strings.TrimLeft(l.text, " \t")[len(mark)+1:]
			l.blank, l.fold = isBlank(l.text), ""
		}
	}
}

// above gives the text of the last line above i that isn't blank.
func (r *reading) above(i int) string {
	for i--; i >= 0; i-- {
		if !r.lines[i].blank {
			return r.lines[i].text
		}
	}
	return ""
}

// initials gives the letters of such a mark; "" if line i has none.
func (r *reading) initials(i int) string {
	l := &r.lines[i]
	if l.depth > 0 || l.blank || l.hint != noHint || l.verdict != "" {
		return ""
	}
	s := strings.TrimLeft(l.text, " \t")
	k := strings.IndexByte(s, '>')
	if k < 1 || k > maxInitials || k+1 < len(s) && s[k+1] != ' ' && s[k+1] != '>' {
		return ""
	}
	for _, c := range s[:k] {
		if c < 'A' || c > 'Z' && c < 'a' || c > 'z' && c < 0x80 {
			return ""
		}
	}
	return s[:k]
}

// oddMarks are signs that some programs begin quoted lines with instead of ">".
const oddMarks = "|:#]}%+!"

// minBarred is how many lines must begin with such a sign.
const minBarred = 2

// barred tells whether line n, right below an attribution, begins with another
// sign than ">" that stands before further lines, and marks all of them. Below
// new text only "|" is believed: other signs begin lines of any text.
func (r *reading) barred(n int, above bool) bool {
	mark := r.lines[n].oddMark()
	if mark == 0 || mark != '|' && above {
		return false
	}
	count := 0
	for i := n; i < len(r.lines) && count < minBarred; i++ {
		if r.lines[i].oddMark() == mark {
			count++
		}
	}
	if count < minBarred {
		return false
	}
	for i := n; i < len(r.lines); i++ {
		if l := &r.lines[i]; l.oddMark() == mark {
			l.depth, l.text = 1, strings.TrimSpace(l.text[1:])
			l.blank, l.fold = isBlank(l.text), ""
			r.set(i, i, Quoted, "bar")
		}
	}
	r.marked = true
	return true
}

// oddMark gives such a sign if the line begins with one and a blank; 0 if not.
func (l *line) oddMark() byte {
	if l.blank || l.depth > 0 || l.hint != noHint || !strings.ContainsRune(oddMarks, rune(l.text[0])) {
		return 0
	}
	if len(l.text) > 1 && l.text[1] != ' ' && l.text[0] != '|' && l.text[0] != ':' {
		return 0
	}
	return l.text[0]
}

// setIn tells whether line n, right below an attribution, begins with a quote
// mark that is set in as code is, and then reads the marks of all such lines.
func (r *reading) setIn(n int) bool {
	if !r.lines[n].isSetInMark() {
		return false
	}
	for i := n; i < len(r.lines); i++ {
		if l := &r.lines[i]; l.isSetInMark() {
			marks := readMarks(strings.TrimLeft(l.raw, " \t"))
			l.depth, l.text, l.blank, l.fold = marks.depth, marks.text, marks.blank, ""
			r.set(i, i, Quoted, "quote-mark")
		}
	}
	r.marked = true
	return true
}

// isSetInMark tells a line that begins with blanks and a quote mark.
func (l *line) isSetInMark() bool {
	return l.depth == 0 && l.hint == noHint && l.mark == "" && strings.HasPrefix(strings.TrimLeft(l.raw, " \t"), "> ")
}
