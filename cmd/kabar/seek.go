package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"kabar/store"
	"kabar/store/civil"
	"kabar/store/entry"
	"kabar/store/index"
)

// indexFile is the index's file in the data folder. It may be deleted at any
// time.
const indexFile = "index.db"

// pages is the archive as a search needs it.
type pages interface {
	EachSince(team string, num int64, f func(entry.Entry) error) error
	Entry(num int64) (entry.Entry, error)
	Page(team string, date civil.Date) ([]entry.Entry, error)
	Last() int64
}

// sought is the archive during one search.
type sought struct {
	pages
	*versions
}

// Entry returns an entry. One that was filed and can't be read is not the same as
// none.
func (s sought) Entry(num int64) (entry.Entry, error) {
	e, err := s.pages.Entry(num)
	if errors.Is(err, store.ErrLost) {
		err = errors.New(err.Error())
	}
	return e, err
}

// since gives the entries that can be read of those after a number, and counts in
// lost the others of some teams.
func (s sought) since(num int64, teams []string, lost *int) func(func(entry.Entry) error) error {
	return func(f func(entry.Entry) error) error {
		err := s.EachSince("", num, f)
		var damaged *store.DamagedError
		if !errors.As(err, &damaged) {
			return err
		}
		for _, p := range damaged.Problems {
			if of, _, _ := strings.Cut(p.File, "/"); slices.Contains(teams, of) {
				*lost++
			}
		}
		return nil
	}
}

// mostBehind is how many entries that are not in the index yet a search reads
// from the pages.
const mostBehind = 5000

// seek answers a query from the index, and from the pages what is not in the index
// yet. While an index is made anew it answers from what is there, and says so in
// the language given. Without one it reads all pages, which is slow and right.
func seek(
	in pages, x *index.Index, q index.Query, lang string, teams []string, offset, limit int,
) (index.Result, error) {
	from := sought{in, &versions{page: in.Page}}
	if x != nil {
		if found, err := seekIn(from, x, q, lang, teams, offset, limit); err == nil {
			return found, nil
		}
	}
	lost := 0
	found, err := index.Scan(q, from, from.since(0, teams, &lost), teams, offset, limit)
	found.Unread = lost
	return found, err
}

func seekIn(
	from sought, x *index.Index, q index.Query, lang string, teams []string, offset, limit int,
) (index.Result, error) {
	all := from.Last()
	last, err := x.Last()
	if err != nil {
		return index.Result{}, err
	}
	if behind := all - last; behind <= 0 || behind > mostBehind {
		found, err := x.Find(q, from, teams, offset, limit)
		if behind > 0 {
			found.Partial = index.Missing(lang, last, all)
		}
		return found, err
	}
	// What is newer, and what it amends, since the index can't know that yet.
	var newer []entry.Entry
	lost := 0
	err = from.since(last, teams, &lost)(func(e entry.Entry) error {
		newer = append(newer, e)
		return nil
	})
	if err != nil {
		return index.Result{}, err
	}
	older, err := from.earlier(newer)
	if err != nil {
		return index.Result{}, err
	}
	read, err := index.Scan(q, from, eachOf(newer, older), teams, 0, offset+limit)
	if err != nil {
		return index.Result{}, err
	}
	found, err := x.Find(q.Except(numsOf(older)), from, teams, 0, offset+limit)
	found.Hits = slices.Concat(read.Hits, found.Hits)
	if !q.Best() {
		slices.SortFunc(found.Hits, func(a, b index.Hit) int { return cmp.Compare(b.Num, a.Num) })
	}
	found.Hits = found.Hits[min(offset, len(found.Hits)):min(offset+limit, len(found.Hits))]
	found.Total += read.Total
	found.Unread += lost
	found.More = found.More || read.More || found.Total > index.MaxTotal
	found.Total = min(found.Total, index.MaxTotal)
	return found, err
}

// eachOf goes through lists of entries.
func eachOf(lists ...[]entry.Entry) func(func(entry.Entry) error) error {
	return func(f func(entry.Entry) error) error {
		for _, e := range slices.Concat(lists...) {
			if err := f(e); err != nil {
				return err
			}
		}
		return nil
	}
}

func numsOf(entries []entry.Entry) (nums []int64) {
	for _, e := range entries {
		nums = append(nums, e.Num)
	}
	return nums
}

// mostFed is how many entries are put into the index between two looks at the
// mail: while it is made anew, mail comes first.
const mostFed = 4000

// follow brings the index up to the archive, or nearer to it. Trouble with it
// stops nothing: searches read the pages then.
func (s *station) follow() {
	if s.index == nil {
		return
	}
	more, err := feed(s.store, s.index, mostFed, nil)
	if errors.Is(err, index.ErrDamaged) {
		s.log.trouble("index is damaged and made anew", err)
		if err = s.index.Reset("damaged"); err == nil {
			more, err = feed(s.store, s.index, mostFed, nil)
		}
	}
	if err != nil {
		s.log.trouble("index can't be brought up to date, searches read the pages", err)
	}
	s.behind = more
}

// openIndex opens the index beside the archive; without one, searches read the
// pages.
func (s *station) openIndex() {
	x, err := index.Open(filepath.Join(s.store.Dir(), indexFile))
	if err != nil {
		s.log.trouble("index can't be opened, searches read the pages", err)
		return
	}
	if s.index = x; x.Fresh() != "" && s.store.Last() > 0 {
		s.log.indexAnew(x.Fresh(), s.store.Last())
	}
	s.follow()
}

// runReindex is `kabar reindex`: the index anew, from the pages.
func runReindex(ctx context.Context, a *app, args []string) error {
	debug.SetGCPercent(50) // most of what it holds is text, which costs nothing to collect
	if err := parseAlone(a.flags("reindex"), args); err != nil {
		return err
	}
	cfg, err := a.load()
	if err != nil {
		return err
	}
	st, err := a.openInTurn(ctx, cfg)
	if err != nil {
		return err
	}
	defer st.Close()
	name := filepath.Join(cfg.Data, indexFile)
	x, err := index.Open(name)
	if err != nil {
		return fmt.Errorf("%s: %w: move it away, or let kabar write it; it holds nothing that is not in the pages", name, err)
	}
	defer x.Close()
	if err := x.Reset("asked for"); err != nil {
		return err
	}
	if err := a.feedAll(st, x); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "in the index: %s\n", counted(int(st.Last()), "entry"))
	return nil
}
