package fetch_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kabar/mail/fetch"
	"kabar/mail/fetch/imaptest"
)

// halfOpen is an inbox with three mails behind a proxy.
func halfOpen(t *testing.T, rooms ...int64) (*imaptest.Server, *imaptest.Proxy, fetch.Config) {
	s := imaptest.New(map[string]string{"team": "s3cret"})
	p := imaptest.NewProxy(s.Dial, rooms...)
	t.Cleanup(func() { p.Close(); s.Close() })
	for n := range 3 {
		arrive(t, s, n+1)
	}
	return s, p, fetch.Config{Host: "localhost", Port: 143, TLS: "none", User: "team",
		Secret: secret("s3cret"), Folder: "INBOX", Dial: p.Dial}
}

func arrive(t *testing.T, s *imaptest.Server, n int) {
	t.Helper()
	raw := fmt.Sprintf("Subject: %d\r\n\r\n%s", n, strings.Repeat("a line\r\n", 40))
	if err := s.Append("team", "INBOX", []byte(raw), time.Now()); err != nil {
		t.Fatal(err)
	}
}

// readMails reads mails as the daemon does, with a new connection after a fault,
// until it has got so many. It returns their subjects.
func readMails(t *testing.T, c fetch.Config, cur fetch.Cursor, count int) string {
	var all []string
	for tries := 0; len(all) < count && tries < 10; tries++ {
		i, err := fetch.Dial(t.Context(), c)
		if err != nil {
			continue
		}
		mails, next, _, err := i.After(t.Context(), cur, 10, 1<<20)
		i.Close()
		if err != nil {
			continue
		}
		cur = next
		for _, m := range mails {
			subject, _, _ := strings.Cut(string(m.Raw), "\r\n")
			all = append(all, strings.TrimPrefix(subject, "Subject: "))
		}
	}
	return strings.Join(all, " ")
}

// TestHalfOpen is G04 at every place of a session: the line goes dead without a
// word, is given up by a deadline, and every mail is read once.
func TestHalfOpen(t *testing.T) {
	var whole int64
	synctest.Test(t, func(t *testing.T) {
		_, p, c := halfOpen(t)
		if got := readMails(t, c, fetch.Cursor{}, 3); got != "1 2 3" {
			t.Fatalf("without a fault: %s", got)
		}
		whole = p.Passed()
	})
	step := int64(23)
	for room := int64(0); room < whole; room += step {
		synctest.Test(t, func(t *testing.T) {
			_, _, c := halfOpen(t, room)
			began := time.Now()
			if got := readMails(t, c, fetch.Cursor{}, 3); got != "1 2 3" {
				t.Errorf("dead after %d of %d bytes: %q", room, whole, got)
			}
			if took := time.Since(began); took > 10*time.Minute {
				t.Errorf("dead after %d bytes: noticed after %v", room, took)
			}
		})
	}
	t.Logf("%d places in a session of %d bytes", (whole+step-1)/step, whole)
}

// TestHalfOpenIdle: the line goes dead while IDLE waits for mail. It is noticed
// by the next renewal, and the mail that came meanwhile is read once.
func TestHalfOpenIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var quiet int64 // bytes up to the IDLE
		for _, room := range []int64{1 << 40, 0} {
			if room == 0 {
				room = quiet
			}
			s, p, c := halfOpen(t, room)
			i, err := fetch.Dial(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			_, cur, _, err := i.After(t.Context(), fetch.Cursor{}, 10, 1<<20)
			if err != nil {
				t.Fatal(err)
			}
			waited := make(chan error, 1)
			go func() { waited <- i.Wait(t.Context(), 20*time.Minute) }()
			synctest.Wait()
			quiet = p.Passed()
			began := time.Now()
			arrive(t, s, 4)
			err = <-waited
			took := time.Since(began)
			if dead := room < 1<<40; dead != (err != nil) || took > 10*time.Minute || !dead && took > 0 {
				t.Errorf("dead line: %v; Wait gave %v after %v", dead, err, took)
			}
			i.Close()
			if got := readMails(t, c, cur, 1); got != "4" {
				t.Errorf("after that: %q", got)
			}
			p.Close()
			s.Close()
		}
	})
}
