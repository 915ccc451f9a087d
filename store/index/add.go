package index

import (
	"cmp"
	"database/sql"
	"maps"
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
// index; see Prepare.
//
// Commits don't wait for the disk: after a crash of the machine the last ones
// may be gone, and Last says from where to add again.
func (x *Index) Add(entries []entry.Entry) error {
	cards, err := Prepare(entries)
	if err != nil {
		return failed("add to the index", err)
	}
	return x.Put(cards)
}

// Put is Add for entries that are prepared.
func (x *Index) Put(cards Cards) error {
	if len(cards.list) == 0 {
		return nil
	}
	b, err := x.Begin()
	defer b.Cancel()
	if err == nil {
		err = b.Put(cards)
	}
	if err == nil {
		err = b.Commit()
	}
	return err
}

// Batch is entries that come into the index together, or none of them. The more
// they are, the less is merged afterwards: twice as many as a shelf holds are
// well. Until Commit or Cancel nothing else may write to the index.
type Batch struct{ adder }

// Begin begins a batch.
func (x *Index) Begin() (*Batch, error) {
	tx, err := x.db.Begin()
	if err != nil {
		return nil, failed("add to the index", err)
	}
	shelves, err := readShelves(beside(tx))
	if err != nil {
		tx.Rollback()
		return nil, failed("add to the index", err)
	}
	return &Batch{adder{tx: tx, size: x.size, shelves: shelves, insert: map[*shelf]*sql.Stmt{},
		added: map[*shelf]int{}, last: map[int64]placed{}}}, nil
}

// Put puts entries in. One that is there already takes the place of the old one.
func (b *Batch) Put(cards Cards) error {
	return failed("add to the index", b.put(cards.list))
}

// Commit makes all that was put in be there for searches.
func (b *Batch) Commit() error {
	err := b.done()
	if err == nil {
		err = b.tx.Commit()
	}
	return failed("add to the index", err)
}

// Cancel takes back all that was put in. After Commit, and of no batch, it does
// nothing.
func (b *Batch) Cancel() {
	if b != nil {
		b.tx.Rollback()
	}
}

// adder adds entries within a transaction.
type adder struct {
	tx      *sql.Tx
	size    int // of a full shelf
	shelves []*shelf
	insert  map[*shelf]*sql.Stmt // of the shelves that were changed
	added   map[*shelf]int
	last    map[int64]placed // rows with numbers below 0, by these
}

// placed is a row with the shelf where it belongs.
type placed struct {
	id   int64
	on   *shelf
	text string
}

// put takes entries off their shelves, and inserts the rows that take their
// places: ascending, since FTS5 writes out what it has gathered when a number
// goes down. So those with numbers below 0 are left until the end.
func (a *adder) put(cards []card) error {
	at := make(map[int64]int, len(cards))
	for i, c := range cards {
		at[c.num] = i
	}
	rows := make([]placed, 0, len(cards))
	gone := map[*shelf][]int64{} // entries that stood there before
	for i, c := range cards {
		if at[c.num] != i {
			continue // it comes once more
		}
		s, err := a.shelf(c)
		if err != nil {
			return err
		}
		if c.num <= s.top {
			gone[s] = append(gone[s], c.num)
			delete(a.last, -c.num)
		}
		s.put(c)
		a.added[s]++
		if c.now != "" {
			rows = append(rows, placed{c.num, s, c.now})
		}
		if c.filed != "" {
			a.last[-c.num] = placed{-c.num, s, c.filed}
		}
	}
	for s, nums := range gone {
		if err := s.delete(a.tx, nums); err != nil {
			return err
		}
	}
	return a.insertAll(rows)
}

// insertAll inserts rows in their order.
func (a *adder) insertAll(rows []placed) error {
	slices.SortStableFunc(rows, func(a, b placed) int { return cmp.Compare(a.id, b.id) })
	for _, r := range rows {
		if _, err := a.insert[r.on].Exec(r.id, r.text); err != nil {
			return err
		}
	}
	return nil
}

// shelf returns where the entry belongs, ready to insert.
func (a *adder) shelf(c card) (*shelf, error) {
	s := choose(a.shelves, c.team, c.num, a.size)
	if s == nil {
		s = &shelf{id: next(a.shelves), low: c.num, reach: reach{team: c.team}}
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
	if err := a.insertAll(slices.Collect(maps.Values(a.last))); err != nil {
		return err
	}
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
