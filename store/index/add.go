package index

import (
	"database/sql"
	"fmt"

	"kabar/store/entry"
)

// Last returns the highest filing number in the index, 0 if it is empty. What
// was filed later has to be added.
func (x *Index) Last() (int64, error) {
	var n int64
	err := x.db.QueryRow(`SELECT ifnull(max(top), 0) FROM shelf`).Scan(&n)
	return n, failed("ask the index for its last entry", err)
}

// Add puts entries into the index in one transaction, best in the order of
// filing. An entry whose filing number is there already takes the place of the
// old one, so adding twice changes nothing. An entry never changes its team.
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
		for e, document := range rendered(entries) {
			if err := a.add(e, document); err != nil {
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
}

func (a *adder) add(e entry.Entry, document string) error {
	if e.Num < 1 {
		return fmt.Errorf("entry %q has no filing number", e.ID)
	}
	s, err := a.shelf(e)
	if err != nil {
		return err
	}
	if e.Num <= s.top {
		if err := s.delete(a.tx, e.Num); err != nil {
			return err
		}
	}
	if _, err := a.insert[s].Exec(e.Num, document); err != nil {
		return err
	}
	s.put(e)
	a.added[s]++
	return nil
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
