package reply

import (
	"slices"
	"strings"
)

// maxShared bounds how many lines of a mail are split in two.
const maxShared = 4

// sharedLine splits a line in which an attribution follows new text, as
// programs that drop line breaks write: "Fine. On Sun, Nov 22 … wrote:". It
// tells whether it did; the attribution is then the line below.
func (r *reading) sharedLine(i int) bool {
	l := &r.lines[i]
	if r.shared >= maxShared || len(l.text) > maxAttribution || !endsInColon(l.text) || l.mark != "" {
		return false
	}
	at := strings.LastIndex(l.text, "On ")
	if at < 2 || l.text[at-1] != ' ' && l.text[at-1] != '-' {
		return false
	}
	w := window{text: strings.TrimRight(fold(l.text[at:]), ": "), colon: true}
	if a, ok := w.match(leadWord); !ok || !a.strong {
		return false
	}
	r.shared++
	head, tail := *l, *l
	head.text = strings.TrimRight(l.text[:at], " -")
	head.raw, head.fold = head.text, ""
	tail.text = l.text[at:]
	tail.raw, tail.fold = tail.text, ""
	r.lines[i] = head
	r.lines = slices.Insert(r.lines, i+1, tail)
	if r.at != nil {
		r.at = slices.Insert(r.at, i+1, known{})
	}
	return true
}
