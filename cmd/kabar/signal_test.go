//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestSignals runs the real program: SIGHUP reads the config again, a second
// daemon on the same archive is refused with its own exit code (K01), and
// SIGTERM ends it cleanly (I33).
func TestSignals(t *testing.T) {
	d := newTestDaemon(t)
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	kabar := func(args ...string) *exec.Cmd {
		// The test binary is the program when it is called by that name.
		return &exec.Cmd{Path: exe, Args: append([]string{"kabar", "--config", d.path}, args...),
			Dir: filepath.Dir(d.path), Env: []string{"TZ=UTC", "HOME=" + filepath.Dir(d.path)}}
	}
	daemon := kabar("run")
	daemon.Stderr = &d.log
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	defer daemon.Process.Kill()
	d.log.await(t, "inbox is read from now on")

	out, err := kabar("run", "--once").CombinedOutput()
	if code := exitCode(err); code != exitLocked {
		t.Errorf("a second daemon: exit %d, want %d: %s", code, exitLocked, out)
	}
	if err := daemon.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	d.log.await(t, "config reloaded")
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

func exitCode(err error) int {
	if e, ok := err.(*exec.ExitError); ok {
		return e.ExitCode()
	}
	if err != nil {
		return -1
	}
	return 0
}
