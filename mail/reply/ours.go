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

// minOurs is the share of lines of an unmarked quote that must be ours before
// the others are taken for answers written into it.
const minOurs = 0.5

// inlineOurs reads an unmarked quote of a mail we sent, from line i on: what
// isn't in the mail was written into it.
func (r *reading) inlineOurs(i int, rule string) bool {
	if r.parent == nil {
		return false
	}
	all, known, last := 0, 0, i
	for j := i; j < len(r.lines); j++ {
		if r.lines[j].blank || r.lines[j].verdict != "" {
			continue
		}
		all++
		if r.at[j].ok {
			known++
			last = j
		}
	}
	if all == 0 || float64(known) < minOurs*float64(all) {
		return false
	}
	for j := i; j < len(r.lines); j++ {
		l := &r.lines[j]
		if l.verdict != "" || l.blank {
			continue
		}
		switch {
		case r.at[j].ok || r.at[j].words == 0:
			r.set(j, j, Quoted, "parent")
		case j > last:
			r.set(j, j, New, "below the quote")
		default:
			r.set(j, j, New, "written into the quote")
		}
	}
	r.marked = true
	return true
}
