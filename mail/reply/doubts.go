package reply

// mostCut is the share of the visible lines above which a cut without marks
// is doubted.
const mostCut = 0.9

// minDoubtLines is how many lines a mail must have for that.
const minDoubtLines = 40

// doubts says why the reading isn't sure, if it isn't.
func (r *reading) doubts() {
	visible, fresh, quoted := 0, 0, 0
	for i := range r.lines {
		l := &r.lines[i]
		if l.blank {
			continue
		}
		visible++
		switch l.verdict {
		case New:
			fresh++
		case Quoted:
			quoted++
		}
	}
	switch {
	case r.unsure != "" || visible == 0 || r.forward && fresh == 0:
	case fresh == 0 && quoted == visible:
		r.unsure = "only quoted text was found"
	case fresh == 0:
		r.unsure = "nothing new was found"
	case r.cutEnd && !r.marked && visible >= minDoubtLines && float64(fresh) < (1-mostCut)*float64(visible):
		r.unsure = "most of the mail was taken as quoted"
	}
}
