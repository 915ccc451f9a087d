package store

import (
	"bytes"
	"fmt"
	"os"

	"kabar/store/team"
)

const marksDir = "marks"

func markPath(name string) string { return marksDir + "/" + fileName(name) }

// MarkRemedy is what to do about a mark that can't be read.
const MarkRemedy = "delete it, and kabar works out anew what it said"

const markDamage = "its sum does not fit; " + MarkRemedy

// Mark returns a small value kept under a name, "" if it was never set. A
// damaged one is a *DamagedError that names the file and the remedy: what it
// said is not known, and guessing could repeat or skip something.
func (s *Store) Mark(name string) (string, error) {
	rel := markPath(name)
	data, err := os.ReadFile(s.d.abs(rel))
	if os.IsNotExist(err) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read the mark %s: %w", name, err)
	}
	value, ok := decodeMark(data)
	if !ok {
		return "", damage([]Problem{{File: rel, What: markDamage}})
	}
	return value, nil
}

// SetMark keeps a value under a name.
func (s *Store) SetMark(name, value string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lock == nil {
		return errReadOnly
	}
	if err := s.settle(); err != nil { // a batch that is not done may hold it as it was
		return fmt.Errorf("set the mark %s: %w", name, err)
	}
	if err := s.d.write(markPath(name), encodeMark(value), 0o640); err != nil {
		return fmt.Errorf("set the mark %s: %w", name, err)
	}
	return nil
}

func encodeMark(value string) []byte {
	return fmt.Appendf(nil, "%s\nsum: %08x\n", value, checksum([]byte(value)))
}

func decodeMark(data []byte) (value string, ok bool) {
	i := bytes.LastIndex(data, []byte("\nsum: "))
	if i < 0 {
		return "", false
	}
	value = string(data[:i])
	return value, bytes.Equal(data, encodeMark(value))
}

func peoplePath(team, member string) (string, error) {
	if err := checkTeam(team); err != nil {
		return "", err
	}
	if err := checkID("member", member, 64); err != nil {
		return "", err
	}
	return team + "/people/" + member + ".toml", nil
}

// Settings returns what a member set by mail; nothing, if they never did. The
// error names what in the file cannot be used; the settings beside it are all
// that can.
func (s *Store) Settings(teamID, member string) (team.Settings, error) {
	rel, err := peoplePath(teamID, member)
	if err != nil {
		return team.Settings{}, err
	}
	data, err := os.ReadFile(s.d.abs(rel))
	if os.IsNotExist(err) {
		return team.Settings{}, nil
	}
	if err != nil {
		return team.Settings{}, fmt.Errorf("read settings: %w", err)
	}
	set, errs := team.Decode(data)
	var problems []Problem
	for _, err := range errs {
		problems = append(problems, Problem{File: rel, What: err.Error()})
	}
	return set, damage(problems)
}

// SetSettings keeps what a member set by mail. What of the file cannot be used
// stays in it; a file that is not TOML is an error and stays as it is.
func (s *Store) SetSettings(teamID, member string, set team.Settings) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.settle(); err != nil {
		return fmt.Errorf("keep settings: %w", err)
	}
	p := plan{s: s, now: s.clock()}
	err := p.settings(teamID, member, "", set)
	if err == nil {
		err = p.commit()
	}
	if err != nil {
		return fmt.Errorf("keep settings of %s: %w", member, err)
	}
	return nil
}
