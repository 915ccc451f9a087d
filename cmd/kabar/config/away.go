package config

import (
	"slices"
	"strconv"
	"strings"

	"kabar/store/civil"
	"kabar/store/team"
)

// readAway reads away = ["2026-12-24", "2026-12-24..2027-01-02 Bali"].
func readAway(m *node) (list []team.Range) {
	l := layers{m}
	for i, s := range l.texts("away") {
		at := m.at.key("away").item(i)
		r, ok := parseRange(s)
		if !ok {
			m.failAt(at, "away", strconv.Quote(cut(s))+" is neither a date nor a first and a last one",
				`"2026-12-24..2027-01-02 Bali"`)
			continue
		}
		for _, o := range list {
			if overlap(o, r) {
				m.failAt(at, "away", strconv.Quote(cut(s))+" overlaps with another", "make one of the two")
			}
		}
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b team.Range) int { return a.First.Compare(b.First) })
	return list
}

func overlap(a, b team.Range) bool {
	return (a.Last.IsZero() || !a.Last.Before(b.First)) && (b.Last.IsZero() || !b.Last.Before(a.First))
}

// parseRange reads "2026-12-24", "2026-12-24..2027-01-02", or "2026-12-24.."
// for until further notice, and a note after it.
func parseRange(s string) (r team.Range, ok bool) {
	dates, note, _ := strings.Cut(strings.TrimSpace(s), " ")
	first, last, isRange := strings.Cut(dates, "..")
	var err error
	if r.First, err = civil.ParseDate(first); err != nil {
		return r, false
	}
	r.Note = oneLine(strings.TrimSpace(note))
	switch {
	case !isRange:
		r.Last = r.First
	case last != "":
		r.Last, err = civil.ParseDate(last)
	}
	return r, err == nil && (r.Last.IsZero() || !r.Last.Before(r.First))
}
