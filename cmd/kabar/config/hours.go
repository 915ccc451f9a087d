package config

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"kabar/store/civil"
	"kabar/store/team"
)

const (
	workdays  = `days = ["mon", "tue", "wed", "thu", "fri"]`
	workhours = `hours = "08:00-17:30"`
)

// readDays reads a set of weekdays.
func readDays(l layers) (days team.Days) {
	n := l.says("days")
	for i, word := range l.texts("days") {
		day, err := team.ParseDays([]string{word})
		if err != nil || day.Names()[0] != word { // in small letters, as they are shown
			n.failAt(n.at.key("days").item(i), "days",
				shown(word)+" is none of mon, tue, wed, thu, fri, sat, sun", dayRemedy(word))
			continue
		}
		days |= day
	}
	if n != nil && !n.bad["days"] && len(l.texts("days")) == 0 {
		n.fail("days", "empty: nobody would ever be asked", workdays)
	}
	return days
}

const everyDay = team.Days(1<<7 - 1)

// dayRemedy guesses the day from a longer or shorter name.
func dayRemedy(word string) string {
	word = strings.ToLower(word)
	for _, w := range everyDay.Names() {
		if len(word) >= 2 && !strings.Contains(word, "-") &&
			(strings.HasPrefix(word, w) || strings.HasPrefix(w, word)) {
			return strconv.Quote(w)
		}
	}
	return workdays
}

// minHours is the shortest working day, in minutes: a prompt and a digest have
// to fit in.
const minHours = 60

// readHours reads the working hours and the two times in them. Where prompt
// and digest are not said, they follow the hours: see team.Usual.
func readHours(l layers, guest bool) (from, to, prompt, digest civil.Clock) {
	from, to, ok := readSpan(l)
	usualPrompt, usualDigest := team.Usual(from, to)
	prompt, digest = usualPrompt, usualDigest
	promptOK := readClock(l, "prompt", &prompt)
	digestOK := readClock(l, "digest", &digest)
	if !ok {
		return from, to, prompt, digest
	}
	inside := func(k string, c, instead civil.Clock) {
		if c < from || c >= to {
			why := fmt.Sprintf("%s is outside the working hours %s-%s%s, in which alone"+
				" kabar writes", c, from, to, inLine(l.at("hours")))
			blame(l).fail(k, why, fmt.Sprintf("%s = %q", k, instead))
		}
	}
	if promptOK && !guest {
		inside("prompt", prompt, usualPrompt)
	}
	if digestOK {
		inside("digest", digest, usualDigest)
	}
	if promptOK && digestOK && prompt == digest && !guest {
		why := fmt.Sprintf("the digest at %s comes with the prompt at %s%s",
			digest, prompt, inLine(l.at("prompt")))
		blame(l).fail("digest", why, fmt.Sprintf("digest = %q", usualDigest))
	}
	return from, to, prompt, digest
}

// blame returns the layers from the first that speaks of hours on: a member
// who has hours of their own is where the team's prompt does not fit.
func blame(l layers) layers {
	for _, n := range l {
		own := layers{n}
		if own.says("hours") != nil || own.says("prompt") != nil || own.says("digest") != nil {
			return own
		}
	}
	return l
}

func inLine(p *place) string {
	if p == nil {
		return ""
	}
	return fmt.Sprintf(" (line %d)", p.line)
}

// readSpan reads hours = "08:00-17:30".
func readSpan(l layers) (from, to civil.Clock, ok bool) {
	s := l.text("hours")
	n := l.says("hours")
	if n != nil && n.bad["hours"] {
		return 0, 0, false
	}
	a, b, cut2 := strings.Cut(s, "-")
	from, err := civil.ParseClock(strings.TrimSpace(a))
	to, err2 := civil.ParseClock(strings.TrimSpace(b))
	switch {
	case !cut2 || err != nil || err2 != nil:
		l.fail("hours", shown(s)+" is not two times from 00:00 to 23:59, each as HH:MM",
			fmt.Sprintf(`hours = "%s-%s"`,
				cmp.Or(guessClock(a), "08:00"), cmp.Or(guessClock(b), "17:30")))
	case to-from < minHours && from < to:
		l.fail("hours", fmt.Sprintf("%s-%s is shorter than an hour", from, to), workhours)
	case to <= from:
		l.fail("hours", fmt.Sprintf("they end at %s, before they begin at %s:"+
			" kabar knows no hours over midnight", to, from), workhours)
	default:
		return from, to, true
	}
	return 0, 0, false
}

// readClock reads a time of day into c, which keeps its value where nothing is
// said. It tells whether c can be used.
func readClock(l layers, k string, c *civil.Clock) bool {
	n := l.says(k)
	if n == nil {
		return true
	}
	if n.bad[k] {
		return false
	}
	got, err := civil.ParseClock(l.text(k))
	if err != nil {
		spec, _ := n.sec.key(k)
		example, _ := spec.example.(string)
		n.fail(k, shown(l.text(k))+" is no time from 00:00 to 23:59, as HH:MM",
			k+" = "+literal(cmp.Or(guessClock(l.text(k)), example)))
		return false
	}
	*c = got
	return true
}

// guessClock returns what a time in another way of writing may be in ours: 9,
// 9am, 9:30 pm, 16.30, 16h30, 1630, 24:00. "" if it is none of them.
func guessClock(s string) string {
	s = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(s), " ", ""))
	s, pm := strings.CutSuffix(s, "pm")
	s, am := strings.CutSuffix(s, "am")
	h, m, ok := strings.Cut(strings.NewReplacer(".", ":", "h", ":").Replace(s), ":")
	if !ok && len(h) > 2 {
		h, m = h[:len(h)-2], h[len(h)-2:]
	}
	hour, err := strconv.Atoi(h)
	minute, err2 := strconv.Atoi(cmp.Or(m, "0"))
	switch {
	case err != nil || err2 != nil || hour < 0 || minute < 0 || minute > 59:
		return ""
	case hour == 24 && minute == 0:
		return "23:59"
	case pm && hour < 12:
		hour += 12
	case am && hour == 12:
		hour = 0
	}
	if hour > 23 {
		return ""
	}
	return civil.Clock(hour*60 + minute).String()
}
