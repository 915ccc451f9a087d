package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"kabar/cmd/kabar/racetest"
	"kabar/mail/fetch/imaptest"
	"kabar/mail/mailtest"
	"kabar/mail/send/smtptest"
)

// Promise P9: any message finishes in 2 s and 64 MiB.
const (
	bombSeconds = 2
	bombMemory  = 64 << 20
)

var allBombs = flag.Bool("bombs.all", false,
	"lay all bombs into the daemon's inbox, not every fifth only")

// TestBombs reads each bomb of group D by the real program, in a process of its
// own that is killed after two seconds of processor time.
func TestBombs(t *testing.T) {
	skipUnlessMetered(t)
	t.Parallel()
	dir := t.TempDir()
	var mu sync.Mutex
	var most, longest use
	var mostOf, longestOf string
	turns := make(chan bool, 2) // as many at a time
	var all sync.WaitGroup
	count := 0
	for name, raw := range mailtest.Bombs("ana@acme.example") {
		count++
		file := filepath.Join(dir, fmt.Sprintf("%d.eml", count))
		if err := os.WriteFile(file, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		turns <- true
		all.Go(func() {
			defer func() { <-turns }()
			u := explode(t, name, file)
			os.Remove(file)
			mu.Lock()
			defer mu.Unlock()
			if u.peak > most.peak {
				most, mostOf = u, name
			}
			if u.cpu > longest.cpu {
				longest, longestOf = u, name
			}
		})
	}
	all.Wait()
	if count < 100 {
		t.Errorf("only %d bombs", count)
	}
	t.Logf("%d bombs; the most memory: %.0f MiB (%s); the longest: %v (%s)",
		count, most.mega(), mostOf, longest.cpu.Round(time.Millisecond), longestOf)
}

// explode is kabar parse of one bomb.
func explode(t *testing.T, name, file string) use {
	cmd := metered(t.Context(), t, file+".used", bombSeconds, "parse", file)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil {
		t.Errorf("%s: %v: %.500s", name, err, said.Bytes())
		return use{}
	}
	if !strings.Contains(said.String(), "why: ") {
		t.Errorf("%s: no reason in %.500q", name, said.Bytes())
	}
	u := usedBy(t, file+".used")
	if u.peak > bombMemory {
		t.Errorf("%s: %.0f MiB", name, u.mega())
	}
	t.Logf("%5.1f MiB %4d ms %s", u.mega(), u.cpu.Milliseconds(), name)
	return u
}

func skipUnlessMetered(t *testing.T) {
	if racetest.On() {
		t.Skip("the race detector's own memory and time are measured with it; run without -race")
	}
	if usedHere().peak == 0 {
		t.Skip("this system does not tell how much memory a process took")
	}
}

// TestBombsDaemon lays bombs into the inbox of the running daemon, from a member
// its server vouches for, and an update behind each: every bomb has an outcome
// that can be looked up, and is in nobody's way; and none takes the daemon more
// memory, over what it needs at rest, than a mail may take.
func TestBombsDaemon(t *testing.T) {
	skipUnlessMetered(t)
	t.Parallel()
	b := newBombed(t)
	count, nth := 0, 0
	for name, raw := range mailtest.Bombs("ben@acme.example") {
		if name == "D04 50000 junk lines" || name == "D14 comments" {
			continue // the server in this process gives nothing of such a header
		}
		if nth++; nth%5 != 1 && !*allBombs {
			continue
		}
		count++
		b.lay(count, name, raw)
	}
	b.end()
	b.judge(count)
}

// bombed is a real kabar with an inbox.
type bombed struct {
	t       *testing.T
	imap    *imaptest.Server
	smtp    *smtptest.Server
	log     lockedBuffer
	dir     string
	used    string
	cmd     *exec.Cmd
	rest    int // bytes of memory it takes without mail
	peak    int // and at most, up to the last bomb
	missing int // outcomes
}

const bombedInbox = "kabar@acme.example"

func newBombed(t *testing.T) *bombed {
	b := &bombed{t: t, dir: t.TempDir(), used: filepath.Join(t.TempDir(), "used")}
	users := map[string]string{bombedInbox: "secret"}
	b.imap, b.smtp = imaptest.New(users), smtptest.New(func(string, []string, []byte) error { return nil })
	b.smtp.Users = users
	var ports []any
	for _, start := range []func() (string, error){b.imap.Start, b.smtp.Start} {
		addr, err := start()
		if err != nil {
			t.Fatal(err)
		}
		_, port, _ := net.SplitHostPort(addr)
		ports = append(ports, port)
	}
	t.Cleanup(func() { b.smtp.Close(); b.imap.Close() })
	conf := filepath.Join(b.dir, "config.toml")
	if err := os.WriteFile(conf, fmt.Appendf(nil, daemonConfig, ports...), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := metered(t.Context(), t, b.used, 300, "--config", conf, "run")
	cmd.Stdout, cmd.Stderr = io.Discard, &b.log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	b.cmd = cmd
	b.log.await(t, "inbox is read from now on")
	b.rest = peakOf(fmt.Sprint(cmd.Process.Pid))
	b.peak = b.rest
	return b
}

// lay puts a bomb into the inbox, and an update behind it that must be filed.
func (b *bombed) lay(n int, name string, raw []byte) {
	const vouched = "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example\r\n"
	update := fmt.Sprintf("From: ben@acme.example\r\nTo: kabar@acme.example\r\nSubject: today\r\n"+
		"Message-ID: <after-%d@x>\r\n\r\nDone:\r\n- the report, version %d\r\n", n, n)
	for _, m := range [][]byte{raw, []byte(update)} {
		// Each on a day of its own: the page of a day is not what this is about.
		day := time.Now().AddDate(0, 0, -n)
		err := b.imap.Append(bombedInbox, "INBOX", append([]byte(vouched), m...), day)
		if err != nil {
			b.t.Fatal(err)
		}
	}
	b.log.await(b.t, fmt.Sprintf("message_id=after-%d@x", n))
	if got := strings.Count(b.log.String(), "msg=mail "); got != 2*n-b.missing {
		b.t.Errorf("%s has no outcome", name)
		b.missing = 2*n - got
	}
	if peak := peakOf(fmt.Sprint(b.cmd.Process.Pid)); peak > b.peak+1<<20 {
		b.t.Logf("%5.1f MiB with %s", float64(peak)/(1<<20), name)
		b.peak = peak
	}
	if err := b.imap.Expunge(bombedInbox, "INBOX", uint32(2*n-1), uint32(2*n)); err != nil {
		b.t.Fatalf("%s: %v", name, err)
	}
}

// end stops kabar as a service manager does.
func (b *bombed) end() {
	if err := b.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		b.t.Fatal(err)
	}
	if err := b.cmd.Wait(); err != nil {
		b.t.Fatalf("kabar ended with %v; the log:\n%s", err, b.log.String())
	}
}

func (b *bombed) judge(count int) {
	u := usedBy(b.t, b.used)
	b.t.Logf("%d bombs: %.0f MiB at most, %.0f at rest, %v of processor time",
		count, u.mega(), use{peak: b.rest}.mega(), u.cpu.Round(time.Millisecond))
	if u.peak > b.rest+bombMemory {
		b.t.Errorf("the daemon took %.0f MiB, and %.0f at rest", u.mega(), use{peak: b.rest}.mega())
	}
	log := b.log.String()
	if n := strings.Count(log, "outcome=update"); n < count {
		b.t.Errorf("%d updates, want one behind each of %d bombs", n, count)
	}
	for line := range strings.Lines(log) {
		if strings.Contains(line, "level=ERROR") && !strings.Contains(line, "told the admin") ||
			strings.Contains(line, "inbox lost") {
			b.t.Error(line)
		}
	}
}
