package intake

import (
	"strconv"
	"strings"

	"kabar/store/civil"
	"kabar/store/team"
)

// workHours is the argument of "hours": when a member works.
type workHours struct {
	Days     team.Days   // 0: not named, leave them as they are
	From, To civil.Clock // From is before To
}

// parseHours reads the argument of "hours": "9:00-17:30", "mon-thu 09.00-17.00",
// "9am to 5pm weekdays", "senin-jumat 8-16". The error is an *ArgError.
func parseHours(args string) (workHours, error) {
	const example = "hours mon-fri 09:00-17:00"
	if strings.TrimSpace(args) == "" {
		return workHours{}, wrong(argMissing, args, example)
	}
	var h workHours
	var days []string
	found := false
	for _, word := range strings.Fields(tighten(args)) {
		from, to, ok := clockRange(word)
		switch {
		case !ok:
			days = append(days, word)
		case found:
			return workHours{}, wrong(argUnclear, args, example)
		default:
			h.From, h.To, found = from, to, true
		}
	}
	if !found {
		return workHours{}, wrong(argUnclear, args, example)
	}
	if len(days) > 0 {
		var err error
		if h.Days, err = parseDays(strings.Join(days, " ")); err != nil {
			near := "hours mon-fri " + h.From.String() + "-" + h.To.String()
			return workHours{}, wrong(argUnclear, args, near)
		}
	}
	if h.From >= h.To {
		near := "hours " + min(h.From, h.To).String() + "-" + max(h.From, h.To).String()
		switch afternoon := h.To + 12*60; {
		case h.From == h.To:
			near = example
		case h.From < 12*60 && afternoon > h.From: // "9-5"
			near = "hours " + h.From.String() + "-" + afternoon.String()
		}
		return workHours{}, guess(wrong(argBackwards, args, near))
	}
	return h, nil
}

// parseDays reads weekdays: "mon-thu", "mon, wed and fri", "sun-thu",
// "weekdays", "senin-jumat", "every day". The error is an *ArgError.
func parseDays(args string) (team.Days, error) {
	const example = "mon-fri"
	var days team.Days
	text := strings.NewReplacer(",", " ", " and ", " ", " dan ", " ", "&", " ").
		Replace(tighten(args))
	switch text = strings.Join(strings.Fields(text), " "); text {
	case "":
		return 0, wrong(argMissing, args, example)
	case "weekdays", "hari kerja", "working days":
		text = example
	case "every day", "everyday", "daily", "setiap hari", "tiap hari":
		text = "mon-sun"
	}
	for word := range strings.FieldsSeq(text) {
		from, to, split := strings.Cut(word, "-")
		first, ok := dayWords[from]
		last := first
		if split && ok {
			last, ok = dayWords[to]
		}
		if !ok {
			return 0, wrong(argUnclear, args, example)
		}
		for d := first; ; d = (d + 1) % 7 {
			days |= 1 << d
			if d == last {
				break
			}
		}
	}
	return days, nil
}

// parseClock reads the argument of "prompt" and "digest": "16:30", "9.00",
// "4:30 pm", "17h30", "9", also behind "at", "jam" or "pukul". The error is an
// *ArgError, whose Near is of that command.
func parseClock(args, command string) (civil.Clock, error) {
	near := command + " 16:30"
	if strings.TrimSpace(args) == "" {
		return 0, wrong(argMissing, args, near)
	}
	text := tighten(args)
	for _, word := range []string{"at ", "jam ", "pukul "} {
		text = strings.TrimPrefix(text, word)
	}
	if c, ok := clockWord(strings.ReplaceAll(text, " ", "")); ok {
		return c, nil
	}
	return 0, wrong(argUnclear, args, near)
}

// parseLang reads the argument of "language" and returns "en" or "id". The
// error is an *ArgError.
func parseLang(args string) (string, error) {
	switch strings.Trim(strings.ToLower(strings.Join(strings.Fields(args), " ")), ".!") {
	case "en", "eng", "english", "inggris", "bahasa inggris":
		return "en", nil
	case "id", "ind", "indonesian", "indonesia", "bahasa", "bahasa indonesia":
		return "id", nil
	case "":
		return "", wrong(argMissing, args, "language en")
	}
	return "", wrong(argUnclear, args, "language en")
}

// tighten writes an argument in lower case with "-" for every kind of "to" and
// no blanks around it.
func tighten(s string) string {
	s = strings.ToLower(oneLine(s, maxGiven))
	for _, dash := range []string{"‐", "‑", "‒", "–", "—", "―", "−"} {
		s = strings.ReplaceAll(s, dash, "-")
	}
	for _, word := range []string{" until ", " to ", " sampai ", " hingga ", " s/d ", " till "} {
		s = strings.ReplaceAll(s, word, "-")
	}
	s = aroundDash().ReplaceAllString(s, "-")
	return beforeHalf().ReplaceAllString(s, "$1$2")
}

var (
	aroundDash = pattern(`\s*-\s*`)
	beforeHalf = pattern(`([0-9])\s+([ap]\.?m\b)`)
	clockShape = pattern(`^([0-9]{1,2})(?:[:.h]([0-9]{2})?)?(am|pm|a\.m\.?|p\.m\.?)?$`)
)

// clockRange reads "9:00-17:30".
func clockRange(word string) (from, to civil.Clock, ok bool) {
	a, b, split := strings.Cut(word, "-")
	if !split {
		return 0, 0, false
	}
	from, ok = clockWord(a)
	if !ok {
		return 0, 0, false
	}
	to, ok = clockWord(b)
	return from, to, ok
}

// clockWord reads one time of day, 0:00 to 23:59.
func clockWord(word string) (civil.Clock, bool) {
	m := clockShape().FindStringSubmatch(word)
	if m == nil {
		return 0, false
	}
	hour, _ := strconv.Atoi(m[1])
	minute := 0
	if m[2] != "" {
		minute, _ = strconv.Atoi(m[2])
	}
	if m[3] != "" {
		if hour < 1 || hour > 12 {
			return 0, false
		}
		hour %= 12
		if m[3][0] == 'p' {
			hour += 12
		}
	}
	c := civil.Clock(hour*60 + minute)
	return c, hour < 24 && minute < 60
}
