package digest

// WrongCode answers a "yes CODE" that confirms nothing. Nothing was done.
//
// Why is "used" (it was confirmed before), "late" (it no longer holds), "wrong"
// (something waits, but for another code) or "none" (nothing waits).
type WrongCode struct {
	Code string // as it was written
	Why  string
}

type codeWords struct {
	title string
	why   map[string]string
}

func (c WrongCode) lay(r reading) (phrase, []block) {
	w := r.l.answer.code
	why, ok := w.why[c.Why]
	if !ok {
		why = w.why["none"]
	}
	return r.l.say(w.title, "code", phrase{{clip(c.Code), strong}}), []block{para{r.l.say(why)}}
}
