package civil

import "time"

// At returns the instant, in UTC, at which the clocks of loc first show c on
// the date d.
//
// Where the clocks go back and show c twice, it is the first time. Where they
// go forward and never show c, it is the first moment after the gap, or, if
// that lies on the next date already, the last minute before the gap. Where
// loc never had the date at all (Apia, 30 December 2011) ok is false.
func (d Date) At(c Clock, loc *time.Location) (t time.Time, ok bool) {
	// wall is what the clocks show, written down as if it were UTC; an
	// instant's wall is the instant plus the offset in force.
	wall := time.Date(d.Year, d.Month, d.Day, 0, int(c), 0, 0, time.UTC)
	// No zone was ever more than 16 hours from UTC; 26 leaves room.
	const reach = 26 * time.Hour
	var gap time.Time // the transition that jumps over wall
	for at := wall.Add(-reach); at.Before(wall.Add(reach)); {
		local := at.In(loc)
		_, offset := local.Zone()
		start, end := local.ZoneBounds()
		shift := time.Duration(offset) * time.Second
		found := wall.Add(-shift)
		switch {
		case !start.IsZero() && found.Before(start):
			// Every earlier period ended before it showed wall.
			if gap.IsZero() {
				gap = start
			}
		case end.IsZero() || found.Before(end):
			return found.UTC(), true
		}
		if end.IsZero() || !gap.IsZero() {
			break
		}
		at = end
	}
	for _, t := range []time.Time{gap, gap.Add(-time.Minute)} {
		if !gap.IsZero() && DateOf(t.In(loc)) == d {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}
