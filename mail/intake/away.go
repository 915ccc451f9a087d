package intake

import (
	"slices"
	"strings"

	"kabar/store/civil"
	"kabar/store/team"
)

// parseAway reads the argument of "away", in a closed grammar of English and
// Indonesian, on a local date of the member's:
//
//	until 3 Dec · sampai Jumat · until next week · until end of month
//	until further notice                                  (no last day)
//	24 Dec - 2 Jan · 24-28 Dec · from Monday to Wednesday · Mon-Wed
//	tomorrow · lusa · friday · next friday · 2026-12-03 · 3.12. · Dec 3, 2026
//	next week · minggu depan · for 3 days · 2 weeks · seminggu
//	tomorrow: dentist · besok karena sakit · 24 Dec - 2 Jan (family)
//
// Both ends belong to the absence: who is away until 3 December is asked again
// on the 4th. A date without a year is the next one there is. A range that has
// begun already begins today.
//
// Refused with the nearest range (F14): days that no calendar has, what is
// past, what is more than maxAhead days away or long, an end before the
// beginning, and 3/12, which is two different days. The error is an *ArgError.
func parseAway(args string, today civil.Date) (team.Range, error) {
	if strings.TrimSpace(args) == "" {
		return team.Range{}, wrong(argMissing, args, awayExample(today))
	}
	a := &absence{scanner: scan(args), today: today}
	r, ok := a.read()
	if !ok {
		return team.Range{}, a.likely(args)
	}
	if a.problem != "" {
		return team.Range{}, guess(wrong(a.problem, args, awayLine(r, today)))
	}
	return r, nil
}

// maxNote bounds the note of an absence, in bytes.
const maxNote = 200

// absence reads one argument of "away".
type absence struct {
	*scanner
	today   civil.Date
	problem string // the first one found; the range returned is a corrected one
}

func (a *absence) read() (r team.Range, ok bool) {
	for _, form := range []func() (team.Range, bool){a.until, a.week, a.lasting, a.days} {
		from, problem := a.pos, a.problem
		if r, ok = form(); ok {
			break
		}
		a.pos, a.problem = from, problem
	}
	if !ok {
		return team.Range{}, false
	}
	if r.Note, ok = a.note(); !ok {
		return team.Range{}, false
	}
	return a.within(r), true
}

// ending is the last day as written.
type ending struct {
	point
	fixed civil.Date // if not zero: that day
	open  bool       // until further notice
}

// until reads "until …": from today.
func (a *absence) until() (team.Range, bool) {
	if !a.take(untilWords...) {
		return team.Range{}, false
	}
	e, ok := a.ending()
	if !ok {
		return team.Range{}, false
	}
	last, problem := e.on(a.today, a.today)
	a.flag(problem)
	if e.stale(last, a.today) {
		a.flag(argPast)
	}
	return team.Range{First: a.today, Last: last}, true
}

// ending reads what may stand after "until".
func (a *absence) ending() (e ending, ok bool) {
	a.take("the")
	switch month := a.today.Month; {
	case a.take(openWords...):
		return ending{open: true}, true
	// Who is away "until next week" is back on its Monday.
	case a.take("next week", "minggu depan", "pekan depan", "end of week", "end of the week",
		"akhir minggu", "akhir pekan"):
		return ending{fixed: a.sunday()}, true
	case a.take("end of year", "end of the year", "akhir tahun"):
		month = 12
		fallthrough
	case a.take("end of month", "end of the month", "akhir bulan"):
		year := a.today.Year
		return ending{fixed: civil.Date{Year: year, Month: month, Day: lastDay(year, month)}}, true
	}
	e.point, ok = a.point()
	return e, ok
}

// on tells which day it is, as point.on does; zero for further notice.
func (e ending) on(today, from civil.Date) (civil.Date, string) {
	if e.open || !e.fixed.IsZero() {
		return e.fixed, ""
	}
	return e.point.on(today, from)
}

// stale tells whether p, written without a year and thus taken for d, was
// rather meant for the past.
func (p point) stale(d, today civil.Date) bool {
	return p.day > 0 && p.year == 0 && d.Days(today) > maxYearless
}

// sunday is the last day of the week that today is in.
func (a *absence) sunday() civil.Date { return a.today.Add((7 - int(a.today.Weekday())) % 7) }

// flag keeps the first problem.
func (a *absence) flag(p string) {
	if a.problem == "" {
		a.problem = p
	}
}

// week reads "this week", "next week", "minggu depan".
func (a *absence) week() (team.Range, bool) {
	for a.take("all", "the", "rest of", "rest") {
	}
	sunday := a.sunday()
	switch {
	case a.take("this week", "week", "minggu ini", "pekan ini"):
		return team.Range{First: a.today, Last: sunday}, true
	case a.take("next week", "minggu depan", "pekan depan"):
		return team.Range{First: sunday.Add(1), Last: sunday.Add(7)}, true
	}
	return team.Range{}, false
}

// lasting reads "for 3 days": from today.
func (a *absence) lasting() (team.Range, bool) {
	n, ok := a.duration()
	return team.Range{First: a.today, Last: a.today.Add(n - 1)}, ok
}

// duration reads "for 3 days", "2 weeks", "a week", "selama 2 minggu".
func (a *absence) duration() (days int, ok bool) {
	a.take("for", "selama")
	switch {
	case a.take("seminggu", "sepekan", "a week", "one week"):
		return 7, true
	case a.take("sehari", "a day", "one day"):
		return 1, true
	}
	count := countWord(a.peek(0))
	if count == 0 {
		return 0, false
	}
	unit := a.peek(1).text
	switch {
	case slices.Contains(oneDayWords, unit):
		days = count
	case slices.Contains(weekWords, unit):
		days = count * 7
	default:
		return 0, false
	}
	a.pos += 2
	return days, true
}

// numberWords are the numbers that people write as words, from one on.
var numberWords = [][]string{
	{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"},
	{"satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"},
}

// countWord is the number that a token says; 0 if none.
func countWord(t token) int {
	if t.kind == 'n' {
		return small(t)
	}
	for _, words := range numberWords {
		if i := slices.Index(words, t.text); i >= 0 {
			return i + 1
		}
	}
	return 0
}

// days reads a day, or two with a word between them.
func (a *absence) days() (team.Range, bool) {
	p, ok := a.first()
	if !ok {
		return team.Range{}, false
	}
	from := a.pos
	if days, ok := a.duration(); ok {
		r := a.between(p, ending{point: p})
		r.Last = r.First.Add(days - 1)
		return r, true
	}
	a.pos = from
	if a.take(untilWords...) {
		e, ok := a.ending()
		return a.between(p, e), ok
	}
	joint := a.peek(0).text
	if a.take(rangeWords...) {
		if q, ok := a.point(); ok {
			r := a.between(p, ending{point: q})
			// "Monday and Friday" is not the days between.
			and := joint == "and" || joint == "dan" || joint == "&"
			return r, !and || r.Last.Days(r.First) == 1
		}
		a.pos = from // "tomorrow - dentist": a note
	}
	return a.between(p, ending{point: p}), true
}

// first reads the first day; of "24-28 Dec" the 24.
func (a *absence) first() (point, bool) {
	for a.take(fillerWords...) {
	}
	from := a.pos
	day := a.peek(0)
	if a.pos++; day.kind == 'n' && len(day.text) <= 2 && a.take("-", ". .", "to", "sampai", "s / d") {
		if q, ok := a.point(); ok && q.day > 0 {
			a.pos = from + 1
			return dated(small(day), q.month, q.year)
		}
	}
	a.pos = from
	return a.point()
}

// between is the range from p to e. Where p is past and e is not, it has begun
// already: "1 Nov - 30 Nov" on the 22nd.
func (a *absence) between(p point, e ending) team.Range {
	first, problem := p.on(a.today, a.today)
	a.flag(problem)
	if p.stale(first, a.today) {
		last, problem := e.on(a.today, a.today)
		if e.point != p && problem == "" && !e.stale(last, a.today) {
			return team.Range{First: a.today, Last: last}
		}
		a.flag(argPast)
	}
	last, problem := e.on(a.today, first)
	a.flag(problem)
	if e.stale(last, first) {
		last.Year-- // "24 Dec - 20 Dec": not a year long but backwards
	}
	return team.Range{First: first, Last: last}
}
