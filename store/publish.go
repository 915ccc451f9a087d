package store

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"time"
)

// Publish puts letters into due/ and sets marks, by their names: all of it or,
// should kabar or the power fail in between, nothing. So a mark that says that a
// letter was queued is never there without it, nor the letter without the mark. A
// letter whose key is in the outbox already, in any state, is left as it is; one
// without Created was made now.
func (s *Store) Publish(now time.Time, marks map[string]string, letters ...*Letter) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.settle(); err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	p := plan{s: s, now: now}
	for _, l := range letters {
		if err := p.letter(l); err != nil {
			return fmt.Errorf("publish: %w", err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(marks)) {
		if err := p.mark(name, marks[name]); err != nil {
			return fmt.Errorf("publish: %w", err)
		}
	}
	if err := p.commit(); err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	p.report()
	return nil
}

// mark plans a mark, unless it says so already.
func (p *plan) mark(name, value string) error {
	rel, data := markPath(name), encodeMark(value)
	old, err := os.ReadFile(p.s.d.abs(rel))
	if err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("read the mark %s: %w", name, err)
	}
	if err == nil && string(old) == string(data) {
		return nil
	}
	if p.marks == nil {
		p.marks = map[string]*change{}
	}
	c := &change{kind: "file", path: rel, data: data}
	if err == nil {
		c.old = hashOf(old)
	}
	p.marks[rel] = c
	return nil
}
