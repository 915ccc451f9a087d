package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"kabar/digest"
	"kabar/store"
	"kabar/store/entry"
	"kabar/store/index"
)

// indexFile is the index's file in the data folder. It may be deleted at any
// time.
const indexFile = "index.db"

// indexBatch is how many entries go into the index at once.
const indexBatch = 2000

// pages is the archive as a search needs it.
type pages interface {
	Each(team string, f func(entry.Entry) error) error
	Entry(num int64) (entry.Entry, error)
	Last() int64
}

// seek answers a query: from the index where it knows every entry, else from
// the pages themselves, which is slow and always right.
func seek(from pages, x *index.Index, q index.Query, teams []string, offset, limit int) (index.Result, error) {
	if x != nil {
		if last, err := x.Last(); err == nil && last >= from.Last() {
			if found, err := x.Find(q, from.Entry, teams, offset, limit); err == nil {
				return withoutBlank(found), nil
			}
		}
	}
	each := func(f func(entry.Entry) error) error { return readable(from.Each("", f)) }
	found, err := index.Scan(q, each, teams, offset, limit)
	return withoutBlank(found), err
}

// withoutBlank leaves out updates that say nothing, since all of them was taken
// back: only who and when could be found of them.
func withoutBlank(found index.Result) index.Result {
	shown := len(found.Hits)
	found.Hits = slices.DeleteFunc(found.Hits, func(h index.Hit) bool { return digest.Blank(h.Entry) })
	found.Total -= shown - len(found.Hits)
	return found
}

// follow brings the index up to the archive. Trouble with it stops nothing:
// searches read the pages then.
func (s *station) follow() {
	if s.index == nil {
		return
	}
	err := feed(s.store, s.index, nil)
	if errors.Is(err, index.ErrDamaged) {
		s.log.trouble("index is damaged and made anew", err)
		if err = s.index.Reset("damaged"); err == nil {
			err = feed(s.store, s.index, nil)
		}
	}
	if err != nil {
		s.log.trouble("index can't be brought up to date, searches read the pages", err)
	}
}

// feed puts into the index what was filed since it was last fed. progress, if
// not nil, is told how many entries were put in.
func feed(st *store.Store, x *index.Index, progress func(done int)) error {
	last, err := x.Last()
	if err != nil {
		return err
	}
	var batch []entry.Entry
	done := 0
	flush := func() error {
		changed, err := changedDecisions(st, batch)
		if err != nil {
			return err
		}
		err = x.Add(append(batch, changed...))
		done += len(batch)
		batch = batch[:0]
		if progress != nil {
			progress(done)
		}
		return err
	}
	err = st.EachSince("", last, func(e entry.Entry) error {
		if batch = append(batch, e); len(batch) < indexBatch {
			return nil
		}
		return flush()
	})
	var damaged *store.DamagedError
	if err != nil && !errors.As(err, &damaged) { // verify names what is damaged
		return err
	}
	if len(batch) > 0 {
		return flush()
	}
	return nil
}

// openIndex opens the index beside the archive; without one, searches read the
// pages.
func (s *station) openIndex() {
	x, err := index.Open(filepath.Join(s.store.Dir(), indexFile))
	if err != nil {
		s.log.trouble("index can't be opened, searches read the pages", err)
		return
	}
	s.index = x
	s.follow()
}

// runReindex is `kabar reindex`: the index anew, from the pages.
func runReindex(ctx context.Context, a *app, args []string) error {
	hurry()
	if err := parseAlone(a.flags("reindex"), args); err != nil {
		return err
	}
	cfg, err := a.load()
	if err != nil {
		return err
	}
	st, err := store.Open(cfg.Data, a.now)
	if err != nil {
		return err
	}
	defer st.Close()
	x, err := index.Open(filepath.Join(cfg.Data, indexFile))
	if err != nil {
		return err
	}
	defer x.Close()
	if err := x.Reset("asked for"); err != nil {
		return err
	}
	var progress func(int)
	if a.tty {
		progress = func(done int) { fmt.Fprintf(a.err, "\r%d of %d entries", done, st.Last()) }
	}
	if err := feed(st, x, progress); err != nil {
		return err
	}
	if a.tty {
		fmt.Fprintln(a.err)
	}
	fmt.Fprintf(a.out, "in the index: %s\n", counted(int(st.Last()), "entry"))
	return nil
}
