package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/digest"
	"kabar/mail"
	"kabar/store"
	"kabar/store/team"
)

// batchOfLetters is about how many letters are queued at once: more would cost
// memory, and save no time.
const batchOfLetters = 64

// publish queues every prompt and digest whose time has come, and returns when
// the next one comes due. Those of a round are written first and queued together.
func (s *station) publish(_ context.Context, now time.Time) (next time.Time, err error) {
	teams, err := s.teams()
	if err != nil {
		return time.Time{}, err
	}
	var failed []error
	var batch []*parcel
	letters := 0
	for i, t := range teams {
		for _, p := range s.parcels(now, s.cfg.Teams[i], t) {
			// A damaged mark is that of one member, and no reason to hurry.
			if err := s.readable(p.err); err != nil {
				failed = append(failed, p.failure(err))
			}
			next = earlier(next, p.next)
			if len(p.marks) > 0 || len(p.letters) > 0 {
				batch, letters = append(batch, p), letters+len(p.letters)
			}
			if letters >= batchOfLetters {
				failed = append(failed, s.queue(now, batch)...)
				batch, letters = nil, 0
			}
		}
	}
	failed = append(failed, s.queue(now, batch)...)
	return next, errors.Join(append(failed, s.noteAhead(now))...)
}

// parcel is what one member gets in a round, and what their marks say then.
type parcel struct {
	team    team.Team
	member  team.Member
	letters []*store.Letter
	marks   map[string]string
	empty   []string // keys of digests with nothing in them
	next    time.Time
	err     error // of what is missing

	told    told
	errands []*errand
}

func (p *parcel) failure(err error) error {
	return fmt.Errorf("mail for %s of %s: %w", p.member.ID, p.team.ID, err)
}

// errand is one slot of a member that is dealt with.
type errand struct {
	slot   digest.Slot
	after  told // what the marks say of it then
	letter *store.Letter
	matter *matter // what the letter is made from; nil: there is none to be made
	err    error
}

// parcels makes what is due to the members of a team, and brings their marks up
// to date. What can't be made for one of them does not keep the others from
// theirs.
func (s *station) parcels(now time.Time, c config.Team, t team.Team) (all []*parcel) {
	w := writer{key: s.key, config: c, now: now}
	archive := newRecords(noting{s.store, s.readable})
	var unwritten []*errand
	for _, m := range t.Members {
		p := &parcel{team: t, member: m}
		all = append(all, p)
		if p.told, p.marks, p.err = s.recall(now, t, m); p.err != nil {
			continue
		}
		s.plan(p, w, archive)
		for _, e := range p.errands {
			if e.matter != nil && e.err == nil {
				unwritten = append(unwritten, e)
			}
		}
	}
	onAll(len(unwritten), func(i int) { unwritten[i].write(now) })
	for _, p := range all {
		if p.marks != nil {
			p.pack(now)
		}
	}
	return all
}

// plan finds what is to be done for a member, and reads what it takes.
func (s *station) plan(p *parcel, w writer, archive *records) {
	t, m, d := p.team, p.member, p.told
	due, lapsed := digest.Due(t, m, d.since, w.now, d.slot)
	for _, slot := range lapsed {
		s.log.lapsed(slot.Key(), "its time passed at "+slot.Until.UTC().Format(time.RFC3339))
		d = d.settled(slot, s.toldBy(slot, d))
		p.errands = append(p.errands, &errand{slot: slot, after: d})
	}
	for _, slot := range due {
		e := &errand{slot: slot}
		p.errands = append(p.errands, e)
		num := s.toldBy(slot, d)
		if !s.store.HasLetter(slot.Key()) {
			got, err := w.gather(archive, t, m, slot, d)
			e.matter, e.err, num = &got, err, got.num
		}
		d = d.settled(slot, num)
		e.after = d
	}
}

// toldBy returns the last entry the reader has been told of with the letter of
// a slot, if there is one that the mark does not know of: from a backup, or of an
// older kabar that was killed over it.
func (s *station) toldBy(slot digest.Slot, d told) int64 {
	if slot.Kind == digest.DigestKind && s.store.HasLetter(slot.Key()) {
		return max(d.num, d.upTo)
	}
	return d.num
}

// write writes the letter.
func (e *errand) write(now time.Time) {
	var draft *mail.Draft
	if draft = e.matter.draft(); draft == nil {
		return
	}
	l := &store.Letter{Key: e.slot.Key(), Kind: string(e.slot.Kind), Team: e.slot.Team,
		Member: e.slot.Member, NotBefore: e.slot.At}
	if e.slot.Kind == digest.PromptKind {
		l.NotAfter = e.slot.Until
	}
	if e.err = seal(now, l, draft); e.err == nil {
		e.letter = l
	}
}

// pack puts together what was made: up to the first that could not be.
func (p *parcel) pack(now time.Time) {
	d, before := p.told, p.told.all(p.team, p.member)
	for _, e := range p.errands {
		if p.err = e.err; p.err != nil {
			break
		}
		d = e.after
		switch {
		case e.letter != nil:
			p.letters = append(p.letters, e.letter)
		case e.matter != nil:
			p.empty = append(p.empty, e.slot.Key())
		}
	}
	maps.Copy(p.marks, d.unlike(before, p.team, p.member))
	if p.err == nil {
		p.next = digest.Next(p.team, p.member, now, d.slot)
	}
}

// queue queues a batch and sets the marks that say so: each parcel as a whole or
// not at all. Where that fails, each is tried on its own: one may be what keeps
// the others.
func (s *station) queue(now time.Time, batch []*parcel) (failed []error) {
	if len(batch) == 0 {
		return nil
	}
	var letters []*store.Letter
	marks := map[string]string{}
	for _, p := range batch {
		letters = append(letters, p.letters...)
		maps.Copy(marks, p.marks)
	}
	err := s.store.Publish(now, marks, letters...)
	switch {
	case err != nil && len(batch) > 1:
		for _, p := range batch {
			failed = append(failed, s.queue(now, []*parcel{p})...)
		}
	case err != nil:
		failed = append(failed, batch[0].failure(err))
	default:
		for _, p := range batch {
			s.saidOf(p)
		}
	}
	return failed
}

// saidOf logs what was queued.
func (s *station) saidOf(p *parcel) {
	for _, l := range p.letters {
		s.log.queued(l.Key)
	}
	for _, key := range p.empty {
		s.log.nothingNew(key)
	}
}
