package config

import (
	"strings"
	"testing"
	"time"
)

// TestZone has the zones people write (L12, J09, F13).
func TestZone(t *testing.T) {
	for _, c := range []struct{ name, near string }{
		{"Europe/Berlin", ""}, {"UTC", ""}, {"Europe/Kyiv", ""}, {"Europe/Kiev", ""}, {"GMT", ""},
		{"America/Argentina/Ushuaia", ""}, {"Etc/GMT-2", ""},
		{"europe/berlin", "Europe/Berlin"}, {"utc", "UTC"}, {"EUROPE/KYIV", "Europe/Kyiv"},
		{"PST", "America/Los_Angeles"}, {"cest", "Europe/Berlin Europe/Paris"}, {"WIB", "Asia/Jakarta"},
		{"UTC+2", "Europe/Athens Africa/Johannesburg Africa/Cairo"}, {"GMT+05:30", "Asia/Kolkata"},
		{"+0700", "Asia/Jakarta Asia/Bangkok Asia/Ho_Chi_Minh"}, {"UTC-3:30", "America/St_Johns"},
		{"berlin", "Europe/Berlin"}, {"New York", "America/New_York"}, {"Jakarta", "Asia/Jakarta"},
		{"Europe/Jakarta", "Asia/Jakarta"}, {"San Francisco", "America/Los_Angeles"},
		{"Europe/Berln", "Europe/Berlin"}, {"Asia/Djakarta", "Asia/Jakarta"}, {"Port au Prince", "America/Port-au-Prince"},
		{"", "-"}, {"Local", "-"}, {"nowhere", "-"}, {"../../etc/passwd", "-"}, {"/etc/localtime", "-"},
		{strings.Repeat("x", 1<<16), "-"}, {"UTC+99", "-"}, {"+", "-"}, {"\x00", "-"},
	} {
		loc, near := zoneNamed(c.name)
		got := strings.Join(near, " ")
		if loc == nil && got == "" {
			got = "-"
		}
		if got != c.near {
			t.Errorf("zoneNamed(%.40q) suggests %q, want %q", c.name, got, c.near)
		}
		if loc != nil && loc.String() != c.name {
			t.Errorf("zoneNamed(%q) = %s", c.name, loc)
		}
	}
}

// TestZonesExist finds every name that kabar suggests in the database.
func TestZonesExist(t *testing.T) {
	n := 0
	check := func(name string) {
		n++
		if _, err := time.LoadLocation(name); err != nil {
			t.Error(err)
		}
	}
	for z := range strings.Lines(zoneNames) {
		check(strings.TrimSpace(z))
	}
	for _, table := range []map[string][]string{abbreviated, byOffset} {
		for _, zones := range table {
			for _, z := range zones {
				check(z)
			}
		}
	}
	for _, z := range cities {
		check(z)
	}
	if n < 500 {
		t.Errorf("looked for only %d zones", n)
	}
}
