package config

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kabar/store/civil"
	"kabar/store/team"
)

// A calendar is what kabar takes of a calendar file (RFC 5545): the all-day
// events, those that repeat each year for each year.
type calendar struct {
	days []team.Holiday
	odd  []string // events of which not all could be read
}

// The bounds of a calendar. A rule without an end is followed to lastYear.
const (
	firstYear    = 2020
	lastYear     = 2099
	maxEventDays = 62
	maxHolidays  = 20000
)

// event is one VEVENT, as its properties come.
type event struct {
	line       int
	start, end civil.Date // end is exclusive; zero: one day
	name, rule string
	except     map[civil.Date]bool
	cancelled  bool
}

// parseCalendar reads a calendar file. Events with a time of day are no
// holidays and are passed over.
func parseCalendar(src string) (cal calendar, err error) {
	var at *event // the event being read
	depth := 0    // of what is inside of it, such as an alarm
	found := false
	for _, l := range unfold(src) {
		name, value := property(l.text)
		switch {
		case name == "BEGIN" && at != nil:
			depth++
		case name == "BEGIN" && strings.EqualFold(value, "VEVENT"):
			at = &event{line: l.number, except: map[civil.Date]bool{}}
		case name == "BEGIN" && strings.EqualFold(value, "VCALENDAR"):
			found = true
		case name == "END" && depth > 0:
			depth--
		case name == "END" && at != nil:
			cal.add(*at)
			at = nil
		case at != nil && depth == 0:
			at.property(name, value)
		}
		if len(cal.days) > maxHolidays {
			return calendar{}, fmt.Errorf("more than %d days", maxHolidays)
		}
	}
	if !found {
		return calendar{}, errors.New("no calendar: there is no BEGIN:VCALENDAR in it")
	}
	return cal, nil
}

// property takes one property of an event.
func (e *event) property(name, value string) {
	switch name {
	case "DTSTART":
		e.start = allDay(value)
	case "DTEND":
		e.end = allDay(value)
	case "DURATION":
		if days, ok := wholeDays(value); ok && !e.start.IsZero() {
			e.end = e.start.Add(days)
		}
	case "SUMMARY":
		e.name = unescape(value)
	case "RRULE":
		e.rule = strings.ToUpper(value)
	case "EXDATE":
		for day := range strings.SplitSeq(value, ",") {
			if d := allDay(day); !d.IsZero() {
				e.except[d] = true
			}
		}
	case "STATUS":
		e.cancelled = strings.EqualFold(value, "CANCELLED")
	}
}

// add takes the days of an event, each time it happens.
func (c *calendar) add(e event) {
	if e.start.IsZero() || e.cancelled {
		return
	}
	length := 1
	if !e.end.IsZero() {
		length = min(max(e.end.Days(e.start), 1), maxEventDays)
	}
	starts, ok := repeats(e.start, e.rule)
	if !ok {
		c.odd = append(c.odd, fmt.Sprintf("line %d: %s repeats in a way kabar does not know,"+
			" only %s is taken", e.line, shown(e.name), e.start))
	}
	for _, start := range starts {
		for n := range length {
			d := start.Add(n)
			if !e.except[start] && d.Year >= firstYear && d.Year <= lastYear {
				c.days = append(c.days, team.Holiday{Date: d, Name: e.name})
			}
		}
	}
}

// line is a line of a calendar file, with its continuations.
type line struct {
	number int
	text   string
}

// unfold joins lines that were folded (RFC 5545 section 3.1). Line ends are
// CRLF, but bare LF and CR are in the wild too.
func unfold(src string) (lines []line) {
	src = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(src, "\ufeff"))
	var b strings.Builder
	begin := 1
	flush := func(next int) {
		if b.Len() > 0 {
			lines = append(lines, line{begin, b.String()})
		}
		b.Reset()
		begin = next
	}
	number := 0
	for text := range strings.SplitSeq(src, "\n") {
		number++
		if rest := strings.TrimLeft(text[:min(1, len(text))], " \t"); text != "" && rest == "" {
			b.WriteString(text[1:])
			continue
		}
		flush(number)
		b.WriteString(text)
	}
	flush(number)
	return lines
}

// property splits "NAME;PARAM=\"a:b\":value".
func property(s string) (name, value string) {
	quoted := false
	for i := range len(s) {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == ':' && !quoted:
			name, _, _ = strings.Cut(s[:i], ";")
			return strings.ToUpper(name), s[i+1:]
		}
	}
	return "", ""
}

// allDay reads 20261225, and midnight on that day, which is how some programs
// write it. Any other time of day gives the zero date.
func allDay(s string) civil.Date {
	s = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(s), "Z"), "T000000")
	t, err := time.Parse("20060102", s)
	if err != nil || t.Year() < 1 {
		return civil.Date{}
	}
	return civil.DateOf(t)
}

// wholeDays reads a DURATION of days or weeks: P2D, P1W.
func wholeDays(s string) (days int, ok bool) {
	s, isPeriod := strings.CutPrefix(strings.ToUpper(s), "P")
	weeks := strings.HasSuffix(s, "W")
	n, err := strconv.Atoi(strings.TrimRight(s, "DW"))
	if weeks {
		n *= 7
	}
	return n, isPeriod && err == nil && n > 0 && n <= maxEventDays
}

// unescape undoes the escapes of TEXT (RFC 5545 section 3.3.11), on one line.
func unescape(s string) string {
	s = strings.NewReplacer(`\\`, `\`, `\n`, " ", `\N`, " ", `\,`, ",", `\;`, ";").Replace(s)
	return oneLine(cut(strings.TrimSpace(strings.ToValidUTF8(s, "\ufffd"))))
}
