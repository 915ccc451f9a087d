package index

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"kabar/store/civil"
)

// The years a query may speak of. What lies outside is a slip.
const firstYear, lastYear = 1970, 2999

// calendar reads dates as somebody means them who says them today.
type calendar struct{ today civil.Date }

// period reads one date, week, month, quarter or year: both ends are set.
func (c calendar) period(s string) (dates, bool) {
	w := dateWords(s)
	p, ok := c.read(w, strings.Count(s, ".") == 2)
	if !ok && len(w) > 1 && slices.Contains(leaders, w[0]) {
		p, ok = c.read(w[1:], false)
	}
	ok = ok && p.first.Year >= firstYear && p.last.Year <= lastYear
	return p, ok
}

// span reads a length of time, such as "2 weeks", and returns the date that
// long before today.
func (c calendar) span(s string) (civil.Date, bool) {
	w := dateWords(s)
	if len(w) == 1 {
		w = []string{"1", w[0]}
	}
	if len(w) != 2 {
		return civil.Date{}, false
	}
	n, ok := number(w[0], 9999)
	unit := row(unitWords, w[1])
	if !ok || unit < 0 {
		return civil.Date{}, false
	}
	return c.back(n, unit), true
}

// back returns the date n units before today.
func (c calendar) back(n, unit int) civil.Date {
	var d civil.Date
	switch unit {
	case 0:
		d = c.today.Add(-n)
	case 1:
		d = c.today.Add(-7 * n)
	case 2:
		d = addMonths(c.today, -n)
	default:
		d = addMonths(c.today, -12*n)
	}
	if d.Year < firstYear {
		d = civil.Date{Year: firstYear, Month: time.January, Day: 1}
	}
	return d
}

// dateWords cuts s into folded words and numbers: "2weeks" is two of them.
func dateWords(s string) []string {
	var list []string
	var class rune
	s = strings.NewReplacer("'", "", "’", "").Replace(strings.ToLower(s))
	for _, r := range s {
		was := class
		switch {
		case '0' <= r && r <= '9':
			class = '0'
		case unicode.IsLetter(r):
			class = 'a'
		default:
			class = 0
			continue
		}
		if class != was {
			list = append(list, "")
		}
		list[len(list)-1] += string(r)
	}
	return slices.DeleteFunc(list, func(w string) bool { return slices.Contains(fillers, w) })
}

// number reads a number from 1 to limit.
func number(s string, limit int) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && 1 <= n && n <= limit
}

// year reads a year of four digits.
func year(s string) (int, bool) {
	n, ok := number(s, 9999)
	return n, ok && len(s) == 4
}

// read reads the words of a period. Dotted says that they were written with
// dots: day.month.year.
func (c calendar) read(w []string, dotted bool) (dates, bool) {
	switch len(w) {
	case 1:
		return c.one(w[0])
	case 2:
		if row(dayWords, w[0]+" "+w[1]) == 0 {
			return oneDay(c.today), true
		}
		return c.two(w[0], w[1])
	case 3:
		if dotted {
			w = []string{w[2], w[1], w[0]}
		}
		return c.three(w[0], w[1], w[2])
	}
	return dates{}, false
}

func (c calendar) one(w string) (dates, bool) {
	if y, ok := year(w); ok {
		return months(y, 1, 12), true
	}
	switch row(dayWords, w) {
	case 0:
		return oneDay(c.today), true
	case 1:
		return oneDay(c.today.Add(-1)), true
	}
	if day := row(weekdayWords, w); day >= 0 {
		return oneDay(c.weekday(c.today, day)), true
	}
	if m := row(monthWords, w); m > 0 {
		return months(c.yearOf(m), m, 1), true
	}
	return dates{}, false
}

// weekday returns the newest such day up to d.
func (c calendar) weekday(d civil.Date, day int) civil.Date {
	return d.Add(-(int(d.Weekday()) - day + 7) % 7)
}

// yearOf returns the year of the newest month m that has begun.
func (c calendar) yearOf(m int) int {
	if m > int(c.today.Month) {
		return c.today.Year - 1
	}
	return c.today.Year
}

func (c calendar) two(a, b string) (dates, bool) {
	if slices.Contains(thisWords, b) || slices.Contains(lastWords, b) {
		a, b = b, a
	}
	unit := row(unitWords, b)
	switch {
	case slices.Contains(thisWords, a) && unit >= 0:
		return c.around(c.today, unit), true
	case slices.Contains(lastWords, a) && unit >= 0:
		return c.around(c.around(c.today, unit).first.Add(-1), unit), true
	case slices.Contains(lastWords, a) && row(weekdayWords, b) >= 0:
		return oneDay(c.weekday(c.today.Add(-1), row(weekdayWords, b))), true
	}
	if a == "q" {
		q, ok := number(b, 4)
		return months(c.yearOf(3*q-2), 3*q-2, 3), ok
	}
	if m := row(monthWords, b); m > 0 {
		a, b = b, a
	}
	if m := row(monthWords, a); m > 0 {
		if y, ok := year(b); ok {
			return months(y, m, 1), true
		}
		return c.dayOf(m, b)
	}
	y, ok := year(a)
	m, fine := number(b, 12)
	return months(y, m, 1), ok && fine
}

// dayOf returns the newest such day of a month.
func (c calendar) dayOf(m int, day string) (dates, bool) {
	n, ok := number(day, 31)
	for back := 0; ok && back <= 8; back++ { // 8: leap days around 2100
		d, valid := date(c.today.Year-back, m, n)
		if valid && !d.After(c.today) {
			return oneDay(d), true
		}
	}
	return dates{}, false
}

func (c calendar) three(a, b, z string) (dates, bool) {
	if n, ok := number(a, 9999); ok && slices.Contains(agoWords, z) && row(unitWords, b) >= 0 {
		return oneDay(c.back(n, row(unitWords, b))), true
	}
	if _, ok := year(z); ok { // "22 october 2026", "october 22 2026", "q4 2026"
		a, b, z = z, a, b
		if row(monthWords, z) > 0 {
			b, z = z, b
		}
		if _, both := number(b, 31); both {
			return dates{}, false // 10/11/2026: nobody knows which is the day
		}
	}
	y, ok := year(a)
	n, fine := number(z, 53)
	if !ok || !fine {
		return dates{}, false
	}
	switch {
	case b == "q" && n <= 4:
		return months(y, 3*n-2, 3), true
	case b == "w":
		return isoWeek(y, n)
	}
	m := row(monthWords, b)
	if m < 1 {
		m, ok = number(b, 12)
	}
	d, valid := date(y, m, n)
	return oneDay(d), ok && valid
}

// around returns the day, week, month or year that d is in.
func (c calendar) around(d civil.Date, unit int) dates {
	switch unit {
	case 0:
		return oneDay(d)
	case 1:
		monday := c.weekday(d, int(time.Monday))
		return dates{monday, monday.Add(6)}
	case 2:
		return months(d.Year, int(d.Month), 1)
	}
	return months(d.Year, 1, 12)
}

func oneDay(d civil.Date) dates { return dates{d, d} }

// months returns the n months that begin with m.
func months(y, m, n int) dates {
	first := civil.Date{Year: y, Month: time.Month(m), Day: 1}
	return dates{first, addMonths(first, n).Add(-1)}
}

// addMonths moves d by n months, to the last day of that month at most.
func addMonths(d civil.Date, n int) civil.Date {
	m := d.Year*12 + int(d.Month) - 1 + n
	for day := d.Day; ; day-- {
		if moved, ok := date(m/12, m%12+1, day); ok || day <= 1 {
			return moved
		}
	}
}

// date makes a date of three numbers; ok is false if no calendar has it.
func date(y, m, d int) (day civil.Date, ok bool) {
	day = civil.Date{Year: y, Month: time.Month(m), Day: d}
	return day, day == day.Add(0)
}

// isoWeek returns week n of the ISO year y.
func isoWeek(y, n int) (dates, bool) {
	fourth := civil.Date{Year: y, Month: time.January, Day: 4} // is always in week 1
	monday := calendar{}.weekday(fourth, int(time.Monday)).Add(7 * (n - 1))
	thursday := monday.Add(3)
	return dates{monday, monday.Add(6)}, thursday.Year == y
}
