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
	if at < 2 || l.text[at-1] != ' ' && l.text[at-1] != '-' || !hasLetters(fold(l.text[:at])) {
		return false
	}
	w := newWindow(strings.TrimRight(fold(l.text[at:]), ": "))
	if a, ok := w.match(leadWord); !ok || !a.strong {
		return false
	}
	r.split(i, strings.TrimRight(l.text[:at], " -"), l.text[at:])
	return true
}

// sharedQuote splits a line in which the quoted text follows its attribution,
// as some phones write: "On Sun, Nov 22 … Ana <ana@acme.example> wrote: Shall
// we?". Only a date and an address make it sure.
func (r *reading) sharedQuote(i int) {
	l := &r.lines[i]
	end := strings.IndexByte(clip(l.text), '>')
	if r.shared >= maxShared || end < 0 || end > maxAttribution || l.depth > 0 || l.mark != "" {
		return
	}
	colon := end + strings.IndexByte(l.text[end:], ':')
	if colon < end || colon > end+maxAfterName || isBlank(l.text[colon+1:]) {
		return
	}
	if c := l.text[colon-1]; c >= '0' && c <= '9' { // of a time
		return
	}
	head := strings.TrimSpace(l.text[:colon+1])
	w := newWindow(strings.TrimRight(fold(head), ": "))
	if a, ok := w.match(leadWord); !ok || !a.strong || !hasAddress(w.text) || !isDate(w.text) {
		return
	}
	r.split(i, head, strings.TrimSpace(l.text[colon+1:]))
}

// maxAfterName bounds what stands between a sender's address and the colon of
// an attribution, in bytes.
const maxAfterName = 60

// split makes two lines of line i.
func (r *reading) split(i int, head, tail string) {
	r.shared++
	a, b := r.lines[i], r.lines[i]
	a.text, a.raw, a.fold = head, head, ""
	b.text, b.raw, b.fold = tail, tail, ""
	r.lines[i] = a
	r.lines = slices.Insert(r.lines, i+1, b)
	if r.at != nil {
		r.at = slices.Insert(r.at, i+1, known{})
	}
}
