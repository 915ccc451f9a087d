package store

import (
	"errors"
	"fmt"
	"path"
)

// Hand notes what happens between two letters on one connection, in as few waits
// for the disk as that takes: that the server has taken one, and that the next is
// about to be given to it. Either may be nil. When Hand returns nil, the one is
// in sent/ and the other in sending/ for good. After an error about next, taken is
// noted all the same, if the disk let it.
//
// Only the folders that letters come into are synced; see rename. Those that
// they came out of are when there is no next one.
func (s *Store) Hand(taken, next *Letter) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lock == nil {
		return errReadOnly
	}
	// First taken: at no time are there two of which nobody knows.
	sent, err := s.handOn(taken, stateSent)
	if err != nil {
		return err
	}
	sending, failed := s.handOn(next, stateSending)
	dirs := append(sent, sending...)
	if next == nil && taken != nil {
		failed = s.d.mkdirAll(dueDir)
		dirs = append(dirs, sendingDir, dueDir)
	}
	// A letter may leave the list of sending/ only once it is in that of sent/: so
	// this order.
	return errors.Join(failed, s.d.syncDirs(dirs...))
}

// handOn puts a letter into the folder of another state, and returns the folder
// that must be synced.
func (s *Store) handOn(l *Letter, state string) (dirs []string, err error) {
	if l == nil {
		return nil, nil
	}
	_, to, err := s.rename(l, state)
	if err != nil {
		return nil, fmt.Errorf("move the letter %s to %s: %w", l.Key, state, err)
	}
	l.state = state
	return []string{path.Dir(to)}, nil
}
