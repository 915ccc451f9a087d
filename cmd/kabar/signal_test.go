//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"kabar/store"
)

// TestSignals runs the real program: SIGHUP reads the config again, a second
// daemon on the same archive is refused with its own exit code (K01),
// commands that write take their turn (K03), and SIGTERM ends it cleanly (I33).
func TestSignals(t *testing.T) {
	d, kabar, daemon := startDaemon(t)
	out, err := kabar("run", "--once").CombinedOutput()
	if code := exitCode(err); code != exitLocked {
		t.Errorf("a second daemon: exit %d, want %d: %s", code, exitLocked, out)
	}
	if err := daemon.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	d.log.await(t, "config reloaded")
	takesTurns(t, d, kabar)
	if err := daemon.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := exitCode(daemon.Wait()); code != exitFine {
		t.Errorf("SIGTERM: exit %d, want 0:\n%s", code, d.log.String())
	}
	if !strings.Contains(d.log.String(), "stopped") {
		t.Errorf("SIGTERM: no clean end:\n%s", d.log.String())
	}
}

// startDaemon runs the real program, and returns how to run it for the same
// config.
func startDaemon(t *testing.T) (*testDaemon, func(...string) *exec.Cmd, *exec.Cmd) {
	t.Helper()
	d := newTestDaemon(t)
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	kabar := func(args ...string) *exec.Cmd {
		// The test binary is the program when it is called by that name.
		return &exec.Cmd{Path: exe, Args: append([]string{"kabar", "--config", d.path}, args...),
			Dir: filepath.Dir(d.path), Env: []string{"TZ=UTC", "HOME=" + filepath.Dir(d.path),
				"GORACE=atexit_sleep_ms=0"}}
	}
	daemon := kabar("run")
	daemon.Stderr = &d.log
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { daemon.Process.Kill() })
	d.log.await(t, "inbox is read from now on")
	return d, kabar, daemon
}

// TestAway: while a command has the archive no second daemon slips in (K01),
// and SIGTERM ends the daemon that waits, with no complaint (I33).
func TestAway(t *testing.T) {
	t.Parallel()
	d, kabar, daemon := startDaemon(t)
	giveAway := func() (inTurn *store.Store) {
		t.Helper()
		inTurn, err := store.OpenInTurn(t.Context(), d.cfg.Data, time.Now, func(int) error {
			return daemon.Process.Signal(syscall.SIGUSR1)
		})
		if err != nil {
			t.Fatal(err)
		}
		return inTurn
	}
	first := giveAway()
	first.Close()
	d.log.await(t, "going on")
	second := giveAway()
	defer second.Close()
	out, err := kabar("run", "--once").CombinedOutput()
	if code := exitCode(err); code != exitLocked {
		t.Errorf("a second daemon beside a command: exit %d, want %d: %s", code, exitLocked, out)
	}
	if err := daemon.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := exitCode(daemon.Wait()); code != exitFine {
		t.Errorf("SIGTERM: exit %d, want 0", code)
	}
	if log := d.log.String(); !strings.Contains(log, "stopped") || strings.Contains(log, "can't be opened") {
		t.Errorf("SIGTERM while it waits:\n%s", log)
	}
}

// TestStartsAfterTurn: a daemon that is killed while a command has the archive,
// and started again, waits for that command and goes on (K02, K03).
func TestStartsAfterTurn(t *testing.T) {
	t.Parallel()
	d, kabar, daemon := startDaemon(t)
	turn, err := store.OpenInTurn(t.Context(), d.cfg.Data, time.Now, func(int) error {
		return daemon.Process.Signal(syscall.SIGUSR1)
	})
	if err != nil {
		t.Fatal(err)
	}
	defer turn.Close()
	if err := daemon.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	daemon.Wait()
	again := kabar("run")
	later := &lockedBuffer{}
	again.Stderr = later
	if err := again.Start(); err != nil {
		t.Fatal(err)
	}
	defer again.Process.Kill()
	later.await(t, "waiting for a command")
	turn.Close()
	later.await(t, "inbox opened")
	if err := again.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := exitCode(again.Wait()); code != exitFine {
		t.Errorf("exit %d:\n%s", code, later)
	}
}

// takesTurns is K03: commands that write beside the daemon, two at once, and
// mail that arrives meanwhile: all of them succeed.
func takesTurns(t *testing.T, d *testDaemon, kabar func(...string) *exec.Cmd) {
	t.Helper()
	var commands []*exec.Cmd
	for day, name := range []string{"old", "older"} {
		path := filepath.Join(filepath.Dir(d.path), name+".eml")
		text := strings.ReplaceAll(fmt.Sprintf("From: ben@acme.example\nTo: kabar@acme.example\nSubject: news\n"+
			"Date: %d Mar 2025 16:00:00 +0100\nMessage-ID: <%s@acme.example>\n\nDone:\n- %s things\n",
			3+day, name, name), "\n", "\r\n")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c := kabar("import", path)
		c.Stdout, c.Stderr = &strings.Builder{}, &strings.Builder{}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		commands = append(commands, c)
	}
	raw := "From: ben@acme.example\r\nTo: kabar@acme.example\r\nSubject: news\r\nMessage-ID: <turns@acme.example>\r\n" +
		"\r\nDone:\r\n- written meanwhile\r\n"
	if err := d.imap.Append("kabar@acme.example", "INBOX",
		[]byte("Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example\r\n"+raw), time.Now()); err != nil {
		t.Fatal(err)
	}
	for _, c := range commands {
		if err := c.Wait(); err != nil || !strings.HasPrefix(fmt.Sprint(c.Stdout), "1 mail read: 1 filed") {
			t.Errorf("%q beside the daemon: %v: %v%v", c.Args, err, c.Stdout, c.Stderr)
		}
	}
	d.log.await(t, "giving way to a command")
	d.log.await(t, "message_id=turns@acme.example")
	for _, words := range []string{"old", "older", "meanwhile"} {
		out, err := kabar("search", words).Output()
		if err != nil || !strings.Contains(string(out), "1 shown, 1 found") {
			t.Errorf("search %s: %v: %s", words, err, out)
		}
	}
	if out, err := kabar("verify").CombinedOutput(); err != nil {
		t.Errorf("verify: %v: %s", err, out)
	}
}

func exitCode(err error) int {
	if e, ok := err.(*exec.ExitError); ok {
		return e.ExitCode()
	}
	if err != nil {
		return -1
	}
	return 0
}
