package main

import (
	"slices"

	"kabar/store"
	"kabar/store/entry"
)

// A change of a decision has no filing number of its own: its file is
// rewritten. The comment that is filed with it says that there was one.

// filedChange tells whether a comment was filed with a change of the decision,
// whose log says the same.
func filedChange(e, comment entry.Entry) bool {
	return comment.On == e.ID && slices.ContainsFunc(e.Decision.Log, func(c entry.Change) bool {
		return c.By == comment.Member && c.At.Equal(comment.Filed)
	})
}

// isRemark tells whether an entry was written below another one.
func isRemark(e entry.Entry) bool { return e.Kind == entry.Comment && e.On != "" }

// withDecisions adds the decisions that fresh comments are about: to history,
// however old they are, and to what is fresh, if a comment by somebody but the
// reader was filed with a change of the decision. All lists are in the order of
// filing.
func withDecisions(reader string, fresh, history, all []entry.Entry) (told, known []entry.Entry) {
	for _, d := range all {
		about, changed := false, false
		for _, c := range fresh {
			if isRemark(c) && c.On == d.ID {
				about = true
				changed = changed || c.Member != reader && filedChange(d, c)
			}
		}
		if about {
			known = append(known, d)
		}
		is := func(e entry.Entry) bool { return e.ID == d.ID }
		if changed && !slices.ContainsFunc(fresh, is) {
			told = append(told, d)
		}
	}
	return append(told, fresh...), append(known, history...)
}

// changedDecisions are the decisions that comments among some entries are
// about, as they stand now: what an index holds of them may be old.
func changedDecisions(st *store.Store, entries []entry.Entry) (list []entry.Entry, err error) {
	about, teams := map[string]bool{}, map[string]bool{}
	for _, e := range entries {
		if isRemark(e) {
			about[e.On], teams[e.Team] = true, true
		}
	}
	for team := range teams {
		all, err := st.Decisions(team)
		if err := readable(err); err != nil {
			return nil, err
		}
		for _, d := range all {
			if about[d.ID] {
				list = append(list, d)
			}
		}
	}
	return list, nil
}
