package main

import (
	"slices"

	"kabar/mail/reply"
	"kabar/store"
	"kabar/store/entry"
)

// added lays what a member wrote without a label, in a second reply for a date,
// behind what stands there already: a section that is named replaces the one
// before, other text is added (docs/DESIGN.md §5).
func (s *station) added(entries []*entry.Entry, sections []reply.Section) error {
	if len(entries) == 0 || entries[0].Kind != entry.Update ||
		!slices.ContainsFunc(sections, func(sec reply.Section) bool { return sec.Unlabelled }) {
		return nil
	}
	e := entries[0]
	all, err := s.store.On(e.Team, e.Date, e.Date)
	if err = s.readable(err); err != nil {
		return err
	}
	var earlier []entry.Entry
	for _, other := range all {
		if other.Kind == entry.Update && other.Member == e.Member {
			earlier = append(earlier, other)
		}
	}
	if len(earlier) == 0 {
		return nil
	}
	stands := entry.Together(earlier)
	for i, sec := range sections {
		for _, before := range stands.Sections {
			if sec.Unlabelled && before.Name == sec.Name {
				e.Sections[i].Items = slices.Concat(before.Items, e.Sections[i].Items)
			}
		}
	}
	return nil
}

// amends tells whether an update is about the same day of the same member as one
// that waits in the batch: that one is filed first.
func amends(batch []*store.Filing, team, member string) bool {
	return slices.ContainsFunc(batch, func(f *store.Filing) bool {
		return slices.ContainsFunc(f.Entries, func(e *entry.Entry) bool {
			return e.Kind == entry.Update && e.Team == team && e.Member == member
		})
	})
}
