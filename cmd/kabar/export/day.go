package export

import (
	"slices"

	"kabar/store/civil"
	"kabar/store/entry"
)

// shown is something on a page: an update as it stands, a comment or a
// decision.
type shown struct {
	entry.Entry
	versions []entry.Entry // of an update: as filed, the first one first
	comments []entry.Entry // below it, in the order of filing
	on       ref           // of a comment: what it is on; zero: not part of this export
	gone     bool          // of an update: all of it was taken back
}

// maxUnder bounds how many comments are shown below one entry.
const maxUnder = 1000

// day returns what is to be seen of one day, in the order of filing. Comments
// that stand below an entry of the day are there, and not once more.
func (t *teamSurvey) day(from Source, team string, date civil.Date, decided []entry.Entry) ([]shown, error) {
	page, err := from.Page(team, date)
	if err != nil {
		return nil, err
	}
	list := updates(page, from.Matches)
	for _, e := range decided {
		list = append(list, shown{Entry: e})
	}
	below := map[string]bool{}
	for i := range list {
		t.thread(from, &list[i])
		for _, c := range list[i].comments {
			below[c.ID] = true
		}
	}
	for _, e := range page {
		if e.Kind == entry.Comment && !below[e.ID] && from.Matches(e) {
			on := t.find(e.On)
			list = append(list, shown{Entry: e, on: on})
		}
	}
	slices.SortStableFunc(list, func(a, b shown) int { return int(a.Num - b.Num) })
	return list, nil
}

// updates returns the updates of a page as they stand, if any version of them
// is asked for: with what was amended.
func updates(page []entry.Entry, matches func(entry.Entry) bool) (list []shown) {
	for _, e := range page {
		if e.Kind != entry.Update {
			continue
		}
		i := slices.IndexFunc(list, func(s shown) bool { return e.Amends != "" && s.ID == e.Amends })
		if i >= 0 {
			list[i].versions = append(list[i].versions, e)
		} else {
			list = append(list, shown{Entry: e, versions: []entry.Entry{e}})
		}
	}
	list = slices.DeleteFunc(list, func(s shown) bool { return !slices.ContainsFunc(s.versions, matches) })
	for i := range list {
		list[i].Entry = entry.Together(list[i].versions)
		list[i].gone = entry.Blank(list[i].Entry)
	}
	return list
}

// standing returns an entry as it stands, and tells whether it does. An
// amendment stands where the update does that it amends.
func standing(from Source, e entry.Entry) (s shown, ok bool, err error) {
	if e.Kind != entry.Update {
		return shown{Entry: e}, true, nil
	}
	page, err := from.Page(e.Team, e.Date)
	for _, s := range updates(page, from.Matches) {
		if slices.ContainsFunc(s.versions, func(v entry.Entry) bool { return v.ID == e.ID }) {
			return s, !s.gone, err
		}
	}
	return shown{}, false, err
}

// thread finds the comments below an entry, and those below these.
func (t *teamSurvey) thread(from Source, s *shown) {
	about := []entry.Entry{s.Entry}
	if len(s.versions) > 0 {
		about = slices.Clone(s.versions)
	}
	for i := 0; i < len(about); i++ {
		id, ok := idOf(about[i].ID)
		if !ok {
			continue
		}
		for _, num := range t.under[id] {
			if num <= about[i].Num || len(s.comments) == maxUnder {
				continue // somebody made a circle by hand
			}
			c, err := from.Entry(num)
			if err != nil {
				continue // damaged since it was surveyed: whoever reads it says so
			}
			s.comments = append(s.comments, c)
			about = append(about, c)
		}
	}
	slices.SortFunc(s.comments, func(a, b entry.Entry) int { return int(a.Num - b.Num) })
}
