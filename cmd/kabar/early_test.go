package main

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// TestEarly is J10, J11 and J12: which clocks can be right?
func TestEarly(t *testing.T) {
	newest := time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)
	built := time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		now           string
		newest, built time.Time
		want          time.Time
	}{
		{"1970-01-01T00:00:30Z", newest, built, newest},
		{"1970-01-01T00:00:30Z", time.Time{}, built, built},
		{"1970-01-01T00:00:30Z", time.Time{}, time.Time{}, firstDay},
		{"2027-01-15T00:00:00Z", newest, built, newest},
		{"2027-01-15T00:00:00Z", time.Time{}, built, time.Time{}},
		{"2027-02-28T12:00:00Z", newest, built, time.Time{}}, // J11: a day back
		{"2027-02-27T11:59:59Z", newest, built, newest},
		{"2027-03-01T12:00:00Z", newest, built, time.Time{}},
		{"2036-01-01T00:00:00Z", newest, built, time.Time{}}, // J10: nobody can know
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := early(now, c.newest, c.built); !got.Equal(c.want) {
			t.Errorf("early(%s, %s, %s) = %s, want %s", c.now, c.newest, c.built, got, c.want)
		}
	}
}

// TestJ12: a machine that wakes up in 1970 reads and sends nothing, says so once,
// and goes on when its clock is set.
func TestJ12BootIn1970(t *testing.T) {
	d := newTestDaemon(t)
	s, err := openStation(d.cfg, time.Now, newJournal(&d.log, slog.LevelInfo, false))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx := context.Background()
	real := time.Now()
	s.step(ctx, real)
	d.arrive(1, "help")
	boot := time.Date(1970, 1, 1, 0, 0, 5, 0, time.UTC)
	for i := range 3 {
		now := boot.Add(time.Duration(i) * time.Minute)
		if next := s.step(ctx, now); next.Sub(now) != time.Minute {
			t.Errorf("next step after %s", next.Sub(now))
		}
	}
	if err := s.unwell(); err == nil || !strings.Contains(err.Error(), "the clock says less than") {
		t.Errorf("run --once says %v", err)
	}
	if n := strings.Count(d.log.String(), "the clock is wrong"); n != 1 {
		t.Errorf("said %d times:\n%s", n, d.log.String())
	}
	select {
	case m := <-d.letter:
		t.Fatalf("sent in 1970: %s", m.Subject)
	default:
	}
	s.step(ctx, real.Add(time.Minute))
	if m := d.answer(); !strings.Contains(m.Text, "search") {
		t.Errorf("help was answered with:\n%s", m.Text)
	}
	if err := s.unwell(); err != nil {
		t.Error(err)
	}
}
