package index

import (
	"cmp"
	"database/sql"
	"slices"
)

// adder adds entries within a transaction.
type adder struct {
	tx      *sql.Tx
	size    int // of a full shelf
	shelves []*shelf
	waiting map[*shelf]*waiting
	count   int // of all that were added
}

// full tells whether a transaction takes much memory, or much of the disk.
func (a *adder) full() bool {
	held := 0
	for _, w := range a.waiting {
		held += len(w.cards)
	}
	return held >= 2*a.size || a.count >= 8*a.size
}

// waiting is what waits to be put on a shelf: FTS5 writes out what it has gathered
// when a number is not above the last one, or anything else is asked of it.
type waiting struct {
	cards []card
	at    map[int64]int // where in cards a number is
	gone  []int64       // entries that may be there already
}

// put lets entries wait for their shelves, and puts away what fills one.
func (a *adder) put(cards []card) error {
	for _, c := range cards {
		s, err := a.shelf(c)
		if err != nil {
			return err
		}
		w := a.waiting[s]
		if w == nil {
			w = &waiting{at: map[int64]int{}}
			a.waiting[s] = w
		}
		if i, again := w.at[c.num]; again {
			w.cards[i] = c
			continue
		}
		if c.num <= s.top {
			w.gone = append(w.gone, c.num)
		}
		w.at[c.num] = len(w.cards)
		w.cards = append(w.cards, c)
		a.count++
		if s.put(c); s.count == a.size {
			if err := a.putAway(s); err != nil {
				return err
			}
		}
	}
	return nil
}

// putAway puts what waits on its shelf: ascending, what stands after what was
// replaced.
func (a *adder) putAway(s *shelf) error {
	w := a.waiting[s]
	delete(a.waiting, s)
	if err := s.delete(a.tx, w.gone); err != nil {
		return err
	}
	insert, err := a.tx.Prepare(`INSERT INTO ` + s.table() + `(rowid, t) VALUES(?, ?)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	slices.SortFunc(w.cards, func(a, b card) int { return cmp.Compare(a.num, b.num) })
	for _, c := range slices.Backward(w.cards) {
		if c.filed != "" && err == nil {
			_, err = insert.Exec(middle-c.num, c.filed)
		}
	}
	for _, c := range w.cards {
		if c.now != "" && err == nil {
			_, err = insert.Exec(middle+c.num, c.now)
		}
	}
	if err == nil {
		err = s.tidy(a.tx, len(w.cards), a.size)
	}
	if err == nil {
		err = s.save(a.tx)
	}
	return err
}

// shelf returns where the entry belongs.
func (a *adder) shelf(c card) (*shelf, error) {
	s := choose(a.shelves, c.team, c.num, a.size)
	if s == nil {
		s = &shelf{id: next(a.shelves), low: c.num, reach: reach{team: c.team}}
		if err := s.create(a.tx); err != nil {
			return nil, err
		}
		a.shelves = append(a.shelves, s)
	}
	return s, nil
}

// done puts away all that waits.
func (a *adder) done() error {
	for _, s := range a.shelves {
		if a.waiting[s] == nil {
			continue
		}
		if err := a.putAway(s); err != nil {
			return err
		}
	}
	return nil
}
