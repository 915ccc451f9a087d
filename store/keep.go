package store

import (
	"fmt"
	"time"
)

// DropMail removes the mailboxes of all months that had ended by the time given
// and returns their paths in the data folder. What the mails said stays: in the
// pages, the decisions and the strays; seen.log still knows them.
func (s *Store) DropMail(before time.Time) (dropped []string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lock == nil {
		return nil, errReadOnly
	}
	if err := s.settle(); err != nil {
		return nil, fmt.Errorf("drop old mail: %w", err)
	}
	for _, id := range append(s.teams(), "") {
		for _, name := range s.names(inTeam(id, "mail"), mboxName) {
			month, err := time.Parse("2006-01.mbox", name)
			if err != nil || month.AddDate(0, 1, 0).After(before) {
				continue
			}
			rel := inTeam(id, "mail/"+name)
			if err := s.d.delete(rel); err != nil {
				return dropped, fmt.Errorf("drop %s: %w", rel, err)
			}
			dropped = append(dropped, rel)
		}
	}
	return dropped, nil
}
