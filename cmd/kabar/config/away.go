package config

import (
	"fmt"
	"slices"
	"strings"
	"time"

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
			m.failAt(at, "away", shown(s)+" is neither a date nor a first and a last one",
				`"2026-12-24..2027-01-02 Bali"`)
			continue
		}
		places[r] = at
		list = append(list, r)
	}
	slices.SortStableFunc(list, func(a, b team.Range) int { return a.First.Compare(b.First) })
	for i := 1; i < len(list); i++ {
		if before, r := list[i-1], list[i]; before.Last.IsZero() || !before.Last.Before(r.First) {
			why := fmt.Sprintf("what begins on %s overlaps with what begins on %s",
				r.First, before.First)
			m.failAt(places[r], "away", why, "make one of the two")
		}
	}
	return list
}

// parseRange reads "2026-12-24", "2026-12-24..2027-01-02", or "2026-12-24.."
// for until further notice, each with a note after it if you like. A note does
// not begin with a digit or a dash: that is a date which went wrong.
func parseRange(s string) (r team.Range, ok bool) {
	s = strings.TrimSpace(s)
	first := s[:min(len(s), len(time.DateOnly))]
	rest := strings.TrimSpace(s[len(first):])
	var err error
	if r.First, err = civil.ParseDate(first); err != nil {
		return r, false
	}
	r.Last = r.First
	if after, isRange := strings.CutPrefix(rest, ".."); isRange {
		r.Last, rest = civil.Date{}, strings.TrimSpace(after)
		if last, note, _ := strings.Cut(rest, " "); startsWith(last, "0123456789") {
			if r.Last, err = civil.ParseDate(last); err != nil || r.Last.Before(r.First) {
				return r, false
			}
			rest = note
		}
	}
	r.Note = oneLine(strings.TrimSpace(rest))
	return r, !startsWith(r.Note, "0123456789-–.")
}

func startsWith(s, any string) bool { return s != "" && strings.ContainsRune(any, []rune(s)[0]) }
