package digest

import (
	"slices"

	"kabar/store/entry"
)

// takenBack are the names of the sections that are empty in e and were not
// before it.
func takenBack(e, before entry.Entry) (names []string) {
	has := func(e entry.Entry, name string) bool {
		return slices.ContainsFunc(e.Sections, func(s entry.Section) bool {
			return s.Name == name && len(s.Items) > 0
		})
	}
	for _, s := range e.Sections {
		if has(before, s.Name) && !has(e, s.Name) && !slices.Contains(names, s.Name) {
			names = append(names, s.Name)
		}
	}
	return names
}
