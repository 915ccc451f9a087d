package team

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"
)

// Apply lays what a member set by mail over what the config says of them. A
// value that cannot be used is left out, with an error that says so; the
// config's value holds then. An empty set changes nothing.
func (s Settings) Apply(m Member) (Member, []error) {
	var errs []error
	bad := func(key string, err error) { errs = append(errs, fmt.Errorf("%s: %w", key, err)) }
	if s.Zone != nil {
		if zone, err := loadZone(*s.Zone); err != nil {
			bad("zone", err)
		} else {
			m.Zone = zone
		}
	}
	from, to := m.From, m.To
	if s.From != nil {
		from = *s.From
	}
	if s.To != nil {
		to = *s.To
	}
	if from < to {
		m.From, m.To = from, to
	} else if s.From != nil || s.To != nil {
		bad("from, to", fmt.Errorf("working hours from %s to %s: the end comes after the start",
			from, to))
	}
	m = m.follow()
	if s.Prompt != nil {
		m.Prompt = *s.Prompt
	}
	if s.Digest != nil {
		m.Digest = *s.Digest
	}
	if s.Days != nil {
		if days, err := ParseDays(*s.Days); err != nil {
			bad("days", err)
		} else {
			m.Days = days
		}
	}
	if s.Lang != nil {
		if err := checkLang(*s.Lang); err != nil {
			bad("lang", err)
		} else {
			m.Lang = *s.Lang
		}
	}
	if s.Paused != nil {
		m.Paused = *s.Paused
	}
	away := slices.Clone(m.Away)
	for i, r := range s.Away {
		if err := r.check(); err != nil {
			bad(fmt.Sprintf("away %d", i+1), err)
		} else {
			away = append(away, r)
		}
	}
	if len(s.Away) > 0 {
		m.Away = joinRanges(away)
	}
	return m, errs
}

// loadZone takes IANA names only: time.LoadLocation alone would take "" for
// UTC and "Local" for wherever this machine stands.
func loadZone(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, fmt.Errorf("%q is not a time zone: write it as Asia/Jakarta", name)
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("%q is not a time zone known here: write it as Asia/Jakarta", name)
	}
	return zone, nil
}

// checkLang tells whether there are texts in a language.
func checkLang(lang string) error {
	if lang != "en" && lang != "id" {
		return fmt.Errorf("%q is not a language there are texts in: en or id", lang)
	}
	return nil
}

// check tells whether r is a range at all.
func (r Range) check() error {
	if r.First.IsZero() {
		return errors.New("a range without its first date")
	}
	if !r.Last.IsZero() && r.Last.Before(r.First) {
		return fmt.Errorf("from %s to %s: the end comes before the start", r.First, r.Last)
	}
	return nil
}

// joinRanges sorts ranges and joins those that overlap. The note is that of
// the first that has one.
func joinRanges(ranges []Range) (out []Range) {
	sort.SliceStable(ranges, func(i, j int) bool { return ranges[i].First.Before(ranges[j].First) })
	for _, r := range ranges {
		if n := len(out) - 1; n >= 0 && out[n].Covers(r.First) {
			if r.Last.IsZero() || !out[n].Last.IsZero() && r.Last.After(out[n].Last) {
				out[n].Last = r.Last
			}
			if out[n].Note == "" {
				out[n].Note = r.Note
			}
			continue
		}
		out = append(out, r)
	}
	return out
}

// dayNames are the names of weekdays in settings and config, by time.Weekday.
var dayNames = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// ParseDays reads weekday names: "mon" … "sun", in any case and order. An
// empty list is a member who never works, which is an error.
func ParseDays(names []string) (days Days, err error) {
	for _, name := range names {
		i := slices.Index(dayNames[:], strings.ToLower(strings.TrimSpace(name)))
		if i < 0 {
			return 0, fmt.Errorf("%q is not a weekday: mon, tue, wed, thu, fri, sat or sun", name)
		}
		days |= 1 << i
	}
	if days == 0 {
		return 0, errors.New("no weekday at all: name at least one, or pause")
	}
	return days, nil
}

// Names returns the weekdays of the set as ParseDays reads them, from Monday.
func (d Days) Names() (names []string) {
	for i := range 7 {
		if day := time.Weekday((i + 1) % 7); d.Has(day) {
			names = append(names, dayNames[day])
		}
	}
	return names
}

// follow moves the times to ask and to tell with the hours, where new hours
// leave them outside.
func (m Member) follow() Member {
	if m.From >= m.To {
		return m // over midnight: left as they are
	}
	prompt, digest := Usual(m.From, m.To)
	if !m.Works(m.Prompt) {
		m.Prompt = prompt
	}
	if !m.Works(m.Digest) {
		m.Digest = digest
	}
	return m
}
