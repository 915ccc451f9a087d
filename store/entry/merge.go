package entry

import (
	"cmp"
	"slices"
)

// Merge returns what a member's updates for one date say together: first with
// later, its amendments, laid over it in their order. A section that a later
// one names replaces the section of that name; notes are added to the notes,
// but an empty section of notes takes back those before it. Sections of one
// name are one. Files come together. All else is first's. The arguments are not
// changed.
func Merge(first Entry, later ...Entry) Entry {
	var sections []Section
	for _, e := range append([]Entry{first}, later...) {
		sections = lay(e, sections)
	}
	first.Sections = sections
	for _, e := range later {
		first.Files = slices.Concat(first.Files, e.Files)
	}
	first.Files = first.Files[:min(len(first.Files), MaxFiles)]
	return first
}

// lay lays an update over sections, which it may change.
func lay(e Entry, sections []Section) []Section {
	sections = slices.DeleteFunc(sections, func(s Section) bool { return isNote(s) && replaces(e, s) })
	for i := range sections { // in its place stands what takes it
		if replaces(e, sections[i]) {
			sections[i].Items = nil
		}
	}
	for _, s := range e.Sections {
		at := slices.IndexFunc(sections, func(before Section) bool { return before.Name == s.Name })
		if at < 0 {
			sections = append(sections, s)
		} else {
			sections[at].Items = slices.Concat(sections[at].Items, s.Items)
		}
	}
	return sections
}

// replaces tells whether a later update replaces a section of an earlier one,
// or takes it back.
func replaces(later Entry, earlier Section) bool {
	return slices.ContainsFunc(later.Sections, func(s Section) bool {
		return s.Name == earlier.Name && (!isNote(s) || len(s.Items) == 0)
	})
}

func isNote(s Section) bool { return s.Name == "note" }

// Standing returns what of an entry stands: an update without the sections that
// later versions of it replaced or took back. Its files stand as long as
// anything of the update does. ok is false if nothing of the entry stands: it
// is an update that says nothing, or nothing that was not replaced. Comments
// and decisions stand as they are.
//
// The versions are looked for among some entries, such as those of its day.
func Standing(e Entry, among []Entry) (now Entry, ok bool) {
	now = e
	now.Sections = nil
	for _, s := range e.Sections {
		if !amendedIn(&e, among, func(later *Entry) bool { return replaces(*later, s) }) {
			now.Sections = append(now.Sections, s)
		}
	}
	if len(e.Files) > 0 && Blank(now) { // is there anything left of the others?
		now.Files = nil
		if all := Versions(e, among); len(all) > 1 && !Blank(Merge(all[0], all[1:]...)) {
			now.Files = e.Files
		}
	}
	return now, !Blank(now) || len(now.Files) > 0
}

// amendedIn tells whether among some entries is a later version of the update e
// for which test holds.
func amendedIn(e *Entry, among []Entry, test func(later *Entry) bool) bool {
	for i := range among {
		if later := &among[i]; isVersion(later, e) && Order(*e, *later) < 0 && test(later) {
			return true
		}
	}
	return false
}

// Versions returns those of some entries that are versions of the update e: the
// first and its amendments, in the order in which they count (Order). There are
// none of what is no update.
func Versions(e Entry, among []Entry) (list []Entry) {
	for i := range among {
		if isVersion(&among[i], &e) {
			list = append(list, among[i])
		}
	}
	slices.SortStableFunc(list, Order)
	return list
}

// isVersion tells whether two entries are versions of one update.
func isVersion(a, b *Entry) bool {
	return a.Kind == Update && b.Kind == Update && cmp.Or(a.Amends, a.ID) == cmp.Or(b.Amends, b.ID) &&
		cmp.Or(a.Amends, a.ID) != "" && a.Team == b.Team && a.Member == b.Member && a.Date == b.Date
}

// First returns the id of the first version of an update: its own, or that of
// the one it amends.
func (e Entry) First() string { return cmp.Or(e.Amends, e.ID) }

// Blank tells whether an update says nothing: its author took back all of it.
func Blank(e Entry) bool {
	return e.Kind == Update &&
		!slices.ContainsFunc(e.Sections, func(s Section) bool { return len(s.Items) > 0 })
}
