package reply

import "strings"

// maxBareHeaders bounds how far below "To" its "Subject" stands.
const maxBareHeaders = 30

// bareHeaders finds the header block of later Notes, whose names stand on
// lines of their own without a colon: sender, date, "To", names, "cc", names,
// "Subject", the subject. i is the line "To".
func (r *reading) bareHeaders(i int) (block, bool) {
	lines := r.lines
	b := block{first: i, noFrom: true}
	if !isBareName(&lines[i], roleTo) {
		return b, false
	}
	if b.first = r.notesTop(b); b.first == i {
		return b, false
	}
	for j := i + 1; j < len(lines) && j < i+maxBareHeaders; j++ {
		if isBareName(&lines[j], roleSubject) {
			b.last, b.rule = j, "header:notes"
			if n := r.next(j); n >= 0 && n <= j+2 {
				b.last = n
			}
			return b, true
		}
	}
	return b, false
}

// isBareName tells a line that is only the name of a header line.
func isBareName(l *line, want role) bool {
	if l.blank || len(l.text) > maxHeaderName || strings.HasSuffix(l.text, ":") {
		return false
	}
	for _, n := range headerNames()[l.folded()] {
		if n.role == want {
			return true
		}
	}
	return false
}

// isHeaderRow tells Notes's header block written in one row:
// "Ana <ana@acme.example> 11/22/2026 04:30 PM   To: …   cc: …   Subject: …".
func isHeaderRow(l *line) bool {
	if len(l.text) < 40 || !strings.Contains(l.text, " Subject:") || strings.HasPrefix(l.text, "To:") {
		return false
	}
	text := l.folded()
	who, rest, ok := strings.Cut(text, " to:")
	return ok && isFullDate(who) && strings.Contains(rest, " subject:") && (hasAddress(rest) || strings.Contains(rest, " cc:"))
}

// summaryAbove takes Notes's line above a header block with it:
// "Ana Putri ---11/22/2026 04:30:00 PM---Shall we move?".
func (r *reading) summaryAbove(i int) {
	first := max(0, i-4)
	for i--; i > first && r.lines[i].blank; i-- {
	}
	if i >= 0 && strings.Count(r.lines[i].text, "---") > 1 && isFullDate(r.lines[i].folded()) {
		r.set(i, i, HeaderBlock, "header:notes")
	}
}
