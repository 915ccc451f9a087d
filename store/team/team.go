// Package team says who works together: a Team, its Members and their
// Settings, and how what a member set by mail is written to
// <data>/<team>/people/<member>.toml.
//
// The package is pure: it reads no clock and no disk.
package team

import (
	"time"

	"kabar/store/civil"
)

// Team is people who share one inbox address, one set of questions and one
// archive.
type Team struct {
	ID        string         // folder name and search word: [a-z0-9-], 1 to 32 bytes
	Name      string         // for people, such as "Acme"
	Address   string         // the inbox address, From of every mail
	Lang      string         // default language of its members: "en" or "id"
	Zone      *time.Location // default zone of its members
	Questions []string       // the sections asked for, in order, such as "done", "next", "blocked"
	Members   []Member
	Holidays  []Holiday
}

// Holiday is a date on which nobody of a team is asked.
type Holiday struct {
	Date civil.Date
	Name string // may be empty
}

// Member is a person of a team: what the config says, with what they set by
// mail already laid over it (see Settings.Apply).
type Member struct {
	ID        string   // [a-z0-9-], unique in its team
	Name      string   // for people
	Addresses []string // lower-case domain; mail goes to the first, is taken from each
	Zone      *time.Location
	Days      Days        // working days
	From, To  civil.Clock // working hours: nothing is sent outside [From, To)
	Prompt    civil.Clock // when they are asked
	Digest    civil.Clock // when they are told
	Lang      string      // "en" or "id"
	Guest     bool        // reads only: gets digests, is never asked
	Admin     bool        // hears when kabar is unwell
	Away      []Range     // sorted, not overlapping
	Paused    bool        // gets nothing until they resume
}

// Works tells whether a time of day lies in the working hours, which may go
// over midnight.
func (m Member) Works(c civil.Clock) bool {
	if m.From < m.To {
		return c >= m.From && c < m.To
	}
	return c >= m.From || c < m.To
}

// Usual is when people with these working hours are asked and told where nobody
// said: an hour before the end and half an hour after the beginning; less where
// the hours are shorter than three.
func Usual(from, to civil.Clock) (prompt, digest civil.Clock) {
	const day = 24 * 60
	length := (to - from + day) % day
	prompt = from + length - min(60, max(1, length/3))
	digest = from + min(30, length/3)
	return prompt % day, digest % day
}

// Days is a set of weekdays: bit n stands for time.Weekday(n).
type Days uint8

// Has tells whether day is in the set.
func (d Days) Has(day time.Weekday) bool { return d&(1<<day) != 0 }

// Range is an inclusive range of dates, such as a holiday trip. A zero Last
// means "until further notice".
type Range struct {
	First, Last civil.Date
	Note        string // may be empty
}

// Covers tells whether the range holds the date.
func (r Range) Covers(d civil.Date) bool {
	return !d.Before(r.First) && (r.Last.IsZero() || !d.After(r.Last))
}

// AwayOn returns the range of m that covers d, if there is one.
func (m Member) AwayOn(d civil.Date) (Range, bool) {
	for _, r := range m.Away {
		if r.Covers(d) {
			return r, true
		}
	}
	return Range{}, false
}

// Member returns the member with this id.
func (t Team) Member(id string) (Member, bool) {
	for _, m := range t.Members {
		if m.ID == id {
			return m, true
		}
	}
	return Member{}, false
}

// HolidayOn returns the team's holiday on d, if there is one.
func (t Team) HolidayOn(d civil.Date) (Holiday, bool) {
	for _, h := range t.Holidays {
		if h.Date == d {
			return h, true
		}
	}
	return Holiday{}, false
}

// Settings is what a member set by mail. A nil field was never set, and the
// config's value holds. It is the content of people/<member>.toml.
type Settings struct {
	Zone   *string // IANA name
	From   *civil.Clock
	To     *civil.Clock
	Prompt *civil.Clock
	Digest *civil.Clock
	Days   *[]string // "mon" … "sun"
	Lang   *string
	Paused *bool
	Away   []Range
}
