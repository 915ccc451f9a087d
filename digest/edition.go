package digest

import (
	"cmp"
	"slices"
	"time"

	"kabar/store/civil"
	"kabar/store/entry"
	"kabar/store/team"
)

// Source is what the digest of one reader is made from.
type Source struct {
	Team   team.Team
	Reader team.Member
	Date   civil.Date    // on the reader's calendar
	Now    time.Time     // when it is written
	Fresh  []entry.Entry // filed since the reader's last digest, in the order of filing
	// History is the last 30 days or so: by date, and for one date in the order of
	// filing. It may hold Fresh too.
	History []entry.Entry
	// Common is CommonOf what this source shares with others; nil makes it anew.
	Common *Common
	// maxBytes bounds text and HTML together; 0 means 100,000. What does not
	// fit is counted, and the reader told how to find it.
	maxBytes int
}

// Edition is the digest of one reader: what was filed since their last one,
// in the order of how much it concerns them.
type Edition struct {
	src       Source
	l         *locale
	waiting   []waiting
	blockers  []blocker
	decisions []thread
	threads   []thread
	earlier   []thread // comments on what the reader has been told before
}

// waiting is an entry that waits for the reader, with the points that do.
type waiting struct {
	why    reason
	entry  entry.Entry
	points []point
	about  entry.Entry // what a comment stands under
}

// thread is an entry with what was written under it.
type thread struct {
	entry    entry.Entry
	amended  bool     // its first version was told before: this is what was added
	gone     []string // amended: sections that were told before and taken back
	told     bool     // it was told before, and stands here for its comments only
	known    bool     // it was found
	comments []entry.Entry
}

// index finds entries by id.
type index map[string]*entry.Entry

// indexOf is the index of a source. Only of comments is it asked what they stand
// under: where there is none, it is empty.
func indexOf(in Source) index {
	x := index{}
	if slices.ContainsFunc(in.Fresh, func(e entry.Entry) bool { return e.Kind == entry.Comment }) {
		x.add(in.History)
		x.add(in.Fresh)
	}
	return x
}

func (x index) add(list []entry.Entry) {
	for i := range list {
		x[list[i].ID] = &list[i]
	}
}

// Build sorts what was filed since the reader's last digest. The reader's own
// entries are left out.
func Build(in Source) Edition {
	in.Reader = placed(in.Team, in.Reader)
	e := Edition{src: in, l: localeOf(lang(in.Team, in.Reader))}
	byID := indexOf(in)
	for _, it := range in.Fresh {
		if it.Member == in.Reader.ID {
			continue
		}
		switch it.Kind {
		case entry.Decided:
			e.addDecision(it)
		case entry.Comment:
			e.addComment(it, byID)
		default:
			e.addUpdate(it)
		}
	}
	e.dropBlank()
	e.findWaiting(byID)
	if in.Common == nil {
		in.Common = CommonOf(in.Date, in.Fresh, in.History)
	}
	e.blockers = in.Common.blockersBut(in.Reader.ID)
	return e
}

// findWaiting looks for what waits for the reader in the newest state of all
// that is told: a question that was taken back waits for nobody.
func (e *Edition) findWaiting(byID index) {
	var told []entry.Entry
	for _, t := range slices.Concat(e.decisions, e.threads) {
		told = append(told, t.entry)
	}
	for _, it := range e.src.Fresh {
		if it.Kind == entry.Comment && it.On != "" && it.Member != e.src.Reader.ID {
			told = append(told, it)
		}
	}
	calls := callsOf(e.src.Team, e.src.Reader)
	for _, it := range told {
		if w, ok := waitsFor(calls, e.src.Reader.ID, it, byID); ok {
			e.waiting = append(e.waiting, w)
		}
	}
	slices.SortStableFunc(e.waiting, func(a, b waiting) int {
		return cmp.Or(cmp.Compare(b.why, a.why), cmp.Compare(a.entry.Num, b.entry.Num))
	})
}

// Empty tells whether there is nothing new: such a digest is not sent. A
// blocker that is only getting older is not news.
func (e Edition) Empty() bool {
	return len(e.waiting)+len(e.decisions)+len(e.threads)+len(e.earlier) == 0
}

// addDecision keeps the newest state of each decision.
func (e *Edition) addDecision(it entry.Entry) {
	if it.Decision == nil {
		return
	}
	i := slices.IndexFunc(e.decisions, func(d thread) bool {
		return d.entry.Decision.Number == it.Decision.Number
	})
	if i < 0 {
		e.decisions = append(e.decisions, thread{entry: it, known: true})
	} else {
		e.decisions[i].entry = it
	}
}

// addUpdate opens a thread, or adds to the one that is amended. Where the
// first version was told in an earlier digest, the rest stands on its own.
func (e *Edition) addUpdate(it entry.Entry) {
	if it.Amends != "" {
		for i := range e.threads {
			t := &e.threads[i]
			if t.entry.ID == it.Amends || t.entry.Amends == it.Amends {
				t.entry = entry.Merge(t.entry, it)
				return
			}
		}
	}
	e.threads = append(e.threads, thread{entry: it, amended: it.Amends != "", known: true})
}

// dropBlank leaves out the updates that say nothing, unless somebody wrote
// below: those taken back, and the amendments that make them so. What was told
// before of an update that still says something is told as taken back.
func (e *Edition) dropBlank() {
	for i := range e.threads {
		if t := &e.threads[i]; t.amended {
			before, now := e.versions(t.entry)
			if !entry.Blank(now) {
				t.gone = takenBack(t.entry, before)
			}
		}
	}
	e.threads = slices.DeleteFunc(e.threads, func(t thread) bool {
		return entry.Blank(t.entry) && len(t.gone) == 0 && len(t.comments) == 0
	})
}

// versions are an update before and after it was amended by what is new.
func (e *Edition) versions(amendment entry.Entry) (before, now entry.Entry) {
	before.Kind, now.Kind = entry.Update, entry.Update
	for _, it := range e.src.History {
		if entry.Order(it, amendment) < 0 && (it.ID == amendment.Amends || it.Amends == amendment.Amends) {
			before = entry.Merge(before, it)
		}
	}
	return before, entry.Merge(before, amendment)
}

// addComment puts a comment under its entry. One on the reader's own entry
// waits for them instead; one on the day as a whole stands on its own.
func (e *Edition) addComment(it entry.Entry, byID index) {
	on, known := root(it, byID)
	switch {
	case it.On == "":
		e.threads = append(e.threads, thread{entry: it, known: true})
		return
	case on.Member == e.src.Reader.ID:
		return
	}
	for _, list := range [][]thread{e.decisions, e.threads, e.earlier} {
		for i := range list {
			if t := &list[i]; known && isOf(t.entry, on) {
				t.comments = append(t.comments, it)
				return
			}
		}
	}
	e.earlier = append(e.earlier, thread{entry: on, told: true, known: known, comments: []entry.Entry{it}})
}

// isOf tells whether two entries are the same or versions of one.
func isOf(a, b entry.Entry) bool {
	if a.Decision != nil && b.Decision != nil {
		return a.Decision.Number == b.Decision.Number
	}
	return a.ID == b.ID || cmp.Or(a.Amends, a.ID) == cmp.Or(b.Amends, b.ID)
}

// root is the entry a comment stands under in the end, through comments on
// comments; known is false if it was filed too long ago.
func root(it entry.Entry, byID index) (on entry.Entry, known bool) {
	on = it
	for n := 0; on.Kind == entry.Comment && on.On != "" && n < 50; n++ {
		up, ok := byID[on.On]
		if !ok {
			return entry.Entry{ID: on.On}, false
		}
		on = *up
	}
	return on, true
}

// waitsFor tells whether an entry waits for the reader, and which of its
// points do.
func waitsFor(c called, reader string, it entry.Entry, byID index) (w waiting, ok bool) {
	w.entry = it
	if it.Kind == entry.Comment && it.On != "" {
		if on, _ := root(it, byID); on.Member == reader {
			w.about, w.why = on, onYours
			w.points = allPoints(it)
			return w, true
		}
	}
	for _, s := range it.Sections {
		for _, p := range points([]entry.Section{s}, s.Name) {
			why := notYours
			for _, i := range p {
				why = max(why, c.reason(i.Text, s.Name == "blocked"))
			}
			if why != notYours {
				w.points = append(w.points, p)
			}
			w.why = max(w.why, why)
		}
	}
	if d := it.Decision; d != nil {
		for _, text := range append([]string{d.Title, d.Why}, d.Objections...) {
			if why := c.reason(text, false); why != notYours {
				w.points = append(w.points, point{{Text: text}})
				w.why = max(w.why, why)
			}
		}
	}
	return w, w.why != notYours
}

// allPoints are the points of every section.
func allPoints(e entry.Entry) (list []point) {
	for _, s := range e.Sections {
		list = append(list, points([]entry.Section{s}, s.Name)...)
	}
	return list
}
