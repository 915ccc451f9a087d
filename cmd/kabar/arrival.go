package main

import (
	"fmt"
	"slices"
	"time"

	"kabar/digest"
	"kabar/mail"
	"kabar/mail/auth"
	"kabar/mail/fetch"
	"kabar/mail/intake"
	"kabar/store"
	"kabar/store/team"
)

// arrival is one mail on its way into the archive.
type arrival struct {
	now     time.Time
	box     *box
	teams   []team.Team // as they are now
	msg     *mail.Message
	verdict auth.Verdict
	act     intake.Act
	filing  *store.Filing // what it leaves behind; nil: it did so before
	parts   []digest.Part // what the answer to it says first
	mail    fetch.Mail
	arrived time.Time // never after now
	place   int       // in its batch, by when it came
	frozen  bool      // no decision can be changed by it: see fileCommand
}

// understand reads a mail and judges it, unless it was handled before. It asks
// nothing of the mails that come with it.
func (s *station) understand(now time.Time, b *box, teams []team.Team, m fetch.Mail) *arrival {
	a := &arrival{now: now, box: b, teams: pick(teams, b), mail: m, arrived: m.Received}
	if a.arrived.IsZero() || a.arrived.After(now) {
		a.arrived = now
	}
	if m.Raw == nil || a.arrived.Before(b.oldest) {
		return a
	}
	a.msg = mail.Parse(m.Raw)
	if _, seen := seenBefore(s.store, a.msg); !seen {
		s.judge(now, a, m.Raw, a.arrived)
	}
	return a
}

// decide completes what was understood of a mail by what was filed since. For a
// mail that was handled before, or lies in the batch already (G14), it leaves
// the filing nil; false means that such a mail was not kept.
func (s *station) decide(a *arrival, batch []*store.Filing) (kept bool) {
	b, m := a.box, a.mail
	if a.arrived.Before(b.oldest) {
		return false
	}
	if m.Raw == nil {
		a.filing = &store.Filing{
			Team: b.teams[0].ID, Hash: "unread " + b.name + " " + m.Cursor.String(), Received: a.arrived,
			Outcome: "stray", Reason: unreadable(m), StrayWhy: unreadable(m),
		}
		if _, seen := s.store.Seen("", a.filing.Hash); seen {
			return false
		}
		s.log.mailRead(b.name, "stray", b.teams[0].ID, "", "", a.filing.Reason)
		return true
	}
	if was, seen := seenBefore(s.store, a.msg); seen {
		s.log.duplicate(b.name, a.msg.MessageID)
		return was.Outcome != (&intake.Ignore{}).Kind() && was.Outcome != (&intake.Auto{}).Kind()
	}
	if slices.ContainsFunc(batch, func(f *store.Filing) bool {
		return f.MessageID == a.msg.MessageID && f.Hash == keyHash(a.msg, f.Outcome) && f.Raw != nil
	}) {
		s.log.duplicate(b.name, a.msg.MessageID)
		return true
	}
	if a.act == nil { // the teams have changed since, or what was seen was forgotten
		s.judge(a.now, a, m.Raw, a.arrived)
	}
	said := a.act.Said()
	s.log.mailRead(b.name, a.act.Kind(), said.Team, said.Member, a.msg.MessageID, said.Reason)
	a.filing = &store.Filing{
		Team: said.Team, MessageID: a.msg.MessageID, Hash: keyHash(a.msg, a.act.Kind()), Raw: m.Raw, Received: a.arrived,
		From: said.From.Addr, Subject: a.msg.Subject, Outcome: a.act.Kind(), Reason: said.Reason,
	}
	return true
}

// judge decides who wrote a mail, and what it means.
func (s *station) judge(now time.Time, a *arrival, raw []byte, arrived time.Time) *intake.Said {
	policy, addresses := a.box.policy()
	a.verdict = policy.Judge(a.msg, auth.Find(s.tokenKeys(now), a.msg, addresses))
	a.verdict = s.signed(now, a, policy, raw)
	a.act = intake.Read(a.msg, intake.Roster{
		Teams: a.teams, Trusted: policy.Trusted(), Known: true, Now: arrived, Sent: s.sentText,
		Subject: s.sentSubject,
	}, a.verdict)
	return a.act.Said()
}

// fill puts into the filing what an act leaves behind in the archive and in the
// outbox.
func (s *station) fill(a *arrival, act intake.Act) error {
	switch act := act.(type) {
	case *intake.Update:
		a.filing.Entries = entriesOf(act, a.team(), a.member(), a.msg)
		if err := s.added(a.filing.Entries, act.Result.Sections); err != nil {
			return err
		}
		return s.receipt(a, act)
	case *intake.Comment:
		a.filing.Entries = s.comments(act, a.member(), a.msg)
		return s.remarked(a, act)
	case *intake.Commands:
		if act.Rest != nil {
			if err := s.fill(a, act.Rest); err != nil {
				return err
			}
		}
		return s.obey(a, act)
	case *intake.Stray:
		a.filing.StrayWhy = act.Reason
		return s.strayNotice(a, act)
	case *intake.Bounce:
		return s.report(a, act)
	case *intake.Auto:
		if !act.Keep {
			a.filing.Raw = nil
		}
		if t := (team.Team{ID: act.Said().Team}); act.Away && act.Said().Member != "" {
			return s.store.SetMark(awayMark(t, a.member()), a.now.UTC().Format(time.RFC3339))
		}
	case *intake.Ignore:
		a.filing.Raw = nil
	}
	return nil
}

// pick returns the teams that receive in this box, as they are now.
func pick(teams []team.Team, b *box) (mine []team.Team) {
	for _, t := range teams {
		for _, c := range b.teams {
			if t.ID == c.ID {
				mine = append(mine, t)
			}
		}
	}
	return mine
}

// team returns the team the mail is for; a zero Team if there is none.
func (a *arrival) team() team.Team {
	for _, t := range a.teams {
		if t.ID == a.act.Said().Team {
			return t
		}
	}
	return team.Team{}
}

// member returns the member the mail is from; a zero Member if there is none.
func (a *arrival) member() team.Member {
	said := a.act.Said()
	if m, ok := a.team().Member(said.Member); ok {
		return m
	}
	return team.Member{Zone: time.UTC}
}

// unreadable says why a mail could not be fetched.
func unreadable(m fetch.Mail) string {
	if m.TooBig {
		return fmt.Sprintf("too large: %d bytes, the limit is %d; it stays in the inbox", m.Size, mail.MaxSize)
	}
	return "the server did not give it out: " + m.Unreadable
}

// sentText returns the text of a mail of ours, which a reply may quote.
func (s *station) sentText(messageID string) string {
	data, ok := s.store.SentText(messageID)
	if !ok {
		return ""
	}
	return mail.Parse(data).Text
}

// sentSubject returns the subject of a mail of ours, which a reply may have.
func (s *station) sentSubject(messageID string) string {
	data, ok := s.store.SentText(messageID)
	if !ok {
		return ""
	}
	return mail.Parse(data).Subject
}
