package store

import (
	"os"
	"time"

	"kabar/store/entry"
)

// pageCache remembers who has an update on which page, for the pages written
// to last, so that a second one is known to amend the first.
type pageCache map[string]pageState

type pageState struct {
	size   int64
	time   time.Time
	firsts map[string]string // member → id of the first update
}

const cachedPages = 64

// of returns the first update of each member on a page.
func (c *pageCache) of(s *Store, rel string) (map[string]string, error) {
	info, err := os.Stat(s.d.abs(rel))
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if p, ok := (*c)[rel]; ok && p.size == info.Size() && p.time.Equal(info.ModTime()) {
		return p.firsts, nil
	}
	page, err := os.ReadFile(s.d.abs(rel))
	if err != nil {
		return nil, err
	}
	p := pageState{info.Size(), info.ModTime(), map[string]string{}}
	blocks, _ := entry.Decode(page)
	for _, b := range blocks {
		if e := b.Entry; e.Kind == entry.Update && !b.Torn && p.firsts[e.Member] == "" {
			p.firsts[e.Member] = e.ID
		}
	}
	if *c == nil || len(*c) >= cachedPages {
		*c = pageCache{}
	}
	(*c)[rel] = p
	return p.firsts, nil
}
