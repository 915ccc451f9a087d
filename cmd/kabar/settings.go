package main

import (
	"slices"
	"time"

	"kabar/mail/intake"
	"kabar/store/civil"
	"kabar/store/team"
)

// changed decides what a member's settings are after a command of theirs, and,
// for "away", which range was set. It changes nothing itself. today is when the
// mail came, on the member's calendar: "away tomorrow" means the day after that,
// however late it is read. The error is an *intake.ArgError.
func changed(set team.Settings, m team.Member, c intake.Command, today civil.Date) (
	team.Settings, team.Range, error,
) {
	switch c.Name {
	case "away":
		r, err := intake.ParseAway(c.Args, today)
		if err != nil {
			return set, r, err
		}
		set.Away = append(current(set.Away, today), r)
		return set, r, nil
	case "back":
		set.Away = back(set.Away, today)
		set.Paused = new(bool)
	case "timezone":
		zone, err := intake.ParseZone(c.Args)
		if err != nil {
			return set, team.Range{}, err
		}
		set.Zone = &zone
	case "hours":
		h, err := intake.ParseHours(c.Args)
		if err != nil {
			return set, team.Range{}, err
		}
		set.From, set.To = &h.From, &h.To
		if h.Days != 0 {
			days := h.Days.Names()
			set.Days = &days
		}
	case "prompt", "digest":
		clock, err := intake.ParseClock(c.Args)
		if err != nil {
			return set, team.Range{}, err
		}
		if c.Name == "prompt" {
			set.Prompt = &clock
		} else {
			set.Digest = &clock
		}
	case "language":
		lang, err := intake.ParseLang(c.Args)
		if err != nil {
			return set, team.Range{}, err
		}
		set.Lang = &lang
	case "pause", "resume":
		paused := c.Name == "pause"
		set.Paused = &paused
		if !paused { // a pause "until Monday" is an absence
			set.Away = back(set.Away, today)
		}
	}
	return set, team.Range{}, nil
}

// localDate is the date on a member's calendar.
func localDate(now time.Time, m team.Member) civil.Date { return civil.DateOf(now.In(m.Zone)) }

// current leaves out the ranges that are over.
func current(ranges []team.Range, today civil.Date) []team.Range {
	return slices.DeleteFunc(slices.Clone(ranges), func(r team.Range) bool {
		return !r.Last.IsZero() && r.Last.Before(today)
	})
}

// back ends the range that covers today, the day before today; ranges to come
// stay.
func back(ranges []team.Range, today civil.Date) (kept []team.Range) {
	for _, r := range current(ranges, today) {
		if !r.Covers(today) {
			kept = append(kept, r)
		} else if r.First.Before(today) {
			r.Last = today.Add(-1)
			kept = append(kept, r)
		}
	}
	return kept
}
