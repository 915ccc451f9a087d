package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kabar/store"
	"kabar/store/team"
)

// TestTellAtOnce: that the disk is full can't wait in an outbox on that disk:
// the mail goes straight to the server, once.
func TestTellAtOnce(t *testing.T) {
	d := newTestDaemon(t)
	s, err := openStation(d.cfg, time.Now, newJournal(&d.log, slog.LevelInfo, false))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ana := team.Member{ID: "ana", Name: "Ana", Addresses: []string{"ana@acme.example"}, Admin: true, Zone: time.UTC, Lang: "en"}
	acme := s.cfg.Teams[0].Team
	acme.Members = append(acme.Members, ana)
	full := trouble{Key: "disk", Kind: "disk", Detail: "no space left on device", Ripe: true}
	other := trouble{Key: "imap x", Kind: "imap", Ripe: true}
	find := func(tr trouble) ([]way, bool) { return []way{{acme, ana}}, false }
	var ids []string
	for range 2 { // after a restart it is told again, with the same Message-ID
		s.warned = warned{}
		s.tellAtOnce(context.Background(), tenAM, []trouble{other, full}, find)
		m := d.answer()
		ids = append(ids, m.MessageID)
		if !strings.Contains(m.Text, "disk is full") || !strings.Contains(m.Text, "no space left on device") {
			t.Errorf("told:\n%s", m.Text)
		}
		if told := s.warned.news(at(5), []trouble{full}, func(trouble) bool { return true }); len(told) > 0 {
			t.Errorf("told again: %v", told)
		}
	}
	if ids[0] != ids[1] {
		t.Errorf("another Message-ID: %q", ids)
	}
	select {
	case m := <-d.letter:
		t.Errorf("and told: %s", m.Subject)
	default:
	}
	if due, err := s.store.Letters("due"); err != nil || len(due) > 0 {
		t.Errorf("in the outbox: %v, %v", due, err)
	}
}

// TestDamageIsTold: a damaged file is told once, for as long as it is there, and
// kabar is well again within the hour after it was mended (I05, I11).
func TestDamageIsTold(t *testing.T) {
	d := newTestDaemon(t)
	s, err := openStation(d.cfg, time.Now, newJournal(&d.log, slog.LevelInfo, false))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx := context.Background()
	s.step(ctx, tenAM)
	f := &store.Filing{Team: "acme", Raw: []byte("From: x@y\r\n\r\nhi\r\n"), Outcome: "stray", StrayWhy: "a test"}
	if err := s.store.File(tenAM, []*store.Filing{f}); err != nil {
		t.Fatal(err)
	}
	list, err := s.store.Strays("acme")
	if err != nil || len(list) != 1 {
		t.Fatalf("%v, %v", list, err)
	}
	why := filepath.Join(d.cfg.Data, "acme", "strays", list[0].ID+".why")
	whole, err := os.ReadFile(why)
	if err != nil {
		t.Fatal(err)
	}
	write := func(data []byte) {
		if err := os.WriteFile(why, data, 0o640); err != nil {
			t.Fatal(err)
		}
	}
	unwellNow := func() bool {
		seen, err := look(s.cfg, s.store, tenAM)
		if err != nil && readable(err) != nil {
			t.Fatal(err)
		}
		return len(unwell(troubles(tenAM, facts{health: s.health.snapshot(), survey: seen}))) > 0
	}
	write(whole[:len(whole)/2])
	for _, c := range []struct {
		minute int
		mend   bool
		unwell bool
	}{{1, false, true}, {6, false, true}, {30, true, true}, {62, false, false}, {70, false, false}} {
		if c.mend {
			write(whole)
		}
		s.step(ctx, at(c.minute))
		if unwellNow() != c.unwell {
			t.Errorf("minute %d: unwell is %v", c.minute, !c.unwell)
		}
	}
	if n := strings.Count(d.log.String(), "trouble=damaged"); n != 1 {
		t.Errorf("told %d times:\n%s", n, d.log.String())
	}
	if n := strings.Count(d.log.String(), "part of the archive can't be read"); n != 1 {
		t.Errorf("logged %d times:\n%s", n, d.log.String())
	}
}
