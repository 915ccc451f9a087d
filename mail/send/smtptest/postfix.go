package smtptest

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"kabar/mail/realtest"
)

// Postfix is a real Postfix with folders and ports of its own. Set the fields
// above the line, then StartPostfix.
type Postfix struct {
	Cert, Key []byte            // its certificate for 127.0.0.1, PEM
	Home      string            // where the mail is laid, for the user nobody; "" is a new folder
	Mailboxes map[string]string // address: its Maildir in Home, "ana/" for one; all of one domain
	Dead      map[string]string // address: one without a mailbox it is forwarded to; mail comes back
	Login     string            // the socket of a Dovecot that knows who may log in; "" asks for none
	MaxBytes  int               // of one mail; 0 is Postfix's own limit
	// Policy is asked about each recipient, one at a time: "DUNNO" takes the
	// mail, "450 4.2.0 later" does not, "PREPEND Name: value" adds a field (see
	// access(5)). Of the request (SMTPD_POLICY_README) the keys "sender",
	// "recipient" and "sasl_username" are the useful ones. nil takes all.
	Policy func(request map[string]string) (action string)

	Port    int // set by StartPostfix: STARTTLS, and a login where there is Login
	TLSPort int // the same with TLS from the first byte
	MXPort  int // for mail from other servers: without login

	t   realtest.TB
	dir string
	cmd *exec.Cmd
	out bytes.Buffer
}

// StartPostfix runs p until the test ends. It skips the test with a line that
// says why if there is no Postfix or if we are not root, without whom it does
// not start; with KABAR_REAL=must in the environment, as in .ci/run, that is a
// failure.
func StartPostfix(t realtest.TB, p *Postfix) {
	t.Helper()
	p.t = t
	switch {
	case realtest.Program("postfix") == "":
		realtest.Missing(t, "postfix is not installed: apt-get install postfix")
	case os.Getuid() != 0:
		realtest.Missing(t, "postfix only starts as root")
	}
	var err error
	// Not t.TempDir: that is too long for the names of sockets.
	if p.dir, err = os.MkdirTemp("", "kabar"); err != nil {
		t.Fatalf("%v", err)
	}
	t.Cleanup(func() { os.RemoveAll(p.dir) })
	if err := p.furnish(); err != nil {
		t.Fatalf("postfix: %v", err)
	}
	t.Cleanup(func() {
		p.Stop()
		if t.Failed() {
			text, _ := os.ReadFile(filepath.Join(p.dir, "log", "mail"))
			t.Logf("postfix said: %s\n%s", p.out.String(), text)
		}
	})
	p.Start()
}

// furnish writes the config and makes the folders. Postfix could make its own,
// but looks over its whole installation then, which takes seconds.
func (p *Postfix) furnish() error {
	nobody, err := idsOf("nobody")
	if err != nil {
		return err
	}
	owner, err := idsOf("postfix")
	if err != nil {
		return err
	}
	drop, err := user.LookupGroup("postdrop")
	if err != nil {
		return err
	}
	dropID, _ := strconv.Atoi(drop.Gid)
	var failed []error
	folder := func(name string, mode fs.FileMode, uid, gid int) {
		path := filepath.Join(p.dir, name)
		// Chmod since the umask is not ours.
		failed = append(failed, os.MkdirAll(path, mode), os.Chmod(path, mode), os.Chown(path, uid, gid))
	}
	for _, name := range []string{"", "conf", "log", "queue", "queue/pid"} {
		folder(name, 0o755, 0, 0)
	}
	for _, name := range []string{"active", "bounce", "corrupt", "defer", "deferred", "flush", "hold",
		"incoming", "private", "saved", "trace"} {
		folder("queue/"+name, 0o700, owner[0], 0)
	}
	folder("queue/public", 0o710, owner[0], dropID)
	folder("queue/maildrop", 0o730, owner[0], dropID)
	folder("data", 0o700, owner[0], owner[1])
	if p.Home == "" {
		p.Home = filepath.Join(p.dir, "mail")
		folder("mail", 0o755, nobody[0], nobody[1])
	}
	p.Port, p.TLSPort, p.MXPort = realtest.Port(), realtest.Port(), realtest.Port()
	conf, err := p.config(nobody)
	if err != nil {
		return err
	}
	// It waits until nobody seems to be writing its config any more.
	old := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for name, text := range conf {
		path := filepath.Join(p.dir, name)
		failed = append(failed, os.WriteFile(path, text, 0o644), os.Chtimes(path, old, old))
	}
	return errors.Join(failed...)
}

// idsOf returns a user's id and group id.
func idsOf(name string) (ids [2]int, err error) {
	u, err := user.Lookup(name)
	if err != nil {
		return ids, err
	}
	ids[0], _ = strconv.Atoi(u.Uid)
	ids[1], _ = strconv.Atoi(u.Gid)
	return ids, nil
}

// Start brings the server up again after Stop, on the same ports.
func (p *Postfix) Start() {
	p.t.Helper()
	// With this file it trusts its folders once.
	if err := os.WriteFile(filepath.Join(p.dir, "queue", "quick-start"), nil, 0o644); err != nil {
		p.t.Fatalf("%v", err)
	}
	p.cmd = exec.Command(realtest.Program("postfix"), "-c", filepath.Join(p.dir, "conf"), "start-fg")
	p.cmd.Stdout, p.cmd.Stderr = &p.out, &p.out
	p.cmd.WaitDelay = 5 * time.Second
	if err := p.cmd.Start(); err != nil {
		p.t.Fatalf("postfix: %v", err)
	}
	realtest.Until(p.t, "postfix comes up", func() bool {
		return realtest.Listening(p.Port) && realtest.Listening(p.TLSPort) && realtest.Listening(p.MXPort)
	})
}

// Stop ends the server as an administrator would, only faster than its own
// "stop". What it has taken stays in its queue.
func (p *Postfix) Stop() {
	if p.cmd == nil || p.cmd.ProcessState != nil {
		return
	}
	text, err := os.ReadFile(filepath.Join(p.dir, "queue", "pid", "master.pid"))
	if err == nil {
		var pid int
		if pid, err = strconv.Atoi(strings.TrimSpace(string(text))); err == nil {
			var master *os.Process
			if master, err = os.FindProcess(pid); err == nil {
				err = master.Signal(syscall.SIGTERM)
			}
		}
	}
	if err != nil {
		p.t.Logf("postfix does not stop: %v", err)
		_ = p.cmd.Process.Kill()
	}
	_ = p.cmd.Wait() // how it ended does not matter
}

// Settle waits until all it has taken lies in the mailboxes.
func (p *Postfix) Settle() {
	p.t.Helper()
	realtest.Until(p.t, "the queue of postfix is empty", func() bool {
		for _, name := range []string{"maildrop", "incoming", "active", "deferred"} {
			waiting := false
			look := func(_ string, e fs.DirEntry, err error) error {
				waiting = waiting || err != nil || e.Type().IsRegular()
				return nil
			}
			_ = filepath.WalkDir(filepath.Join(p.dir, "queue", name), look)
			if waiting {
				return false // also if a file moved on while we looked
			}
		}
		return true
	})
}
