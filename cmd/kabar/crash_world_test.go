package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kabar/mail"
	"kabar/mail/fetch/imaptest"
	"kabar/mail/send/smtptest"
)

// stop says where a run of kabar is killed.
type stop struct {
	means string // see below; "" is a run to the end
	n     int
}

// The means to kill. What is not traced works on every system.
const (
	byOp   = "op"   // before its n-th change of disk or network
	byCall = "call" // before its n-th system call of any kind
	byWire = "wire" // at the n-th event between it and its servers
)

func (s stop) String() string {
	if s.means == "" {
		return "end"
	}
	return fmt.Sprintf("%s-%d", s.means, s.n)
}

// ending is how a run came to its end.
type ending struct {
	killed bool
	code   int
	calls  int      // system calls, where they were counted
	ops    []string // the changes of disk and network up to the end
	wires  int      // events on the wire
	log    string   // its standard error
}

// crashWorld is what kabar lives in at one crash point: an archive, inboxes, and a
// mail server that keeps all it has ever taken.
type crashWorld struct {
	dir   string
	port  string // of the inboxes
	imap  *imaptest.Server
	smtp  *smtptest.Server
	wires []*wire
	meter meter

	mu  sync.Mutex
	got []taken
}

// taken is a letter the mail server said 250 to.
type taken struct {
	from, to string
	id       string
	data     string
}

// openWorld makes one, with a copy of the archive of another, or a new one.
func openWorld(dir string, from *crashWorld) (*crashWorld, error) {
	w := &crashWorld{dir: dir}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	users := map[string]string{"kabar@acme.example": "secret", "kabar@beta.example": "secret"}
	w.imap, w.smtp = imaptest.New(users), smtptest.New(w.take)
	w.smtp.Users = users
	ports := []any{}
	for _, start := range []func() (string, error){w.imap.Start, w.smtp.Start} {
		addr, err := start()
		if err != nil {
			return nil, err
		}
		wire, err := newWire(addr, &w.meter)
		if err != nil {
			return nil, err
		}
		w.wires = append(w.wires, wire)
		ports = append(ports, wire.ln.Addr().(*net.TCPAddr).Port)
	}
	w.port = fmt.Sprint(ports[0])
	if from != nil {
		if err := copyArchive(w, from); err != nil {
			return nil, err
		}
	}
	return w, os.WriteFile(w.config(), fmt.Appendf(nil, crashConfig, ports...), 0o600)
}

func (w *crashWorld) archive() string { return filepath.Join(w.dir, "archive") }
func (w *crashWorld) config() string  { return filepath.Join(w.dir, "config.toml") }

func (w *crashWorld) close() {
	for _, wire := range w.wires {
		wire.ln.Close()
	}
	w.smtp.Close()
	w.imap.Close()
}

// sentKept is the sender whose server keeps what was sent.
const sentKept = "kabar@beta.example"

func (w *crashWorld) take(from string, to []string, data []byte) error {
	if from == sentKept {
		if err := w.imap.Append(from, "Sent", data, crashMorning); err != nil {
			return err
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	id := mail.Parse(data).MessageID
	w.got = append(w.got, taken{from, strings.Join(to, " "), id, string(data)})
	return nil
}

// letters is what the mail server has taken so far.
func (w *crashWorld) letters() []taken {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]taken(nil), w.got...)
}

// post puts mails into their inboxes.
func (w *crashWorld) post(mails ...posted) error {
	for _, m := range mails {
		if err := w.imap.Append(m.box, "INBOX", m.raw, m.at); err != nil {
			return err
		}
	}
	return nil
}

// run does one `kabar run --once` at a time of day, killed where the stop says.
// When it returns, the process is gone and the servers are through with all
// that it said to them.
func (w *crashWorld) run(now time.Time, at stop, counted bool) (e ending, err error) {
	exe, err := os.Executable()
	if err != nil {
		return e, err
	}
	logFile, err := os.Create(filepath.Join(w.dir, "log"))
	if err != nil {
		return e, err
	}
	defer logFile.Close()
	p := program{
		path: exe, args: []string{"kabar", "--config", w.config(), "run", "--once"},
		env: []string{"KABAR_CLOCK=" + now.Format(time.RFC3339), "TZ=UTC", "HOME=" + w.dir,
			"PATH=" + os.Getenv("PATH"), "GOMAXPROCS=1", "GORACE=atexit_sleep_ms=0"},
		log: logFile,
	}
	if at.means == byOp || at.means == byCall || counted {
		err = w.meter.arm(0, func() (func(), error) { return nil, nil })
		if err == nil {
			e, err = p.trace(at)
		}
	} else {
		e, err = w.runUntraced(p, at)
	}
	e.wires, _ = w.meter.rest()
	for _, wire := range w.wires {
		err = errors.Join(err, wire.settle())
	}
	text, rerr := os.ReadFile(logFile.Name())
	if e.log = string(text); err == nil {
		err = rerr
	}
	return e, err
}

// runUntraced runs kabar; only the wire can kill it.
func (w *crashWorld) runUntraced(p program, at stop) (e ending, err error) {
	cmd := exec.Cmd{Path: p.path, Args: p.args, Env: p.env, Stdout: p.log, Stderr: p.log}
	err = w.meter.arm(at.n, func() (func(), error) {
		return func() { cmd.Process.Kill() }, cmd.Start()
	})
	if err != nil {
		return e, err
	}
	cmd.Wait() // how it ended is in the state
	_, e.killed = w.meter.rest()
	e.code = cmd.ProcessState.ExitCode()
	if e.code >= 0 { // it was through before the signal came
		e.killed = false
	}
	return e, nil
}

// program is a process to be started.
type program struct {
	path      string
	args, env []string
	log       *os.File // standard output and error
}

// crashDir is a folder for archives. A killed process loses nothing that it has
// written, so memory will do where there is some, and saves the waiting for a
// disk.
func crashDir(t testing.TB) string {
	dir, err := os.MkdirTemp("/dev/shm", "kabar-crash-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// copyArchive copies an archive with the modes of its files. An inbox is known
// by its port too, and has another one here.
func copyArchive(to, from *crashWorld) error {
	return filepath.WalkDir(from.archive(), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(from.archive(), path)
		if filepath.Dir(rel) == "marks" {
			rel = strings.ReplaceAll(rel, from.port, to.port)
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to.archive(), rel), info.Mode().Perm())
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to.archive(), rel), data, info.Mode().Perm())
	})
}
