package index

import (
	"database/sql"
	"fmt"
	"slices"

	"kabar/store/entry"
)

// Last returns the highest filing number in the index, 0 if it is empty. What
// was filed later has to be added.
func (x *Index) Last() (int64, error) {
	var n int64
	err := x.db.QueryRow(`SELECT ifnull(max(top), 0) FROM shelf`).Scan(&n)
	return n, failed("ask the index for its last entry", err)
}

// Add puts entries into the index in one transaction. An entry whose filing
// number is there already takes the place of the old one, so adding twice
// changes nothing. An entry never changes its team.
//
// With one version of an update all others have to be added that are in the
// index: what stands of each is decided among those that come together.
//
// Commits don't wait for the disk: after a crash of the machine the last ones
// may be gone, and Last says from where to add again.
func (x *Index) Add(entries []entry.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	err := x.within(false, func(tx *sql.Tx) error {
		shelves, err := readShelves(tx)
		if err != nil {
			return err
		}
		a := adder{tx: tx, size: x.size, shelves: shelves}
		a.insert, a.added = map[*shelf]*sql.Stmt{}, map[*shelf]int{}
		a.gone = map[*shelf][]int64{}
		rows, err := a.make(entries)
		if err != nil {
			return err
		}
		for r, text := range rendered(rows) {
			if _, err := a.insert[r.on].Exec(r.id, text); err != nil {
				return err
			}
		}
		return a.done()
	})
	return failed("add to the index", err)
}

// adder adds entries within a transaction.
type adder struct {
	tx      *sql.Tx
	size    int // of a full shelf
	shelves []*shelf
	insert  map[*shelf]*sql.Stmt // of the shelves that were changed
	added   map[*shelf]int
	gone    map[*shelf][]int64 // entries that stood there before
}

// placed is a document with the row where it belongs.
type placed struct {
	id       int64
	on       *shelf
	document *document
}

// make takes entries off their shelves, and returns the rows that take their
// places: ascending, since FTS5 writes out what it has gathered when a number
// goes down.
func (a *adder) make(entries []entry.Entry) ([]placed, error) {
	at := make(map[int64]int, len(entries))
	for i, e := range entries {
		at[e.Num] = i
	}
	updates := amended(entries)
	rows := make([]placed, 0, len(entries))
	for i, e := range entries {
		if at[e.Num] != i && e.Num > 0 {
			continue // it comes once more
		}
		s, err := a.room(e)
		if err != nil {
			return nil, err
		}
		v := newDocuments(e, updates[e.First()])
		if v.now != nil {
			rows = append(rows, placed{e.Num, s, v.now})
		}
		if v.filed != v.now {
			rows = append(rows, placed{-e.Num, s, v.filed})
		}
	}
	for s, nums := range a.gone {
		if err := s.delete(a.tx, nums); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(rows, func(a, b placed) int { return newestFirst(b.id, a.id) })
	return rows, nil
}

// room makes room for an entry on its shelf.
func (a *adder) room(e entry.Entry) (*shelf, error) {
	if e.Num < 1 {
		return nil, fmt.Errorf("entry %q has no filing number", e.ID)
	}
	s, err := a.shelf(e)
	if err != nil {
		return nil, err
	}
	if e.Num <= s.top {
		a.gone[s] = append(a.gone[s], e.Num)
	}
	s.put(e)
	a.added[s]++
	return s, nil
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

// shelf returns where the entry belongs, ready to insert.
func (a *adder) shelf(e entry.Entry) (*shelf, error) {
	s := choose(a.shelves, e.Team, e.Num, a.size)
	if s == nil {
		s = &shelf{id: next(a.shelves), low: e.Num, reach: reach{team: e.Team}}
		if err := s.create(a.tx); err != nil {
			return nil, err
		}
		a.shelves = append(a.shelves, s)
	}
	if a.insert[s] == nil {
		stmt, err := a.tx.Prepare(`INSERT INTO ` + s.table() + `(rowid, t) VALUES(?, ?)`)
		if err != nil {
			return nil, err
		}
		a.insert[s] = stmt
	}
	return s, nil
}

// done writes down what is on the shelves that were changed.
func (a *adder) done() error {
	for _, s := range a.shelves {
		if a.insert[s] == nil {
			continue
		}
		if err := a.insert[s].Close(); err != nil {
			return err
		}
		if err := s.tidy(a.tx, a.added[s], a.size); err != nil {
			return err
		}
		if err := s.save(a.tx); err != nil {
			return err
		}
	}
	return nil
}
