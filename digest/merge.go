package digest

import (
	"slices"

	"kabar/store/entry"
)

// Merge returns what a member's updates for one date say together: first with
// later, its amendments, laid over it in their order, as entry.Merge has it.
// Sections of one name are one. An empty section of notes takes back the notes
// written before it: else nobody could, since notes are only ever added to.
// The arguments are not changed.
func Merge(first entry.Entry, later ...entry.Entry) entry.Entry {
	all := entry.Entry{}
	for _, e := range append([]entry.Entry{first}, later...) {
		if slices.ContainsFunc(e.Sections, takesBack) {
			all.Sections = slices.DeleteFunc(slices.Clone(all.Sections), isNote)
		}
		all = entry.Merge(all, e)
	}
	first.Sections = all.Sections
	return first
}

func isNote(s entry.Section) bool { return s.Name == "note" }

func takesBack(s entry.Section) bool { return isNote(s) && len(s.Items) == 0 }

// Blank tells whether an update says nothing: its author took back all of it.
func Blank(e entry.Entry) bool {
	return e.Kind == entry.Update &&
		!slices.ContainsFunc(e.Sections, func(s entry.Section) bool { return len(s.Items) > 0 })
}

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
