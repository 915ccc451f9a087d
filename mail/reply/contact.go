package reply

import "strings"

// Limits of a signature that only a drawn line announces.
const (
	maxContactLines = 7
	maxContactLine  = 70 // bytes
	minPhoneDigits  = 7
)

// contact cuts a drawn line and what follows it at the end of a run, if that
// is short and gives an address, a phone number or a page: a signature whose
// mark is drawn.
func (r *reading) contact(first, last int) int {
	n := 0
	for i := last; i >= first && n <= maxContactLines; i-- {
		l := &r.lines[i]
		if l.blank {
			continue
		}
		if isRule(l.text, 3) && l.text[0] >= 0x80 {
			if n > 1 && r.reaches(i+1, last) {
				r.change(i, last, Signature, "contact")
				return i - 1
			}
			return last
		}
		if n++; len(l.text) > maxContactLine {
			return last
		}
	}
	return last
}

// reaches tells whether lines say how to reach somebody.
func (r *reading) reaches(first, last int) bool {
	for i := first; i <= last; i++ {
		s := r.lines[i].text
		digits := 0
		for _, c := range s {
			if c >= '0' && c <= '9' {
				digits++
			}
		}
		if digits >= minPhoneDigits || hasAddress(s) || strings.Contains(s, "www.") || strings.Contains(s, "://") {
			return true
		}
	}
	return false
}
