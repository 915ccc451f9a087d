package civil

import (
	"testing"
	"time"
	_ "time/tzdata"
)

func date(t *testing.T, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestAt has the edges of summer time that PROMISES.md group J names.
func TestAt(t *testing.T) {
	for _, c := range []struct{ name, zone, date, clock, want string }{
		{"plain", "Asia/Jakarta", "2026-11-22", "16:30", "2026-11-22T09:30:00Z"},
		{"J01 New York gap 02:30", "America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00:00Z"},
		{"J01 Berlin gap 02:30", "Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00:00Z"},
		{"J02 New York overlap 01:30", "America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30:00Z"},
		{"J02 Berlin overlap 02:30", "Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30:00Z"},
		{"J03 Havana midnight gap", "America/Havana", "2026-03-08", "00:30", "2026-03-08T05:00:00Z"},
		{"J03 Cairo midnight gap", "Africa/Cairo", "2026-04-24", "00:00", "2026-04-23T22:00:00Z"},
		{"J04 Lord Howe half-hour gap", "Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30:00Z"},
		{"J04 Lord Howe overlap", "Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45:00Z"},
		{"J07 Apia skips a date", "Pacific/Apia", "2011-12-30", "09:00", ""},
		{"J07 Apia next date", "Pacific/Apia", "2011-12-31", "09:00", "2011-12-30T19:00:00Z"},
		{"J07 Kiritimati", "Pacific/Kiritimati", "2026-01-01", "08:30", "2025-12-31T18:30:00Z"},
		{"UTC", "UTC", "2026-01-01", "00:00", "2026-01-01T00:00:00Z"},
		{"leap day", "Europe/Berlin", "2028-02-29", "08:30", "2028-02-29T07:30:00Z"},
	} {
		loc, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		clock, err := ParseClock(c.clock)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if at, ok := date(t, c.date).At(clock, loc); ok {
			got = at.Format(time.RFC3339)
		}
		if got != c.want {
			t.Errorf("%s: %s %s in %s = %q, want %q", c.name, c.date, c.clock, c.zone, got, c.want)
		}
	}
}

// TestAtIsMonotonic walks three years of minutes-of-interest in zones with
// odd rules: later wall times are never earlier instants.
func TestAtIsMonotonic(t *testing.T) {
	for _, zone := range []string{"America/Havana", "Africa/Casablanca", "Australia/Lord_Howe", "Europe/Dublin"} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		last := time.Time{}
		for d := date(t, "2025-01-01"); d.Year < 2028; d = d.Add(1) {
			first := true
			for c := Clock(0); c < 24*60; c += 15 {
				at, ok := d.At(c, loc)
				if !ok || DateOf(at.In(loc)) != d {
					t.Fatalf("%s: %s %s = %v, %v", zone, d, c, at, ok)
				}
				if first && at.Before(last) {
					t.Fatalf("%s: %s begins at %v, before the last minute of the day before", zone, d, at)
				}
				first, last = false, at
			}
		}
	}
}

func TestParse(t *testing.T) {
	for _, s := range []string{"", "2027-02-29", "2026-13-01", "22.11.2026", "0000-01-01", "2026-1-1"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %v, want an error", s, d)
		}
	}
	for _, s := range []string{"", "25:00", "9am", "9:00", "24:00", "16:60", "16:30:00"} {
		if c, err := ParseClock(s); err == nil {
			t.Errorf("ParseClock(%q) = %v, want an error", s, c)
		}
	}
	if got := date(t, "2024-02-28").Add(1).String(); got != "2024-02-29" {
		t.Errorf("leap day: %s", got)
	}
	if got := date(t, "2026-03-01").Days(date(t, "2026-02-01")); got != 28 {
		t.Errorf("Days = %d, want 28", got)
	}
}

func TestMidnight(t *testing.T) {
	day := Date{2026, time.November, 22}
	if got := day.Midnight().Format(time.RFC3339); got != "2026-11-22T00:00:00Z" {
		t.Error(got)
	}
}
