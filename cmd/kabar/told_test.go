package main

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kabar/store"
	"kabar/store/civil"
	"kabar/store/team"
)

// TestGroupJMarksAhead: what of a member's marks can be true, and what is
// believed in place of what can't (PROMISES group J, P4).
func TestGroupJMarksAhead(t *testing.T) {
	now := clockAt("2026-11-18T09:00:00Z") // Wednesday; 23:00 on Tuesday in Honolulu
	for _, c := range []struct{ name, zone, mark, want string }{
		{"today", "Europe/Berlin", "2026-11-18", "2026-11-18"},
		{"long ago", "Europe/Berlin", "2026-01-18", "2026-01-18"},
		{"none", "Europe/Berlin", "", ""},
		{"J11 a clock a day fast", "Europe/Berlin", "2026-11-19", "2026-11-19"},
		{"two days", "Europe/Berlin", "2026-11-20", "2026-11-17"},
		{"years", "Europe/Berlin", "2031-11-20", "2026-11-17"},
		{"J07 moved west over the date line", "Pacific/Honolulu", "2026-11-18", "2026-11-18"},
		{"two days for them", "Pacific/Honolulu", "2026-11-19", "2026-11-16"},
		{"east of it", "Pacific/Kiritimati", "2026-11-19", "2026-11-19"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		var mark civil.Date
		if err := mark.UnmarshalText([]byte(c.mark)); err != nil {
			t.Fatal(err)
		}
		m := team.Member{ID: "ana", Zone: zone}
		was := told{prompt: mark, digest: mark, num: 7, since: now.Add(-time.Hour)}
		got, wrong := was.believed(now, m)
		if got.prompt.String() != c.want || got.digest.String() != c.want || wrong != (c.want != c.mark) {
			t.Errorf("%s: prompt %s, digest %s, wrong %v; want %s", c.name, got.prompt, got.digest, wrong, c.want)
		}
		if got.num != 7 || got.since != was.since {
			t.Errorf("%s: the rest became %+v", c.name, got)
		}
	}
	for since, want := range map[string]string{
		"2026-11-18T09:00:00Z": "2026-11-18T09:00:00Z", "2026-11-19T09:00:00Z": "2026-11-19T09:00:00Z",
		"2026-11-19T09:00:01Z": "2026-11-18T09:00:00Z", "2031-01-01T00:00:00Z": "2026-11-18T09:00:00Z",
	} {
		got, _ := told{since: clockAt(since)}.believed(now, team.Member{Zone: time.UTC})
		if !got.since.Equal(clockAt(want)) {
			t.Errorf("since %s is taken for %s, want %s", since, got.since, want)
		}
	}
}

// TestReadTold: every form of a member's marks; what can't be read names its
// file and what to do.
func TestReadTold(t *testing.T) {
	a, m := team.Team{ID: "acme"}, team.Member{ID: "ana", Zone: time.UTC}
	for _, c := range []struct{ prompt, digest, since, want string }{
		{"", "", "", " "},
		{"2026-11-18", "14 2026-11-17", "2026-11-01T00:00:00Z", "2026-11-18 14 2026-11-17"},
		{"", "14", "2026-11-01T00:00:00Z", " 14"},
		{"", "14 2026-11-17 >20", "", " 14 2026-11-17 >20"},
		{"", "14 >20", "", " 14 >20"},
		{"Friday", "14", "", "marks/prompt.acme.ana"},
		{"", "x 2026-11-17", "", "marks/digest.acme.ana"},
		{"", "14 2026-11-31", "", "marks/digest.acme.ana"},
		{"", "14 2026-11-17 >x", "", "marks/digest.acme.ana"},
		{"", "14", "yesterday", "marks/since.acme.ana"},
	} {
		d, err := readTold(map[string]string{
			promptMark(a, m): c.prompt, digestMark(a, m): c.digest, sinceMark(a, m): c.since}, a, m)
		if err != nil {
			var damaged *store.DamagedError
			if !errors.As(err, &damaged) || damaged.Problems[0].File != c.want ||
				!strings.Contains(err.Error(), "delete it") {
				t.Errorf("%+v: %v", c, err)
			}
			continue
		}
		got := d.prompt.String() + " " + strings.TrimPrefix(d.digestValue(), "0")
		if got != c.want {
			t.Errorf("%+v: read as %q, want %q", c, got, c.want)
		}
	}
}
