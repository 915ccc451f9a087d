package config

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"kabar/store/civil"
)

// yearly is a recurrence rule of the kind that holidays have: each year on the
// same date, or on the nth weekday of a month (RFC 5545 section 3.3.10).
type yearly struct {
	interval, count int
	until           civil.Date
	month           time.Month
	day             int // of the month; negative: from its end; 0: use weekday
	nth             int // negative: from the end
	weekday         time.Weekday
}

// repeats returns the dates on which something that first happens at start
// happens under the rule, up to lastYear. ok is false if kabar does not know
// such a rule; then it is start alone.
func repeats(start civil.Date, rule string) (dates []civil.Date, ok bool) {
	if rule == "" {
		return []civil.Date{start}, true
	}
	r, ok := parseRule(start, rule)
	if !ok {
		return []civil.Date{start}, false
	}
	for y, n := start.Year, 0; y <= lastYear; y += r.interval {
		d := r.in(y)
		if d.IsZero() || d.Before(start) {
			continue
		}
		if n++; r.count > 0 && n > r.count || !r.until.IsZero() && d.After(r.until) {
			break
		}
		dates = append(dates, d)
	}
	return dates, true
}

// parseRule reads the rule of something that first happens at start.
func parseRule(start civil.Date, rule string) (r yearly, ok bool) {
	r = yearly{interval: 1, month: start.Month, day: start.Day}
	ok = true
	number := func(s string, least, most int) int {
		n, err := strconv.Atoi(s)
		ok = ok && err == nil && n != 0 && n >= least && n <= most
		return n
	}
	freq := ""
	for part := range strings.SplitSeq(rule, ";") {
		k, v, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch k {
		case "FREQ":
			freq = v
		case "INTERVAL":
			r.interval = number(v, 1, 100)
		case "COUNT":
			r.count = number(v, 1, 10000)
		case "UNTIL":
			day, _, _ := strings.Cut(v, "T")
			r.until = allDay(day)
			ok = ok && !r.until.IsZero()
		case "BYMONTH":
			r.month = time.Month(number(v, 1, 12))
		case "BYMONTHDAY":
			r.day = number(v, -31, 31)
		case "BYDAY":
			i := max(len(v)-2, 0)
			r.day, r.nth = 0, number(v[:i], -5, 5)
			day := slices.Index([]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}, v[i:])
			r.weekday = time.Weekday(day)
			ok = ok && day >= 0
		case "", "WKST":
		default:
			ok = false
		}
	}
	byDay, hasMonth := strings.Contains(rule, "BYDAY="), strings.Contains(rule, "BYMONTH=")
	both := byDay && strings.Contains(rule, "BYMONTHDAY=")
	return r, ok && freq == "YEARLY" && !both && byDay == (byDay && hasMonth)
}

// in returns the date in the year y; zero if y has none, such as a 29 February.
func (r yearly) in(y int) civil.Date {
	first := civil.Date{Year: y, Month: r.month, Day: 1}
	days := first.Add(31).Add(-first.Add(31).Day + 1).Days(first)
	day := r.day
	switch {
	case r.day < 0:
		day = days + 1 + r.day
	case r.day == 0 && r.nth > 0:
		day = 1 + (int(r.weekday)-int(first.Weekday())+7)%7 + 7*(r.nth-1)
	case r.day == 0:
		end := first.Add(days - 1)
		day = days - (int(end.Weekday())-int(r.weekday)+7)%7 + 7*(r.nth+1)
	}
	if day < 1 || day > days {
		return civil.Date{}
	}
	return civil.Date{Year: y, Month: r.month, Day: day}
}
