package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/digest"
	"kabar/mail"
	"kabar/mail/auth"
	"kabar/store"
	"kabar/store/civil"
	"kabar/store/entry"
	"kabar/store/team"
)

// told is how far kabar has got with one member, as their marks say.
type told struct {
	prompt civil.Date // the last date asked for, or let go
	digest civil.Date // the last date told, or let go
	num    int64      // the last entry they were told of
	upTo   int64      // the last entry in the digest that is being queued; 0: none is
	since  time.Time  // when they joined, resumed or came back: nothing before it is due
	away   bool       // a mail that looked like "out of office" came since the last prompt
}

// slot tells whether a slot was dealt with. Only dates count: whatever happens
// to zones, clocks or the outbox, a date that is past stays past.
func (t told) slot(key string) bool {
	kind, rest, _ := strings.Cut(key, ".")
	day, _, _ := strings.Cut(rest, ".")
	date, err := civil.ParseDate(day)
	if err != nil {
		return false
	}
	if kind == string(digest.PromptKind) {
		return !date.After(t.prompt)
	}
	return !date.After(t.digest)
}

func promptMark(t team.Team, m team.Member) string { return "prompt." + t.ID + "." + m.ID }
func digestMark(t team.Team, m team.Member) string { return "digest." + t.ID + "." + m.ID }
func sinceMark(t team.Team, m team.Member) string  { return "since." + t.ID + "." + m.ID }
func awayMark(t team.Team, m team.Member) string   { return "awaymail." + t.ID + "." + m.ID }

// marked is what a member's marks say, by their names; "" is none.
func marked(from interface{ Mark(string) (string, error) }, t team.Team, m team.Member) (
	map[string]string, error,
) {
	marks := map[string]string{}
	for _, name := range []string{promptMark(t, m), digestMark(t, m), sinceMark(t, m), awayMark(t, m)} {
		value, err := from.Mark(name)
		if err != nil {
			return nil, err
		}
		marks[name] = value
	}
	return marks, nil
}

// readTold reads what a member's marks say; a mark that is missing says nothing.
func readTold(marks map[string]string, t team.Team, m team.Member) (d told, err error) {
	fail := func(name string) (told, error) {
		return told{}, &store.DamagedError{Problems: []store.Problem{{File: "marks/" + name,
			What: fmt.Sprintf("it says %q; %s", clipped(marks[name], 40), store.MarkRemedy)}}}
	}
	value, upTo, queuing := strings.Cut(marks[digestMark(t, m)], " >")
	num, day, _ := strings.Cut(value, " ")
	if d.num, err = strconv.ParseInt(num, 10, 64); err == nil && queuing {
		d.upTo, err = strconv.ParseInt(upTo, 10, 64)
	}
	if err == nil {
		err = d.digest.UnmarshalText([]byte(day))
	}
	if err != nil && marks[digestMark(t, m)] != "" {
		return fail(digestMark(t, m))
	}
	if err := d.prompt.UnmarshalText([]byte(marks[promptMark(t, m)])); err != nil {
		return fail(promptMark(t, m))
	}
	if since := marks[sinceMark(t, m)]; since != "" {
		if d.since, err = time.Parse(time.RFC3339, since); err != nil {
			return fail(sinceMark(t, m))
		}
	}
	d.away = marks[awayMark(t, m)] != ""
	return d, nil
}

// readMarks looks whether everybody's marks can be read. The error is a
// *store.DamagedError.
func readMarks(cfg *config.Config, from interface{ Mark(string) (string, error) }) error {
	var all store.DamagedError
	for _, t := range cfg.Teams {
		for _, m := range t.Members {
			marks, err := marked(from, t.Team, m)
			if err == nil {
				_, err = readTold(marks, t.Team, m)
			}
			var damaged *store.DamagedError
			if errors.As(err, &damaged) {
				all.Problems = append(all.Problems, damaged.Problems...)
			}
		}
	}
	if all.Problems == nil {
		return nil
	}
	return &all
}

// digestValue is what the digest's mark says: number, then date, then ">" and
// how far the digest tells that is being queued.
func (t told) digestValue() string {
	value := strings.TrimSpace(fmt.Sprintf("%d %s", t.num, t.digest))
	if t.upTo > 0 {
		value += fmt.Sprintf(" >%d", t.upTo)
	}
	return value
}

// ahead is how far a mark may be ahead of the time: a member's date is, after
// they moved west over the date line, and a clock may have been a little fast.
const ahead = 24 * time.Hour

// believed is t without what can't be true now: a mark that lies more than a
// day ahead was set by a clock that was wrong, and would mute the member until
// then. It is put back to yesterday. Which dates were served all the same the
// outbox knows, for ever and by the slot's key: none is served twice.
func (t told) believed(now time.Time, m team.Member) (sure told, wrong bool) {
	today := localDate(now, m)
	sure = t
	if t.prompt.After(today.Add(1)) {
		sure.prompt = today.Add(-1)
	}
	if t.digest.After(today.Add(1)) {
		sure.digest = today.Add(-1)
	}
	if t.since.After(now.Add(ahead)) {
		sure.since = now.UTC().Truncate(time.Second)
	}
	return sure, sure != t
}

// done reads a member's marks. Somebody who is new is asked from now on, and
// told what is filed from now on. What is lost of the marks is made again, and
// what can't be true of them is put right.
func (s *station) done(now time.Time, t team.Team, m team.Member) (told, error) {
	d, amiss, err := s.recall(now, t, m)
	if err != nil {
		return d, err
	}
	return d, s.store.Publish(now, amiss)
}

// recall is done, but leaves it to the caller to set the marks that say something
// else.
func (s *station) recall(now time.Time, t team.Team, m team.Member) (
	d told, amiss map[string]string, err error,
) {
	marks, err := marked(s.store, t, m)
	if err != nil {
		return told{}, nil, err
	}
	if d, err = readTold(marks, t, m); err != nil {
		return d, nil, err
	}
	sure, wrong := d.believed(now, m)
	if wrong {
		s.log.markAhead(t.ID, m.ID, d, sure)
		s.muted[t.ID] = append(s.muted[t.ID], m.ID)
	}
	if lost := marks[digestMark(t, m)] == ""; lost || sure.since.IsZero() {
		last, known := s.lastTold(now, t, m)
		switch {
		case !lost:
		case known:
			sure.num, err = s.filedBy(last)
		case !sure.since.IsZero():
			sure.num, err = s.filedBy(sure.since)
		default: // they are new: what is filed from now on is news to them
			sure.num = s.store.Last()
		}
		if err != nil {
			return d, nil, err
		}
		if sure.since.IsZero() {
			sure.since = last
		}
	}
	return sure, sure.unlike(marks, t, m), nil
}

// all are the marks of a member that say so, by their names.
func (t told) all(in team.Team, m team.Member) map[string]string {
	marks := map[string]string{
		promptMark(in, m): "", digestMark(in, m): t.digestValue(),
		sinceMark(in, m): t.since.UTC().Format(time.RFC3339),
	}
	if !t.prompt.IsZero() {
		marks[promptMark(in, m)] = t.prompt.String()
	}
	if !t.away {
		marks[awayMark(in, m)] = ""
	}
	return marks
}

// unlike are those of its marks that say something else than these.
func (t told) unlike(marks map[string]string, in team.Team, m team.Member) map[string]string {
	now := t.all(in, m)
	maps.DeleteFunc(now, func(name, value string) bool {
		before, known := marks[name]
		return known && before == value
	})
	return now
}

// settled is t when a slot was dealt with; num is the last entry that the reader
// has been told of then.
func (t told) settled(slot digest.Slot, num int64) told {
	if slot.Kind == digest.PromptKind {
		t.away = false
		if t.prompt.Before(slot.Date) {
			t.prompt = slot.Date
		}
		return t
	}
	t.num, t.upTo = num, 0
	if t.digest.Before(slot.Date) {
		t.digest = slot.Date
	}
	return t
}

// rememberedDays is for how many days back the last digest of somebody whose
// marks are lost is looked for.
const rememberedDays = 60

// lastTold is when the newest digest for a member was written, as the outbox
// knows.
func (s *station) lastTold(now time.Time, t team.Team, m team.Member) (at time.Time, ok bool) {
	w := writer{key: s.key, config: s.teamConfig(t.ID), now: now}
	for n := range rememberedDays {
		date := localDate(now, m).Add(1 - n)
		slot := digest.Slot{Kind: digest.DigestKind, Team: t.ID, Member: m.ID, Date: date}
		if !s.store.HasLetter(slot.Key()) {
			continue
		}
		token := auth.Token{Kind: string(slot.Kind), Team: t.ID, Member: m.ID, Date: date}
		if data, ok := s.store.SentText(w.envelope(t, m, token).MessageID); ok {
			return mail.Parse(data).Date, true
		}
	}
	return now, false
}

// filedBy is the number of the last entry that was filed by a time. The order of
// filing need not be that of time: clocks are set.
func (s *station) filedBy(at time.Time) (num int64, err error) {
	if s.filings == nil {
		s.filings = map[int64]time.Time{}
		err := s.store.Each("", func(e entry.Entry) error {
			if e.Verdict != entry.Imported { // those are as old as their mails
				s.filings[e.Num] = e.Filed
			}
			return nil
		})
		if err = s.readable(err); err != nil {
			return 0, err
		}
	}
	for n, filed := range s.filings {
		if n > num && !filed.After(at) {
			num = n
		}
	}
	return num, nil
}

// noteAhead ends the reading of marks in a step: it lets the admins know whose
// were not believed.
func (s *station) noteAhead(now time.Time) error {
	s.filings = nil // more is filed until it is asked for again
	defer clear(s.muted)
	for _, team := range slices.Sorted(maps.Keys(s.muted)) {
		err := s.happened(now, "ahead "+team, event{Kind: "ahead", Team: team,
			Detail: "the clock ran ahead: marks of dates yet to come are not believed, those of " +
				strings.Join(s.muted[team], ", ")})
		if err != nil {
			return err
		}
	}
	return nil
}
