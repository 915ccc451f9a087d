package index

import (
	"database/sql"
	"iter"
	"slices"

	"kabar/store/entry"
)

// Last returns the highest filing number in the index, 0 if it is empty. What
// was filed later has to be added.
func (x *Index) Last() (n int64, err error) {
	if list := x.known.Load(); list != nil {
		for _, s := range *list {
			n = max(n, s.top)
		}
		return n, nil
	}
	err = x.db.QueryRow(`SELECT ifnull(max(top), 0) FROM shelf`).Scan(&n)
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
	return x.adding(func(a *adder) error { return a.put(cards.list) })
}

// Fill is Put for all that each yields, which may be very much: in few
// transactions, since the more comes at once, the less is merged afterwards. Of
// two cards for one entry the later one counts.
func (x *Index) Fill(each iter.Seq[Cards]) error {
	next, stop := iter.Pull(each)
	defer stop()
	for more := true; more; {
		err := x.adding(func(a *adder) error {
			var err error
			for err == nil && more && !a.full() {
				var cards Cards
				if cards, more = next(); more {
					err = a.put(cards.list)
				}
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// adding runs f in a transaction. The list of shelves, which grows with the
// archive, is read from the file once: nobody else writes it.
func (x *Index) adding(f func(*adder) error) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	var shelves []shelf
	err := x.within(false, func(tx *sql.Tx) error {
		a, err := x.adder(tx)
		if err == nil {
			err = f(a)
		}
		if err == nil {
			err = a.done()
		}
		for _, s := range a.shelves {
			shelves = append(shelves, *s)
		}
		return err
	})
	if err == nil {
		x.known.Store(&shelves)
	}
	return failed("add to the index", err)
}

func (x *Index) adder(tx *sql.Tx) (a *adder, err error) {
	a = &adder{tx: tx, size: x.size, waiting: map[*shelf]*waiting{}}
	known := x.known.Load()
	if known == nil {
		a.shelves, err = readShelves(beside(tx))
		return a, err
	}
	list := slices.Clone(*known)
	for i := range list {
		a.shelves = append(a.shelves, &list[i])
	}
	return a, nil
}
