package digest

import (
	"cmp"
	"slices"
	"time"

	"kabar/store/civil"
	"kabar/store/team"
)

// Kind says what a Slot is for.
type Kind string

// The kinds of slots.
const (
	PromptKind Kind = "prompt" // the question
	DigestKind Kind = "digest" // the news
)

// window is how late a prompt may come, and until when a digest is on time.
const window = 2 * time.Hour

// lookBack is how far back Due looks for what was missed. A digest older than
// that is covered by a newer one; a prompt that old needs no record.
const lookBack = 35 * 24 * time.Hour

// Slot is one prompt or digest of one member for one date.
type Slot struct {
	Kind         Kind
	Team, Member string     // ids
	Date         civil.Date // on the member's calendar
	At           time.Time  // UTC: when it is due
	Until        time.Time  // UTC: a prompt has lapsed from here on, a digest is late; At if skipped
	// Skip is why nothing is sent: "paused", "guest" (not asked), "weekend",
	// "away", "holiday", "hours" (At is outside working hours); "" if it is.
	Skip string
	Note string // more about Skip: "until 2026-11-30", the holiday's name; may be empty
}

// Key is the name under which the outbox knows the slot for ever, such as
// "prompt.2026-11-22.ana.acme". It holds no clock: see the package comment.
func (s Slot) Key() string { return key(s.Kind, s.Date, s.Member, s.Team) }

func key(k Kind, d civil.Date, member, team string) string {
	return string(k) + "." + d.String() + "." + member + "." + team
}

// Slots returns every prompt and digest of m that is due in [from, to), oldest
// first, with those that are skipped and why.
func Slots(t team.Team, m team.Member, from, to time.Time) []Slot {
	m = placed(t, m)
	var list []Slot
	last := civil.DateOf(to.In(m.Zone))
	for d := civil.DateOf(from.In(m.Zone)); !d.After(last); d = d.Add(1) {
		for _, k := range []Kind{DigestKind, PromptKind} {
			s, ok := slot(t, m, k, d)
			if ok && !s.At.Before(from) && s.At.Before(to) {
				list = append(list, s)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Slot) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Kind, b.Kind))
	})
	return list
}

// Due returns what may go out to m right now, and what was missed for good,
// both oldest first. done tells whether a key was sent, queued or recorded as
// lapsed before; the caller records both kinds, so that neither comes again.
//
// A prompt is due in [At, Until). Of the digests, only the newest whose time
// has come can be due, since one digest tells all that was filed since the
// last; where it is late it waits for m's working hours.
//
// Nothing that was due before since is looked at: since is the first run, or
// the moment m joined, resumed or came back early.
func Due(
	t team.Team, m team.Member, since, now time.Time, done func(key string) bool,
) (due, lapsed []Slot) {
	m = placed(t, m)
	if floor := now.Add(-lookBack); since.Before(floor) {
		since = floor
	}
	newest := true
	first := civil.DateOf(since.In(m.Zone))
	for d := civil.DateOf(now.In(m.Zone)); !d.Before(first); d = d.Add(-1) {
		if s, ok := missed(t, m, PromptKind, d, since, now, done); ok {
			if now.Before(s.Until) {
				due = append(due, s)
			} else {
				lapsed = append(lapsed, s)
			}
		}
		if newest && done(key(DigestKind, d, m.ID, t.ID)) {
			newest = false
			continue
		}
		if s, ok := missed(t, m, DigestKind, d, since, now, done); ok {
			if !newest {
				lapsed = append(lapsed, s)
			} else if reachable(t, m, now) {
				due = append(due, s)
			}
			newest = false
		}
	}
	oldestFirst := func(a, b Slot) int { return a.At.Compare(b.At) }
	slices.SortStableFunc(due, oldestFirst)
	slices.SortStableFunc(lapsed, oldestFirst)
	return due, lapsed
}

// missed returns the slot of d if it should go out, its time has come and it
// is not done. The key is asked for first: it is what costs least.
func missed(
	t team.Team, m team.Member, k Kind, d civil.Date, since, now time.Time, done func(string) bool,
) (Slot, bool) {
	if done(key(k, d, m.ID, t.ID)) {
		return Slot{}, false
	}
	s, ok := slot(t, m, k, d)
	return s, ok && s.Skip == "" && !s.At.Before(since) && !s.At.After(now)
}

// Next returns the first moment after now at which something of m comes due:
// a prompt, a digest, or the working hours a late digest waits for. It is
// always after now, so that a loop around it can't spin, and zero if there is
// nothing in the next 400 days.
func Next(t team.Team, m team.Member, now time.Time, done func(key string) bool) (next time.Time) {
	m = placed(t, m)
	if m.Paused {
		return time.Time{}
	}
	today := civil.DateOf(now.In(m.Zone))
	sooner := func(at time.Time) {
		if at.After(now) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	for _, k := range []Kind{DigestKind, PromptKind} {
		for n := 0; n < farthest; n++ {
			s, ok := slot(t, m, k, today.Add(n))
			if ok && s.Skip == "" && s.At.After(now) && !done(s.Key()) {
				sooner(s.At)
				break
			}
		}
	}
	if late(t, m, now, done) {
		sooner(NextOpen(t, m, now))
	}
	return next
}

// late tells whether the newest digest whose time has come is still to go out.
func late(t team.Team, m team.Member, now time.Time, done func(string) bool) bool {
	today := civil.DateOf(now.In(m.Zone))
	for d := today; today.Days(d) < int(lookBack.Hours()/24); d = d.Add(-1) {
		if done(key(DigestKind, d, m.ID, t.ID)) {
			return false
		}
		if s, ok := slot(t, m, DigestKind, d); ok && s.Skip == "" && !s.At.After(now) {
			return true
		}
	}
	return false
}

// slot returns m's slot for d; ok is false where m's zone never had the date.
// m has a zone.
func slot(t team.Team, m team.Member, k Kind, d civil.Date) (s Slot, ok bool) {
	clock := m.Prompt
	if k == DigestKind {
		clock = m.Digest
	}
	at, ok := d.At(clock, m.Zone)
	if !ok {
		return Slot{}, false
	}
	s = Slot{Kind: k, Team: t.ID, Member: m.ID, Date: d, At: at, Until: at}
	// 05:30 in a night's work from 22:00 to 06:00 belongs to the day before.
	day := d
	if m.To <= m.From && clock < m.To {
		day = d.Add(-1)
	}
	s.Skip, s.Note = dayOff(t, m, day)
	if k == PromptKind && m.Guest && !m.Paused {
		s.Skip, s.Note = skipGuest, ""
	}
	if s.Skip != "" {
		return s, true
	}
	open, shut, ok := hours(m, m.Zone, day)
	if !ok || at.Before(open) || !at.Before(shut) {
		s.Skip = skipHours
		return s, true
	}
	s.Until = at.Add(window)
	if shut.Before(s.Until) {
		s.Until = shut
	}
	return s, true
}
