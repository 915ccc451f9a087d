package digest

import (
	"fmt"
	"strings"
	"testing"

	"kabar/store/entry"
	"kabar/store/team"
)

// BenchmarkDigest builds and writes the digest of one of 200 members, each of
// whom has written every working day for a month. What all 200 have in common is
// made before.
func BenchmarkDigest(b *testing.B) {
	tm := team.Team{ID: "acme", Name: "Acme", Address: "kabar@acme.example"}
	for n := range 200 {
		tm.Members = append(tm.Members, team.Member{ID: fmt.Sprint("m", n), Name: fmt.Sprintf("Person%d Name%d", n, n),
			Zone: inZone(b, "Europe/Berlin"), Days: weekdays})
	}
	var history []entry.Entry
	for d := day("2026-10-24"); d.Before(day("2026-11-23")); d = d.Add(1) {
		for _, m := range tm.Members {
			history = append(history, wrote(int64(len(history)+1), m, d.String(), d.String()+"T15:00",
				"done: "+strings.Repeat("something was done today. ", 8)+"\n- and more\nnext: go on\nblocked: the printer is on fire again"))
		}
	}
	src := Source{Team: tm, Reader: tm.Members[0], Date: day("2026-11-23"), Now: utc("2026-11-23T07:30"),
		Fresh: history[len(history)-200:], History: history}
	src.Common = CommonOf(src.Date, src.Fresh, src.History)
	for b.Loop() {
		if d := Build(src).Draft(Envelope{Date: src.Now}); len(d.Text) < 10_000 {
			b.Fatal("too short")
		}
	}
}

// BenchmarkDue asks for one member, as every step does for each.
func BenchmarkDue(b *testing.B) {
	m := worker(b, "Europe/Berlin")
	now := utc("2026-11-23T12:00")
	done := func(key string) bool { return !strings.Contains(key, "2026-11-24") }
	for b.Loop() {
		Due(acme, m, utc("2026-01-01T00:00"), now, done)
		Next(acme, m, now, done)
	}
}
