package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"kabar/cmd/kabar/config"
)

// load finds and reads the config for a command that logs in nowhere: whoever
// looks at the archive need not be able to read the passwords.
func (a *app) load() (*config.Config, error) { return a.loadBy(config.Look) }

// loadAll finds and reads the config with what it takes to log in.
func (a *app) loadAll() (*config.Config, error) { return a.loadBy(config.Load) }

func (a *app) loadBy(
	read func(path string, env func(string) string) (*config.Config, error),
) (*config.Config, error) {
	path, err := config.Find(a.flag, a.env)
	if err != nil {
		return nil, &exitError{exitConfig, err}
	}
	return read(path, a.env)
}

// runRun is `kabar run`: the daemon, or one step of it.
func runRun(ctx context.Context, a *app, args []string) error {
	fs := a.flags("run")
	once := fs.Bool("once", false, "do one round and end")
	if err := parseAlone(fs, args); err != nil {
		return err
	}
	cfg, err := a.loadAll()
	if err != nil {
		return err
	}
	if err := ownedByOther(cfg.Data, os.Geteuid()); err != nil {
		return err
	}
	log := newJournal(a.err, cfg.LogLevel, cfg.LogJSON)
	for _, w := range cfg.Warnings {
		fmt.Fprintln(a.err, "kabar:", w)
	}
	open := func() (*station, error) { return openStation(cfg, a.now, log) }
	s, err := open()
	if err != nil && !*once {
		s, err = a.openAfter(ctx, cfg.Data, log, open, err)
	}
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.claimArchive(ctx); err != nil {
		return err
	}
	spareMemory(a.env)
	s.built = builtAt(a.env)
	if s.once = *once; s.once {
		s.strolls = rand.IntN(1 << 16) // else it would look at the same folder each time
		s.step(ctx, a.now())
		return s.unwell()
	}
	s.monitor = newMonitor(a.now, log)
	s.count = s.monitor.counts
	if err := s.monitor.listen(cfg.Listen); err != nil {
		return err
	}
	defer s.monitor.close()
	s.herald = newHerald(a.env)
	log.started(version(), cfg.Data, len(cfg.Teams), count(cfg))
	s.herald.say("READY=1")
	s.loop(a).run(ctx)
	s.herald.say("STOPPING=1")
	log.stopped()
	return nil
}

// unwell says, for `run --once`, what could not be done.
func (s *station) unwell() error {
	if !s.held.IsZero() {
		return &exitError{exitFailed, errors.New(s.clockTrouble().Detail)}
	}
	if f := s.health.Archive; f != nil {
		return &exitError{exitFailed, fmt.Errorf("archive: %s; mail waits in the inbox meanwhile", f.Error)}
	}
	for _, b := range s.boxes {
		if b.retry.tries > 0 {
			return &exitError{exitNetwork, fmt.Errorf("inbox %s could not be read; see the lines above, then try kabar check", b.name)}
		}
	}
	for _, p := range s.posts {
		if p.retry.tries > 0 {
			return &exitError{exitNetwork, fmt.Errorf("mail server %s did not take our mail; it waits in the outbox. Try kabar check", p.name)}
		}
	}
	return nil
}

func count(cfg *config.Config) (members int) {
	for _, t := range cfg.Teams {
		members += len(t.Members)
	}
	return members
}

// loop makes the daemon's loop around the station's step.
func (s *station) loop(a *app) *loop {
	// Each has a channel of its own, so that none is lost while another waits.
	hangup, usr1 := make(chan os.Signal, 1), make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	signal.Notify(usr1, syscall.SIGUSR1)
	told := make(chan func(context.Context))
	go func() {
		for {
			select {
			case <-hangup:
				told <- func(context.Context) { s.reload(a) }
			case <-usr1:
				told <- func(ctx context.Context) { s.giveWay(ctx, a.now) }
			}
		}
	}()
	step := func(ctx context.Context, now time.Time) (next time.Time) {
		if next = s.step(ctx, now); s.heavy {
			spareMemory(a.env)
			s.heavy = false
		}
		if s.backlog {
			return time.Time{}
		}
		return next
	}
	s.offerTurns()
	return &loop{now: a.now, step: step, wait: s.wait, told: told}
}

// reload reads the config again. A wrong one is refused as a whole and the old
// one stays in force (PROMISES L27).
func (s *station) reload(a *app) {
	cfg, err := a.loadAll()
	if err == nil && cfg.Data != s.cfg.Data {
		err = fmt.Errorf("data moved from %s to %s: restart kabar for that", s.cfg.Data, cfg.Data)
	}
	if err != nil {
		s.log.reloadRefused(err)
		return
	}
	s.configure(cfg)
	if s.monitor != nil {
		if err := s.monitor.listen(cfg.Listen); err != nil {
			s.log.trouble("the rest of the new config is in force", err)
		}
	}
	s.log.reloaded(len(cfg.Teams), count(cfg))
}

// wait returns when mail has arrived in an inbox, d has passed, or ctx ended.
func (s *station) wait(ctx context.Context, d time.Duration) {
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	var all sync.WaitGroup
	for _, b := range s.boxes {
		if b.inbox == nil {
			continue
		}
		all.Go(func() {
			err := b.inbox.Wait(ctx, d)
			if err != nil && ctx.Err() == nil {
				b.close() // the next step opens it again
			}
			if err == nil || ctx.Err() == nil {
				cancel()
			}
		})
	}
	<-ctx.Done()
	all.Wait()
}

// wantsColour tells whether w is a terminal of somebody who likes colour
// (no-color.org).
func wantsColour(w io.Writer, env func(string) string) bool {
	f, ok := w.(*os.File)
	if !ok || env("NO_COLOR") != "" || env("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
