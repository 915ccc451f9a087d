package entry

import "slices"

// Merge returns what a member's updates for one date say together: first with
// later, its amendments, laid over it in their order. A section that a later
// one names replaces the section of that name; notes are added to the notes.
// All else is first's. The arguments are not changed.
func Merge(first Entry, later ...Entry) Entry {
	sections := slices.Clone(first.Sections)
	for _, e := range later {
		sections = merge(sections, e.Sections)
	}
	first.Sections = sections
	return first
}

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
