package main

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"kabar/store"
	"kabar/store/entry"
	"kabar/store/index"
)

// preparedAtOnce is how many entries are read and prepared before they are handed
// on, and preparedAhead how often that is done while a shelf is filled.
const (
	preparedAtOnce = 1000
	preparedAhead  = 8
)

// feed puts into the index what was filed since it was last fed, most entries of
// it (0: all), and tells whether there is more. progress, if not nil, is told how
// many entries were put in.
func feed(st *store.Store, x *index.Index, most int, progress func(done int)) (more bool, err error) {
	last, err := x.Last()
	if err != nil {
		return false, err
	}
	if last == 0 { // all that is there will be read after this
		if err := noteAll(st, x); err != nil {
			return false, err
		}
	}
	f := feeder{store: st, last: last, most: most, known: &versions{page: st.Page}}
	done, failed := 0, error(nil)
	err = x.Fill(func(yield func(index.Cards) bool) {
		for p := range inAdvance(f.portions(), preparedAhead) {
			if failed = p.err; failed != nil || !yield(p.cards) {
				return
			}
			done, more = done+p.count, p.more
			if progress != nil {
				progress(done)
			}
		}
	})
	return more, errors.Join(err, failed)
}

// feedAll puts all into the index that it lacks, and shows at a terminal how far
// that is.
func (a *app) feedAll(st *store.Store, x *index.Index) error {
	var progress func(int)
	if a.tty {
		progress = func(done int) { fmt.Fprintf(a.err, "\r%d of %d entries", done, st.Last()) }
	}
	_, err := feed(st, x, 0, progress)
	if err == nil && a.tty {
		fmt.Fprintln(a.err)
	}
	return err
}

// feeder reads what an index lacks.
type feeder struct {
	store *store.Store
	last  int64 // in the index
	most  int
	known *versions
}

// portion is a part of what a feeder reads.
type portion struct {
	cards index.Cards
	count int  // of entries that were not in the index
	more  bool // this is the last one, though there is more
	err   error
}

// errEnough ends a walk over entries early.
var errEnough = errors.New("enough")

// portions goes through what is to be put into the index.
func (f *feeder) portions() iter.Seq[portion] {
	return func(yield func(portion) bool) {
		var batch []entry.Entry
		read, left := 0, false
		err := f.store.EachSince("", f.last, func(e entry.Entry) error {
			if f.most > 0 && read == f.most {
				return errEnough
			}
			read++
			if batch = append(batch, e); len(batch) < preparedAtOnce {
				return nil
			}
			p := f.portion(batch)
			if batch = batch[:0]; !yield(p) || p.err != nil {
				left = true
				return errEnough
			}
			return nil
		})
		var damaged *store.DamagedError
		switch {
		case left:
		case err == nil, err == errEnough, errors.As(err, &damaged): // verify names what is damaged
			p := f.portion(batch)
			p.more = err == errEnough
			yield(p)
		default:
			yield(portion{err: err})
		}
	}
}

// portion prepares entries, with what they change of others.
func (f *feeder) portion(batch []entry.Entry) portion {
	p := portion{count: len(batch)}
	all := batch
	if f.last > 0 { // else each decision comes as it stands now
		all, p.err = withChanged(f.store, batch)
	}
	if p.err == nil {
		p.cards, p.err = prepare(f.known, all)
	}
	return p
}

// withChanged adds to entries the decisions that they change.
func withChanged(st *store.Store, list []entry.Entry) ([]entry.Entry, error) {
	changed, err := changedDecisions(st, list)
	return slices.Concat(list, changed), err
}

// prepare makes entries ready for the index, with the earlier versions of those
// that amend others.
func prepare(known *versions, list []entry.Entry) (index.Cards, error) {
	earlier, err := known.earlier(list)
	if err != nil {
		return index.Cards{}, err
	}
	return index.Prepare(slices.Concat(list, earlier))
}

// feedWith puts entries into the index, with what they change of others.
func feedWith(st *store.Store, x *index.Index, known *versions, list []entry.Entry) error {
	all, err := withChanged(st, list)
	if err != nil {
		return err
	}
	cards, err := prepare(known, all)
	if err != nil {
		return err
	}
	return x.Put(cards)
}

// inAdvance goes through all that each yields, while that makes up to n more.
func inAdvance[T any](each iter.Seq[T], n int) iter.Seq[T] {
	return func(yield func(T) bool) {
		made, stop := make(chan T, n), make(chan struct{})
		go func() {
			defer close(made)
			for v := range each {
				select {
				case made <- v:
				case <-stop:
					return
				}
			}
		}()
		defer func() { // each has ended when this returns
			close(stop)
			for range made {
			}
		}()
		for v := range made {
			if !yield(v) {
				return
			}
		}
	}
}
