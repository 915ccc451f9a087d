package store

import (
	"errors"
	"fmt"
	"os"
	"slices"

	"kabar/store/civil"
	"kabar/store/entry"
)

// Page returns the updates and comments on the page of one day, in the order
// of filing; none if there is no page. One that was lost and came again is
// there once, under its newer number.
func (s *Store) Page(team string, date civil.Date) (entries []entry.Entry, err error) {
	entries, err = s.readPage(pagePath(team, date), s.Last())
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the page of %s: %w", date, err)
	}
	newest := map[string]int64{}
	for _, e := range entries {
		newest[e.ID] = max(newest[e.ID], e.Num)
	}
	entries = slices.DeleteFunc(entries, func(e entry.Entry) bool { return e.Num < newest[e.ID] })
	slices.SortStableFunc(entries, func(a, b entry.Entry) int { return int(a.Num - b.Num) })
	return entries, nil
}

// readPage returns the entries on a page as they stand there, but what was
// forgotten and those with a number over newest, which are being filed.
func (s *Store) readPage(rel string, newest int64) (entries []entry.Entry, err error) {
	page, err := os.ReadFile(s.d.abs(rel))
	if err != nil {
		return nil, err
	}
	blocks, _ := entry.Decode(page)
	for _, b := range blocks {
		filed := b.Entry.Num > 0 && b.Entry.Num <= newest
		if filed && b.Entry.Kind != entry.Forgotten {
			entries = append(entries, b.Entry)
		}
	}
	return entries, nil
}
