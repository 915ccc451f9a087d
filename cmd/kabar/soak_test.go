package main

import (
	"fmt"
	"log/slog"
	"runtime"
	"testing"
	"time"

	"kabar/cmd/kabar/racetest"
)

// TestK14Soak is a day of a running kabar, a round a minute, with mail each hour,
// in a moment: after its first hours memory stays where it is. With the race
// detector it is a third of a day.
func TestK14Soak(t *testing.T) {
	hours := 24
	if racetest.On() {
		hours = 8
	}
	d := newTestDaemon(t)
	s, err := openStation(d.cfg, time.Now, newJournal(&d.log, slog.LevelError, false))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	now := clockAt("2026-11-18T00:00:00Z")
	minutes := func(n int) (bytes int64) {
		for range n {
			if now = now.Add(time.Minute); now.Minute() == 0 {
				raw := vouched("acme.example", fmt.Appendf(nil,
					"From: ben@acme.example\r\nSubject: news\r\nMessage-ID: <%d@x>\r\n\r\nDone: thing %d\r\n", now.Unix(), now.Unix()))
				if err := d.imap.Append("kabar@acme.example", "INBOX", raw, now); err != nil {
					t.Fatal(err)
				}
			}
			s.step(t.Context(), now)
			for len(d.letter) > 0 {
				<-d.letter
			}
		}
		var m runtime.MemStats
		runtime.GC()
		runtime.GC() // what has finalizers goes with the second
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	before := minutes(4 * 60)
	running := runtime.NumGoroutine()
	after := minutes((hours - 4) * 60)
	if s.store.Last() != int64(hours) {
		t.Errorf("%d entries: did it read its mail?\n%s", s.store.Last(), d.log.String())
	}
	// 1200 rounds that keep a kilobyte each would be more.
	if grown := after - before; grown > 1<<20 {
		t.Errorf("memory has grown by %d bytes in %d hours", grown, hours-4)
	}
	if n := runtime.NumGoroutine(); n > running+5 {
		t.Errorf("%d goroutines, %d before", n, running)
	}
}
