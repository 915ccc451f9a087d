package main

import (
	"strings"
	"time"

	"kabar/mail"
	"kabar/mail/auth"
	"kabar/mail/intake"
	"kabar/store"
)

// A mail that nothing proves, since the name server did not answer for the key
// of its signature, is set aside like any other, so that it is safe and seen.
// For a day it is read again now and then (PROMISES A39). Where its server wrote
// into it that it could not tell, reading it again would tell nothing new.
const (
	againEvery = 10 * time.Minute
	againFor   = 24 * time.Hour
	mostAgain  = 20 // mails a round and team: each may wait for the name server
)

// lookAgain reads the strays again that may be proved meanwhile, and returns
// when it wants to do so next; zero for never.
func (s *station) lookAgain(now time.Time) (next time.Time, err error) {
	if now.Sub(s.looked) < againEvery {
		return time.Time{}, nil
	}
	s.looked = now
	for _, b := range s.boxes {
		if !b.checksDKIM() {
			continue
		}
		for _, t := range b.teams {
			list, err := s.store.Strays(t.ID)
			if err = s.readable(err); err != nil {
				return next, err
			}
			tried := 0
			for _, stray := range list {
				if !strings.HasSuffix(stray.Why, auth.NotLookedUp) || now.Sub(stray.Time) > againFor {
					continue
				}
				next = now.Add(againEvery)
				if tried++; tried > mostAgain {
					break
				}
				if err := s.readAgain(now, b, stray); err != nil {
					return next, err
				}
			}
		}
	}
	return next, nil
}

// readAgain files a stray as what it is, if that can be told now. A crash in
// between files nothing twice: the mail is known by its hash.
func (s *station) readAgain(now time.Time, b *box, stray store.StrayInfo) error {
	raw, err := s.store.StrayMail(stray.Team, stray.ID)
	if err != nil {
		return s.readable(err)
	}
	teams, err := s.teams()
	if err != nil {
		return err
	}
	a := &arrival{now: now, box: b, teams: pick(teams, b), msg: mail.Parse(raw)}
	said := s.judge(now, a, raw, stray.Time)
	if _, still := a.act.(*intake.Stray); still || !a.verdict.Pass {
		return nil
	}
	s.log.mailRead(b.name, a.act.Kind(), said.Team, said.Member, a.msg.MessageID, said.Reason)
	hash := keyHash(a.msg, a.act.Kind())
	if hash == a.msg.Hash { // under which it is a stray
		hash = handHash(stray, a.msg)
	}
	a.filing = &store.Filing{
		Team: said.Team, MessageID: a.msg.MessageID, Hash: hash,
		Received: stray.Time, From: said.From.Addr, Subject: a.msg.Subject,
		Outcome: a.act.Kind(), Reason: said.Reason,
	}
	if err := s.noteMail(a); err != nil {
		return err
	}
	if err := s.fill(a, a.act); err != nil {
		return err
	}
	if err := s.fileCommand(now, a); err != nil {
		return err
	}
	return s.store.DropStray(now, stray.Team, stray.ID, "read again: "+said.Reason)
}
