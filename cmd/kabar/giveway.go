package main

import (
	"context"
	"errors"
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
	ctx, cancel := context.WithTimeout(ctx, turnTime)
	defer cancel()
	st, err := store.OpenInTurn(ctx, cfg.Data, a.now, func(pid int) error {
		return syscall.Kill(pid, syscall.SIGUSR1)
	})
	return st, busy(err)
}

// busyPause is how long the daemon waits if another process took the archive
// first when it was given back.
const busyPause = time.Second

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
	dir := s.store.Dir()
	for ctx.Err() == nil {
		err := store.AwaitTurn(ctx, dir)
		if err == nil {
			err = s.reopen(dir, clock)
		}
		if err == nil {
			return
		}
		var locked *store.LockedError
		if !errors.As(err, &locked) {
			s.log.trouble("the archive can't be opened again", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(busyPause):
		}
	}
}

// reopen goes on with the archive as it is now.
func (s *station) reopen(dir string, clock func() time.Time) error {
	st, err := store.Open(dir, clock)
	if err != nil {
		return err
	}
	keys, err := st.Keys()
	if err == nil {
		err = st.OffersTurns()
	}
	if err != nil {
		st.Close()
		return err
	}
	s.store, s.key, s.oldKeys = st, keys[0].Key, keys[1:]
	s.openIndex()
	s.log.wentOn()
	return nil
}
