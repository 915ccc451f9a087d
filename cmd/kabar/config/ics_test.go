package config

import (
	"strings"
	"testing"
)

func ics(lines ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n" + strings.Join(lines, "\r\n") +
		"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
}

// TestCalendar has the ways in which calendar files write holidays.
func TestCalendar(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"one day", ics("DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261226", "SUMMARY:Christmas"),
			"2026-12-25 Christmas"},
		{"without an end", ics("DTSTART;VALUE=DATE:20261225"), "2026-12-25"},
		{"the end is exclusive", ics("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227", "SUMMARY:X"),
			"2026-12-24 X, 2026-12-25 X, 2026-12-26 X"},
		{"an end before the start", ics("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261201"), "2026-12-24"},
		{"a duration", ics("DTSTART;VALUE=DATE:20261224", "DURATION:P2D"), "2026-12-24, 2026-12-25"},
		{"folded", ics("DTSTART;VALUE=D", " ATE:20261225", "SUMMARY:Chri", "\tstmas"), "2026-12-25 Christmas"},
		{"bare line feeds", strings.ReplaceAll(ics("DTSTART:20261225", "SUMMARY:X"), "\r", ""), "2026-12-25 X"},
		{"midnight to midnight", ics("DTSTART:20261225T000000", "DTEND:20261226T000000"), "2026-12-25"},
		{"no holiday: a time of day", ics("DTSTART:20261225T093000Z", "SUMMARY:Stand-up"), ""},
		{"cancelled", ics("DTSTART:20261225", "STATUS:CANCELLED"), ""},
		{"an alarm inside", ics("DTSTART:20261225", "BEGIN:VALARM", "SUMMARY:Wake up", "END:VALARM", "SUMMARY:X"),
			"2026-12-25 X"},
		{"a colon between quotes", ics(`DTSTART;X-A="b:c";VALUE=DATE:20261225`), "2026-12-25"},
		{"escapes", ics("DTSTART:20261225", `SUMMARY:a\, b\; c\nd \\n`), `2026-12-25 a, b; c d \n`},
		{"terminal escapes", ics("DTSTART:20261225", "SUMMARY:\x1b[31m"), `2026-12-25 \u001b[31m`},
		{"each year, thrice", ics("DTSTART:20261225", "RRULE:FREQ=YEARLY;COUNT=3"),
			"2026-12-25, 2027-12-25, 2028-12-25"},
		{"each year until", ics("DTSTART:20261225", "RRULE:FREQ=YEARLY;UNTIL=20271231T000000Z"),
			"2026-12-25, 2027-12-25"},
		{"29 February", ics("DTSTART:20240229", "RRULE:FREQ=YEARLY;COUNT=2"), "2024-02-29, 2028-02-29"},
		{"every other year", ics("DTSTART:20260101", "RRULE:FREQ=YEARLY;INTERVAL=2;COUNT=2"),
			"2026-01-01, 2028-01-01"},
		{"4th Thursday of November", ics("DTSTART:20261126", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=3"),
			"2026-11-26, 2027-11-25, 2028-11-23"},
		{"last Monday of May", ics("DTSTART:20260525", "RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;COUNT=2"),
			"2026-05-25, 2027-05-31"},
		{"last day of February", ics("DTSTART:20270228", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1;COUNT=2"),
			"2027-02-28, 2028-02-29"},
		{"not that year", ics("DTSTART:20261225", "RRULE:FREQ=YEARLY;COUNT=3", "EXDATE;VALUE=DATE:20271225"),
			"2026-12-25, 2028-12-25"},
		{"before kabar", ics("DTSTART:19700101", "RRULE:FREQ=YEARLY;UNTIL=20210101"), "2020-01-01, 2021-01-01"},
		{"each month", ics("DTSTART:20261225", "RRULE:FREQ=MONTHLY", "SUMMARY:Pay"), "2026-12-25 Pay" +
			`; odd: line 3: "Pay" repeats in a way kabar does not know, only 2026-12-25 is taken`},
		{"each Monday of the year", ics("DTSTART:20261228", "RRULE:FREQ=YEARLY;BYDAY=MO"), "2026-12-28" +
			`; odd: line 3: "" repeats in a way kabar does not know, only 2026-12-28 is taken`},
		{"no calendar", "hello", "error: no calendar: there is no BEGIN:VCALENDAR in it"},
		{"cut off", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261225", ""},
	} {
		cal, err := parseCalendar(c.src)
		var got []string
		for _, d := range cal.days {
			got = append(got, strings.TrimSpace(d.Date.String()+" "+d.Name))
		}
		text := strings.Join(got, ", ")
		if len(cal.odd) > 0 {
			text += "; odd: " + strings.Join(cal.odd, "; ")
		}
		if err != nil {
			text = "error: " + err.Error()
		}
		if text != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, text, c.want)
		}
	}
}

// TestCalendarBounds reads what would never end.
func TestCalendarBounds(t *testing.T) {
	endless := ics("DTSTART:20260101", "RRULE:FREQ=YEARLY")
	cal, err := parseCalendar(endless)
	if n := len(cal.days); err != nil || n != lastYear-2026+1 {
		t.Errorf("a rule without an end: %d days, %v", n, err)
	}
	one := "BEGIN:VEVENT\nDTSTART:20260101\nDTEND:99991231\nRRULE:FREQ=YEARLY\nEND:VEVENT\n"
	if _, err := parseCalendar("BEGIN:VCALENDAR\n" + strings.Repeat(one, 1000)); err == nil {
		t.Error("no bound on the number of days")
	}
}

func FuzzCalendar(f *testing.F) {
	f.Add(ics("DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261226", "SUMMARY:Christmas"))
	f.Add(ics("DTSTART:20240229", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=-4TH;COUNT=3;UNTIL=20300101"))
	f.Add(ics("DTSTART:20240131", "RRULE:FREQ=YEARLY;BYMONTHDAY=-31;INTERVAL=3", "EXDATE:20270131,20300131"))
	f.Add("BEGIN:VCALENDAR\nBEGIN:VEVENT\n \n\t\nDURATION:P9W\nBEGIN:X\nEND:\nEND:VEVENT\nEND")
	f.Fuzz(func(t *testing.T, src string) {
		cal, err := parseCalendar(src)
		if err != nil && len(cal.days) > 0 {
			t.Fatal("days and an error")
		}
		for _, d := range cal.days {
			if d.Date.Year < firstYear || d.Date.Year > lastYear || d.Name != oneLine(d.Name) {
				t.Fatalf("%+v", d)
			}
		}
	})
}
