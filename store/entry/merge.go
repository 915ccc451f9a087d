package entry

import "slices"

// Merge returns what a member's updates for one date say together: first with
// later, its amendments, laid over it in their order. A section that a later
// one names replaces the section of that name; notes are added to the notes,
// but an empty section of notes takes back those before it. Sections of one
// name are one. Files come together. All else is first's. The arguments are not
// changed.
func Merge(first Entry, later ...Entry) Entry {
	var sections []Section
	for _, e := range append([]Entry{first}, later...) {
		if slices.ContainsFunc(e.Sections, takesBack) {
			sections = slices.DeleteFunc(sections, isNote)
		}
		sections = merge(sections, e.Sections)
	}
	first.Sections = sections
	for _, e := range later {
		first.Files = slices.Concat(first.Files, e.Files)
	}
	first.Files = first.Files[:min(len(first.Files), MaxFiles)]
	return first
}

func isNote(s Section) bool { return s.Name == "note" }

func takesBack(s Section) bool { return isNote(s) && len(s.Items) == 0 }

// merge lays later over sections, which it may change.
func merge(sections, later []Section) []Section {
	fresh := map[string]bool{} // named by later already: further ones add to it
	for _, s := range later {
		at := -1
		for i := range sections {
			if sections[i].Name == s.Name {
				at = i
			}
		}
		switch {
		case at < 0:
			sections = append(sections, s)
		case s.Name == "note" || fresh[s.Name]:
			sections[at].Items = slices.Concat(sections[at].Items, s.Items)
		default:
			sections[at] = s
		}
		fresh[s.Name] = true
	}
	return sections
}
