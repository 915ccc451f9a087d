package export

import (
	"bytes"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"

	"kabar/store/entry"
	"kabar/store/team"
)

// TestCalendar reads the calendar as RFC 5545 says: lines of at most 75 octets
// that end in CR LF (3.1), text with its escapes (3.3.11), UIDs that differ.
func TestCalendar(t *testing.T) {
	s, teams := story(t)
	var b bytes.Buffer
	if err := Calendar(&b, teams, s, true); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if !strings.HasSuffix(line, "\r\n") || len(line) > 75+2 || strings.Count(line, "\r") != 1 {
			t.Errorf("%d octets: %q", len(line), line)
		}
	}
	cal, err := ics.ParseCalendar(&b)
	if err != nil {
		t.Fatal(err)
	}
	uids := map[string]bool{}
	summaries := ""
	for _, ev := range cal.Events() {
		uids[ev.Id()] = true
		summaries += ev.GetProperty(ics.ComponentPropertySummary).Value + "\n"
		if d := ev.GetProperty(ics.ComponentPropertyDescription); d != nil &&
			strings.Contains(d.Value, "Größe") && strings.Count(d.Value, "Größe ist wichtig,") != 12 {
			t.Errorf("the description came back as %q", d.Value)
		}
	}
	want := "Ana Putri; PhD away\nAna Putri; PhD away until further notice\n" +
		"Deadline of decision 1: Use <Postgres>; not, MySQL\nDeadline of decision 2: Use SQLite\n"
	if summaries != want || len(uids) != 4 {
		t.Errorf("events %q, UIDs %v", summaries, uids)
	}
}

// TestCalendarInjection: nothing that people wrote begins a property of its own.
func TestCalendarInjection(t *testing.T) {
	s, teams := story(t)
	nasty := "x\r\nBEGIN:VALARM\rATTACH:y\nEND:VEVENT\u2028" + strings.Repeat("é", 300)
	teams = []team.Team{teams[0]}
	teams[0].Members[0].Name = nasty
	teams[0].Members[0].Away[0].Note = nasty
	for i := range s.list {
		if d := s.list[i].Decision; d != nil {
			s.list[i].Decision = &entry.Decision{Title: nasty, Why: nasty, Status: nasty, Deadline: d.Deadline}
			s.list[i].ID = nasty
		}
	}
	var b bytes.Buffer
	if err := Calendar(&b, teams, s, true); err != nil {
		t.Fatal(err)
	}
	known := "BEGIN VERSION PRODID X-WR-CALNAME UID DTSTAMP DTSTART;VALUE=DATE DTEND;VALUE=DATE SUMMARY " +
		"DESCRIPTION STATUS TRANSP END"
	begins := 0
	for line := range strings.Lines(b.String()) {
		if len(line) > 75+2 {
			t.Errorf("%d octets: %q", len(line), line)
		}
		name, value, _ := strings.Cut(line, ":")
		switch {
		case strings.HasPrefix(line, " "):
		case name == "BEGIN":
			begins++
			if value != "VCALENDAR\r\n" && value != "VEVENT\r\n" {
				t.Errorf("%q", line)
			}
		case !strings.Contains(" "+known+" ", " "+name+" "):
			t.Errorf("%q", line)
		}
	}
	if begins != 5 {
		t.Errorf("%d components", begins)
	}
}

// TestCalendarOfQuery: away days are no entries, so a query finds none.
func TestCalendarOfQuery(t *testing.T) {
	s, teams := story(t)
	s.only = func(e entry.Entry) bool { return e.Decision != nil && e.Decision.Number == 2 }
	var b bytes.Buffer
	if err := Calendar(&b, teams, s, false); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "BEGIN:VEVENT"); n != 1 || !strings.Contains(b.String(), "SQLite") {
		t.Errorf("%d events: %s", n, b.String())
	}
}
