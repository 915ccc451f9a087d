package digest

import (
	"slices"

	"kabar/store/civil"
	"kabar/store/entry"
)

// Common is what the digests of several readers have in common. It is made
// once for all of them, and nothing in it changes.
type Common struct {
	blockers []blocker // of everybody, the oldest first
}

// CommonOf makes what the digests for one date have in common whose sources hold
// the same updates: Fresh and History are those of any of them.
func CommonOf(date civil.Date, fresh, history []entry.Entry) *Common {
	return &Common{blockers: openBlockers(date, fresh, history)}
}

// blockersBut are the blockers of everybody but the reader, the oldest first.
func (c *Common) blockersBut(reader string) (list []blocker) {
	for _, b := range c.blockers {
		if b.by.Member != reader {
			list = append(list, b)
		}
	}
	return list
}

// openBlockers are the blockers of everybody, the oldest first. Of those that are
// as old, the order is that in which their authors first wrote.
func openBlockers(date civil.Date, fresh, history []entry.Entry) (list []blocker) {
	updates := map[string][]*entry.Entry{}
	var members []string
	seen := map[int64]bool{} // what is in history is often in fresh again
	for _, es := range [][]entry.Entry{history, fresh} {
		for i := range es {
			it := &es[i]
			if it.Kind != entry.Update || seen[it.Num] {
				continue
			}
			seen[it.Num] = true
			if updates[it.Member] == nil {
				members = append(members, it.Member)
			}
			updates[it.Member] = append(updates[it.Member], it)
		}
	}
	for _, m := range members {
		// Somebody else's date may be ahead of the reader's by one.
		list = append(list, stillOpen(byDate(updates[m], date.Add(1)))...)
	}
	slices.SortStableFunc(list, func(a, b blocker) int { return a.since.Compare(b.since) })
	return list
}
