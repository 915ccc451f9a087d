package index

import (
	"fmt"

	"kabar/store/civil"
	"kabar/store/entry"
)

// Cards are entries as they go onto the shelves: what people wrote is folded and
// cut into tokens. To make them takes as long as to put them on the shelves,
// and needs no index, so that one goroutine may do the one and another the
// other.
type Cards struct{ list []card }

// card is one entry: the text of each of its rows.
type card struct {
	num   int64
	team  string
	date  civil.Date
	now   string // what stands of it; "" if nothing does
	filed string // all of it, if that is more
}

// Prepare makes cards of entries. With one version of an update all others have
// to be among them that are in the index or will be: what stands of each is
// decided among those that come together.
func Prepare(entries []entry.Entry) (Cards, error) {
	updates := amended(entries)
	list := make([]card, 0, len(entries))
	var b []byte
	render := func(d *document) string {
		b = appendDocument(b[:0], d)
		return string(b)
	}
	for _, e := range entries {
		if e.Num < 1 || e.Num > mostNum {
			return Cards{}, fmt.Errorf("entry %q has %d for a filing number", e.ID, e.Num)
		}
		c := card{num: e.Num, team: e.Team, date: e.Date}
		v := newDocuments(e, updates[e.First()])
		if v.now != nil {
			c.now = render(v.now)
		}
		if v.filed != v.now {
			c.filed = render(v.filed)
		}
		list = append(list, c)
	}
	return Cards{list}, nil
}

// amended returns the versions of the updates that have amendments, by the id of
// the first.
func amended(entries []entry.Entry) map[string][]entry.Entry {
	updates := map[string][]entry.Entry{}
	for _, e := range entries {
		if e.Amends != "" {
			updates[e.First()] = nil
		}
	}
	for _, e := range entries {
		if list, ok := updates[e.First()]; ok {
			updates[e.First()] = append(list, e)
		}
	}
	return updates
}
