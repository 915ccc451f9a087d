package main

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"kabar/mail/send"
	"kabar/store"
	"kabar/store/team"
)

// TestBounces plays hard failures of an address (B12, B13, H04): when does mail
// to it stop?
func TestBounces(t *testing.T) {
	const day = 24 * time.Hour
	type fail struct {
		at   time.Duration // after ten in the morning of the first day
		addr string
	}
	for _, c := range []struct {
		name  string
		fails []fail
		since time.Duration // when the member resumed
		stop  int           // the failure that stops mail, from 1; 0: none
	}{
		{"one", []fail{{0, "a"}}, -day, 0},
		{"many on one day", []fail{{0, "a"}, {1, "a"}, {2, "a"}, {time.Hour, "a"}}, -day, 0},
		{"three days", []fail{{0, "a"}, {day, "a"}, {2 * day, "a"}}, -day, 3},
		{"three days and more a day", []fail{{0, "a"}, {time.Hour, "a"}, {day, "a"}, {26 * time.Hour, "a"},
			{2 * day, "a"}}, -day, 5},
		{"a week between", []fail{{0, "a"}, {6 * day, "a"}, {12 * day, "a"}}, -day, 3},
		{"two weeks and more", []fail{{0, "a"}, {7 * day, "a"}, {14 * day, "a"}}, -day, 0},
		{"resumed in between", []fail{{0, "a"}, {day, "a"}, {2 * day, "a"}}, day + time.Hour, 0},
		{"resumed, and three more", []fail{{0, "a"}, {day, "a"}, {2 * day, "a"}, {3 * day, "a"}}, time.Hour, 4},
		{"another address", []fail{{0, "a"}, {day, "a"}, {2 * day, "b"}}, -day, 0},
		{"the clock went back", []fail{{2 * day, "a"}, {day, "a"}, {0, "a"}}, -day, 3},
	} {
		var b bounces
		stopped := 0
		for i, f := range c.fails {
			var stop bool
			b, stop = b.failed(tenAM.Add(f.at), tenAM.Add(c.since), f.addr)
			if stop && stopped == 0 {
				stopped = i + 1
			}
		}
		if stopped != c.stop {
			t.Errorf("%s: stopped by %d, want %d", c.name, stopped, c.stop)
		}
	}
}

func TestHard(t *testing.T) {
	for status, want := range map[string]bool{
		"5.1.1": true, "5.1.10": true, "5.0.0": true, "5.2.1": true, "5.4.1": true, "5.4.4": true,
		"5.2.2": false, "5.2.3": false, "5.4.7": false, "5.3.4": false, "5.6.0": false, "5.7.1": false,
		"4.2.1": false, "4.4.7": false, "2.0.0": false, "": false, "5": false, "51.1.1": false,
	} {
		if hard(status) != want {
			t.Errorf("hard(%q) = %v", status, !want)
		}
	}
	for _, c := range []struct {
		e    send.Error
		want string
	}{
		{send.Error{Code: 550, Enhanced: "5.7.1"}, "5.7.1"},
		{send.Error{Code: 550}, "5.1.0"},
		{send.Error{Code: 553}, "5.1.0"},
		{send.Error{Code: 552}, "5.2.2"},
		{send.Error{Code: 554}, "5.7.0"},
	} {
		if got := statusOf(&c.e); got != c.want {
			t.Errorf("statusOf(%d %s) = %q, want %q", c.e.Code, c.e.Enhanced, got, c.want)
		}
	}
}

// TestRefusedAtTheDoor is H04 and H05: a server that would not have the address
// counts as a bounce; what it has against the mail or against us does not.
func TestRefusedAtTheDoor(t *testing.T) {
	d := newTestDaemon(t)
	s, err := openStation(d.cfg, time.Now, newJournal(&d.log, slog.LevelInfo, false))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.step(context.Background(), tenAM.AddDate(0, 0, -1))
	paused := func() bool {
		w, err := s.memberNow("acme", "ben")
		if err != nil || w == nil {
			t.Fatal(err)
		}
		return w.member.Paused
	}
	letter := &store.Letter{Key: "digest.2026-11-18.ben.acme", Team: "acme", Member: "ben", To: "ben@acme.example"}
	gone := *letter
	gone.To, gone.Member = "eve@acme.example", "eve"
	for n, c := range []struct {
		e    send.Error
		l    *store.Letter
		want bool
	}{
		{send.Error{Op: "rcpt", Code: 550, Enhanced: "5.1.1"}, letter, false},
		{send.Error{Op: "rcpt", Code: 550, Enhanced: "5.7.1"}, letter, false},
		{send.Error{Op: "rcpt", Code: 552}, letter, false},
		{send.Error{Op: "end", Code: 554, Enhanced: "5.1.1"}, letter, false},
		{send.Error{Op: "rcpt", Code: 550}, &gone, false},
		{send.Error{Op: "rcpt", Code: 550}, letter, false},
		{send.Error{Op: "rcpt", Code: 550, Enhanced: "5.1.1"}, letter, true},
	} {
		if err := s.refused(tenAM.AddDate(0, 0, n), c.l, &c.e); err != nil {
			t.Fatal(err)
		}
		if got := paused(); got != c.want {
			t.Errorf("after %d, %s: paused %v", n, c.e.Error(), got)
		}
	}
	if len(s.health.Events) != 1 {
		t.Errorf("events: %v", s.health.Events)
	}
	again, ok := loadHealth(s.store)
	if !ok || len(again.Events) != 1 {
		t.Errorf("not kept at once: %+v", again)
	}
}

// TestRelease: who was stopped because an address bounced gets mail again when
// the config has a new one; who paused themselves or complained does not.
func TestRelease(t *testing.T) {
	d := newTestDaemon(t)
	s, err := openStation(d.cfg, time.Now, newJournal(&d.log, slog.LevelInfo, false))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	yes := true
	day := 24 * time.Hour
	for _, c := range []struct {
		name   string
		b      bounces
		since  time.Time // resumed, or joined
		paused bool      // afterwards
	}{
		{"the address is a new one", bounces{"old@acme.example", []time.Time{tenAM}, "bounced"}, tenAM.Add(-day), false},
		{"it is the same", bounces{"ben@acme.example", []time.Time{tenAM}, "bounced"}, tenAM.Add(-day), true},
		{"a complaint", bounces{"old@acme.example", nil, "complaint"}, tenAM.Add(-day), true},
		{"resumed, and paused since", bounces{"old@acme.example", []time.Time{tenAM}, "bounced"}, tenAM.Add(day), true},
		{"paused by hand", bounces{}, tenAM.Add(-day), true},
	} {
		w, err := s.memberNow("acme", "ben")
		if err != nil || w == nil {
			t.Fatal(err)
		}
		marks := map[string]string{bounceMark(w.team, w.member): encode(c.b), sinceMark(w.team, w.member): c.since.Format(time.RFC3339)}
		for name, value := range marks {
			if err := s.store.SetMark(name, value); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.store.SetSettings("acme", "ben", team.Settings{Paused: &yes}); err != nil {
			t.Fatal(err)
		}
		if err := s.release(tenAM.Add(2 * day)); err != nil {
			t.Fatal(err)
		}
		set, err := s.store.Settings("acme", "ben")
		if err != nil || set.Paused == nil || *set.Paused != c.paused {
			t.Errorf("%s: %+v, %v", c.name, set, err)
		}
	}
}
