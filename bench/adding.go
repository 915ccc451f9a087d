package main

import (
	"errors"
	"os"
	"path/filepath"
	"time"

	"kabar/store"
	"kabar/store/entry"
	"kabar/store/index"
)

// mostAdded is how many entries are added, one after the other: enough to begin
// a new shelf of the index now and then.
const mostAdded = 10_000

// adding measures what one entry more costs in the index of an archive, as mail
// that comes by itself is added: the mean over many. They are the newest entries
// under new numbers, and the index is a copy.
func (l *lab) adding(data string) (each time.Duration, err error) {
	st, err := store.View(data)
	if err != nil {
		return 0, err
	}
	defer st.Close()
	dir, err := l.fresh("adding")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "index.db")
	if _, err := l.run(nil, "cp", filepath.Join(data, "index.db"), name); err != nil {
		return 0, err
	}
	last := st.Last()
	var more []entry.Entry
	for n := max(1, last-mostAdded+1); n <= last; n++ {
		e, err := st.Entry(n)
		if err != nil {
			return 0, err
		}
		e.Num, e.Amends = last+1+int64(len(more)), ""
		more = append(more, e)
	}
	x, err := index.Open(name)
	if err != nil {
		return 0, err
	}
	began := time.Now()
	for i := range more {
		if err := x.Add(more[i : i+1]); err != nil {
			return 0, errors.Join(err, x.Close())
		}
	}
	took := time.Since(began)
	return took / time.Duration(len(more)), x.Close()
}
