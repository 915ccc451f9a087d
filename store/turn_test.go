package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// seen is a context that tells when somebody has begun to wait for its end.
type seen struct {
	context.Context
	waits chan struct{}
}

func seenContext(t *testing.T) seen { return seen{t.Context(), make(chan struct{}, 1)} }

func (s seen) Done() <-chan struct{} {
	select {
	case s.waits <- struct{}{}:
	default:
	}
	return s.Context.Done()
}

// got is how OpenInTurn ended.
type got struct {
	s   *Store
	err error
}

func openInTurn(ctx context.Context, dir string, ask func(pid int) error) <-chan got {
	ended := make(chan got, 1)
	go func() {
		s, err := OpenInTurn(ctx, dir, clockAt(noon), ask)
		ended <- got{s, err}
	}()
	return ended
}

// TestTurnWhileStarting: a command that comes while a daemon is starting, or
// opens the archive again, waits until that offers turns (K03).
func TestTurnWhileStarting(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	daemon := mustOpen(t, dir)
	claim, err := daemon.Claim(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer claim.Close()
	ctx := seenContext(t)
	ended := openInTurn(ctx, dir, func(pid int) error {
		if pid != os.Getpid() {
			t.Errorf("asked %d", pid)
		}
		return daemon.Close()
	})
	select {
	case <-ctx.waits:
	case e := <-ended:
		t.Fatalf("did not wait: %v", e.err)
	}
	if err := daemon.OffersTurns(); err != nil {
		t.Fatal(err)
	}
	e := <-ended
	if e.err != nil {
		t.Fatal(e.err)
	}
	e.s.Close()
}

// TestTurnAfterTurn: a command that comes while another has its turn waits for
// that one, though the process that has the archive offers none (K03).
func TestTurnAfterTurn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	daemon := mustOpen(t, dir)
	if err := daemon.OffersTurns(); err != nil {
		t.Fatal(err)
	}
	first, err := OpenInTurn(t.Context(), dir, clockAt(noon), func(int) error { return daemon.Close() })
	if err != nil {
		t.Fatal(err)
	}
	ctx := seenContext(t)
	ended := openInTurn(ctx, dir, func(int) error { return errors.New("there is nobody to ask") })
	select {
	case <-ctx.waits:
	case e := <-ended:
		t.Fatalf("did not wait: %v", e.err)
	}
	first.Close()
	e := <-ended
	if e.err != nil {
		t.Fatal(e.err)
	}
	e.s.Close()
	if err := AwaitTurn(t.Context(), dir); err != nil {
		t.Error(err)
	}
}

// TestTurnAsksWhoIs: asked is the process that has the archive when it is the
// command's turn, never one that had it before: its number may be another's.
func TestTurnAsksWhoIs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	mustOpen(t, dir).Close()
	lock, err := takeLock(filepath.Join(dir, "lock"), syscall.Flock)
	if err != nil {
		t.Fatal(err)
	}
	holder := func(pid int) {
		if _, err := lock.WriteAt(fmt.Appendf(nil, "%d\n%s\n", pid, givesWay), 0); err != nil {
			t.Fatal(err)
		}
	}
	holder(4711)
	wanted, err := waitForLock(t.Context(), filepath.Join(dir, wantedName))
	if err != nil {
		t.Fatal(err)
	}
	ctx := seenContext(t)
	var asked []int
	ended := openInTurn(ctx, dir, func(pid int) error {
		if asked = append(asked, pid); pid == 4712 {
			holder(4713) // died when it was asked, and was started again
			return nil
		}
		return lock.Close()
	})
	<-ctx.waits
	holder(4712)
	wanted.Close()
	e := <-ended
	if e.err != nil {
		t.Fatal(e.err)
	}
	e.s.Close()
	if !slices.Equal(asked, []int{4712, 4713}) {
		t.Errorf("asked %v", asked)
	}
}

// TestTurnRefused: who offers no turns or can't be asked is not waited for.
func TestTurnRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := mustOpen(t, dir)
	defer s.Close()
	var locked *LockedError
	if _, err := OpenInTurn(t.Context(), dir, clockAt(noon), nil); !errors.As(err, &locked) {
		t.Errorf("offers none: %v", err)
	}
	if err := s.OffersTurns(); err != nil {
		t.Fatal(err)
	}
	no := func(int) error { return syscall.EPERM }
	if _, err := OpenInTurn(t.Context(), dir, clockAt(noon), no); !errors.As(err, &locked) {
		t.Errorf("can't be asked: %v", err)
	}
	if err := AwaitTurn(t.Context(), dir); err != nil {
		t.Errorf("who was refused wants it still: %v", err)
	}
}

// TestClaim: a second daemon is kept out while the first has given way (K01).
func TestClaim(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := mustOpen(t, dir)
	claim, err := first.Claim(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	first.Close()
	second := mustOpen(t, dir)
	defer second.Close()
	var locked *LockedError
	if _, err := second.Claim(t.Context()); !errors.As(err, &locked) || locked.PID != os.Getpid() {
		t.Errorf("two daemons: %v", err)
	}
	claim.Close()
	claim, err = second.Claim(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	claim.Close()
}

// TestCloseBesideAFork: the archive is free once it is closed, also while a
// process that another thread starts has the same files open.
func TestCloseBesideAFork(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	fork, err := syscall.Dup(int(s.lock.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(fork)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(dir, clockAt(noon)); err != nil {
		t.Fatal(err)
	}
	s.Close()
}
