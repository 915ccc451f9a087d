// Package civil has the two halves of local time that a person thinks in: a
// Date on the calendar and a Clock on the wall. Neither has a zone. A pair of
// them becomes an instant only together with a place, through Date.At, the one
// function of kabar that is allowed to do so: time.Date alone is wrong at the
// edges of summer time. Measured with Go 1.26: for 02:30 in New York's spring
// gap it gives 01:30 (earlier), for 00:30 in Havana's midnight gap the previous
// day, and for the 30 December 2011 that Apia never had, the 29th.
//
// The package is pure: it reads no clock and no disk.
package civil

import (
	"fmt"
	"time"
)

// Date is a day of the Gregorian calendar, in no particular zone. The zero
// Date means "no date"; see IsZero.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the date on the calendar of t's own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads "2026-11-22". Days that no calendar has, such as
// 2027-02-29, and years outside 1..9999 are errors.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return Date{}, fmt.Errorf("%q is not a date: write it as 2026-11-22", s)
	}
	return DateOf(t), nil
}

// String writes d as 2026-11-22, and the zero Date as "".
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// MarshalText writes d as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes; the empty text is the zero Date.
func (d *Date) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(text))
	return err
}

// IsZero tells whether d is "no date".
func (d Date) IsZero() bool { return d == Date{} }

// Compare returns -1, 0 or +1 as d comes before, equals or follows e.
func (d Date) Compare(e Date) int { return d.utc().Compare(e.utc()) }

// Before tells whether d comes before e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After tells whether d follows e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// Add returns the date n days later; n may be negative.
func (d Date) Add(n int) Date { return DateOf(d.utc().AddDate(0, 0, n)) }

// Days returns the number of days from e to d; negative where d is earlier.
func (d Date) Days(e Date) int { return int(d.utc().Sub(e.utc()) / (24 * time.Hour)) }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Midnight returns the beginning of the date in UTC. It is a time to count from,
// not one at anybody's place: for that see At.
func (d Date) Midnight() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// utc is the date at noon UTC, where no zone rule can move it.
func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC) }

// Clock is a time of day on a wall clock, in minutes after midnight: 0 to 1439.
type Clock int

// ParseClock reads "16:30": two digits, a colon, two digits, 00:00 to 23:59.
func ParseClock(s string) (Clock, error) {
	t, err := time.Parse("15:04", s)
	if err != nil || len(s) != len("15:04") {
		return 0, fmt.Errorf("%q is not a time of day: write it as HH:MM, such as 16:30", s)
	}
	return Clock(t.Hour()*60 + t.Minute()), nil
}

// ClockOf returns the wall clock of t's own location, cut to the minute.
func ClockOf(t time.Time) Clock { return Clock(t.Hour()*60 + t.Minute()) }

// String writes c as 16:30.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

// MarshalText writes c as String does.
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (c *Clock) UnmarshalText(text []byte) (err error) {
	*c, err = ParseClock(string(text))
	return err
}
