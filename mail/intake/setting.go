package intake

import (
	"slices"

	"kabar/store/civil"
	"kabar/store/team"
)

// Set decides what a member's settings are after this command of theirs, and,
// for "away", which range was set. today is when the mail came, on the member's
// calendar: "away tomorrow" means the day after that, however late it is read.
// The error is an *ArgError; a command that sets nothing leaves them as they
// are.
func (c Command) Set(set team.Settings, today civil.Date) (
	after team.Settings, away team.Range, err error,
) {
	switch c.Name {
	case "away":
		if away, err = parseAway(c.Args, today); err == nil {
			set.Away = append(current(set.Away, today), away)
		}
	case "back":
		set.Away, set.Paused = back(set.Away, today), new(bool)
	case "timezone":
		var zone string
		if zone, err = parseZone(c.Args); err == nil {
			set.Zone = &zone
		}
	case "hours":
		var h workHours
		if h, err = parseHours(c.Args); err == nil {
			h.into(&set)
		}
	case "prompt", "digest":
		var clock civil.Clock
		if clock, err = parseClock(c.Args, c.Name); err != nil {
			break
		}
		if c.Name == "prompt" {
			set.Prompt = &clock
		} else {
			set.Digest = &clock
		}
	case "language":
		var lang string
		if lang, err = parseLang(c.Args); err == nil {
			set.Lang = &lang
		}
	case "pause", "resume":
		paused := c.Name == "pause"
		set.Paused = &paused
		if !paused { // a pause "until Monday" is an absence
			set.Away = back(set.Away, today)
		}
	}
	return set, away, err
}

// into sets the hours, and the days if they were named.
func (h workHours) into(set *team.Settings) {
	set.From, set.To = &h.From, &h.To
	if h.Days != 0 {
		days := h.Days.Names()
		set.Days = &days
	}
}

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
