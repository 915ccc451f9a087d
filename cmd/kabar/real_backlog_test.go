package main

import (
	"flag"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"kabar/cmd/kabar/racetest"
	"kabar/store"
)

var realMails = flag.Int("real.mails", 0,
	"mails in the backlog; 0 is 10000, or 1000 with the race detector")

// TestRealBacklog: ten thousand mails of a hundred days (G32) are filed in order
// and each once, though Dovecot is restarted in the middle of it; a prompt that
// comes due meanwhile goes out in the very round, and who asked for something
// while nobody listened is answered only if that is less than a day ago.
func TestRealBacklog(t *testing.T) {
	if testing.Short() {
		t.Skip("ten thousand mails take a while")
	}
	t.Parallel()
	w := newRealWorld(t, `archive = "Archive"`)
	w.step("2026-01-13T02:00:00Z") // the inbox is read from here
	mails := newBacklog(enoughMails())
	count := len(mails.raw)
	// It comes due in the middle of the backlog: at 16:30 for Ben and Ngozi.
	pause, due := 5*time.Second, time.Date(2026, 1, 13, 15, 30, 0, 0, time.UTC)
	now := due.Add(-pause * time.Duration(count/batchMails/2))
	w.imap.Fill(realTeamAddress, mails.raw, func(n int) time.Time {
		return now.Add(-time.Duration(count-n) * quarter)
	})
	log := &lockedBuffer{}
	s, err := openStation(w.cfg, time.Now, newJournal(log, slog.LevelInfo, false))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	asked := func(id string) bool {
		return strings.Contains(log.String(), "msg=sent key=prompt.2026-01-13."+id+".acme")
	}
	all := int64(len(mails.want))
	filedWhenDue, rounds := int64(-1), 0
	lost := min(4, count/batchMails) // the round in which the server restarts
	began := time.Now()
	for ; s.store.Last() < all; now = now.Add(pause) {
		if rounds++; rounds > count/10 {
			t.Fatalf("%d of %d are filed after %d rounds; the log:\n%s", s.store.Last(), all, rounds, log)
		}
		before := s.store.Last()
		if rounds == lost {
			w.restartDuring(s, now)
		} else {
			s.step(t.Context(), now)
		}
		if filed := s.store.Last() - before; filed > batchMails && rounds != lost {
			t.Errorf("round %d took %d mails", rounds, filed)
		}
		if !now.Before(due) && filedWhenDue < 0 {
			filedWhenDue = s.store.Last()
			if !asked("ben") || !asked("ngozi") {
				t.Errorf("nobody was asked in the round at %v", now)
			}
		}
	}
	took := time.Since(began)
	t.Logf("%d mails in %d rounds, %v: %.0f a second", count, rounds, took.Round(time.Millisecond),
		float64(count)/took.Seconds())
	if filedWhenDue <= 0 || filedWhenDue >= all {
		t.Errorf("%d of %d were filed when the prompts came due: that proves nothing", filedWhenDue, all)
	}
	if !strings.Contains(log.String(), "inbox lost") {
		t.Error("nobody noticed that Dovecot was down")
	}
	s.step(t.Context(), now.Add(time.Minute)) // nothing is left
	w.smtp.Settle()
	w.one("ben", "prompt.2026-01-13.")
	w.one("ngozi", "prompt.2026-01-13.")
	if m := w.one("ben", "answer."); !strings.Contains(m.Subject, fmt.Sprint("number ", mails.asked)) {
		t.Errorf("answered is %q, want only the last of %d searches", m.Subject, mails.searches)
	}
	w.backlogFiled(s.store, mails)
}

// restartDuring restarts Dovecot while a step is at work.
func (w *realWorld) restartDuring(s *station, now time.Time) {
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		w.imap.Stop()
	}()
	for s.step(w.t.Context(), now); s.boxes[0].inbox != nil; {
		s.step(w.t.Context(), now) // until the line is dead
	}
	<-stopped
	s.step(w.t.Context(), now.Add(firstPause)) // nobody is there
	w.imap.Start()
}

// quarter is the time between two mails of the backlog.
const quarter = 15 * time.Minute

// backlog is what waits. Of each hundred mails one is a newsletter, and one is
// the mail before it once more; some are searches, one of them from today.
type backlog struct {
	raw                   [][]byte
	want                  []string // who said what, in order
	newsletters, searches int
	asked                 int // the search from today
}

// enoughMails is how many there are.
func enoughMails() int {
	if *realMails > 0 {
		return *realMails
	}
	if racetest.On() {
		return 3 * batchMails
	}
	return 10_000
}

func newBacklog(count int) (b backlog) {
	writers := []string{"ana", "ben", "ngozi", "tiago", "kim"}
	b.asked = count - 10
	for n := range count {
		id, who := fmt.Sprintf("%d@mail", n), writers[n%len(writers)]
		say := fmt.Sprintf("finished thing number %d", n)
		var raw []byte
		switch {
		case n%100 == 7:
			b.newsletters++
			raw = vouched("shop.example", realMail("news@shop.example", "Offers", id, "Buy.\n"))
		case n%100 == 13:
			raw = b.raw[n-1]
		case n == b.asked || n%300 == 100 && time.Duration(count-n)*quarter > answerTime:
			b.searches++
			raw = vouched("acme.example",
				realMail("ben@acme.example", fmt.Sprintf("search number %d", n), id, ""))
		default:
			b.want = append(b.want, who+" done: "+say)
			raw = vouched("acme.example", realMail(who+"@acme.example", "Re: Apa kabar?", id,
				"Done:\n- "+say+"\n\nOn Monday kabar wrote:\n> Apa kabar?\n>\n> Done:\n>\n> Next:\n>\n> Blocked:\n"))
		}
		b.raw = append(b.raw, raw)
	}
	return b
}

// vouched is a mail with what the company's server writes above it.
func vouched(domain string, raw []byte) []byte {
	const field = "Authentication-Results: mx.acme.example; dmarc=pass header.from="
	return append([]byte(field+domain+"\r\n"), raw...)
}

// backlogFiled compares the archive and the server with what was written.
func (w *realWorld) backlogFiled(st *store.Store, b backlog) {
	t := w.t
	entries, err := st.Since("acme", 0)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(b.want) {
		t.Errorf("%d entries, want %d", len(entries), len(b.want))
	}
	for i := range min(len(entries), len(b.want)) {
		if got := entries[i].Member + " " + flat(entries[i]); got != b.want[i] {
			t.Fatalf("entry %d is %q, want %q", i, got, b.want[i])
		}
	}
	if n := w.imap.Count(realTeamAddress, "INBOX"); n != b.newsletters {
		t.Errorf("%d mails are left in the inbox, want the %d newsletters", n, b.newsletters)
	}
	if n := w.imap.Count(realTeamAddress, "Archive"); n != len(b.raw)-b.newsletters {
		t.Errorf("%d mails are in the archive folder, want %d", n, len(b.raw)-b.newsletters)
	}
	for _, p := range st.Check() {
		t.Errorf("archive: %s", p)
	}
}
