package main

import (
	"time"

	"kabar/store/civil"
	"kabar/store/team"
)

// systemClock is the only place in kabar that reads the clock. Tests of the
// whole program start it at another time: KABAR_CLOCK=2026-11-22T16:30:00Z
// makes it run on from there.
func systemClock(env func(string) string) func() time.Time {
	start, err := time.Parse(time.RFC3339, env("KABAR_CLOCK"))
	if err != nil {
		return time.Now
	}
	began := time.Now()
	return func() time.Time { return start.Add(time.Since(began)) }
}

// localDate is the date on a member's calendar.
func localDate(now time.Time, m team.Member) civil.Date { return civil.DateOf(now.In(m.Zone)) }
