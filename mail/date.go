package mail

import (
	"strconv"
	"strings"
	"time"
)

// parseDate reads a Date field (RFC 5322 sections 3.3 and 4.3): zero for what
// is no date, or an absurd one. It takes one look at each word, since the
// standard library's parser was quadratic in comments (D26).
func parseDate(value string) time.Time {
	const maxDate = 1000 // bytes; comments included
	s := scanner{rest: strings.ReplaceAll(shorten(value, maxDate), ",", " ")}
	var words []string
	for t := s.next(); t.kind != 0; t = s.next() {
		switch {
		case t.kind == tokenAtom:
			if i := strings.IndexByte(t.text, '+'); i > 0 { // 16:30+0700, seen in the wild
				words = append(words, t.text[:i])
				t.text = t.text[i:]
			}
			words = append(words, t.text)
		case t.kind == ':' || t.kind == '.':
			words = append(words, ":")
		}
	}
	// The name of the day is not looked at: it can only be wrong.
	if len(words) > 0 && !startsWithDigit(words[0]) {
		words = words[1:]
	}
	if len(words) == 0 {
		return time.Time{}
	}
	if strings.Contains(words[0], "-") { // 22-Nov-2026, seen in the wild
		words = append(strings.Split(words[0], "-"), words[1:]...)
	}
	if len(words) < 6 {
		return time.Time{}
	}
	return dateOf(words[0], words[1], words[2], words[3:])
}

// dateOf builds the date of day, month, year, and hh : mm [: ss] [zone].
func dateOf(day, month, year string, clock []string) time.Time {
	d, y := number(day, 1, 31), number(year, 0, 9999)
	m := monthOf(month)
	h, min, s := number(clock[0], 0, 23), number(clock[2], 0, 59), 0
	rest := clock[3:]
	if len(rest) >= 2 && rest[0] == ":" {
		s, rest = number(rest[1], 0, 60), rest[2:] // a leap second is read (J15)
	}
	if clock[1] != ":" || d < 0 || y < 0 || m == 0 || h < 0 || min < 0 || s < 0 {
		return time.Time{}
	}
	switch { // RFC 5322 section 4.3
	case y < 50:
		y += 2000
	case y < 1000:
		y += 1900
	}
	zone := time.UTC
	if len(rest) > 0 {
		zone = zoneOf(rest[0])
	}
	t := time.Date(y, m, d, h, min, s, 0, zone)
	if t.Year() < 1971 || t.Year() > 2200 || t.Day() != d && s < 60 {
		return time.Time{}
	}
	return t
}

// number reads decimal digits within bounds, -1 for anything else.
func number(s string, low, high int) int {
	n, err := strconv.Atoi(s)
	if err != nil || !startsWithDigit(s[:1]) || n < low || n > high {
		return -1
	}
	return n
}

func startsWithDigit(s string) bool {
	return s != "" && s[0] >= '0' && s[0] <= '9'
}

func monthOf(s string) time.Month {
	if len(s) >= 3 {
		i := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(s[:3]))
		if i >= 0 && i%3 == 0 {
			return time.Month(i/3 + 1)
		}
	}
	return 0
}

// zoneOf reads +0700 or one of the names of RFC 5322 section 4.3; others mean
// UTC there too.
func zoneOf(s string) *time.Location {
	hours, known := map[string]int{
		"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
	}[strings.ToUpper(s)]
	if known {
		return time.FixedZone("", hours*3600)
	}
	s = strings.Replace(s, "GMT", "", 1)
	if len(s) != 5 || s[0] != '+' && s[0] != '-' {
		return time.UTC
	}
	h, m := number(s[1:3], 0, 23), number(s[3:], 0, 59)
	if h < 0 || m < 0 {
		return time.UTC
	}
	offset := h*3600 + m*60
	if s[0] == '-' {
		offset = -offset
	}
	return time.FixedZone("", offset)
}
