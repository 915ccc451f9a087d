package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kabar/store/civil"
	"kabar/store/team"
)

// readAway reads away = ["2026-12-24", "2026-12-24..2027-01-02 Bali"].
func readAway(m *node) (list []team.Range) {
	l := layers{m}
	places := map[team.Range]*place{}
	for i, s := range l.texts("away") {
		at := m.at.key("away").item(i)
		r, ok := parseRange(s)
		if !ok {
			m.failAt(at, "away", strconv.Quote(cut(s))+" is neither a date nor a first and a last one",
				`"2026-12-24..2027-01-02 Bali"`)
			continue
		}
		places[r] = at
		list = append(list, r)
	}
	slices.SortStableFunc(list, func(a, b team.Range) int { return a.First.Compare(b.First) })
	for i := 1; i < len(list); i++ {
		if before, r := list[i-1], list[i]; before.Last.IsZero() || !before.Last.Before(r.First) {
			m.failAt(places[r], "away", fmt.Sprintf("what begins on %s overlaps with what begins on %s",
				r.First, before.First), "make one of the two")
		}
	}
	return list
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
