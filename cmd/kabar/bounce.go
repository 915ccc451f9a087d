package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"kabar/mail/intake"
	"kabar/mail/send"
	"kabar/store"
	"kabar/store/team"
)

// bounces is what came back of a member's mail.
type bounces struct {
	Addr  string      `json:"addr"`           // they are about
	Times []time.Time `json:"times"`          // of hard failures, one a day, oldest first
	Held  string      `json:"held,omitempty"` // why mail was stopped: "bounced", "complaint"
}

const (
	// bounceDays is on how many days mail must come back before it is stopped:
	// one bad day of a server, with all its bounces, counts once.
	bounceDays = 3
	// bounceTime is how long a failure counts.
	bounceTime = 14 * 24 * time.Hour
)

// failed adds a hard failure and returns whether mail is to be stopped. What
// lies before since, when the member last resumed, and what is about another
// address does not count.
func (b bounces) failed(now, since time.Time, addr string) (bounces, bool) {
	next := bounces{Addr: addr}
	today := now.UTC().Format(time.DateOnly)
	for _, t := range b.Times {
		if b.Addr == addr && !t.Before(since) && now.Sub(t) < bounceTime &&
			t.UTC().Format(time.DateOnly) != today {
			next.Times = append(next.Times, t)
		}
	}
	next.Times = append(next.Times, now.UTC().Truncate(time.Second))
	if len(next.Times) >= bounceDays {
		next.Held = "bounced"
		return next, true
	}
	return next, false
}

// hard tells whether a status (RFC 3463) is about the address, and for good. A
// full mailbox, a mail refused for what is in it or by a policy, and a server
// that was away too long are not.
func hard(status string) bool {
	switch {
	case status == "5.2.2", status == "5.2.3", status == "5.4.7":
		return false
	}
	for _, class := range []string{"5.0.", "5.1.", "5.2.", "5.4."} {
		if strings.HasPrefix(status, class) {
			return true
		}
	}
	return false
}

// statusOf is the status of a refusal, also of a server without RFC 2034.
func statusOf(e *send.Error) string {
	switch {
	case e.Enhanced != "":
		return e.Enhanced
	case e.Code == 550 || e.Code == 551 || e.Code == 553:
		return "5.1.0"
	case e.Code == 552:
		return "5.2.2"
	}
	return "5.7.0"
}

func bounceMark(t team.Team, m team.Member) string { return "bounce." + t.ID + "." + m.ID }

// report takes in what a machine reports about a mail of ours.
func (s *station) report(a *arrival, act *intake.Bounce) error {
	said := act.Said()
	if act.Report.Kind == "complaint" {
		w, err := s.memberNow(said.Team, said.Member)
		if w == nil || err != nil {
			return err
		}
		return s.hold(a.now, *w, bounces{Addr: w.member.Addresses[0], Held: "complaint"}, said.Reason)
	}
	for _, d := range act.Report.Recipients {
		if d.Action == "failed" && hard(d.Status) {
			return s.cameBack(a.now, said.Team, said.Member, d.Addr, d.Status+" "+d.Detail)
		}
	}
	return nil
}

// refused takes in that a server would not have a letter.
func (s *station) refused(now time.Time, l *store.Letter, e *send.Error) error {
	if e.Op != "rcpt" || !hard(statusOf(e)) {
		return nil
	}
	return s.cameBack(now, l.Team, l.Member, l.To, e.Error())
}

// cameBack notes a hard failure of a member's address.
func (s *station) cameBack(now time.Time, teamID, memberID, addr, detail string) error {
	w, err := s.memberNow(teamID, memberID)
	if w == nil || err != nil || !strings.EqualFold(addr, w.member.Addresses[0]) {
		return err // mail no longer goes there
	}
	b, since, err := s.bounces(*w)
	if err != nil {
		return err
	}
	b, stop := b.failed(now, since, w.member.Addresses[0])
	if stop {
		return s.hold(now, *w, b, detail)
	}
	s.log.cameBack(teamID, memberID, len(b.Times))
	return s.store.SetMark(bounceMark(w.team, w.member), encode(b))
}

// bounces returns what came back of a member's mail, and when they last
// resumed. What can't be read is as none: it is built up again.
func (s *station) bounces(w way) (b bounces, resumed time.Time, err error) {
	value, err := s.store.Mark(bounceMark(w.team, w.member))
	if err != nil || value == "" || json.Unmarshal([]byte(value), &b) != nil {
		b = bounces{}
	}
	since, err := s.store.Mark(sinceMark(w.team, w.member))
	if err != nil {
		return b, resumed, err
	}
	resumed, _ = time.Parse(time.RFC3339, since) // none: all of it counts
	return b, resumed, nil
}

// hold stops the mail to a member, and sees to it that an admin hears of it:
// that first, since the rest is done again after a crash.
func (s *station) hold(now time.Time, w way, b bounces, detail string) error {
	t, m := w.team, w.member
	if !m.Paused {
		key := fmt.Sprintf("%s %s %s %s", b.Held, t.ID, m.ID, now.UTC().Format(time.DateOnly))
		e := event{Kind: b.Held, Team: t.ID, Who: m.Name, Detail: detail}
		if err := s.happened(now, key, e); err != nil {
			return err
		}
		s.log.held(t.ID, m.ID, b.Held)
	}
	if err := s.store.SetMark(bounceMark(t, m), encode(b)); err != nil || m.Paused {
		return err
	}
	return s.setPaused(w, true)
}

func (s *station) setPaused(w way, paused bool) error {
	set, err := s.store.Settings(w.team.ID, w.member.ID)
	if err != nil {
		return err
	}
	set.Paused = &paused
	return s.store.SetSettings(w.team.ID, w.member.ID, set)
}

// release lets mail go again to members whose address was mended in the config.
func (s *station) release(now time.Time) error {
	teams, err := s.teams()
	if err != nil {
		return err
	}
	for _, t := range teams {
		for _, m := range t.Members {
			if !m.Paused {
				continue
			}
			b, resumed, err := s.bounces(way{t, m})
			if err != nil {
				return err
			}
			stopped := len(b.Times) > 0 && b.Times[len(b.Times)-1].After(resumed)
			if b.Held != "bounced" || b.Addr == m.Addresses[0] || !stopped {
				continue // they paused themselves, or complained, or it still comes back
			}
			if err := s.setPaused(way{t, m}, false); err != nil {
				return err
			}
			// What they missed meanwhile is not due: they start anew.
			if err := s.store.SetMark(sinceMark(t, m), now.UTC().Format(time.RFC3339)); err != nil {
				return err
			}
			s.log.released(t.ID, m.ID)
		}
	}
	return nil
}

// memberNow finds a member as they are now; nil if there is none.
func (s *station) memberNow(teamID, memberID string) (*way, error) {
	teams, err := s.teams()
	if err != nil {
		return nil, err
	}
	for _, t := range teams {
		if m, ok := t.Member(memberID); ok && t.ID == teamID {
			return &way{t, m}, nil
		}
	}
	return nil, nil
}

// happened notes an event and keeps it at once: what brought it about will not
// come a second time.
func (s *station) happened(now time.Time, key string, e event) error {
	if s.health.happened(now, key, e) {
		return s.health.keep(now, s.store, &s.kept)
	}
	return nil
}
