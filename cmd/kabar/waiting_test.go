package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/cmd/kabar/racetest"
	"kabar/store"
	"kabar/store/team"
)

// crowded is what a server that takes nobody answers.
func crowded(verb, _ string) string {
	if verb == "EHLO" {
		return "421 4.3.2 too many connections"
	}
	return ""
}

// letMood changes the server's mood in the middle.
func (m *moodyServer) letMood(mood func(verb, to string) string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.mood = mood
}

// TestRemovedMeanwhile: what waits for a member who is taken out of the config
// is not sent but dropped with a record: a prompt (H24), and a digest that was
// written while they were still there (K09).
func TestRemovedMeanwhile(t *testing.T) {
	for _, kind := range []string{"H24 prompt", "K09 digest"} {
		m, log := &moodyServer{mood: crowded}, &lockedBuffer{}
		s := moodyStation(t, m, log)
		s.step(t.Context(), moodyTime(1))
		if strings.HasPrefix(kind, "K09") {
			l := &store.Letter{Key: "digest.2026-11-18.ben.acme", Kind: "digest", Team: "acme", Member: "ben",
				From: "kabar@acme.example", To: benLetter, MessageID: "d@x", Created: moodyTime(1), Data: []byte("x\r\n")}
			if err := s.store.Publish(moodyTime(1), nil, l); err != nil {
				t.Fatal(err)
			}
		}
		m.letMood(nil)
		cfg := *s.cfg
		cfg.Teams = slices.Clone(cfg.Teams)
		cfg.Teams[0].Members = slices.DeleteFunc(slices.Clone(cfg.Teams[0].Members),
			func(m team.Member) bool { return m.ID == "ben" })
		s.configure(&cfg)
		s.step(t.Context(), moodyTime(30))
		if !slices.Equal(m.got, []string{anaLetter}) {
			t.Errorf("%s: letters went to %q\n%s", kind, m.got, log)
		}
		dropped, err := s.store.Letters("dropped")
		if err != nil || len(dropped) == 0 {
			t.Fatalf("%s: nothing was dropped (%v)", kind, err)
		}
		for _, l := range dropped {
			said := `msg="not sent" key=` + l.Key + ` why="no longer a member"`
			if l.Member != "ben" || !strings.Contains(log.String(), said) {
				t.Errorf("%s: dropped is %s\n%s", kind, l.Key, log)
			}
		}
	}
}

// TestH28PutOffForTooLong: a prompt that its receiver's server puts off until its
// time is over is dropped with a record, and does not go when the server would
// take it at last.
func TestH28PutOffForTooLong(t *testing.T) {
	m, log := &moodyServer{}, &lockedBuffer{}
	m.mood = func(verb, to string) string {
		if verb == "RCPT" && to == anaLetter {
			return "450 4.2.0 greylisted"
		}
		return ""
	}
	s := moodyStation(t, m, log)
	for at := 1; at < 3*3600; at += 60 {
		s.step(t.Context(), moodyTime(at))
	}
	m.letMood(nil)
	for at := 3 * 3600; at < 4*3600; at += 600 {
		s.step(t.Context(), moodyTime(at))
	}
	sent, err := s.store.Letters("sent")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range sent { // that the inbox can't be read, Ana is told at last
		if l.Member == "ana" && l.Kind == "prompt" {
			t.Errorf("%s was sent\n%s", l.Key, log)
		}
	}
	dropped, err := s.store.Letters("dropped")
	said := `msg="not sent" key=prompt.2026-11-18.ana.acme why="its time ended`
	if err != nil || len(dropped) != 1 || dropped[0].Member != "ana" || dropped[0].Attempts < 3 ||
		!strings.Contains(log.String(), said) {
		t.Errorf("%d are dropped (%v)\n%s", len(dropped), err, log)
	}
}

// crowdStation is a station with a team of many members, all asked at one time.
func crowdStation(t *testing.T, m *moodyServer, members int, log *lockedBuffer) (again func() *station) {
	dir := t.TempDir()
	var b strings.Builder
	fmt.Fprintf(&b, `imap = { host = "127.0.0.1", port = 1, tls = "none", password = "secret" }
smtp = { host = "127.0.0.1", port = %d, tls = "none", password = "secret" }
[[team]]
id = "acme"
address = "kabar@acme.example"
zone = "Europe/Berlin"
member = [
`, m.start(t))
	for n := range members {
		fmt.Fprintf(&b, "{ id = \"m%03d\", address = \"m%03d@acme.example\" },\n", n, n)
	}
	b.WriteString("]\n")
	path := filepath.Join(dir, "config.toml")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(path, func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	var s *station
	t.Cleanup(func() { s.Close() })
	return func() *station {
		if s != nil {
			s.Close()
		}
		if s, err = openStation(cfg, time.Now, newJournal(log, slog.LevelWarn, false)); err != nil {
			t.Fatal(err)
		}
		return s
	}
}

// wantCrowd wants every member to have got one letter, in order of their names,
// over one connection, and each letter to have one recipient (H06).
func wantCrowd(t *testing.T, m *moodyServer, members int) {
	t.Helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	for n := range members {
		if want := fmt.Sprintf("m%03d@acme.example", n); n >= len(m.got) || m.got[n] != want {
			t.Fatalf("%d letters, number %d is not for %s", len(m.got), n, want)
		}
	}
	verbs := map[string]int{}
	for i, h := range m.heard {
		verb, _, _ := strings.Cut(h, " ")
		verbs[verb]++
		if verb == "RCPT" && !strings.HasPrefix(m.heard[i-1], "MAIL ") {
			t.Errorf("%s after %s", h, m.heard[i-1])
		}
	}
	if len(m.got) != members || verbs["RCPT"] != members || verbs["MAIL"] != members || m.conns != 1 {
		t.Errorf("%d letters over %d connections: %v", len(m.got), m.conns, verbs)
	}
}

// TestJ19ManyAtOnce: 200 members who are to be asked at one minute are asked in
// the round of that minute, each once, with one recipient a letter (H06).
func TestJ19ManyAtOnce(t *testing.T) {
	t.Parallel()
	m, log := &moodyServer{}, &lockedBuffer{}
	s := crowdStation(t, m, 200, log)()
	s.step(t.Context(), moodyTime(0))
	s.step(t.Context(), moodyTime(1))
	wantCrowd(t, m, 200)
	s.step(t.Context(), moodyTime(61))
	wantCrowd(t, m, 200)
}

// TestFirstLeaveWhileOthersAreWritten: of many letters the first leave before the
// last are queued. If kabar is told to end then, those are due at the next start,
// and everybody is asked once.
func TestFirstLeaveWhileOthersAreWritten(t *testing.T) {
	t.Parallel()
	const many = 100
	m, log := &moodyServer{}, &lockedBuffer{}
	start := crowdStation(t, m, many, log)
	s := start()
	s.step(t.Context(), moodyTime(0))
	ctx, end := context.WithCancel(t.Context())
	mails := 0
	m.letMood(func(verb, to string) string {
		if verb == "MAIL" {
			mails++
		}
		if mails == firstLetters/2 {
			end()
		}
		return ""
	})
	s.step(ctx, moodyTime(1))
	queued := 0
	for n := range many {
		if s.store.HasLetter(fmt.Sprintf("prompt.2026-11-18.m%03d.acme", n)) {
			queued++
		}
	}
	if queued != firstLetters || mails != firstLetters/2 {
		t.Errorf("%d are queued, when %d were begun", queued, mails)
	}
	m.letMood(nil)
	start().step(t.Context(), moodyTime(2))
	if len(m.got) != many || !slices.IsSorted(m.got) || len(slices.Compact(m.got)) != many {
		t.Errorf("%d letters: %v\n%s", len(m.got), m.got, log)
	}
}

// TestH25ManyWaiting: 500 letters that wait when kabar starts go one after the
// other over one connection, in order; a server that slows down gets the next
// one when it wants it, and the rest after that. With the race detector it is
// a hundred.
func TestH25ManyWaiting(t *testing.T) {
	t.Parallel()
	many := 500
	if racetest.On() {
		many = 100
	}
	m, log := &moodyServer{mood: crowded}, &lockedBuffer{}
	start := crowdStation(t, m, many, log)
	s := start()
	s.step(t.Context(), moodyTime(0))
	s.step(t.Context(), moodyTime(1))
	if due, err := s.store.Letters("due"); err != nil || len(due) != many || m.conns != 1 {
		t.Fatalf("%d letters wait after %d connections (%v)", len(due), m.conns, err)
	}
	m.mu.Lock()
	m.conns, m.heard = 0, nil
	m.mu.Unlock()
	m.letMood(nil)
	start().step(t.Context(), moodyTime(600))
	wantCrowd(t, m, many)
}
