package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/mail"
	"kabar/mail/fetch/imaptest"
	"kabar/mail/send/smtptest"
	"kabar/store/team"
)

// testDaemon is a daemon at work in this process, on servers of its own.
type testDaemon struct {
	t      *testing.T
	imap   *imaptest.Server
	cfg    *config.Config
	path   string // of its config.toml
	letter chan *mail.Message
	log    lockedBuffer
}

// lockedBuffer is a log that is read while it is written.
type lockedBuffer struct {
	mu      sync.Mutex
	b       bytes.Buffer
	written chan struct{} // closed at the next write
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.written != nil {
		close(l.written)
		l.written = nil
	}
	return l.b.Write(p)
}

// await waits until the log holds a text.
func (l *lockedBuffer) await(t *testing.T, text string) {
	t.Helper()
	limit := time.After(20 * time.Second)
	for {
		l.mu.Lock()
		if strings.Contains(l.b.String(), text) {
			l.mu.Unlock()
			return
		}
		if l.written == nil {
			l.written = make(chan struct{})
		}
		written := l.written
		l.mu.Unlock()
		select {
		case <-written:
		case <-limit:
			t.Fatalf("no %q in 20 s; the log:\n%s", text, l)
		}
	}
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

const daemonConfig = `data = "archive"
imap = { host = "127.0.0.1", port = %s, tls = "none", password = "secret" }
smtp = { host = "127.0.0.1", port = %s, tls = "none", password = "secret" }
[[team]]
id = "acme"
name = "Acme"
address = "kabar@acme.example"
zone = "Europe/Berlin"
authserv_id = "mx.acme.example"
[[team.member]]
id = "ben"
name = "Ben Vogel"
address = "ben@acme.example"
`

func newTestDaemon(t *testing.T) *testDaemon {
	d := &testDaemon{t: t, letter: make(chan *mail.Message, 100)}
	users := map[string]string{"kabar@acme.example": "secret"}
	d.imap = imaptest.New(users)
	smtp := smtptest.New(func(_ string, _ []string, data []byte) error {
		d.letter <- mail.Parse(data)
		return nil
	})
	smtp.Users = users
	var ports []any
	for _, start := range []func() (string, error){d.imap.Start, smtp.Start} {
		addr, err := start()
		if err != nil {
			t.Fatal(err)
		}
		_, port, _ := net.SplitHostPort(addr)
		ports = append(ports, port)
	}
	t.Cleanup(func() { smtp.Close(); d.imap.Close() })
	d.path = filepath.Join(t.TempDir(), "config.toml")
	d.write(fmt.Sprintf(daemonConfig, ports...))
	cfg, err := config.Load(d.path, func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	d.cfg = cfg
	return d
}

func (d *testDaemon) write(text string) {
	if err := os.WriteFile(d.path, []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
}

// run starts the daemon's loop and returns how to end it.
func (d *testDaemon) run(reload chan struct{}) (stop func()) {
	s, err := openStation(d.cfg, time.Now, newJournal(&d.log, slog.LevelInfo, false))
	if err != nil {
		d.t.Fatal(err)
	}
	a := &app{now: time.Now, env: func(string) string { return "" }, flag: d.path}
	ctx, cancel := context.WithCancel(context.Background())
	told := make(chan func(context.Context))
	go func() {
		for range reload {
			told <- func(context.Context) { s.reload(a) }
		}
	}()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		(&loop{now: time.Now, step: s.step, wait: s.wait, told: told}).run(ctx)
	}()
	return func() {
		cancel()
		<-ended
		s.Close()
	}
}

// arrive puts a mail of Ben's into the inbox.
func (d *testDaemon) arrive(n int, subject string) {
	raw := fmt.Sprintf("Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example\r\n"+
		"From: ben@acme.example\r\nTo: kabar@acme.example\r\nSubject: %s\r\nMessage-ID: <%d@x>\r\n\r\n", subject, n)
	if err := d.imap.Append("kabar@acme.example", "INBOX", []byte(raw), time.Now()); err != nil {
		d.t.Fatal(err)
	}
}

// answer waits for a mail of kabar's.
func (d *testDaemon) answer() *mail.Message {
	select {
	case m := <-d.letter:
		return m
	case <-time.After(20 * time.Second):
		d.t.Fatalf("no answer in 20 s; the log:\n%s", d.log.String())
		return nil
	}
}

// TestDaemonAnswers: the daemon hears of a mail by IDLE and answers it, also
// after the inbox was lost in between; SIGHUP brings in a new member, and a
// config that is wrong is refused with its mistakes, the old one stays (L27).
func TestDaemonAnswers(t *testing.T) {
	d := newTestDaemon(t)
	reload := make(chan struct{})
	stop := d.run(reload)
	defer stop()

	// A new inbox is read from now on: wait until it is open.
	d.log.await(t, "inbox is read from now on")
	d.arrive(1, "help")
	if m := d.answer(); !strings.Contains(m.Text, "search") {
		t.Errorf("help was answered with:\n%s", m.Text)
	}

	text, err := os.ReadFile(d.path)
	if err != nil {
		t.Fatal(err)
	}
	d.write(string(text) + "[[team.member]]\nid = \"ana\"\naddress = \"not an address\"\nzone = \"Moon\"\n")
	reload <- struct{}{}
	d.arrive(2, "who")
	if m := d.answer(); !strings.Contains(m.Text, "Ben Vogel") {
		t.Errorf("after a wrong config, who was answered with:\n%s", m.Text)
	}
	if !strings.Contains(d.log.String(), "config refused, the old one stays in force") {
		t.Errorf("the wrong config was not refused:\n%s", d.log.String())
	}
	for _, mistake := range []string{"not an address", "Moon"} {
		if !strings.Contains(d.log.String(), mistake) {
			t.Errorf("the log does not name %q:\n%s", mistake, d.log.String())
		}
	}

	d.write(string(text) + "[[team.member]]\nid = \"ana\"\nname = \"Ana Putri\"\naddress = \"ana@acme.example\"\n")
	reload <- struct{}{}
	d.arrive(3, "who")
	if m := d.answer(); !strings.Contains(m.Text, "Ana Putri") {
		t.Errorf("after the reload, who was answered with:\n%s", m.Text)
	}
}

// TestDemoServes: with --serve a real mail program can play a member: somebody
// logs in to SMTP, asks, and finds the answer in their mailbox.
func TestDemoServes(t *testing.T) {
	out := &lockedBuffer{}
	ctx, cancel := context.WithCancel(context.Background())
	a := &app{out: out, err: out, now: time.Now, env: func(string) string { return "" }}
	d, err := newDemo(t.TempDir(), a)
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	if err := d.perform(ctx); err != nil {
		t.Fatal(err)
	}
	before := len(d.w.imap.Messages("ben@acme.example", "INBOX"))
	served := make(chan error, 1)
	answered := make(chan struct{}, 10)
	tell := d.w.tell
	d.w.tell = func(m team.Member, msg *mail.Message) { tell(m, msg); answered <- struct{}{} }
	go func() { served <- d.serve(ctx, a) }()
	raw := "From: ben@acme.example\r\nTo: kabar@acme.example\r\nSubject: search invoices\r\nMessage-ID: <1@x>\r\n\r\n"
	if err := d.w.post(ctx, "ben@acme.example", []byte(raw)); err != nil {
		t.Fatal(err)
	}
	select {
	case <-answered:
	case <-time.After(20 * time.Second):
		t.Fatalf("no answer in 20 s:\n%s", out.String())
	}
	cancel()
	if err := <-served; err != nil {
		t.Error(err)
	}
	if after := len(d.w.imap.Messages("ben@acme.example", "INBOX")); after != before+1 {
		t.Errorf("Ben has %d mails, want %d", after, before+1)
	}
	for _, want := range []string{"IMAP on port", "ben@acme.example", "password ben-demo"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("--serve does not print %q:\n%s", want, out.String())
		}
	}
}
