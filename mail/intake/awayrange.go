package intake

import (
	"strings"

	"kabar/store/civil"
	"kabar/store/team"
)

// note reads what follows the range: nothing, or a note behind a sign or a word
// such as "because". Not ok: something else, so it was no command.
func (a *absence) note() (string, bool) {
	t := a.peek(0)
	switch {
	case t.kind == 0:
		return "", true
	case a.take(becauseWords...):
	case strings.IndexByte(":,;(-", t.kind) >= 0:
		a.pos++
	case strings.IndexByte(".!", t.kind) >= 0 && a.peek(1).kind == 0:
		return "", true
	default:
		return "", false
	}
	text := strings.TrimSpace(a.rest())
	if t.kind == '(' {
		text = strings.TrimSuffix(text, ")")
	}
	return oneLine(text, maxNote), true
}

// within returns r, corrected to lie where an absence may, and notes what was
// wrong with it.
func (a *absence) within(r team.Range) team.Range {
	open := r.Last.IsZero()
	if !open && r.Last.Before(r.First) {
		a.flag(argBackwards)
		r.First, r.Last = r.Last, r.First
	}
	if !open && r.Last.Before(a.today) {
		a.flag(argPast)
		r.First, r.Last = again(r.First, a.today), again(r.Last, a.today)
		if r.Last.Before(r.First) {
			r.Last = r.First
		}
	}
	if r.First.Before(a.today) {
		r.First = a.today
	}
	if r.First.Days(a.today) > maxAhead || !open && r.Last.Days(r.First) > maxAhead {
		a.flag(argTooFar)
		return team.Range{First: a.today, Note: r.Note}
	}
	return r
}

// again is the next day, from today on, with the month and day of d.
func again(d, today civil.Date) civil.Date {
	d.Year = today.Year
	if d.Before(today) {
		d.Year++
	}
	d.Day = min(d.Day, lastDay(d.Year, d.Month))
	return d
}

// awayLine writes the command that sets r; parseAway reads it back.
func awayLine(r team.Range, today civil.Date) string {
	line := "away "
	switch {
	case r.First != today && r.Last.IsZero():
		line += r.First.String() + " until further notice"
	case r.Last.IsZero():
		line += "until further notice"
	case r.First == r.Last:
		line += r.First.String()
	case r.First == today:
		line += "until " + r.Last.String()
	default:
		line += r.First.String() + " - " + r.Last.String()
	}
	if r.Note != "" {
		line += ": " + r.Note
	}
	return line
}

// awayExample is offered where nothing was understood: until the next Friday.
func awayExample(today civil.Date) string {
	days := (int(5-today.Weekday())+6)%7 + 1
	return awayLine(team.Range{First: today, Last: today.Add(days)}, today)
}

// likely is the error for an argument that is not of the grammar: with the
// command it would be if its words were spelled right, where that helps.
func (a *absence) likely(args string) *ArgError {
	var b strings.Builder
	last := 0
	for _, t := range a.list {
		b.WriteString(args[last:t.at])
		last = t.end
		word := args[t.at:t.end]
		if t.kind == 'w' && len(word) <= maxVocabulary {
			if near := nearest(t.text, vocabulary); near != "" {
				word = near
			}
		}
		b.WriteString(word)
	}
	b.WriteString(args[last:])
	again := &absence{scanner: scan(b.String()), today: a.today}
	if r, ok := again.read(); ok {
		return guess(wrong(argUnclear, args, awayLine(r, a.today)))
	}
	return wrong(argUnclear, args, awayExample(a.today))
}

// maxVocabulary bounds the words that are compared with the vocabulary.
const maxVocabulary = 16

// vocabulary is the words of the grammar of dates that are long enough to be
// told apart, in a fixed order.
var vocabulary = []string{
	"january", "januari", "february", "februari", "march", "maret", "april", "june", "juni",
	"july", "juli", "august", "agustus", "september", "october", "oktober", "november",
	"december", "desember", "monday", "senin", "tuesday", "selasa", "wednesday", "rabu",
	"thursday", "kamis", "friday", "jumat", "saturday", "sabtu", "sunday", "minggu", "until",
	"sampai", "hingga", "tomorrow", "besok", "today", "lusa", "week", "weeks", "next", "days",
	"further", "notice", "depan", "selama",
}
