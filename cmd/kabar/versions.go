package main

import (
	"slices"

	"kabar/store/civil"
	"kabar/store/entry"
)

// versions reads all versions of updates, and keeps in mind the pages that were
// read last: updates that are read one after the other are mostly of the same
// few days.
type versions struct {
	page func(team string, date civil.Date) ([]entry.Entry, error)
	kept map[pageOf]map[string][]entry.Entry // by the id of the first version
}

type pageOf struct {
	team string
	date civil.Date
}

// mostPages bounds how many pages are kept in mind.
const mostPages = 32

// Versions returns all versions of an update.
func (v *versions) Versions(e entry.Entry) ([]entry.Entry, error) {
	p := pageOf{e.Team, e.Date}
	if updates, ok := v.kept[p]; ok {
		return updates[e.First()], nil
	}
	list, err := v.page(e.Team, e.Date)
	if err = readable(err); err != nil {
		return nil, err
	}
	updates := map[string][]entry.Entry{}
	for _, other := range list {
		updates[other.First()] = append(updates[other.First()], other)
	}
	if len(v.kept) >= mostPages || v.kept == nil {
		v.kept = map[pageOf]map[string][]entry.Entry{}
	}
	v.kept[p] = updates
	return updates[e.First()], nil
}

// earlier returns the earlier versions of what is amended among entries that were
// filed one after the other, but those that are among them.
func (v *versions) earlier(entries []entry.Entry) (list []entry.Entry, err error) {
	have, first := map[int64]bool{}, map[string]bool{}
	for _, e := range entries {
		have[e.Num], first[e.ID] = true, true
	}
	asked := map[string]bool{}
	for _, e := range slices.Backward(entries) { // the last amendment has the most before it
		if e.Amends == "" || asked[e.First()] || first[e.First()] { // so are those after the first
			continue
		}
		asked[e.First()] = true
		all, err := v.Versions(e)
		if err != nil {
			return nil, err
		}
		for _, other := range entry.Versions(e, all) {
			if other.Num < e.Num && !have[other.Num] {
				list = append(list, other)
			}
		}
	}
	return list, nil
}
