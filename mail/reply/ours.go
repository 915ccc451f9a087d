package reply

// ours is the layer that knows what was sent: unmarked runs of the parent's
// text are quoted, whatever the language; text typed behind a quoted question
// is not.
func (r *reading) ours() {
	if r.parent == nil {
		return
	}
	r.parent.runs(r.lines, r.at, func(first, last int) {
		r.set(first, last, Quoted, "parent")
		r.marked = true
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
// isn't in the mail was written into it.
func (r *reading) inlineOurs(i, end int) bool {
	if r.parent == nil {
		return false
	}
	all, known, words, last := 0, 0, 0, i
	for j := i; j <= end; j++ {
		if r.lines[j].blank || r.lines[j].verdict != "" {
			continue
		}
		all++
		if r.at[j].ok {
			known++
			words += r.at[j].words
			last = j
		}
	}
	if all == 0 || float64(known) < minOurs*float64(all) && float64(words) < minOurs*float64(len(r.parent.words)) {
		return false
	}
	for j := i; j <= end; j++ {
		l := &r.lines[j]
		if l.verdict != "" || l.blank {
			continue
		}
		switch {
		case j > last:
			r.set(j, j, New, "below the quote")
		case r.at[j].ok || r.at[j].words == 0:
			r.set(j, j, Quoted, "parent")
		default:
			r.set(j, j, New, "written into the quote")
		}
	}
	r.marked = true
	return true
}
