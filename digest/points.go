package digest

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"kabar/store/civil"
	"kabar/store/entry"
)

// point is one item of an update with the items nested under it.
type point []entry.Item

// text is what the point says, its first item only.
func (p point) text() string { return p[0].Text }

// items is the point as the renderers want it.
func (p point) items() (list []item) {
	for _, it := range p {
		list = append(list, item{text: it.Text, depth: max(0, it.Depth-p[0].Depth)})
	}
	return list
}

// points are the points of one section of an update.
func points(e entry.Entry, section string) (list []point) {
	for _, s := range e.Sections {
		if s.Name != section {
			continue
		}
		for _, it := range s.Items {
			if n := len(list); n > 0 && it.Depth > list[n-1][0].Depth {
				list[n-1] = append(list[n-1], it)
			} else {
				list = append(list, point{it})
			}
		}
	}
	return list
}

// updatesOf are the updates of a member up to a date, one a date with what was
// amended later, oldest date first.
func updatesOf(history []entry.Entry, member string, until civil.Date) (days []entry.Entry) {
	for _, e := range history {
		if e.Kind != entry.Update || e.Member != member || e.Date.After(until) {
			continue
		}
		i := slices.IndexFunc(days, func(d entry.Entry) bool { return d.Date == e.Date })
		if i < 0 {
			days = append(days, e)
		} else {
			days[i] = entry.Merge(days[i], e)
		}
	}
	slices.SortStableFunc(days, func(a, b entry.Entry) int { return a.Date.Compare(b.Date) })
	return days
}

// blocker is something in the way of a member, told in their last update.
type blocker struct {
	point point
	since civil.Date // the first update of an unbroken row that tells of it
	by    entry.Entry
}

// open are the blockers of one member, given their updates (see updatesOf).
// A blocker is open as long as each update repeats it; one that tells of
// others, or of none, closes it. The longest open come first.
func open(days []entry.Entry, until civil.Date) (list []blocker) {
	for _, e := range days {
		if e.Date.After(until) {
			break
		}
		var now []blocker
		for _, p := range points(e, "blocked") {
			if isNothing(p.text()) {
				continue
			}
			b := blocker{point: p, since: e.Date, by: e}
			for _, old := range list {
				if sameMatter(old.point.text(), p.text()) && old.since.Before(b.since) {
					b.since = old.since
				}
			}
			now = append(now, b)
		}
		list = now
	}
	slices.SortStableFunc(list, func(a, b blocker) int {
		return cmp.Or(a.since.Compare(b.since), cmp.Compare(a.by.Num, b.by.Num))
	})
	return list
}

// sameMatter tells whether two texts of one person are about the same thing:
// two of three of the longer words of the shorter text are in the other.
// "Still waiting for the VPN account" is "waiting for VPN account from IT".
func sameMatter(a, b string) bool {
	x, y := longWords(a), longWords(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
	}
	common := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			common++
		}
	}
	return 3*common >= 2*len(x)
}

// longWords are the first words of a text that carry a meaning, each once.
func longWords(s string) (list []string) {
	const most = 40
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) {
		if len(w) > 2 && len(list) < most && !slices.Contains(list, w) {
			list = append(list, w)
		}
	}
	return list
}
