package store

import (
	"fmt"
	"io/fs"
	"os"
	"time"
)

// StrayMail returns the mail of a stray as it came; empty if only its size was
// fetched. The team is that of StrayInfo.
func (s *Store) StrayMail(team, id string) ([]byte, error) {
	rel, err := strayPath(team, id)
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(s.d.abs(rel + ".eml"))
	if err != nil {
		return nil, fmt.Errorf("read the stray %s: %w", id, err)
	}
	return data, nil
}

// DropStray takes a stray off the list: its two files go, and changes.log says
// why. What became of the mail stays in seen.log, the mail itself in the
// mailbox of its month. After an error the same call again does the rest; a
// stray that is not there is fs.ErrNotExist.
func (s *Store) DropStray(now time.Time, team, id, why string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.settle(); err != nil {
		return fmt.Errorf("drop the stray %s: %w", id, err)
	}
	return s.dropStray(now, team, id, why)
}

// dropStray is DropStray, after settle.
func (s *Store) dropStray(now time.Time, team, id, why string) error {
	rel, err := strayPath(team, id)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(s.d.abs(rel + ".why")); err != nil {
		return fmt.Errorf("drop the stray %s: %w", id, err)
	}
	sum, err := s.sumOf(rel + ".eml")
	if err != nil {
		return fmt.Errorf("drop the stray %s: %w", id, err)
	}
	p := plan{s: s, now: now}
	err = p.log(changesLog, p.stamp(), rel+".eml", sum, "", "", oneLine(why))
	if err == nil {
		err = p.commit()
	}
	// The reason goes last: as long as it stands, the stray is on the list.
	for _, file := range []string{rel + ".eml", rel + ".why"} {
		if _, lerr := os.Lstat(s.d.abs(file)); err == nil && lerr == nil {
			err = s.d.delete(file)
		}
	}
	if err != nil {
		return fmt.Errorf("drop the stray %s: %w", id, err)
	}
	return nil
}

// strayPath is the path of a stray's files, less what comes after the dot.
func strayPath(team, id string) (string, error) {
	if team != "" {
		if err := checkTeam(team); err != nil {
			return "", err
		}
	}
	if !strayName().MatchString(id + ".why") {
		return "", fmt.Errorf("%q is no id of a stray: %w", oneLine(id), fs.ErrNotExist)
	}
	return inTeam(team, "strays/"+id), nil
}
