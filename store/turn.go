package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// wantedName is the file whose lock holds whoever wants the archive for a
// moment, from before it asks until it is done.
const wantedName = "wanted"

// givesWay follows the pid in the lock file of a process that lets others in.
const givesWay = "gives way on SIGUSR1"

// turnPoll is how often a lock that is held is tried again.
const turnPoll = 20 * time.Millisecond

// OpenInTurn is Open for a command beside the daemon (K03): a process that holds
// the archive and has offered turns is asked for one, by ask, which sends it
// SIGUSR1. It gives a *LockedError if the holder offers none, can't be asked, or
// is not through with its step when ctx ends.
func OpenInTurn(
	ctx context.Context, dir string, clock func() time.Time, ask func(pid int) error,
) (*Store, error) {
	s, refused := Open(dir, clock)
	var locked *LockedError
	if !errors.As(refused, &locked) || !locked.GivesWay {
		return s, refused
	}
	wanted, err := waitForLock(ctx, filepath.Join(dir, wantedName))
	if err != nil {
		return nil, refused
	}
	if ask(locked.PID) != nil {
		wanted.Close()
		return nil, refused
	}
	for {
		if s, err = Open(dir, clock); !errors.As(err, &locked) {
			break
		}
		if !sleep(ctx, turnPoll) {
			break
		}
	}
	if err != nil {
		wanted.Close()
		return nil, err
	}
	s.wanted = wanted
	return s, nil
}

// OffersTurns notes in the lock file that this process, when it gets SIGUSR1,
// closes the archive, calls AwaitTurn, and opens it again.
func (s *Store) OffersTurns() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lock == nil {
		return fs.ErrClosed
	}
	_, err := s.lock.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"+givesWay+"\n"), 0)
	return err
}

// AwaitTurn returns when nobody wants the archive any more.
func AwaitTurn(ctx context.Context, dir string) error {
	wanted, err := waitForLock(ctx, filepath.Join(dir, wantedName))
	if err != nil {
		return fmt.Errorf("wait until the archive is free again: %w", err)
	}
	return wanted.Close()
}

// sleep waits for d; false if ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
