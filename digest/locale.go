package digest

import (
	"fmt"
	"strings"
	"time"

	"kabar/store/civil"
)

// locale is all words of one language. A text may hold {names} that say fills
// in, and `commands` between backticks. Every field of every locale is set; a
// test sees to it. To add a language, copy locale_en.go, translate it, and
// name it in locales.
type locale struct {
	lang        string // the key, and Content-Language
	weekdays    [7]string
	shortDays   [7]string
	months      [12]string
	shortMonths [12]string
	fullDate    string // {weekday} {day} {month} {year}, as both dates may use them
	shortDate   string
	nothing     []string          // what people write for "no blockers", lower case
	labels      map[string]string // of the sections: done, next, blocked, decision, note

	prompt   promptWords
	edition  editionWords
	answer   answerWords
	commands commandWords
}

// count is a text for a number {n}: one of something, and any other number.
// Languages without a plural have the same text twice.
type count struct{ one, other string }

// locales are all languages there are; the first is the default.
var locales = []*locale{&english, &indonesian}

// localeOf returns the locale of a language, English if there is none.
func localeOf(lang string) *locale {
	for _, l := range locales {
		if l.lang == lang {
			return l
		}
	}
	return locales[0]
}

// say fills the names of a text in and makes its backticks commands, in the
// words of the language; texts have them in English. pairs are
// names and values in turn: a string, a number, or a phrase. Values are never
// read as text themselves: a backtick or brace in a name stays one.
func (l *locale) say(text string, pairs ...any) (p phrase) {
	for i, run := range strings.Split(text, "`") {
		s := plain
		if i%2 == 1 {
			s = code
		}
		filled := fill(s, run, pairs)
		for i := range filled {
			if filled[i].style == code {
				filled[i].text = l.command(filled[i].text)
			}
		}
		p = append(p, filled...)
	}
	return p
}

func fill(s style, text string, pairs []any) (p phrase) {
	add := func(s style, text string) {
		if n := len(p); text != "" && n > 0 && p[n-1].style == s {
			p[n-1].text += text
		} else if text != "" {
			p = p.say(s, text)
		}
	}
	for {
		before, rest, found := strings.Cut(text, "{")
		add(s, before)
		if !found {
			return p
		}
		name, after, _ := strings.Cut(rest, "}")
		switch v := valueOf(name, pairs).(type) {
		case phrase:
			p = append(p, v...)
		default:
			add(s, fmt.Sprint(v))
		}
		text = after
	}
}

func valueOf(name string, pairs []any) any {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return pairs[i+1]
		}
	}
	return "{" + name + "}"
}

// line is say for where no styles are shown, such as a subject.
func (l *locale) line(text string, pairs ...any) string {
	var b strings.Builder
	for _, s := range l.say(text, pairs...) {
		b.WriteString(s.text)
	}
	return b.String()
}

// count is say for a number of things.
func (l *locale) count(c count, n int, pairs ...any) phrase {
	text := c.other
	if n == 1 {
		text = c.one
	}
	return l.say(text, append([]any{"n", n}, pairs...)...)
}

// countLine is line for a number of things.
func (l *locale) countLine(c count, n int, pairs ...any) string {
	var b strings.Builder
	for _, s := range l.count(c, n, pairs...) {
		b.WriteString(s.text)
	}
	return b.String()
}

// date is "Sun 22 Nov".
func (l *locale) date(d civil.Date) string {
	return l.line(l.shortDate, "weekday", l.shortDays[d.Weekday()], "day", d.Day,
		"month", l.shortMonths[d.Month-1], "year", d.Year)
}

// longDate is "Sunday, 22 November".
func (l *locale) longDate(d civil.Date) string {
	return l.line(l.fullDate, "weekday", l.weekdays[d.Weekday()], "day", d.Day,
		"month", l.months[d.Month-1], "year", d.Year)
}

// when is an instant on the clock of t's own location, as short as it can be
// told seen from the date today: "Sun 16:52", "12 Nov 16:52", "12 Nov 2025".
func (l *locale) when(t time.Time, today civil.Date) string {
	d := civil.DateOf(t)
	// Twenty-four hours with a colon in every language: it is also what members
	// write to kabar.
	clock := civil.ClockOf(t).String()
	switch age := today.Days(d); {
	case age > -1 && age < 6:
		return l.shortDays[d.Weekday()] + " " + clock
	case age > -180 && age < 180:
		return fmt.Sprintf("%d %s %s", d.Day, l.shortMonths[d.Month-1], clock)
	}
	return fmt.Sprintf("%d %s %d", d.Day, l.shortMonths[d.Month-1], d.Year)
}

// label is the name of a section for people: in their language if it is one of
// ours, else as the team wrote it.
func (l *locale) label(section string) string {
	if s, ok := l.labels[section]; ok {
		return s
	}
	return section
}

// isNothing tells whether a text only says that there is nothing to say, in
// any of our languages: teams mix them.
func isNothing(text string) bool {
	text = strings.ToLower(strings.Trim(text, " \n\t.,!-–—_/*#()[]"))
	if text == "" {
		return true
	}
	for _, l := range locales {
		for _, n := range l.nothing {
			if text == n {
				return true
			}
		}
	}
	return false
}
