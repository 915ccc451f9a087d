package main

import (
	"errors"
	"slices"
	"testing"
	"time"

	"kabar/digest"
	"kabar/store"
)

// TestSendOnceInDoubt: a letter of which nobody knows whether the server has it
// is not sent again while the Sent folder can't be asked; one whose time ends
// meanwhile is dropped with a record (PROMISES section 3).
func TestSendOnceInDoubt(t *testing.T) {
	m, log := &moodyServer{}, &lockedBuffer{}
	m.mood = func(verb, to string) string {
		if verb == "." && to == anaLetter {
			return "hang up"
		}
		return ""
	}
	s := moodyStation(t, m, log)
	s.boxes[0].account.Sent = "Sent" // of an inbox that nobody answers for
	for _, at := range []int{1, 10, 100, 1500} {
		s.step(t.Context(), moodyTime(at))
	}
	taken := func() int {
		m.mu.Lock()
		defer m.mu.Unlock()
		n := 0
		for _, h := range m.heard {
			if h == ". "+anaLetter {
				n++
			}
		}
		return n
	}
	if n := taken(); n != 1 || !slices.Equal(m.got, []string{benLetter}) {
		t.Errorf("handed over %d times; taken: %q\n%s", n, m.got, log)
	}
	if list, err := s.store.Letters("sending"); err != nil || len(list) != 1 {
		t.Errorf("%d letters held, %v", len(list), err)
	}
	s.step(t.Context(), moodyTime(3*3600))
	if list, err := s.store.Letters("dropped"); err != nil || len(list) != 1 {
		t.Errorf("%d letters dropped, %v", len(list), err)
	}
}

// TestDoubtEnds: what has no time of its own is held for doubtTime, and no
// longer; a new doubt about it begins anew.
func TestDoubtEnds(t *testing.T) {
	s := &station{log: newJournal(&lockedBuffer{}, 0, false), doubted: map[string]time.Time{}}
	start := clockAt("2026-11-18T09:00:00Z")
	plain := &store.Letter{Key: "digest"}
	timed := &store.Letter{Key: "prompt", NotAfter: start.Add(time.Hour)}
	for _, c := range []struct {
		l     *store.Letter
		after time.Duration
		want  bool
	}{
		{plain, 0, true}, {plain, doubtTime - 1, true}, {plain, doubtTime, false},
		{timed, 0, true}, {timed, time.Hour - 1, true}, {timed, time.Hour, false},
	} {
		if got := s.doubts(start.Add(c.after), c.l, errors.New("no")); got != c.want {
			t.Errorf("%s after %s: held %v, want %v", c.l.Key, c.after, got, c.want)
		}
	}
}

// TestGroupJLettersAhead: what a clock that ran ahead has queued neither waits
// for years nor asks for a day that is not there.
func TestGroupJLettersAhead(t *testing.T) {
	m, log := &moodyServer{}, &lockedBuffer{}
	s := moodyStation(t, m, log)
	teams, err := s.teams()
	if err != nil {
		t.Fatal(err)
	}
	now := clockAt("2026-11-18T10:00:00Z") // 11:00 in Berlin
	for _, c := range []struct {
		kind      digest.Kind
		notBefore time.Time
		at        time.Time
		never     bool
	}{
		{digest.DigestKind, now.Add(-time.Hour), now, false},
		{digest.DigestKind, now.Add(2 * time.Hour), now.Add(2 * time.Hour), false},
		{digest.DigestKind, now.AddDate(5, 0, 0), now, false},
		{digest.PromptKind, now.AddDate(5, 0, 0), now, true},
		{"answer", now.AddDate(5, 0, 0), now, false},
	} {
		l := &store.Letter{Kind: string(c.kind), Team: "acme", Member: "ana", To: anaLetter,
			Created: c.notBefore, NotBefore: c.notBefore}
		at, never := timing(teams, l, now)
		if !at.Equal(c.at) || (never != "") != c.never {
			t.Errorf("%s for %s: at %s, %q", c.kind, c.notBefore, at, never)
		}
	}
}
