//go:build unix

package main

import (
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kabar/store"
	"kabar/store/team"
)

// TestAwayAlone: a second daemon that finds the archive free, since the first
// has given way and nobody took it yet, is refused as well (K01).
func TestAwayAlone(t *testing.T) {
	t.Parallel()
	d := newTestDaemon(t)
	first, err := openStation(d.cfg, time.Now, newJournal(&d.log, slog.LevelInfo, false))
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	if err := first.claimArchive(t.Context()); err != nil {
		t.Fatal(err)
	}
	first.store.Close()
	a := &app{out: io.Discard, err: &d.log, env: func(string) string { return "" }, now: time.Now, flag: d.path}
	var locked *store.LockedError
	if err := runRun(t.Context(), a, []string{"--once"}); !errors.As(err, &locked) {
		t.Errorf("a second daemon: %v", err)
	}
	if err := first.takeBack(t.Context(), time.Now); err != nil {
		t.Errorf("and the first does not go on: %v", err)
	}
}

// TestCannotGoOn: an archive that can't be opened again is said once in the log,
// is shown to whoever asks, and is taken when it can be.
func TestCannotGoOn(t *testing.T) {
	t.Parallel()
	d := newTestDaemon(t)
	s, err := openStation(d.cfg, time.Now, newJournal(&d.log, slog.LevelInfo, false))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.monitor = newMonitor(time.Now, s.log)
	stamp := filepath.Join(d.cfg.Data, "kabar.toml")
	good, err := os.ReadFile(stamp)
	if err == nil {
		err = os.WriteFile(stamp, []byte("format = 99\ncreated = \"x\"\n"), 0o640)
	}
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { defer close(ended); s.giveWay(t.Context(), time.Now) }()
	d.log.await(t, "can't be opened again")
	if err := os.WriteFile(stamp, good, 0o640); err != nil {
		t.Fatal(err)
	}
	<-ended
	if why := strings.Join(s.monitor.reasons(), "\n"); !strings.Contains(why, "newer kabar") {
		t.Errorf("healthz: %q", why)
	}
	if n := strings.Count(d.log.String(), "can't be opened again"); n != 1 {
		t.Errorf("said %d times", n)
	}
	if err := s.store.SetMark("again", "1"); err != nil {
		t.Errorf("the archive is not open: %v", err)
	}
}

// TestOwnedByOther: root does not write to the archive of another user.
func TestOwnedByOther(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lock := filepath.Join(dir, "lock")
	if err := ownedByOther(dir, 0); err != nil {
		t.Errorf("no archive yet: %v", err)
	}
	if err := os.WriteFile(lock, nil, 0o640); err != nil {
		t.Fatal(err)
	}
	owner := os.Geteuid()
	if owner == 0 {
		owner = 4711
		if err := os.Chown(lock, owner, -1); err != nil {
			t.Fatal(err)
		}
	}
	if err := ownedByOther(dir, owner); err != nil {
		t.Errorf("its own user: %v", err)
	}
	if err := ownedByOther(dir, 0); err == nil || !strings.Contains(err.Error(), "sudo -u") {
		t.Errorf("root: %v", err)
	}
}

// TestRootRunsNothing: nor does root's daemon, nor a command of root's.
func TestRootRunsNothing(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can own what it must not touch")
	}
	d := newTestDaemon(t)
	st, err := store.Open(d.cfg.Data, time.Now)
	if err = errors.Join(err, st.Close(), os.Chown(filepath.Join(d.cfg.Data, "lock"), 4711, -1)); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"run", "--once"}, {"import", os.DevNull}} {
		var errs strings.Builder
		a := &app{out: io.Discard, err: &errs, env: os.Getenv, now: time.Now, flag: d.path}
		if code := a.main(t.Context(), args); code != exitLocked || !strings.Contains(errs.String(), "sudo -u") {
			t.Errorf("%v: exit %d: %s", args, code, &errs)
		}
	}
}

// TestForgetAsksFirst: while a person thinks whether somebody is to be forgotten,
// the archive is free for others.
func TestForgetAsksFirst(t *testing.T) {
	t.Parallel()
	d := newTestDaemon(t)
	st, err := store.Open(d.cfg.Data, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	zone := "Asia/Jakarta"
	err = st.SetSettings("acme", "ben", team.Settings{Zone: &zone})
	if err = errors.Join(err, st.Close()); err != nil {
		t.Fatal(err)
	}
	in, err := os.Open(os.DevNull) // a terminal whose user says nothing
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	asked := false
	out := writerFunc(func(p []byte) (int, error) {
		if strings.Contains(string(p), "Type ben") {
			asked = true
			st, err := store.Open(d.cfg.Data, time.Now)
			if err != nil {
				t.Errorf("while it asks: %v", err)
			} else {
				st.Close()
			}
		}
		return len(p), nil
	})
	a := &app{in: in, out: out, err: &d.log, env: func(string) string { return "" }, now: time.Now, flag: d.path}
	if err := runForget(t.Context(), a, []string{"ben"}); err == nil || !asked {
		t.Errorf("asked: %v, %v", asked, err)
	}
}

type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
