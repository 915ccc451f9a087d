package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
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
// the archive and has offered turns is asked for one, by SIGUSR1. It gives a
// *LockedError if the holder offers none, belongs to another user, or is not
// through with its step when ctx ends.
func OpenInTurn(ctx context.Context, dir string, clock func() time.Time) (*Store, error) {
	s, refused := Open(dir, clock)
	var locked *LockedError
	if !errors.As(refused, &locked) || !locked.GivesWay {
		return s, refused
	}
	wanted, err := waitForLock(ctx, filepath.Join(dir, wantedName))
	if err != nil {
		return nil, refused
	}
	if syscall.Kill(locked.PID, syscall.SIGUSR1) != nil {
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

// waitForLock locks a file of the data folder as soon as it is free.
func waitForLock(ctx context.Context, name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW, 0o640)
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return f, nil
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			break
		}
		if !sleep(ctx, turnPoll) {
			err = ctx.Err()
			break
		}
	}
	f.Close()
	return nil, err
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
