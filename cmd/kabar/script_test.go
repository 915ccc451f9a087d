package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"kabar/cmd/kabar/racetest"
	"kabar/mail"
	"kabar/mail/fetch/imaptest"
	"kabar/mail/send/smtptest"
)

// TestMain makes the real program available to the scripts as "kabar".
func TestMain(m *testing.M) {
	if os.Getenv("GORACE") == "" {
		// A program built with -race waits a second before it ends. Each of the
		// hundreds of kabars started here would.
		os.Setenv("GORACE", "atexit_sleep_ms=0")
	}
	// Those that run beside others wait most of the time, for servers.
	flag.Set("test.parallel", strconv.Itoa(2*runtime.GOMAXPROCS(0)))
	testscript.Main(m, map[string]func(){"kabar": func() { os.Exit(meteredMain()) }})
}

// TestScript runs the stories in testdata/script: the real main, against real
// IMAP and SMTP servers in this process. With the race detector it is a third.
func TestScript(t *testing.T) {
	stories, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(stories) == 0 {
		t.Fatalf("no stories in testdata/script (%v)", err)
	}
	if racetest.On() { // which makes each of the hundreds of kabars slow to start
		stories = everyThird(stories)
	}
	testscript.Run(t, testscript.Params{
		Files: stories,
		Setup: func(env *testscript.Env) error {
			env.Setenv("NO_COLOR", "1")
			env.Setenv("TZ", "UTC")
			env.Setenv("GORACE", os.Getenv("GORACE"))
			env.Setenv("KABAR_CLOCK", "2026-11-18T09:00:00Z")
			// There is a password in it: kabar insists on this.
			err := os.Chmod(filepath.Join(env.WorkDir, "config.toml"), 0o600)
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"mailserver": cmdMailserver,
			"deliver":    cmdDeliver,
			"mailbox":    cmdMailbox,
			"reply":      cmdReply,
			"clock":      cmdClock,
			"emptybox":   cmdEmptyBox,
			"code":       cmdCode,
			"bounce":     cmdBounce,
			"complain":   cmdComplain,
			"forward":    cmdForward,
			"leak":       cmdLeak,
			"leftovers":  cmdLeftovers,
			"says":       cmdSays,
			"search":     cmdSearch,
			"news":       cmdNews,
			"garbage":    cmdGarbage,
			"stray":      cmdStray,
			"lock":       cmdLock,
			"unlock":     cmdLock,
		},
	})
}

func everyThird(all []string) (some []string) {
	for n := 0; n < len(all); n += 3 {
		some = append(some, all[n])
	}
	return some
}

// mailserver is the mail server of one story.
type mailserver struct {
	mu   sync.Mutex
	imap *imaptest.Server
	smtp *smtptest.Server
	sent map[string][][]byte // to whom, what
}

// cmdMailserver starts servers for the users named, with their ports in $IMAP
// and $SMTP. Each one's password is "secret".
func cmdMailserver(ts *testscript.TestScript, neg bool, args []string) {
	users := map[string]string{}
	for _, u := range args {
		users[u] = "secret"
	}
	s := &mailserver{imap: imaptest.New(users), sent: map[string][][]byte{}}
	s.smtp = smtptest.New(s.take)
	s.smtp.Users = users
	for name, start := range map[string]func() (string, error){"IMAP": s.imap.Start, "SMTP": s.smtp.Start} {
		addr, err := start()
		ts.Check(err)
		_, port, err := net.SplitHostPort(addr)
		ts.Check(err)
		ts.Setenv(name, port)
	}
	ts.Defer(func() {
		s.smtp.Close()
		s.imap.Close()
	})
	servers.Store(ts.Getenv("WORK"), s)
	ports := strings.NewReplacer("$IMAP", ts.Getenv("IMAP"), "$SMTP", ts.Getenv("SMTP"))
	configs, err := filepath.Glob(ts.MkAbs("*.toml"))
	ts.Check(err)
	for _, file := range configs {
		ts.Check(os.Chmod(file, 0o600))
		ts.Check(os.WriteFile(file, []byte(ports.Replace(ts.ReadFile(file))), 0o600))
	}
}

// servers finds the mail server of a story by its work folder.
var servers sync.Map

func serverOf(ts *testscript.TestScript) *mailserver {
	s, ok := servers.Load(ts.Getenv("WORK"))
	if !ok {
		ts.Fatalf("start one with mailserver first")
	}
	return s.(*mailserver)
}

func (s *mailserver) take(from string, to []string, data []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, rcpt := range to {
		s.sent[rcpt] = append(s.sent[rcpt], bytes.Clone(data))
	}
	return nil
}

// cmdDeliver puts mail files into the team's inbox, as a server would that
// vouches for the sender: deliver ben.eml. With -fail it calls them forged.
func cmdDeliver(ts *testscript.TestScript, neg bool, args []string) {
	result := "pass"
	if args[0] == "-fail" {
		result, args = "fail", args[1:]
	}
	for _, name := range args {
		raw := bytes.ReplaceAll([]byte(ts.ReadFile(name)), []byte("\n"), []byte("\r\n"))
		serverOf(ts).put(ts, raw, result)
	}
}

func (s *mailserver) put(ts *testscript.TestScript, raw []byte, result string) {
	m := mail.Parse(raw)
	_, domain, _ := strings.Cut(m.From[0].Addr, "@")
	head := ""
	if result != "" {
		head = fmt.Sprintf("Authentication-Results: mx.acme.example; dmarc=%s header.from=%s\r\n", result, domain)
	}
	at, err := time.Parse(time.RFC3339, ts.Getenv("KABAR_CLOCK"))
	ts.Check(err)
	ts.Check(s.imap.Append("kabar@acme.example", "INBOX", append([]byte(head), raw...), at))
}

// cmdReply answers the newest mail kabar sent to somebody, in plain text above
// the quote: reply ana@acme.example answer.txt. With -none the server says
// nothing of the sender; with -mail 2 it is the second mail that is answered.
func cmdReply(ts *testscript.TestScript, neg bool, args []string) {
	s := serverOf(ts)
	result := "pass"
	if args[0] == "-none" {
		result, args = "", args[1:]
	}
	subject := "Re: apa kabar"
	if args[0] == "-subject" {
		subject, args = args[1], args[2:]
	}
	which := 0
	if args[0] == "-mail" {
		n, err := strconv.Atoi(args[1])
		ts.Check(err)
		which, args = n, args[2:]
	}
	s.mu.Lock()
	all := s.sent[args[0]]
	s.mu.Unlock()
	if which == 0 {
		which = len(all)
	}
	if which < 1 || which > len(all) {
		ts.Fatalf("%s has got %d mail(s), and no %d", args[0], len(all), which)
	}
	parent := mail.Parse(all[which-1])
	var b strings.Builder
	fmt.Fprintf(&b, "From: %s\r\nTo: kabar@acme.example\r\nSubject: %s\r\n", args[0], subject)
	fmt.Fprintf(&b, "Message-ID: <%s.%s>\r\nIn-Reply-To: <%s>\r\nMIME-Version: 1.0\r\n",
		strings.ReplaceAll(ts.Getenv("KABAR_CLOCK"), ":", ""), args[0], parent.MessageID)
	fmt.Fprintf(&b, "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n")
	b.WriteString(strings.ReplaceAll(ts.ReadFile(args[1]), "\n", "\r\n"))
	fmt.Fprintf(&b, "\r\nOn Wed, 18 Nov 2026 at 16:30, kabar <kabar@acme.example> wrote:\r\n")
	for line := range strings.Lines(parent.Text) {
		b.WriteString("> " + strings.TrimRight(line, "\n") + "\r\n")
	}
	s.put(ts, []byte(b.String()), result)
}

// cmdMailbox writes what somebody has got to mailbox.txt: the number of mails,
// then subject and text of the newest; and the subjects of all, in the order in
// which they came, to subjects.txt.
func cmdMailbox(ts *testscript.TestScript, neg bool, args []string) {
	s := serverOf(ts)
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.sent[args[0]]
	var b strings.Builder
	fmt.Fprintf(&b, "%d mail(s)\n", len(all))
	var subjects strings.Builder
	for _, data := range all {
		subjects.WriteString(mail.Parse(data).Subject + "\n")
	}
	ts.Check(os.WriteFile(ts.MkAbs("subjects.txt"), []byte(subjects.String()), 0o600))
	if len(all) > 0 {
		m := mail.Parse(all[len(all)-1])
		fmt.Fprintf(&b, "Subject: %s\n\n%s", m.Subject, m.Text)
		ts.Check(os.WriteFile(ts.MkAbs("newest.eml"), all[len(all)-1], 0o600))
	}
	ts.Check(os.WriteFile(ts.MkAbs("mailbox.txt"), []byte(b.String()), 0o600))
}

// cmdCode writes the "yes 123456" that a mail asks for to yes.txt.
func cmdCode(ts *testscript.TestScript, neg bool, args []string) {
	found := yesCode.FindString(ts.ReadFile(args[0]))
	if found == "" {
		ts.Fatalf("%s asks for no code", args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs("yes.txt"), []byte(found+"\n"), 0o600))
}

var yesCode = regexp.MustCompile(`yes [0-9]{6}`)

// cmdEmptyBox fails if anybody but those named has got a mail.
func cmdEmptyBox(ts *testscript.TestScript, neg bool, args []string) {
	s := serverOf(ts)
	s.mu.Lock()
	defer s.mu.Unlock()
	for to := range s.sent {
		for _, a := range args {
			if to == a {
				ts.Fatalf("%s has got mail", to)
			}
		}
	}
}

// cmdClock sets the time at which kabar runs next.
func cmdClock(ts *testscript.TestScript, neg bool, args []string) {
	if _, err := time.Parse(time.RFC3339, args[0]); err != nil {
		ts.Fatalf("clock %s: %v", args[0], err)
	}
	ts.Setenv("KABAR_CLOCK", args[0])
}
