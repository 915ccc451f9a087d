package intake

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
)

// TestZoneNames: every name of the list is one that Go knows.
func TestZoneNames(t *testing.T) {
	names := zoneList(zoneNames)
	if len(names) < 400 {
		t.Fatalf("only %d names", len(names))
	}
	known := map[string]bool{"UTC": true}
	for _, name := range names {
		known[name] = true
		if _, err := time.LoadLocation(name); err != nil {
			t.Error(err)
		}
	}
	for key, zone := range places().sure {
		if !known[zone] {
			t.Errorf("%s is in %s, which is no zone", key, zone)
		}
	}
	for key, zone := range places().many {
		if !known[zone] {
			t.Errorf("for %s is offered %s, which is no zone", key, zone)
		}
	}
	for offset, zone := range zoneOffsets {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		_, january := time.Date(2026, 1, 15, 0, 0, 0, 0, loc).Zone()
		_, july := time.Date(2026, 7, 15, 0, 0, 0, 0, loc).Zone()
		if january != offset*60 && july != offset*60 {
			t.Errorf("%s has %d and %d, not %d minutes", zone, january/60, july/60, offset)
		}
	}
}

func TestParseZone(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"Europe/Berlin", "Europe/Berlin"},
		{" europe/berlin ", "Europe/Berlin"},
		{"Berlin", "Europe/Berlin"},
		{"BERLIN.", "Europe/Berlin"},
		{"München", "Europe/Berlin"},
		{"germany", "Europe/Berlin"},
		{"Jerman", "Europe/Berlin"},
		{"Sao Paulo", "America/Sao_Paulo"},
		{"São Paulo", "America/Sao_Paulo"},
		{"America/Sao Paulo", "America/Sao_Paulo"},
		{"new york", "America/New_York"},
		{"San Francisco", "America/Los_Angeles"},
		{"Lagos", "Africa/Lagos"},
		{"Jakarta", "Asia/Jakarta"},
		{"WIB", "Asia/Jakarta"},
		{"wita", "Asia/Makassar"},
		{"Bali", "Asia/Makassar"},
		{"Europe/Kiev", "Europe/Kiev"},
		{"Kyiv", "Europe/Kyiv"},
		{"UTC", "UTC"},
		{"gmt", "UTC"},
		{"Japan", "Asia/Tokyo"},
		{"Port-au-Prince", "America/Port-au-Prince"},
		{"Cote d’Ivoire", "Africa/Abidjan"},
		{"Buenos Aires", "America/Argentina/Buenos_Aires"},
	} {
		got, err := parseZone(c.args)
		if err != nil || got != c.want {
			t.Errorf("timezone %s = %q (%v), want %q", c.args, got, err, c.want)
		}
		if _, err := time.LoadLocation(got); err != nil {
			t.Error(err)
		}
	}
}

// TestF13 has zones that are refused, each with the nearest valid form.
func TestF13(t *testing.T) {
	for _, c := range []struct {
		args    string
		problem string
		near    string
	}{
		{"", argMissing, "timezone Europe/Berlin"},
		{"Local", argUnclear, "timezone Europe/Berlin"},
		{"../../etc/passwd", argUnclear, "timezone Europe/Berlin"},
		{"UTC+2", argSeveral, "timezone Africa/Johannesburg"},
		{"GMT-3", argSeveral, "timezone America/Sao_Paulo"},
		{"utc +05:30", argSeveral, "timezone Asia/Kolkata"},
		{"+7", argSeveral, "timezone Asia/Jakarta"},
		{"Etc/GMT-7", argSeveral, "timezone Asia/Jakarta"},
		{"UTC+99", argUnclear, "timezone Europe/Berlin"},
		{"PST", argSeveral, "timezone America/Los_Angeles"},
		{"CET", argSeveral, "timezone Europe/Berlin"},
		{"Indonesia", argSeveral, "timezone Asia/Jakarta"},
		{"USA", argSeveral, "timezone America/New_York"},
		{"Berln", argUnclear, "timezone Europe/Berlin"},
		{"Europe/Berlín/", argUnclear, "timezone Europe/Berlin"},
		{"Jakatra", argUnclear, "timezone Asia/Jakarta"},
		{"Asia/Jakart", argUnclear, "timezone Asia/Jakarta"},
		{"Bеrlin", argUnclear, "timezone Europe/Berlin"}, // a Cyrillic е
		{"x\x00y", argUnclear, "timezone Europe/Berlin"},
		{strings.Repeat("Berlin ", 1000), argUnclear, "timezone Europe/Berlin"},
	} {
		zone, err := parseZone(c.args)
		var e *ArgError
		if !errors.As(err, &e) || e.Problem != c.problem || e.Near != c.near || zone != "" {
			t.Errorf("timezone %.40s = %q: %v, want %s: %s", c.args, zone, err, c.problem, c.near)
		}
		if e != nil {
			if _, err := parseZone(strings.TrimPrefix(e.Near, "timezone ")); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestParseHours(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"9:00-17:30", "0000000 09:00 17:30"},
		{"09.00 - 17.00", "0000000 09:00 17:00"},
		{"9-17", "0000000 09:00 17:00"},
		{"9am to 5pm", "0000000 09:00 17:00"},
		{"9 a.m. - 5 p.m.", "0000000 09:00 17:00"},
		{"8h30–16h", "0000000 08:30 16:00"},
		{"mon-thu 09:00-17:00", "0011110 09:00 17:00"},
		{"Mon – Thu 9:00 – 17:00", "0011110 09:00 17:00"},
		{"senin-jumat 8.00 sampai 16.00", "0111110 08:00 16:00"},
		{"9-17 weekdays", "0111110 09:00 17:00"},
		{"sun, mon and wed 10:00-18:00", "0001011 10:00 18:00"},
		{"fri-mon 10-18", "1100011 10:00 18:00"},
		{"every day 10-18", "1111111 10:00 18:00"},
		{"0:00-23:59", "0000000 00:00 23:59"},
		{"", "missing hours mon-fri 09:00-17:00"},
		{"9", "unclear hours mon-fri 09:00-17:00"},
		{"3 on login", "unclear hours mon-fri 09:00-17:00"},
		{"9-17 18-19", "unclear hours mon-fri 09:00-17:00"},
		{"25:00-26:00", "unclear hours mon-fri 09:00-17:00"},
		{"9:60-17:00", "unclear hours mon-fri 09:00-17:00"},
		{"9-24", "unclear hours mon-fri 09:00-17:00"},
		{"13pm-15pm", "unclear hours mon-fri 09:00-17:00"},
		{"mon-fun 9-17", "unclear hours mon-fri 09:00-17:00"},
		{"17:00-9:00", "backwards hours 09:00-17:00"},
		{"9-5", "backwards hours 09:00-17:00"},
		{"9-9", "backwards hours mon-fri 09:00-17:00"},
	} {
		h, err := parseHours(c.args)
		got := fmt.Sprintf("%07b %s %s", h.Days, h.From, h.To)
		if e, ok := err.(*ArgError); ok {
			got = e.Problem + " " + e.Near
			if _, err := parseHours(strings.TrimPrefix(e.Near, "hours ")); err != nil {
				t.Error(err)
			}
		}
		if got != c.want {
			t.Errorf("hours %s = %s, want %s", c.args, got, c.want)
		}
	}
}

func TestParseDays(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"mon-fri", "0111110"}, {"weekdays", "0111110"}, {"hari kerja", "0111110"},
		{"sun-thu", "0011111"}, {"sat - sun", "1000001"}, {"Mon Wed Fri", "0101010"},
		{"sen,rab,jum", "0101010"}, {"setiap hari", "1111111"}, {"mon", "0000010"},
		{"", "missing"}, {"x", "unclear"}, {"mon-", "unclear"}, {"-fri", "unclear"},
	} {
		d, err := parseDays(c.args)
		got := fmt.Sprintf("%07b", d)
		if e, ok := err.(*ArgError); ok {
			got = e.Problem
		}
		if got != c.want {
			t.Errorf("days %s = %s, want %s", c.args, got, c.want)
		}
	}
}

func TestParseClock(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"16:30", "16:30"}, {" 9:00 ", "09:00"}, {"9", "09:00"}, {"16.30", "16:30"},
		{"4:30 pm", "16:30"}, {"12am", "00:00"}, {"12 pm", "12:00"}, {"17h30", "17:30"},
		{"", "missing"}, {"24:00", "unclear"}, {"9:5", "unclear"}, {"noonish", "unclear"},
		{"9:00-10:00", "unclear"}, {"-1", "unclear"}, {"13pm", "unclear"},
	} {
		clock, err := parseClock(c.args, "prompt")
		got := clock.String()
		if e, ok := err.(*ArgError); ok {
			got = e.Problem
			if e.Near != "prompt 16:30" {
				t.Errorf("clock %s: offers %q", c.args, e.Near)
			}
		}
		if got != c.want {
			t.Errorf("clock %s = %s, want %s", c.args, got, c.want)
		}
	}
}

func TestParseLang(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"en", "en"}, {"English", "en"}, {"bahasa Inggris", "en"}, {"id", "id"},
		{"Indonesia", "id"}, {"Bahasa Indonesia!", "id"}, {"", "missing"}, {"klingon", "unclear"},
	} {
		lang, err := parseLang(c.args)
		if e, ok := err.(*ArgError); ok {
			lang = e.Problem
		}
		if lang != c.want {
			t.Errorf("language %s = %s, want %s", c.args, lang, c.want)
		}
	}
}
