package digest

import (
	"time"

	"kabar/store/civil"
	"kabar/store/team"
)

// farthest is how many days ahead NextOpen and Next look. Who is away for
// longer is looked at again by the next step anyway.
const farthest = 400

// Open tells whether now lies inside m's working hours on one of m's working
// days. It knows nothing of holidays and absences.
func Open(m team.Member, now time.Time) bool {
	return atWork(m, zone(m), now, func(d civil.Date) bool { return m.Days.Has(d.Weekday()) })
}

// NextOpen returns the first moment from now on at which m may be written to:
// in working hours, on a day that is neither off nor a holiday nor away. It is
// now itself if that is such a moment, and the zero time if there is none in
// the next 400 days or m is paused.
func NextOpen(t team.Team, m team.Member, now time.Time) time.Time {
	m = placed(t, m)
	today := civil.DateOf(now.In(m.Zone))
	if m.Paused {
		return time.Time{}
	}
	for n := -1; n < farthest; n++ {
		d := today.Add(n)
		if why, _ := dayOff(t, m, d); why != "" {
			continue
		}
		open, shut, ok := hours(m, m.Zone, d)
		switch {
		case !ok || !now.Before(shut):
		case now.Before(open):
			return open
		default:
			return now
		}
	}
	return time.Time{}
}

// reachable tells whether m may be written to right now.
func reachable(t team.Team, m team.Member, now time.Time) bool {
	return atWork(m, m.Zone, now, func(d civil.Date) bool {
		why, _ := dayOff(t, m, d)
		return why == ""
	})
}

// Why there is no prompt or digest: the values of Slot.Skip.
const (
	skipPaused  = "paused"  // the member asked for silence
	skipGuest   = "guest"   // guests are not asked
	skipWeekend = "weekend" // not one of the member's working days
	skipAway    = "away"    // Note: the last day, "" if open, and what they said
	skipHoliday = "holiday" // Note: its name
	skipHours   = "hours"   // the time lies outside the member's working hours
)

// dayOff says why m hears nothing on d, "" if d is an ordinary working day.
func dayOff(t team.Team, m team.Member, d civil.Date) (why, note string) {
	if m.Paused {
		return skipPaused, ""
	}
	if !m.Days.Has(d.Weekday()) {
		return skipWeekend, ""
	}
	if r, ok := m.AwayOn(d); ok {
		note = r.Note
		if !r.Last.IsZero() {
			note = "until " + r.Last.String()
			if r.Note != "" {
				note += ": " + r.Note
			}
		}
		return skipAway, note
	}
	if h, ok := t.HolidayOn(d); ok {
		return skipHoliday, h.Name
	}
	return "", ""
}

// hours returns the working hours of m that begin on d: [open, shut). Hours
// that end before they begin, such as 22:00 to 06:00, end on the next date.
// ok is false where the zone never had the date d.
func hours(m team.Member, loc *time.Location, d civil.Date) (open, shut time.Time, ok bool) {
	open, ok = d.At(m.From, loc)
	if !ok {
		return open, open, false
	}
	last := d
	if m.To <= m.From {
		last = d.Add(1)
	}
	shut, ok = last.At(m.To, loc)
	if !ok { // the next date does not exist (Apia): they end on the one after
		shut, ok = last.Add(1).At(m.To, loc)
	}
	return open, shut, ok
}

// atWork tells whether now lies in working hours that began on a date that
// works.
func atWork(m team.Member, loc *time.Location, now time.Time, works func(civil.Date) bool) bool {
	today := civil.DateOf(now.In(loc))
	for _, d := range []civil.Date{today, today.Add(-1)} {
		if !works(d) {
			continue
		}
		open, shut, ok := hours(m, loc, d)
		if ok && !now.Before(open) && now.Before(shut) {
			return true
		}
	}
	return false
}

// zone returns where m lives: UTC if nobody said.
func zone(m team.Member) *time.Location {
	if m.Zone == nil {
		return time.UTC
	}
	return m.Zone
}

// placed returns m with a zone: its own, else the team's, else UTC.
func placed(t team.Team, m team.Member) team.Member {
	if m.Zone == nil {
		m.Zone = t.Zone
	}
	m.Zone = zone(m)
	return m
}
