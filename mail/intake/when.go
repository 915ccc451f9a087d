package intake

import (
	"strconv"
	"time"

	"kabar/store/civil"
)

// maxAhead is how many days from now an absence may begin, and how many it may
// last. For longer ones there is "away until further notice".
const maxAhead = 366

// maxYearless is how many days ahead a date without a year may lie: what is
// further was rather meant for the past.
const maxYearless = 300

// point is one day as written, before it is known which one it is.
type point struct {
	day      int // of the month; 0: not given so
	month    time.Month
	year     int          // 0: not given
	weekday  time.Weekday // if byWeek
	byWeek   bool
	nextWeek bool // "next friday": in the week after this one
	offset   int  // days from today, if byOffset
	byOffset bool
	split    bool // 3/12: may be 3 December or 12 March
}

// point reads one day: "3 Dec", "December 3rd, 2026", "2026-12-03", "3.12.",
// "24/12", "friday", "next friday", "jumat depan", "tomorrow", "lusa".
func (s *scanner) point() (point, bool) {
	for s.take(fillerWords...) {
	}
	from := s.pos
	for _, form := range []func(*scanner) (point, bool){
		(*scanner).relative, (*scanner).isoDate, (*scanner).dayMonth, (*scanner).monthDay,
		(*scanner).numeric, (*scanner).weekday,
	} {
		if p, ok := form(s); ok {
			return p, true
		}
		s.pos = from
	}
	return point{}, false
}

func (s *scanner) relative() (point, bool) {
	for _, word := range []struct {
		text   string
		offset int
	}{
		{"day after tomorrow", 2}, {"lusa", 2}, {"tomorrow", 1}, {"tmrw", 1}, {"besok", 1},
		{"esok", 1}, {"today", 0}, {"ini", 0}, {"sekarang", 0}, {"now", 0},
		{"yesterday", -1}, {"kemarin", -1},
	} {
		if s.take(word.text) {
			return point{byOffset: true, offset: word.offset}, true
		}
	}
	return point{}, false
}

// isoDate reads 2026-12-03, written without blanks.
func (s *scanner) isoDate() (point, bool) {
	y, m, d := s.peek(0), s.peek(2), s.peek(4)
	if y.kind != 'n' || len(y.text) != 4 || s.peek(1).kind != '-' || m.kind != 'n' ||
		s.peek(3).kind != '-' || d.kind != 'n' || !s.peek(1).glued || !m.glued || !d.glued {
		return point{}, false
	}
	s.pos += 5
	return dated(small(d), time.Month(small(m)), small(y))
}

// dayMonth reads "3 Dec", "3rd of December 2026" and "3. Dec".
func (s *scanner) dayMonth() (point, bool) {
	day := s.peek(0)
	if day.kind != 'n' {
		return point{}, false
	}
	s.pos++
	s.ordinal()
	s.take("of")
	month, ok := monthWords[s.peek(0).text]
	if !ok {
		return point{}, false
	}
	s.pos++
	return dated(small(day), month, s.year())
}

// monthDay reads "Dec 3", "December 3rd, 2026".
func (s *scanner) monthDay() (point, bool) {
	month, ok := monthWords[s.peek(0).text]
	day := s.peek(1)
	if !ok || day.kind != 'n' || len(day.text) > 2 {
		return point{}, false
	}
	s.pos += 2
	s.ordinal()
	return dated(small(day), month, s.year())
}

// numeric reads "3.12." and "3.12.2026", day first as where dots are written,
// and "24/12", where one of the numbers can't be a month.
func (s *scanner) numeric() (point, bool) {
	a, sign, b := s.peek(0), s.peek(1), s.peek(2)
	if a.kind != 'n' || b.kind != 'n' || sign.kind != '.' && sign.kind != '/' {
		return point{}, false
	}
	s.pos += 3
	year := 0
	if s.peek(0).kind == sign.kind {
		s.pos++
		if y := s.peek(0); y.kind == 'n' && len(y.text) == 4 && y.glued {
			year = small(y)
			s.pos++
		}
	}
	day, month := small(a), small(b)
	split := sign.kind == '/' && day <= 12 && month <= 12 && day != month
	if sign.kind == '/' && month > 12 {
		day, month = month, day
	}
	p, ok := dated(day, time.Month(month), year)
	p.split = split
	return p, ok
}

// weekday reads "friday", "next friday", "this friday", "jumat depan".
func (s *scanner) weekday() (point, bool) {
	next := s.take("next")
	if !next {
		s.take("this", "coming")
	}
	day, ok := dayWords[s.peek(0).text]
	if !ok {
		return point{}, false
	}
	s.pos++
	next = s.take("depan") || next
	s.take("ini")
	return point{byWeek: true, weekday: day, nextWeek: next}, true
}

func (s *scanner) ordinal() {
	if t := s.peek(0); t.glued {
		s.take("st", "nd", "rd", "th", ".")
	}
}

// year reads " 2026" or ", 2026"; 0 if there is none.
func (s *scanner) year() int {
	from := s.pos
	s.take(",")
	if t := s.peek(0); t.kind == 'n' && len(t.text) == 4 {
		s.pos++
		return small(t)
	}
	s.pos = from
	return 0
}

// dated is a point of the calendar; not ok if no calendar has such numbers.
func dated(day int, month time.Month, year int) (point, bool) {
	return point{day: day, month: month, year: year},
		day >= 1 && day <= 31 && month >= 1 && month <= 12
}

// small is the value of a number, at most 9999.
func small(t token) int {
	n, err := strconv.Atoi(t.text)
	if err != nil || n > 9999 {
		return 9999
	}
	return n
}

// on tells which day a point is: the first one that is not before from. Where
// the calendar has no such day, it is the last one of that month, with
// argNoSuchDay.
func (p point) on(today, from civil.Date) (civil.Date, string) {
	switch {
	case p.byOffset:
		return today.Add(p.offset), ""
	case p.byWeek && p.nextWeek:
		monday := today.Add(7 - (int(today.Weekday())+6)%7)
		return monday.Add((int(p.weekday) + 6) % 7), ""
	case p.byWeek:
		return from.Add((int(p.weekday) - int(from.Weekday()) + 7) % 7), ""
	}
	d := civil.Date{Year: p.year, Month: p.month, Day: p.day}
	if p.year == 0 {
		d.Year = from.Year
		if d.Month < from.Month || d.Month == from.Month && d.Day < from.Day {
			d.Year++
		}
	}
	if d.Year < 1 {
		return today, argNoSuchDay
	}
	if last := lastDay(d.Year, d.Month); d.Day > last {
		d.Day = last
		return d, argNoSuchDay
	}
	if p.split {
		return d, argSeveral
	}
	return d, ""
}

func lastDay(year int, month time.Month) int {
	next := civil.Date{Year: year, Month: month, Day: 1}.Add(31)
	return civil.Date{Year: next.Year, Month: next.Month, Day: 1}.Add(-1).Day
}
