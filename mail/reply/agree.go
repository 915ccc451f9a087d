package reply

// minAgree is the share of the other part's new words that must be new in the
// chosen one, too.
const minAgree = 0.5

// compare doubts the reading if the other part says something else.
func (r *reading) compare(other *reading) {
	if r == other || r.unsure != "" || other.isEmpty() || r.isEmpty() {
		return
	}
	mine, theirs := r.words(), other.words()
	both := 0
	for w := range theirs {
		if mine[w] {
			both++
		}
	}
	if float64(both) < minAgree*float64(min(len(mine), len(theirs))) {
		r.unsure = "the plain and the HTML part say different things"
	}
}

// words gives the set of new words.
func (r *reading) words() map[string]bool {
	set := map[string]bool{}
	for i := range r.lines {
		if l := &r.lines[i]; l.verdict == New {
			for _, w := range appendWords(nil, l.text) {
				set[w] = true
			}
		}
	}
	return set
}
