package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/store"
)

// turnTime is how long a command waits for its turn. A step of the daemon takes
// longer only where a mail server is slow.
const turnTime = 30 * time.Second

// openInTurn opens the archive for a command that writes, beside the daemon if
// there is one.
func (a *app) openInTurn(ctx context.Context, cfg *config.Config) (*store.Store, error) {
	if err := ownedByOther(cfg.Data, os.Geteuid()); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, turnTime)
	defer cancel()
	st, err := store.OpenInTurn(ctx, cfg.Data, a.now, func(pid int) error {
		err := syscall.Kill(pid, syscall.SIGUSR1)
		if errors.Is(err, syscall.ESRCH) { // it has ended: its lock is free
			return nil
		}
		return err
	})
	return st, busy(err)
}

// ownedByOther refuses root on the archive of another user: what it wrote the
// daemon could neither read nor lock, and would stand still.
func ownedByOther(dir string, euid int) error {
	info, err := os.Stat(filepath.Join(dir, "lock"))
	if err != nil {
		return nil // no archive yet
	}
	owner := int(info.Sys().(*syscall.Stat_t).Uid)
	if euid != 0 || owner == 0 {
		return nil // another user may well share it by its group
	}
	name := fmt.Sprintf("'#%d'", owner)
	if u, err := user.LookupId(strconv.Itoa(owner)); err == nil {
		name = u.Username
	}
	return &exitError{exitLocked, fmt.Errorf("%s belongs to user %s, who could not read what root writes there: "+
		"sudo -u %s kabar …", dir, name, name)}
}

// busyPause is how long the daemon waits if another process took the archive
// first when it was given back.
const busyPause = time.Second

// turnSign is how often a daemon that waits gives a sign of life.
const turnSign = time.Minute

// openAfter opens the archive when the command that has it is done: a daemon that
// died while that was at work, and was started again, must not stay away.
func (a *app) openAfter(
	ctx context.Context, dir string, log journal, open func() (*station, error), err error,
) (*station, error) {
	var locked *store.LockedError
	herald := newHerald(a.env)
	for said := false; errors.As(err, &locked) && store.InTurn(dir); said = true {
		if !said {
			log.waits()
			herald.say("READY=1", "STATUS=waiting for a command that has the archive")
		}
		herald.say("WATCHDOG=1")
		turn, cancel := context.WithTimeout(ctx, turnSign)
		store.AwaitTurn(turn, dir)
		cancel()
		if ctx.Err() != nil {
			return nil, err
		}
		s, failed := open()
		if failed == nil {
			return s, nil
		}
		err = failed
	}
	if locked != nil { // it may be done since
		return open()
	}
	return nil, err
}

// claimArchive refuses to be a second daemon, also one that comes while the first
// has given way (K01).
func (s *station) claimArchive(ctx context.Context) (err error) {
	var locked *store.LockedError
	if s.claim, err = s.store.Claim(ctx); errors.As(err, &locked) {
		return err
	}
	if err != nil { // a full disk, say: no reason to be silent
		s.log.trouble("a second kabar would not be noticed", err)
	}
	return nil
}

// offerTurns lets commands know that they will be let in.
func (s *station) offerTurns() {
	if err := s.store.OffersTurns(); err != nil {
		s.log.trouble("commands that write must wait until kabar is stopped", err)
	}
}

// giveWay lets a command have the archive, and takes it again when that is done
// (K03). Mail waits in the inbox meanwhile.
func (s *station) giveWay(ctx context.Context, clock func() time.Time) {
	s.log.gaveWay()
	s.hangUp()
	if s.index != nil {
		s.index.Close()
		s.index = nil
	}
	if err := s.store.Close(); err != nil {
		s.log.trouble("giving way", err)
	}
	for said := ""; ; {
		err := s.takeBack(ctx, clock)
		var locked *store.LockedError
		switch {
		case err == nil || ctx.Err() != nil:
			return
		case errors.As(err, &locked) || errors.Is(err, context.DeadlineExceeded):
			s.alive() // a command has it still
		default:
			s.show(clock(), facts{}, []trouble{{Key: "archive", Kind: "archive", Shown: true,
				Detail: "it can't be opened again: " + err.Error()}})
			if err.Error() != said {
				said = err.Error()
				s.log.trouble("the archive can't be opened again; kabar goes on trying", err)
			}
		}
		select {
		case <-ctx.Done():
		case <-time.After(busyPause):
		}
	}
}

// takeBack waits for the command, for a while, and goes on with the archive as it
// is then.
func (s *station) takeBack(ctx context.Context, clock func() time.Time) error {
	dir := s.store.Dir()
	ctx, cancel := context.WithTimeout(ctx, turnSign)
	defer cancel()
	if err := store.AwaitTurn(ctx, dir); err != nil {
		return err
	}
	st, err := store.Open(dir, clock)
	if err != nil {
		return err
	}
	keys, err := st.Keys()
	if err != nil {
		st.Close()
		return err
	}
	s.store, s.key, s.oldKeys = st, keys[0].Key, keys[1:]
	s.walk = store.FiledWalk{}
	s.openIndex()
	s.offerTurns()
	s.log.wentOn()
	return nil
}
