package main

import (
	"runtime/debug"
	"time"
)

// A clock may be wrong by a zone or a day, and kabar lives with that (PROMISES
// J10, J11). One that is wrong by more than this would file today's mail under
// a day long past.
const clockSlack = 48 * time.Hour

// firstDay is before any kabar there is.
var firstDay = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// early returns the time that it must be at least, and that now is well before:
// kabar was built, or at work, after it. Zero if now can be true. A machine
// without a battery wakes up in 1970; until its clock is set, nothing is read
// and nothing sent, and mail waits in the inbox (J12).
func early(now, newest, built time.Time) time.Time {
	for _, t := range []time.Time{newest, built} {
		if now.Before(t.Add(-clockSlack)) {
			return t
		}
	}
	if now.Before(firstDay) {
		return firstDay
	}
	return time.Time{}
}

// builtAt is when the source of this program was written, as far as the
// toolchain stamped it in. With a clock of its own, as in tests, it could be
// any time.
func builtAt(env func(string) string) time.Time {
	info, ok := debug.ReadBuildInfo()
	if !ok || env("KABAR_CLOCK") != "" {
		return time.Time{}
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.time" {
			at, _ := time.Parse(time.RFC3339, s.Value)
			return at
		}
	}
	return time.Time{}
}

// tooEarly tells whether the clock can't be right, and says so once.
func (s *station) tooEarly(now time.Time) bool {
	after := early(now, s.health.Newest, s.built)
	if after.IsZero() {
		s.held = time.Time{}
		return false
	}
	if s.held.IsZero() {
		s.log.clockBehind(now, after)
	}
	s.held = after
	return true
}
