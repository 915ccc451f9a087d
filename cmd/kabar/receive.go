package main

import (
	"context"
	"reflect"
	"time"

	"kabar/mail/intake"
	"kabar/store"
	"kabar/store/team"
)

// One round takes so much from an inbox and no more, so that a backlog never
// keeps the prompts waiting.
const (
	batchMails = 200
	batchBytes = 8 << 20
)

// receive files what has arrived in every inbox. It returns when it wants to
// look again; zero is "at the next poll".
func (s *station) receive(ctx context.Context, now time.Time) (next time.Time, err error) {
	s.backlog = false
	if next, err = s.lookAgain(now); err != nil {
		return next, err
	}
	for _, b := range s.boxes {
		if b.retry.waits(now) {
			next = earlier(next, b.retry.next)
			continue
		}
		more, err := s.receiveBox(ctx, now, b)
		switch {
		case err != nil && ctx.Err() != nil:
			return next, nil
		case err != nil:
			b.close()
			next = earlier(next, b.retry.after(now, isLogin(err)))
			s.health.lost(now, boxKey(b), err)
			s.log.inboxLost(b.name, err, b.retry.next)
		case more:
			b.retry, next, s.backlog = backoff{}, now, true
		default:
			b.retry = backoff{}
		}
	}
	return next, nil
}

// receiveBox files one batch of one inbox: durable first, then the flags on the
// server, then the mark, so that after a crash in between the same mails are
// looked at again and get their flags. Meanwhile the next one is fetched and
// read, if it waits already.
func (s *station) receiveBox(ctx context.Context, now time.Time, b *box) (more bool, err error) {
	h, err := s.nextHaul(ctx, now, b)
	if err != nil {
		return false, err
	}
	s.health.reached(now, boxKey(b))
	s.heavy = s.heavy || h.heavy
	s.lookAhead(ctx, now, b, h)
	filed, err := s.fileAll(now, h)
	b.free()
	if err != nil {
		return false, err
	}
	if len(h.mails) > 0 {
		s.health.readMail(now, boxKey(b))
	}
	if err := s.finish(ctx, b, h, filed); err != nil {
		return false, err
	}
	if h.after != h.from {
		if err := s.store.SetMark(b.mark(), h.after.String()); err != nil {
			return false, err
		}
	}
	s.tidy(ctx, now, b)
	return h.more, nil
}

// fileAll gives every mail its outcome, in the order of arrival, and returns
// the UIDs of those that are durably filed.
func (s *station) fileAll(now time.Time, h *haul) (filed []uint32, err error) {
	var batch []*store.Filing
	var teams []team.Team // nil: what people set may have changed
	same := false         // as when the haul was read
	for place, a := range h.mails {
		h.mails[place] = nil // it may be large
		if teams == nil {
			if teams, err = s.teams(); err != nil {
				return nil, err
			}
			same = reflect.DeepEqual(teams, h.teams)
		}
		if a.now, a.place = now, place; !same {
			a.teams, a.act = pick(teams, a.box), nil
		}
		if !s.decide(a, batch) {
			continue
		}
		if a.filing == nil {
			filed = append(filed, a.mail.Cursor.UID)
			continue
		}
		// A command sees all that came before it, also in this batch, and what
		// comes after it sees what it has changed. So does a receipt.
		_, command := a.act.(*intake.Commands)
		said := &intake.Said{}
		if a.act != nil {
			said = a.act.Said()
		}
		if command || needsReceipt(a.act) || amends(batch, said.Team, said.Member) {
			if err := s.file(now, batch); err != nil {
				return nil, err
			}
			batch = nil
		}
		if a.act != nil {
			if err := s.noteMail(a); err != nil {
				return nil, err
			}
		}
		if err := s.fill(a, a.act); err != nil {
			return nil, err
		}
		if batch = append(batch, a.filing); command {
			if err := s.fileCommand(now, a); err != nil {
				return nil, err
			}
			batch, teams = nil, nil
		}
		if a.filing.Raw != nil {
			filed = append(filed, a.mail.Cursor.UID)
		}
	}
	return filed, s.file(now, batch)
}

// file makes a batch durable, and then findable.
func (s *station) file(now time.Time, batch []*store.Filing) error {
	if len(batch) == 0 {
		return nil
	}
	if err := s.store.File(now, batch); err != nil {
		return err
	}
	s.followFiled(batch)
	return nil
}
