package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"kabar/cmd/kabar/config"
	"kabar/cmd/kabar/racetest"
	"kabar/mail"
	"kabar/mail/fetch/imaptest"
	"kabar/mail/realtest"
	"kabar/mail/send"
	"kabar/mail/send/smtptest"
	"kabar/store"
	"kabar/store/team"
)

// realWorld is a company with a real mail server, Postfix and Dovecot, and with
// a kabar that reads and sends as anybody's mail program does: IMAP over TLS,
// submission over STARTTLS, with a password, trusting the company's authority.
// Postfix lays the mail into the mailboxes that Dovecot serves.
//
// The days on which the stories play are past: a real server stamps arrivals
// with the real time, and kabar takes what arrives in its future as of now.
type realWorld struct {
	t    *testing.T
	dir  string
	imap *imaptest.Dovecot
	smtp *smtptest.Postfix
	cfg  *config.Config

	mu     sync.Mutex
	refuse func(request map[string]string) (action string) // "" takes the mail
}

// realConfig is the config of five people. $MORE is more of [imap].
const realConfig = `data = "archive"

[imap]
host = "127.0.0.1"
port = $IMAP
tls = "tls"
ca_file = "ca.pem"
password_file = "password"
$MORE

[smtp]
port = $SMTP
tls = "starttls"

[[team]]
id = "acme"
name = "Acme"
address = "kabar@acme.example"
zone = "Europe/Berlin"
authserv_id = "mx.acme.example"
hours = "08:00-17:30"
prompt = "16:30"
digest = "08:30"
member = [
  { name = "Ana Putri", address = "ana@acme.example", zone = "Asia/Jakarta", lang = "id" },
  { name = "Ben Vogel", address = "ben@acme.example", id = "ben" },
  { name = "Ngozi Okafor", address = "ngozi@acme.example", zone = "Africa/Lagos" },
  { name = "Tiago Alves", address = "tiago@acme.example", zone = "America/Sao_Paulo" },
  { name = "Kim Lee", address = "kim@acme.example", zone = "America/Los_Angeles", admin = true },
]
`

const (
	realTeamAddress = "kabar@acme.example"
	realSecret      = imaptest.DovecotPassword
)

// newRealWorld starts the servers. more is added to [imap].
func newRealWorld(t *testing.T, more string) *realWorld {
	t.Helper()
	if racetest.On() {
		realtest.Slow(t)
	}
	w := &realWorld{t: t, dir: t.TempDir()}
	w.imap = imaptest.StartDovecot(t)
	w.smtp = &smtptest.Postfix{
		Cert: w.imap.Cert.Cert, Key: w.imap.Cert.Key, Home: w.imap.Home, Login: w.imap.Login,
		Mailboxes: map[string]string{}, Policy: w.policy,
		Dead: map[string]string{"gone@acme.example": "moved@acme.example"},
	}
	for _, name := range []string{"kabar", "ana", "ben", "ngozi", "tiago", "kim"} {
		w.smtp.Mailboxes[name+"@acme.example"] = name + "@acme.example/Maildir/"
	}
	smtptest.StartPostfix(t, w.smtp)
	text := strings.NewReplacer("$IMAP", fmt.Sprint(w.imap.TLSPort),
		"$SMTP", fmt.Sprint(w.smtp.Port), "$MORE", more).Replace(realConfig)
	for name, data := range map[string]string{
		"config.toml": text, "password": realSecret + "\n", "ca.pem": string(w.imap.Cert.CA),
	} {
		if err := os.WriteFile(filepath.Join(w.dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w.edit("", "")
	return w
}

// edit changes the config as a person would.
func (w *realWorld) edit(from, to string) {
	w.t.Helper()
	text, err := os.ReadFile(w.config())
	if err == nil && from != "" {
		err = os.WriteFile(w.config(), bytes.ReplaceAll(text, []byte(from), []byte(to)), 0o600)
	}
	if err == nil {
		w.cfg, err = config.Load(w.config(), func(string) string { return "" })
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *realWorld) config() string { return filepath.Join(w.dir, "config.toml") }

// policy is what a receiving server says of the sender: here that who logged in
// as themselves is who they say they are, and that nobody writes as somebody of
// the company from outside.
func (w *realWorld) policy(request map[string]string) string {
	w.mu.Lock()
	refuse := w.refuse
	w.mu.Unlock()
	if refuse != nil {
		if action := refuse(request); action != "" {
			return action
		}
	}
	_, domain, _ := strings.Cut(request["sender"], "@")
	result := "none"
	if domain == "acme.example" {
		result = "fail"
		if request["sasl_username"] == request["sender"] {
			result = "pass"
		}
	}
	return fmt.Sprintf("PREPEND Authentication-Results: mx.acme.example; dmarc=%s header.from=%s",
		result, domain)
}

// refusing sets who is turned away, and why; nil is nobody.
func (w *realWorld) refusing(refuse func(request map[string]string) string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.refuse = refuse
}

// command prepares the real program at a time of day.
func (w *realWorld) command(ctx context.Context, clock string, args ...string) *exec.Cmd {
	w.t.Helper()
	exe, err := os.Executable()
	if err != nil {
		w.t.Fatal(err)
	}
	// The test binary is the program when it is called by that name.
	cmd := exec.CommandContext(ctx, exe)
	cmd.Args = append([]string{"kabar", "--config", w.config()}, args...)
	cmd.Env = []string{"TZ=UTC", "HOME=" + w.dir, "KABAR_CLOCK=" + clock, "GORACE=atexit_sleep_ms=0"}
	return cmd
}

// kabar runs the real program and waits until the mail it sent has arrived.
func (w *realWorld) kabar(clock string, args ...string) (out string, code int) {
	w.t.Helper()
	text, err := w.command(w.t.Context(), clock, args...).CombinedOutput()
	if code = exitCode(err); code < 0 {
		w.t.Fatalf("kabar %q: %v: %s", args, err, text)
	}
	return string(text), code
}

// step is kabar run --once, which must do well.
func (w *realWorld) step(clock string) (log string) {
	w.t.Helper()
	log, code := w.kabar(clock, "run", "--once")
	if code != exitFine {
		w.t.Fatalf("run --once at %s: exit %d\n%s", clock, code, log)
	}
	w.smtp.Settle()
	return log
}

// post hands in a mail to the team as a member's mail program does, logged in,
// over TLS.
func (w *realWorld) post(from string, raw []byte) {
	w.t.Helper()
	w.postTo(realTeamAddress, from, raw)
}

// postTo is post to one of the team's plus addresses.
func (w *realWorld) postTo(to, from string, raw []byte) {
	w.t.Helper()
	w.send(send.Config{Port: w.smtp.TLSPort, TLS: "tls", User: from,
		Secret: func(context.Context) (string, error) { return realSecret, nil }}, from, to, raw)
}

// postFromOutside hands in a mail as another mail server.
func (w *realWorld) postFromOutside(from, subject, id string) {
	w.t.Helper()
	w.send(send.Config{Port: w.smtp.MXPort, TLS: "starttls"}, from, realTeamAddress,
		realMail(from, subject, id, ""))
}

func (w *realWorld) send(c send.Config, from, to string, raw []byte) {
	w.t.Helper()
	c.Host, c.RootCAs = "127.0.0.1", w.imap.Cert.Roots
	var conn *send.Conn
	var err error
	// Postfix asks Dovecot who may log in, and is told nothing while that comes up.
	realtest.Until(w.t, "somebody is let in to send", func() bool {
		var e *send.Error
		conn, err = send.Dial(w.t.Context(), c)
		return !errors.As(err, &e) || e.Op != "login" || !e.Temporary
	})
	if err == nil {
		err = conn.Send(w.t.Context(), from, to, raw)
		conn.Close()
	}
	if err != nil {
		w.t.Fatal(err)
	}
	w.smtp.Settle()
}

// got is what a member has got from kabar whose Message-ID begins with kind, such as "prompt.",
// oldest first.
func (w *realWorld) got(id, kind string) (list []*mail.Message) {
	w.t.Helper()
	for _, raw := range w.imap.Messages(id+"@acme.example", "INBOX") {
		if m := mail.Parse(raw); strings.HasPrefix(m.MessageID, kind) {
			list = append(list, m)
		}
	}
	return list
}

// one is the only mail of a kind that a member has got.
func (w *realWorld) one(id, kind string) *mail.Message {
	w.t.Helper()
	list := w.got(id, kind)
	if len(list) != 1 {
		w.t.Fatalf("%s has %d mails of kind %s, want 1", id, len(list), kind)
	}
	return list[0]
}

// member is a person of the team.
func (w *realWorld) member(id string) team.Member {
	m, ok := w.cfg.Teams[0].Member(id)
	if !ok {
		w.t.Fatalf("no member %s", id)
	}
	return m
}

// archive opens the archive beside whoever writes it, and closes it at the end.
func (w *realWorld) archive() *store.Store {
	w.t.Helper()
	st, err := store.View(w.cfg.Data)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { st.Close() })
	return st
}

// sound walks the whole archive, and the outbox, in which nothing may wait.
func (w *realWorld) sound() {
	w.t.Helper()
	st := w.archive()
	for _, p := range st.Check() {
		w.t.Errorf("archive: %s", p)
	}
	for _, state := range []string{"due", "sending"} {
		if letters, err := st.Letters(state); err != nil || len(letters) > 0 {
			w.t.Errorf("%d letters are %s (%v)", len(letters), state, err)
		}
	}
}

// realMail is a mail of a few lines.
func realMail(from, subject, id, body string) []byte {
	text := fmt.Sprintf("From: %s\nTo: %s\nSubject: %s\nMessage-ID: <%s>\n"+
		"Date: Tue, 13 Jan 2026 09:00:00 +0000\n\n%s", from, realTeamAddress, subject, id, body)
	return []byte(strings.ReplaceAll(text, "\n", "\r\n"))
}
