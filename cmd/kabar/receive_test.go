package main

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// cutter stands between kabar and its inbox and hangs up when kabar sets flags.
type cutter struct {
	to string

	mu   sync.Mutex
	left int // how often it still does
}

// newCutter returns the port on which it listens.
func newCutter(t *testing.T, c *cutter) int {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	go func() {
		for {
			client, err := ln.Accept()
			if err != nil {
				return
			}
			go c.join(client)
		}
	}()
	return ln.Addr().(*net.TCPAddr).Port
}

func (c *cutter) join(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", c.to)
	if err != nil {
		return
	}
	defer server.Close()
	go func() {
		defer client.Close()
		io.Copy(client, server)
	}()
	buf := make([]byte, 64<<10)
	for {
		n, err := client.Read(buf)
		if err != nil || bytes.Contains(buf[:n], []byte("STORE")) && c.cuts() {
			return
		}
		if _, err := server.Write(buf[:n]); err != nil {
			return
		}
	}
}

func (c *cutter) cuts() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.left--
	return c.left >= 0
}

// TestLostOverFlags: mails that are filed when the line is lost get their flags
// over the next one; and a server that always hangs up then does not keep kabar
// from the mails behind them.
func TestLostOverFlags(t *testing.T) {
	t.Parallel()
	const mails = batchMails + 100
	for _, test := range []struct {
		name         string
		cuts, rounds int
		flagged      int
	}{
		{"never", 0, 2, mails},
		{"once", 1, 3, mails},
		{"three times", 3, 5, mails},
		{"always", 1000, 8, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := newTestDaemon(t)
			a := &d.cfg.Teams[0].IMAP
			a.Port = newCutter(t, &cutter{to: fmt.Sprintf("127.0.0.1:%d", a.Port), left: test.cuts})
			s, err := openStation(d.cfg, time.Now, newJournal(&d.log, slog.LevelInfo, false))
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			now := time.Now()
			s.step(t.Context(), now)
			for n := range mails {
				// Mail that nobody vouches for is set aside, which takes no time.
				raw := realMail("ben@acme.example", "news", fmt.Sprintf("%d@x", n), "\n")
				if err := d.imap.Append("kabar@acme.example", "INBOX", raw, now); err != nil {
					t.Fatal(err)
				}
			}
			for range test.rounds {
				now = now.Add(time.Minute)
				s.step(t.Context(), now)
			}
			items, err := d.imap.Items("kabar@acme.example", "INBOX")
			if err != nil {
				t.Fatal(err)
			}
			flagged := 0
			for _, i := range items {
				if len(i.Flags) > 0 {
					flagged++
				}
			}
			strays, err := s.store.Strays("acme")
			if err != nil {
				t.Fatal(err)
			}
			if flagged != test.flagged || len(strays) != mails {
				t.Errorf("%d mails are filed and %d flagged, want %d and %d",
					len(strays), flagged, mails, test.flagged)
			}
		})
	}
}

// TestLateAnswers: who asked while kabar was away is answered if that is less
// than a day ago.
func TestLateAnswers(t *testing.T) {
	d := newTestDaemon(t)
	s, err := openStation(d.cfg, time.Now, newJournal(&d.log, slog.LevelInfo, false))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	now := time.Now()
	s.step(t.Context(), now)
	for n, ago := range []time.Duration{50 * time.Hour, 24 * time.Hour, 23 * time.Hour, time.Hour} {
		raw := vouched("acme.example",
			fmt.Appendf(nil, "From: ben@acme.example\r\nSubject: search thing%d\r\nMessage-ID: <%d@x>\r\n\r\n", n, n))
		if err := d.imap.Append("kabar@acme.example", "INBOX", raw, now.Add(-ago)); err != nil {
			t.Fatal(err)
		}
	}
	s.step(t.Context(), now)
	answered := []string{d.answer().Subject, d.answer().Subject}
	slices.Sort(answered)
	if !slices.Equal(answered, []string{"Re: search thing2", "Re: search thing3"}) {
		t.Errorf("answered are %q", answered)
	}
	if n := len(d.letter); n > 0 {
		t.Errorf("%d more were answered", n)
	}
	if n := strings.Count(d.log.String(), `why="asked at`); n != 2 {
		t.Errorf("%d unanswered searches are in the log, want 2:\n%s", n, d.log.String())
	}
}
