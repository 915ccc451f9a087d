package reply

import "strings"

// maxAngled bounds how many lines stand between "<<" and ">>".
const maxAngled = 2000

// angled finds AOL's quote at line n: "<<" before the first line, ">>" behind
// the last. All of it is quoted.
func (r *reading) angled(n int) bool {
	if n < 0 || r.unclosed || !strings.HasPrefix(r.lines[n].text, "<<") {
		return false
	}
	for i := n; i < len(r.lines) && i < n+maxAngled; i++ {
		if strings.HasSuffix(r.lines[i].text, ">>") {
			r.set(n, i, Quoted, "<< >>")
			r.marked = true
			return true
		}
	}
	r.unclosed = true
	return false
}

// minSetIn is how many blanks set a line in.
const minSetIn = 2

// isSetIn tells a line of plain text that begins with blanks.
func isSetIn(l *line) bool {
	return !l.blank && l.depth == 0 && l.hint == noHint && l.mark == "" && l.verdict == "" &&
		(l.text[0] == '\t' || len(l.text)-len(strings.TrimLeft(l.text, " ")) >= minSetIn)
}
