package main

import (
	"slices"

	"kabar/mail/reply"
	"kabar/store/entry"
)

// withoutManners leaves the greetings and closings out of what a digest tells:
// they are filed as notes, since nothing that a person wrote is dropped, but
// are no news to anybody. Only notes of updates are looked at: "Thanks, Ben"
// under somebody's entry is said to them. The entries are not changed.
func withoutManners(entries []entry.Entry) []entry.Entry {
	told := slices.Clone(entries)
	for i, e := range told {
		if e.Kind != entry.Update {
			continue
		}
		told[i].Sections = nil
		for _, s := range e.Sections {
			only := func(it entry.Item) bool { return reply.OnlyManners(it.Text, e.Name) }
			if s.Name == "note" && slices.ContainsFunc(s.Items, only) {
				s.Items = slices.DeleteFunc(slices.Clone(s.Items), only)
				if len(s.Items) == 0 {
					continue // an empty section would take back the notes before it
				}
			}
			told[i].Sections = append(told[i].Sections, s)
		}
	}
	return told
}
