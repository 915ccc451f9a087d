package main

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"kabar/cmd/kabar/racetest"
)

// backlogged is a daemon with mails in its inbox that arrived at once.
func backlogged(t *testing.T, now time.Time, mails ...[]byte) (*testDaemon, *station) {
	t.Helper()
	d := newTestDaemon(t)
	s, err := openStation(d.cfg, time.Now, newJournal(&d.log, slog.LevelInfo, false))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	s.step(t.Context(), now)
	for _, raw := range mails {
		if err := d.imap.Append("kabar@acme.example", "INBOX", raw, now); err != nil {
			t.Fatal(err)
		}
	}
	return d, s
}

// strangers are mails that are set aside, which takes no time.
func strangers(n int) (mails [][]byte) {
	for i := range n {
		mails = append(mails, realMail("ben@acme.example", "news", fmt.Sprintf("stray%d@x", i), "\n"))
	}
	return mails
}

func fromBen(id, subject, body string) []byte {
	return vouched("acme.example", realMail("ben@acme.example", subject, id, body))
}

// TestHaulIsReadAhead: what was read while the mails before it were filed means
// what it means after them. A command among those counts for it, and a mail that
// came twice is filed once.
func TestHaulIsReadAhead(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 6, 16, 9, 0, 0, 0, time.UTC) // 23:00 of the day before in Honolulu
	mails := [][]byte{
		fromBen("1@x", "timezone Pacific/Honolulu", ""),
		fromBen("2@x", "Re: Apa kabar?", "Done:\n- the roof\n"),
	}
	mails = append(mails, strangers(batchMails-2)...)
	mails = append(mails, mails[1], fromBen("3@x", "Re: Apa kabar?", "Next:\n- the door\n"))
	d, s := backlogged(t, now, mails...)
	s.step(t.Context(), now)
	if !s.backlog || s.boxes[0].ahead == nil {
		t.Fatal("nothing is read ahead")
	}
	s.step(t.Context(), now)
	if s.backlog || s.boxes[0].ahead != nil {
		t.Error("something is left")
	}
	entries, err := s.store.Since("acme", 0)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 2 {
		t.Fatalf("%d entries, want 2", len(entries))
	}
	for _, e := range entries {
		if e.Date.String() != "2026-06-15" || e.Zone != "Pacific/Honolulu" {
			t.Errorf("%s is of %v in %s", flat(e), e.Date, e.Zone)
		}
	}
	items, err := d.imap.Items("kabar@acme.example", "INBOX")
	if err != nil {
		t.Fatal(err)
	}
	for n, item := range items {
		if len(item.Flags) == 0 {
			t.Errorf("mail %d has no flags", n+1)
		}
	}
}

// TestHaulIsDropped: what was read ahead and not filed is read again.
func TestHaulIsDropped(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 6, 16, 9, 0, 0, 0, time.UTC)
	_, s := backlogged(t, now, append(strangers(batchMails), fromBen("2@x", "Re: Apa kabar?", "Done:\n- the roof\n"))...)
	s.step(t.Context(), now)
	s.configure(s.cfg)
	s.step(t.Context(), now)
	if n := s.store.Last(); n != 1 || s.backlog {
		t.Errorf("%d entries are filed, want 1", n)
	}
}

// TestBacklogComesFirst: steps of a backlog do nothing but file it, unless
// something is due, or for longer than backlogTime.
func TestBacklogComesFirst(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 6, 16, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name  string
		pause time.Duration
		due   time.Duration
		whole bool
	}{
		{"nothing is due", time.Second, time.Hour, false},
		{"something is due", time.Second, time.Second, true},
		{"it takes long", backlogTime, time.Hour, true},
		{"the clock went back", -time.Hour, time.Hour, true},
	} {
		if racetest.On() && c.whole != (c.due == time.Second) {
			continue // the last two differ from the first by the clock alone
		}
		t.Run(c.name, func(t *testing.T) {
			_, s := backlogged(t, now, strangers(2*batchMails+1)...)
			s.step(t.Context(), now)
			s.due = now.Add(c.due)
			if next := s.step(t.Context(), now.Add(c.pause)); !s.backlog || next.After(now.Add(c.pause)) {
				t.Errorf("the rest waits until %v", next)
			}
			if whole := s.whole.Equal(now.Add(c.pause)); whole != c.whole {
				t.Errorf("a whole step: %v, want %v", whole, c.whole)
			}
			if s.step(t.Context(), now.Add(c.pause)); s.backlog || !s.whole.Equal(now.Add(c.pause)) {
				t.Error("the step that ends the backlog is not a whole one")
			}
		})
	}
}
