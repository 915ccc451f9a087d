package reply

import (
	"slices"
	"strings"
)

// ours is the layer that knows what was sent: unmarked runs of the parent's
// text are quoted, whatever the language; text typed behind a quoted question
// is not.
func (r *reading) ours() {
	if r.parent == nil {
		return
	}
	r.typedBehind()
	r.parent.runs(r.lines, r.at, func(first, last int) {
		r.set(first, last, Quoted, "parent")
		r.marked = true
		r.unknownLead(first)
	})
}

// containers decides what stands in containers that hold only quoted mail:
// all is quoted, but for answers written into a mail of ours.
func (r *reading) containers() {
	for i := range r.lines {
		l := &r.lines[i]
		if l.verdict != "" || l.hint != hintQuote && l.hint != hintCut {
			continue
		}
		if l.hint == hintCut {
			r.restQuoted(i, l.mark)
			return
		}
		end := i
		for end+1 < len(r.lines) && r.lines[end+1].hint == hintQuote {
			end++
		}
		if !r.inlineOurs(i, end) {
			r.set(i, end, Quoted, l.mark)
		}
	}
}

// minOurs is the share of lines of an unmarked quote that must be ours, or of
// our words that must be in it, before the others are taken for answers
// written into it.
const minOurs = 0.5

// inlineOurs reads an unmarked quote of a mail we sent, lines i to end: what
// isn't in the mail, in its order, was written into it.
func (r *reading) inlineOurs(i, end int) bool {
	if r.parent == nil {
		return false
	}
	ours := make([]bool, end-i+1)
	all, known, covered, last, next := 0, 0, 0, i, 0
	var words []string
	for j := i; j <= end; j++ {
		l := &r.lines[j]
		if l.blank || l.verdict != "" {
			continue
		}
		all++
		words = appendWords(words[:0], l.text)
		if len(words) == 0 {
			ours[j-i] = r.parent.drawn[strings.TrimSpace(l.text)] || l.mark == markRule
			continue
		}
		if to := r.parent.follow(words, next); to >= 0 {
			next, last, ours[j-i] = to, j, true
			known, covered = known+1, covered+len(words)
		}
	}
	if all == 0 || float64(known) < minOurs*float64(all) && float64(covered) < minOurs*float64(len(r.parent.words)) {
		return false
	}
	for j := i; j <= end; j++ {
		l := &r.lines[j]
		switch {
		case l.verdict != "" || l.blank:
		case j > last && !ours[j-i]:
			r.set(j, j, New, "below the quote")
		case j > last && isSignatureMark(l):
			r.set(j, j, New, "")
		case ours[j-i]:
			r.set(j, j, Quoted, "parent")
		default:
			r.set(j, j, New, "written into the quote")
		}
	}
	r.marked = true
	return true
}

// typedBehind finds what a person typed behind a quoted question, on its line:
// "> Done: fixed the login". The question stays quoted, the rest becomes a line
// of its own. A line counts only if it begins with a line of ours that is a
// label, and goes on with words that ours doesn't.
func (r *reading) typedBehind() {
	a := newAsker(nil)
	for i := 0; i < len(r.lines); i++ {
		l := &r.lines[i]
		if l.verdict != Quoted || l.depth != 1 || r.at[i].ok || r.at[i].words < 2 {
			continue
		}
		at, n := colonAt(l.text)
		if at <= 0 || at+n >= len(l.text) || isBlank(l.text[at+n:]) || !r.parent.asks[labelKey(l.text[:at])] {
			continue
		}
		if _, ok := a.find(l.text[:at]); !ok && len(l.text[:at]) > maxLabel {
			continue
		}
		head, tail := *l, *l
		head.text, head.fold = l.text[:at+n], ""
		tail.text, tail.fold, tail.depth = strings.TrimSpace(l.text[at+n:]), "", 0
		tail.raw, tail.verdict, tail.rule, tail.bare = tail.text, New, "typed behind the question", false
		r.lines[i] = head
		r.lines = slices.Insert(r.lines, i+1, tail)
		r.at = slices.Insert(r.at, i+1, known{})
		i++
	}
}

// maxLeadWords is how far from our first word a quote may begin for the line
// above it to be its attribution.
const maxLeadWords = 6

// unknownLead takes the line above our mail's beginning, if it ends in a colon,
// for an attribution in a language without a table.
func (r *reading) unknownLead(first int) {
	i := first - 1
	for i > 0 && r.lines[i].blank {
		i--
	}
	if i < 0 || first-i > 2 || r.lines[i].verdict != "" || r.at[first].from > maxLeadWords || !endsInColon(r.lines[i].text) {
		return
	}
	if _, isLabel := newAsker(nil).find(strings.TrimRight(r.lines[i].text, ":： ")); !isLabel {
		r.set(i, i, Attribution, "parent")
	}
}
