package main

import (
	"slices"

	"kabar/digest"
	"kabar/store/civil"
	"kabar/store/entry"
)

// records is the archive as the prompts and digests of one team read it in one
// round: each page once, however many members it is for. What it returns belongs
// to all of them, and is not changed.
type records struct {
	from  archive
	past  map[[2]civil.Date]*past
	fresh []entry.Entry // all since a number; nil: not read yet
	after int64         // that number
	known []entry.Entry // decisions; nil: not read yet

	common map[audience]*digest.Common
}

// audience is everybody whose digests are for the same date, and tell what was
// filed after the same number.
type audience struct {
	date civil.Date
	num  int64
}

// past is what was written on some days.
type past struct {
	all  []entry.Entry
	told []entry.Entry // without manners; nil: not looked through yet
}

func newRecords(from archive) *records {
	return &records{from: from, past: map[[2]civil.Date]*past{}, common: map[audience]*digest.Common{}}
}

// on returns the entries of a team for the dates first to last.
func (r *records) on(team string, first, last civil.Date) ([]entry.Entry, error) {
	p, err := r.pastOf(team, first, last)
	return p.all, err
}

// toldOn is on, without manners.
func (r *records) toldOn(team string, first, last civil.Date) ([]entry.Entry, error) {
	p, err := r.pastOf(team, first, last)
	if p.told == nil {
		p.told = withoutManners(p.all)
	}
	return p.told, err
}

func (r *records) pastOf(team string, first, last civil.Date) (*past, error) {
	days := [2]civil.Date{first, last}
	if p := r.past[days]; p != nil {
		return p, nil
	}
	all, err := r.from.On(team, first, last)
	if err = readable(err); err != nil {
		return &past{}, err
	}
	r.past[days] = &past{all: all}
	return r.past[days], nil
}

// since returns what of a team was filed after a number and is news: what was
// imported is to nobody, and manners are not either.
func (r *records) since(team string, num int64) ([]entry.Entry, error) {
	if r.fresh == nil || num < r.after {
		fresh, err := r.from.Since(team, num)
		if err = readable(err); err != nil {
			return nil, err
		}
		fresh = slices.DeleteFunc(fresh, func(e entry.Entry) bool { return e.Verdict == entry.Imported })
		r.fresh, r.after = append([]entry.Entry{}, withoutManners(fresh)...), num
	}
	i := slices.IndexFunc(r.fresh, func(e entry.Entry) bool { return e.Num > num })
	if i < 0 {
		return nil, nil
	}
	return slices.Clip(r.fresh[i:]), nil
}

// commonOf returns what the digests of an audience have in common; what they are
// made from is the same for each of them.
func (r *records) commonOf(to audience, fresh, history []entry.Entry) *digest.Common {
	if r.common[to] == nil {
		r.common[to] = digest.CommonOf(to.date, fresh, history)
	}
	return r.common[to]
}

// decisions returns all decisions of a team.
func (r *records) decisions(team string) ([]entry.Entry, error) {
	if r.known == nil {
		all, err := r.from.Decisions(team)
		if err = readable(err); err != nil {
			return nil, err
		}
		r.known = append([]entry.Entry{}, all...)
	}
	return r.known, nil
}
