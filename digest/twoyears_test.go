package digest

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"kabar/cmd/kabar/racetest"
	"kabar/store/civil"
	"kabar/store/team"
)

// zoneNames is every zone of the database that Go embeds (time/tzdata), one a
// line, sorted.
//
//go:embed testdata/zones.txt
var zoneNames string

// zonesUnderTest are all zones: of those whose clocks show the same all through
// the years under test, the first. With -short or the race detector it is one
// in eight of them.
func zonesUnderTest(t *testing.T) (list []*time.Location) {
	names := strings.Fields(zoneNames)
	if len(names) < 420 {
		t.Fatalf("testdata/zones.txt has %d zones: it is cut", len(names))
	}
	seen := map[string]bool{}
	for _, name := range names {
		loc := inZone(t, name)
		var rules strings.Builder
		for _, at := range append([]time.Time{yearsBegin}, changes(loc)...) {
			_, offset := at.In(loc).Zone()
			fmt.Fprintln(&rules, at.Unix(), offset)
		}
		if !seen[rules.String()] {
			list = append(list, loc)
		}
		seen[rules.String()] = true
	}
	t.Logf("%d zones, of which %d differ in the years under test", len(names), len(list))
	if testing.Short() || racetest.On() {
		for i := range len(list) / 8 {
			list[i] = list[i*8]
		}
		list = list[:len(list)/8]
	}
	return list
}

// The years under test, and a little on both sides.
var (
	yearsBegin = time.Date(2025, 12, 25, 0, 0, 0, 0, time.UTC)
	yearsEnd   = time.Date(2028, 1, 8, 0, 0, 0, 0, time.UTC)
)

var clocksUnderTest = []civil.Clock{0, 30, 90, 150, 540}

// everyZone calls f with every zone and clock, on all processors.
func everyZone(t *testing.T, f func(t *testing.T, m team.Member)) {
	zones := zonesUnderTest(t)
	work := make(chan team.Member)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for m := range work {
				f(t, m)
			}
		})
	}
	for _, loc := range zones {
		for _, c := range clocksUnderTest {
			work <- team.Member{ID: "ana", Zone: loc, Days: everyDay, Prompt: c, Digest: c}
		}
	}
	close(work)
	all.Wait()
}

// exists tells whether the calendar of a zone has the date at all. It asks for
// noon and for the hours around it, by nothing but time.Date: no zone of the
// years under test changes its clocks by day.
func exists(d civil.Date, loc *time.Location) bool {
	return civil.DateOf(time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, loc)) == d
}

// TestTwoYears has group J over all zones: for every clock there is exactly one
// prompt and one digest for each local date that exists, each on that date.
func TestTwoYears(t *testing.T) {
	first, last := day("2026-01-01"), day("2027-12-31")
	everyZone(t, func(t *testing.T, m team.Member) {
		slots := map[civil.Date]int{}
		from, _ := first.At(0, m.Zone)
		to, _ := last.Add(1).At(0, m.Zone)
		before := from.Add(-time.Minute)
		for _, s := range Slots(team.Team{ID: "acme"}, m, from, to) {
			if s.Skip != "" {
				t.Errorf("%s %s: %s skipped: %s", m.Zone, m.Prompt, s.Key(), s.Skip)
			}
			if got := civil.DateOf(s.At.In(m.Zone)); got != s.Date {
				t.Errorf("%s %s: %s is at %s", m.Zone, m.Prompt, s.Key(), s.At)
			}
			if s.At.Before(before) {
				t.Errorf("%s %s: %s comes before the one of the day before", m.Zone, m.Prompt, s.Key())
			}
			before = s.At
			slots[s.Date]++
		}
		for d := first; !d.After(last); d = d.Add(1) {
			want := 0
			if exists(d, m.Zone) {
				want = 2
			}
			if slots[d] != want {
				t.Errorf("%s %s: %d slots on %s, want %d", m.Zone, m.Prompt, slots[d], d, want)
			}
		}
	})
}

// TestTwoYearsOfSteps runs Due and Next as the program does, through the days
// round every change of the clocks of every zone: one prompt for each date,
// at the moment Next said, and nothing ever twice.
func TestTwoYearsOfSteps(t *testing.T) {
	tm := team.Team{ID: "acme"}
	everyZone(t, func(t *testing.T, m team.Member) {
		for _, change := range changes(m.Zone) {
			r := record{}
			start, end := change.Add(-40*time.Hour), change.Add(40*time.Hour)
			prompts := map[string]int{}
			for now, n := start, 0; now.Before(end); n++ {
				due, lapsed := Due(tm, m, start, now, r.has)
				if len(lapsed) > 0 {
					t.Fatalf("%s %s: at %s lapsed %v", m.Zone, m.Prompt, now, lapsed)
				}
				for _, s := range due {
					if r.has(s.Key()) {
						t.Fatalf("%s %s: %s twice", m.Zone, m.Prompt, s.Key())
					}
					r[s.Key()] = now
					if !s.At.Equal(now) {
						t.Errorf("%s %s: %s is at %s, not when Next said, %s", m.Zone, m.Prompt, s.Key(), s.At, now)
					}
					prompts[s.Date.String()]++
				}
				next := Next(tm, m, now, r.has)
				if !next.After(now) || n > 20 {
					t.Fatalf("%s %s: after %s comes %s", m.Zone, m.Prompt, now, next)
				}
				now = next
			}
			for d := civil.DateOf(start.In(m.Zone)).Add(1); d.Before(civil.DateOf(end.In(m.Zone))); d = d.Add(1) {
				if got := prompts[d.String()]; exists(d, m.Zone) && got != 2 {
					t.Errorf("%s %s: %d mails for %s round the change at %s", m.Zone, m.Prompt, got, d, change)
				}
			}
		}
	})
}

// changes are the moments of the years under test at which the clocks of a zone
// change; where they never do, the middle of that time.
func changes(loc *time.Location) (list []time.Time) {
	for at := yearsBegin; ; {
		_, next := at.In(loc).ZoneBounds()
		if next.IsZero() || next.After(yearsEnd) {
			break
		}
		list = append(list, next)
		at = next
	}
	if len(list) == 0 {
		list = append(list, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
	}
	return list
}

// TestSkippedDates has the dates that a zone never had: no mail for them, and
// none twice.
func TestSkippedDates(t *testing.T) {
	for zone, d := range map[string]string{
		"Pacific/Apia": "2011-12-30", "Pacific/Fakaofo": "2011-12-30", "Pacific/Kwajalein": "1993-08-21",
		"Pacific/Kiritimati": "1994-12-31", "Pacific/Enderbury": "1994-12-31",
	} {
		for _, c := range clocksUnderTest {
			m := team.Member{ID: "ana", Zone: inZone(t, zone), Days: everyDay, Prompt: c, Digest: c}
			slots := map[civil.Date]int{}
			from, _ := day(d).Add(-3).At(0, m.Zone)
			for _, s := range Slots(acme, m, from, from.Add(5*24*time.Hour)) {
				slots[s.Date]++
			}
			for n := -3; n <= 1; n++ {
				want := 2
				if n == 0 {
					want = 0
				}
				if got := slots[day(d).Add(n)]; got != want {
					t.Errorf("%s %s: %d slots on %s, want %d", zone, c, got, day(d).Add(n), want)
				}
			}
		}
	}
}
