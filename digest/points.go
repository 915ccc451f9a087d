package digest

import (
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
		list = append(list, item{text: unbroken(it.Text), depth: max(0, it.Depth-p[0].Depth)})
	}
	return list
}

// points are the points of the sections of that name.
func points(sections []entry.Section, name string) (list []point) {
	for _, s := range sections {
		if s.Name != name {
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

// updatesOf are a member's updates up to a date, one a date with what was
// amended later, oldest date first; without those that were taken back. list
// may hold other entries too.
func updatesOf(list []entry.Entry, member string, until civil.Date) []*entry.Entry {
	var own []*entry.Entry
	for i := range list {
		if e := &list[i]; e.Kind == entry.Update && e.Member == member {
			own = append(own, e)
		}
	}
	return byDate(own, until)
}

// byDate is updatesOf for updates of one member, in the order of filing.
func byDate(own []*entry.Entry, until civil.Date) (days []*entry.Entry) {
	for _, e := range own {
		if e.Date.After(until) {
			continue
		}
		i := slices.IndexFunc(days, func(d *entry.Entry) bool { return d.Date == e.Date })
		if i < 0 {
			days = append(days, e)
		} else {
			merged := entry.Merge(*days[i], *e)
			days[i] = &merged
		}
	}
	days = slices.DeleteFunc(days, func(d *entry.Entry) bool { return entry.Blank(*d) })
	slices.SortStableFunc(days, func(a, b *entry.Entry) int { return a.Date.Compare(b.Date) })
	return days
}

// blocker is something in the way of a member, told in their last update.
type blocker struct {
	point point
	since civil.Date   // the first update of an unbroken row that tells of it
	by    *entry.Entry // the last of them
}

// stillOpen are the blockers of one member, given their updates (see
// updatesOf). A blocker is open as long as each update repeats it; one that
// tells of others, or of none, closes it. The longest open come first.
func stillOpen(days []*entry.Entry) (list []blocker) {
	if len(days) == 0 {
		return nil
	}
	last := days[len(days)-1]
	for _, p := range points(last.Sections, "blocked") {
		if isNothing(p.text()) {
			continue
		}
		b := blocker{point: p, since: last.Date, by: last}
		for i, text := len(days)-2, p.text(); i >= 0; i-- {
			row := points(days[i].Sections, "blocked")
			k := slices.IndexFunc(row, func(o point) bool { return sameMatter(o.text(), text) })
			if k < 0 {
				break
			}
			b.since, text = days[i].Date, row[k].text()
		}
		list = append(list, b)
	}
	slices.SortStableFunc(list, func(a, b blocker) int { return a.since.Compare(b.since) })
	return list
}

// sameMatter tells whether two texts of one person are about the same thing:
// two of three of the longer words of the shorter text are in the other.
// "Still waiting for the VPN account" is "waiting for VPN account from IT".
func sameMatter(a, b string) bool {
	if a == b {
		return true
	}
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
