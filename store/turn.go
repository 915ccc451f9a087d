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

// daemonName is the file whose lock the daemon holds from its start to its end,
// also while a command has the archive.
const daemonName = "daemon"

// claimTime is how long Claim tries: whoever looks whether there is a daemon
// holds that lock for a blink.
const claimTime = 200 * time.Millisecond

// givesWay follows the pid in the lock file of a process that lets others in.
const givesWay = "gives way on SIGUSR1"

// turnPoll is how often a lock that is held is tried again.
const turnPoll = 20 * time.Millisecond

// OpenInTurn is Open for a command beside the daemon (K03): a process that holds
// the archive and has offered turns is asked for one, by ask, which sends it
// SIGUSR1. Commands take their turns one after the other; a daemon that is just
// starting is waited for. It gives a *LockedError if the holder offers no turns,
// can't be asked, or is not through with its step when ctx ends.
func OpenInTurn(
	ctx context.Context, dir string, clock func() time.Time, ask func(pid int) error,
) (*Store, error) {
	s, err := Open(dir, clock)
	var locked *LockedError
	if err == nil { // a daemon that starts now waits
		s.wanted, _ = takeLock(filepath.Join(dir, wantedName), syscall.Flock)
	}
	if !errors.As(err, &locked) {
		return s, err
	}
	wanted, failed := waitForLock(ctx, filepath.Join(dir, wantedName))
	if failed != nil {
		return nil, err
	}
	// Who held the archive may be gone since: the process asked is that of now.
	for asked := 0; ; {
		if s, err = Open(dir, clock); !errors.As(err, &locked) {
			break
		}
		if locked.GivesWay && locked.PID != asked {
			if asked = locked.PID; ask(asked) != nil {
				break
			}
		}
		if !locked.GivesWay && !isLocked(filepath.Join(dir, daemonName)) || !sleep(ctx, turnPoll) {
			break
		}
	}
	if err != nil {
		dropLock(wanted)
		return nil, err
	}
	s.wanted = wanted
	return s, nil
}

// Claim makes this process the one daemon of the archive until the file is
// closed: it keeps a second one out even while a command has the archive. It
// gives a *LockedError if there is one.
func (s *Store) Claim(ctx context.Context) (*os.File, error) {
	ctx, cancel := context.WithTimeout(ctx, claimTime)
	defer cancel()
	for {
		f, err := takeLock(s.d.abs(daemonName), syscall.Flock)
		var locked *LockedError
		if !errors.As(err, &locked) || !sleep(ctx, turnPoll) {
			return f, err
		}
	}
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

// InTurn tells whether a command has the archive, and no daemon waits for it: one
// that starts may.
func InTurn(dir string) bool {
	return isLocked(filepath.Join(dir, wantedName)) && !isLocked(filepath.Join(dir, daemonName))
}

// AwaitTurn returns when nobody wants the archive any more.
func AwaitTurn(ctx context.Context, dir string) error {
	wanted, err := waitForLock(ctx, filepath.Join(dir, wantedName))
	if err != nil {
		return fmt.Errorf("wait until the archive is free again: %w", err)
	}
	return dropLock(wanted)
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
