package reply

// bareQuotes gives back blockquotes without a mail program's mark that are the
// person's own: those above an attribution, and all if nothing else is new.
func (r *reading) bareQuotes() {
	r.ownQuotes()
	attributed, later := false, false
	for i := len(r.lines) - 1; i >= 0; i-- {
		l := &r.lines[i]
		if l.verdict == Attribution || l.verdict == HeaderBlock {
			later = true
		}
		if !l.bare || l.depth == 0 || l.verdict != Quoted || !later {
			continue
		}
		first := i
		for first > 0 && (r.lines[first-1].bare && r.lines[first-1].depth > 0 || r.lines[first-1].blank) {
			first--
		}
		if attributed = first > 0 && r.lines[first-1].verdict == Attribution; !attributed {
			for j := first; j <= i; j++ {
				r.lines[j].verdict, r.lines[j].rule = New, "own-blockquote"
			}
		}
		i = first
	}
	if r.isEmpty() {
		for i := range r.lines {
			if l := &r.lines[i]; l.bare && l.verdict == Quoted {
				l.verdict, l.rule = New, "own-blockquote"
			}
		}
	}
}

// ownQuotes gives back blockquotes that have Gmail's class but neither its
// container nor an attribution: what the composer's quote button makes.
func (r *reading) ownQuotes() {
	for i := 0; i < len(r.lines); i++ {
		first := i
		for i < len(r.lines) && r.lines[i].own && r.lines[i].verdict == Quoted {
			i++
		}
		if i == first || r.underQuote(first) {
			continue
		}
		for j := first; j < i; j++ {
			r.lines[j].verdict, r.lines[j].rule = New, "own-blockquote"
		}
	}
}

// underQuote tells whether the next visible line above line i isn't new.
func (r *reading) underQuote(i int) bool {
	for i--; i >= 0; i-- {
		if l := &r.lines[i]; !l.blank {
			return l.verdict != New
		}
	}
	return true
}
