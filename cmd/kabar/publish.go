package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
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

// historyDays is how far back a digest or prompt looks: for the age of a
// blocker, and for what somebody planned.
const historyDays = 30

// publish queues every prompt and digest whose time has come, and returns when
// the next one comes due.
func (s *station) publish(_ context.Context, now time.Time) (next time.Time, err error) {
	teams, err := s.teams()
	if err != nil {
		return time.Time{}, err
	}
	var failed []error
	for i, t := range teams {
		for _, m := range t.Members {
			at, err := s.publishAll(now, s.cfg.Teams[i], t, m)
			// A damaged mark is that of one member, and no reason to hurry.
			if err = s.readable(err); err != nil {
				failed = append(failed, fmt.Errorf("mail for %s of %s: %w", m.ID, t.ID, err))
			}
			next = earlier(next, at)
		}
	}
	return next, errors.Join(append(failed, s.noteAhead(now))...)
}

// publishAll queues all that is due to one member, and returns when the next
// of it comes due.
func (s *station) publishAll(now time.Time, c config.Team, t team.Team, m team.Member) (
	next time.Time, err error,
) {
	done, err := s.done(now, t, m)
	if err == nil {
		err = s.publishTo(now, c, t, m, done)
	}
	if err == nil {
		done, err = s.done(now, t, m)
	}
	if err != nil {
		return time.Time{}, err
	}
	return digest.Next(t, m, now, done.slot), nil
}

// publishTo queues what is due to one member: the letter first, then the mark.
func (s *station) publishTo(now time.Time, c config.Team, t team.Team, m team.Member, d told) error {
	due, lapsed := digest.Due(t, m, d.since, now, d.slot)
	last := map[digest.Kind]int{} // of many that lapsed, the last one is marked
	for i, slot := range lapsed {
		last[slot.Kind] = i
	}
	for i, slot := range lapsed {
		s.log.lapsed(slot.Key(), "its time passed at "+slot.Until.UTC().Format(time.RFC3339))
		if d.pass(slot, s.toldBy(slot, d)); last[slot.Kind] != i {
			continue
		}
		if err := s.settle(t, m, slot, &d); err != nil {
			return err
		}
	}
	for _, slot := range due {
		num, err := s.publishSlot(now, c, t, m, slot, &d)
		if err != nil {
			return err
		}
		d.pass(slot, num)
		if err := s.settle(t, m, slot, &d); err != nil {
			return err
		}
	}
	return nil
}

// publishSlot queues the mail of a slot and returns the last entry that the
// reader has been told of then. How far a digest tells is noted before it is
// queued: after a crash in between, what was filed since is not in the letter
// that lies there, and belongs into the next one.
func (s *station) publishSlot(
	now time.Time, c config.Team, t team.Team, m team.Member, slot digest.Slot, d *told,
) (num int64, err error) {
	if s.store.HasLetter(slot.Key()) {
		return s.toldBy(slot, *d), nil
	}
	draft, num, err := s.write(now, c, t, m, slot, *d)
	if err != nil {
		return 0, err
	}
	if draft == nil {
		s.log.nothingNew(slot.Key())
		return num, nil
	}
	if slot.Kind == digest.DigestKind {
		d.upTo = num
		if err := s.store.SetMark(digestMark(t, m), d.digestValue()); err != nil {
			return 0, err
		}
	}
	return num, s.queue(now, slot, m, draft)
}

// toldBy returns the last entry the reader has been told of with the letter of
// a slot, if a crash has left one.
func (s *station) toldBy(slot digest.Slot, d told) int64 {
	if slot.Kind == digest.DigestKind && s.store.HasLetter(slot.Key()) {
		return max(d.num, d.upTo)
	}
	return d.num
}

// pass moves what a member was told of behind a slot; num is the last entry.
func (t *told) pass(slot digest.Slot, num int64) {
	if slot.Kind == digest.PromptKind {
		t.prompt = later(t.prompt, slot.Date)
		return
	}
	t.num, t.upTo = num, 0
	t.digest = later(t.digest, slot.Date)
}

func later(a, b civil.Date) civil.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// settle marks a slot that was passed as dealt with.
func (s *station) settle(t team.Team, m team.Member, slot digest.Slot, d *told) error {
	if slot.Kind == digest.DigestKind {
		return s.store.SetMark(digestMark(t, m), d.digestValue())
	}
	if d.away {
		d.away = false
		if err := s.store.SetMark(awayMark(t, m), ""); err != nil {
			return err
		}
	}
	return s.store.SetMark(promptMark(t, m), d.prompt.String())
}

// write makes the mail of a slot. A nil draft is a digest with nothing in it.
// num is the last entry that the reader has been told of after it.
func (s *station) write(
	now time.Time, c config.Team, t team.Team, m team.Member, slot digest.Slot, d told,
) (draft *mail.Draft, num int64, err error) {
	w := writer{key: s.key, config: c, now: now}
	return w.write(noting{s.store, s.readable}, t, m, slot, d)
}

// archive is what the writer of prompts and digests reads.
type archive interface {
	Since(team string, num int64) ([]entry.Entry, error)
	On(team string, first, last civil.Date) ([]entry.Entry, error)
	Decisions(team string) ([]entry.Entry, error)
	Last() int64
}

// writer makes mails from the archive; nothing is changed by it, so that a
// preview is the very mail.
type writer struct {
	key    auth.Key
	config config.Team
	now    time.Time
}

func (w writer) write(a archive, t team.Team, m team.Member, slot digest.Slot, d told) (
	draft *mail.Draft, num int64, err error,
) {
	history, err := a.On(t.ID, slot.Date.Add(-historyDays), slot.Date.Add(1))
	if err = readable(err); err != nil {
		return nil, 0, err
	}
	env := w.envelope(t, m, auth.Token{
		Kind: string(slot.Kind), Team: t.ID, Member: m.ID, Date: slot.Date,
	})
	if slot.Kind == digest.PromptKind {
		prompt := digest.Prompt(digest.Ask{
			Team: t, Member: m, Date: slot.Date, History: history, AwayMail: d.away,
		}, env)
		return &prompt, d.num, nil
	}
	num = a.Last()
	fresh, err := a.Since(t.ID, d.num)
	if err = readable(err); err != nil {
		return nil, 0, err
	}
	// What was imported is news to nobody.
	fresh = slices.DeleteFunc(fresh, func(e entry.Entry) bool { return e.Verdict == imported })
	if slices.ContainsFunc(fresh, isRemark) {
		decisions, err := a.Decisions(t.ID)
		if err := readable(err); err != nil {
			return nil, 0, err
		}
		fresh, history = withDecisions(m.ID, fresh, history, decisions)
	}
	edition := digest.Build(digest.Source{
		Team: t, Reader: m, Date: slot.Date, Now: w.now,
		Fresh: withoutManners(fresh), History: withoutManners(history),
	})
	if edition.Empty() {
		return nil, num, nil
	}
	told := edition.Draft(env)
	return &told, num, nil
}

// envelope addresses a mail to a member. The token stands in the Message-ID,
// which comes back in In-Reply-To, and in the Reply-To where the server
// delivers plus addresses.
func (w writer) envelope(t team.Team, m team.Member, token auth.Token) digest.Envelope {
	_, domain, _ := strings.Cut(t.Address, "@")
	env := digest.Envelope{
		From:      mail.Address{Name: "kabar · " + t.Name, Addr: t.Address},
		To:        mail.Address{Name: m.Name, Addr: m.Addresses[0]},
		MessageID: w.key.MessageID(token, domain),
		Date:      w.now,
	}
	if w.config.PlusAddresses {
		if addr, ok := w.key.Address(token, t.Address); ok {
			env.ReplyTo = &mail.Address{Name: env.From.Name, Addr: addr}
		}
	}
	return env
}

// queue puts the mail of a slot into the outbox.
func (s *station) queue(now time.Time, slot digest.Slot, m team.Member, draft *mail.Draft) error {
	l := &store.Letter{
		Key: slot.Key(), Kind: string(slot.Kind), Team: slot.Team, Member: m.ID, NotBefore: slot.At,
	}
	if slot.Kind == digest.PromptKind {
		l.NotAfter = slot.Until
	}
	if err := seal(now, l, draft); err != nil {
		return err
	}
	if err := s.store.Queue(now, l); err != nil {
		return err
	}
	s.log.queued(l.Key)
	return nil
}

// seal writes the draft into the letter.
func seal(now time.Time, l *store.Letter, draft *mail.Draft) error {
	data, err := mail.Compose(*draft)
	if err != nil {
		return fmt.Errorf("write %s: %w", l.Key, err)
	}
	l.MessageID, l.From, l.To = draft.MessageID, draft.From.Addr, draft.To.Addr
	l.Created, l.Data = now, data
	return nil
}
