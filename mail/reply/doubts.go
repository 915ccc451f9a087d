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
	if fresh == 0 && !r.forward && r.unsure == "" && r.rescue() {
		r.unsure = "what is new stood where quotes or signatures stand"
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

// rescue looks for what could be the person's where nothing else is: lines of a
// quote of our mail that aren't ours, and text in a signature's container.
func (r *reading) rescue() bool {
	ours, others := 0, 0
	for i := range r.lines {
		if l := &r.lines[i]; r.at != nil && !l.blank && l.verdict == Quoted && r.at[i].words > 0 {
			if r.at[i].ok {
				ours++
			} else {
				others++
			}
		}
	}
	found := false
	for i := range r.lines {
		l := &r.lines[i]
		typed := ours > 0 && ours >= others && l.verdict == Quoted && l.depth <= 1 && r.at[i].words > 0 && !r.at[i].ok
		if _, tag := isTagline(l); l.blank || tag || endsInColon(l.text) || !typed && (l.hint != hintSig || l.verdict != Signature) {
			continue
		}
		l.verdict, l.rule, found = New, "nothing-else", true
	}
	return found
}
