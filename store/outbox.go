package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"kabar/store/entry"
)

// States of a letter: the folders of the outbox. due and sending are small;
// sent and dropped have a folder a month, by when the letter was made.
const (
	stateDue     = "due"
	stateSending = "sending"
	stateSent    = "sent"
	stateDropped = "dropped"
)

const (
	dueDir     = "outbox/" + stateDue
	sendingDir = "outbox/" + stateSending
)

func letterFile(key string) string { return fileName(key) + ".letter" }

// letterPath is where a letter lies in a state.
func letterPath(state string, created time.Time, name string) (string, error) {
	switch state {
	case stateDue, stateSending:
		return "outbox/" + state + "/" + name, nil
	case stateSent, stateDropped:
		return "outbox/" + state + "/" + created.UTC().Format("2006-01") + "/" + name, nil
	}
	return "", fmt.Errorf("%q is no state of a letter", state)
}

// idHash is the key of a Message-ID in ids.log.
func idHash(messageID string) string { return entry.Key(messageID, "") }

// HasLetter tells whether a letter with this key is in the outbox, in any
// state.
func (s *Store) HasLetter(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.findLetter(letterFile(key))
	return ok
}

// findLetter returns the path of a letter's file. Where a power cut left two,
// it is the one further on its way.
func (s *Store) findLetter(name string) (rel string, ok bool) {
	for range 2 { // beside a process that writes, it may move while we look
		for _, dir := range append(slices.Clone(s.monthDirs()), sendingDir, dueDir) {
			info, err := os.Lstat(s.d.abs(dir + "/" + name))
			if err == nil && info.Mode().IsRegular() {
				return dir + "/" + name, true
			}
		}
		if s.lock != nil {
			break
		}
	}
	return "", false
}

// monthDirs are the folders a month, those of sent/ first, newest first. A
// process that writes makes each of them itself, and so knows them all.
func (s *Store) monthDirs() []string {
	if s.months == nil || s.lock == nil {
		s.months = s.allMonthDirs()
	}
	return s.months
}

func (s *Store) allMonthDirs() []string {
	dirs := []string{}
	for _, state := range []string{stateSent, stateDropped} {
		months := s.names("outbox/"+state, monthName)
		slices.Reverse(months)
		for _, month := range months {
			dirs = append(dirs, "outbox/"+state+"/"+month)
		}
	}
	return dirs
}

// Letters returns the letters in a state ("due", "sending", "sent" or
// "dropped"), oldest first. Beside a *DamagedError it returns all that could be
// read.
func (s *Store) Letters(state string) ([]*Letter, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	dirs := []string{"outbox/" + state}
	switch state {
	case stateDue, stateSending:
	case stateSent, stateDropped:
		dirs = nil
		for _, dir := range s.monthDirs() {
			if path.Dir(dir) == "outbox/"+state {
				dirs = append(dirs, dir)
			}
		}
	default:
		return nil, fmt.Errorf("%q is no state of a letter", state)
	}
	var letters []*Letter
	var problems []Problem
	for _, dir := range dirs {
		for _, name := range s.names(dir, letterName) {
			l, err := s.readLetter(dir + "/" + name)
			if errors.Is(err, fs.ErrNotExist) {
				continue // moved on since
			}
			if err != nil {
				problems = append(problems, Problem{File: dir + "/" + name, What: err.Error()})
				continue
			}
			letters = append(letters, l)
		}
	}
	slices.SortStableFunc(letters, func(a, b *Letter) int {
		if c := a.Created.Compare(b.Created); c != 0 {
			return c
		}
		return strings.Compare(a.Key, b.Key)
	})
	return letters, damage(problems)
}

// readLetter reads a letter file and checks that it lies under its own name.
func (s *Store) readLetter(rel string) (*Letter, error) {
	file, err := os.ReadFile(s.d.abs(rel))
	if err != nil {
		return nil, err
	}
	l, err := decodeLetter(file)
	if err != nil {
		return nil, err
	}
	if letterFile(l.Key) != path.Base(rel) {
		return nil, fmt.Errorf("the letter %.80q under the name of another", l.Key)
	}
	l.state = strings.Split(rel, "/")[1]
	return l, nil
}

// Move puts a letter into another state with one rename: it needs no room on
// the disk, so that a full one cannot hide that a letter was sent (I03). A
// letter that is there already is left there.
func (s *Store) Move(l *Letter, state string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lock == nil {
		return errReadOnly
	}
	return s.move(l, state)
}

func (s *Store) move(l *Letter, state string) error {
	from, to, err := s.rename(l, state)
	if err == nil {
		err = s.d.syncDirs(path.Dir(to), path.Dir(from))
	}
	if err != nil {
		return fmt.Errorf("move the letter %s to %s: %w", l.Key, state, err)
	}
	l.state = state
	return nil
}

// rename puts a letter into the folder of another state. It stays there for good
// once that folder is synced; until the one it comes from is synced too, a power
// cut may leave it in both, and the one further on its way counts.
func (s *Store) rename(l *Letter, state string) (from, to string, err error) {
	name := letterFile(l.Key)
	if to, err = letterPath(state, l.Created, name); err != nil {
		return "", "", err
	}
	if from, err = s.whereIs(l, name); err != nil {
		return "", "", err
	}
	dirs := []string{path.Dir(to)}
	if state == stateSending { // room for what comes after it, while there may be none later
		sent, _ := letterPath(stateSent, l.Created, name)
		dirs = append(dirs, path.Dir(sent))
	}
	for _, dir := range dirs {
		if err := s.makeMonth(dir); err != nil {
			return "", "", err
		}
	}
	if from != to {
		err = s.d.rename(s.d.abs(from), s.d.abs(to))
	}
	return from, to, err
}

// whereIs is the path of a letter's file: where it was last seen, or else
// wherever it is.
func (s *Store) whereIs(l *Letter, name string) (string, error) {
	if l.state != "" {
		if rel, err := letterPath(l.state, l.Created, name); err == nil {
			if _, err := os.Lstat(s.d.abs(rel)); err == nil {
				return rel, nil
			}
		}
	}
	if rel, ok := s.findLetter(name); ok {
		return rel, nil
	}
	return "", fs.ErrNotExist
}

// makeMonth makes a folder of the outbox and remembers it.
func (s *Store) makeMonth(dir string) error {
	if err := s.d.mkdirAll(dir); err != nil {
		return err
	}
	if monthName().MatchString(path.Base(dir)) && !slices.Contains(s.monthDirs(), dir) {
		s.months = nil
	}
	return nil
}

// Retry writes a letter in due/ anew, with its Attempts, Next and LastError as
// they are now.
func (s *Store) Retry(l *Letter) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lock == nil {
		return errReadOnly
	}
	name := letterFile(l.Key)
	rel, err := s.whereIs(l, name)
	if err == nil && rel != "outbox/due/"+name {
		err = fmt.Errorf("it is not due: %s", rel)
	}
	if err == nil {
		err = s.d.write(rel, l.encode(), 0o640)
	}
	if err != nil {
		return fmt.Errorf("put off the letter %s: %w", l.Key, err)
	}
	l.state = stateDue
	return nil
}

// Letter returns the letter with a key, in whatever state it is.
func (s *Store) Letter(key string) (l *Letter, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	rel, ok := s.findLetter(letterFile(key))
	if !ok {
		return nil, false
	}
	l, err := s.readLetter(rel)
	if err != nil {
		return nil, false
	}
	return l, true
}

// SentText returns the mail with a Message-ID (without <>) that kabar sent, or
// is about to send: what a reply quotes.
func (s *Store) SentText(messageID string) (data []byte, ok bool) {
	l, ok := s.Sent(messageID)
	if !ok {
		return nil, false
	}
	return l.Data, true
}

// Sent returns the letter with a Message-ID (without <>), whether it was sent
// yet or not.
func (s *Store) Sent(messageID string) (l *Letter, ok bool) {
	line := s.knownLine(&s.ids, idsLog, idHash(messageID))
	if messageID == "" || len(line) < 3 {
		return nil, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	rel, ok := s.findLetter(line[2])
	if !ok {
		return nil, false
	}
	l, err := s.readLetter(rel)
	if err != nil || l.MessageID != oneLine(messageID) {
		return nil, false
	}
	return l, true
}
