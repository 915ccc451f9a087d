package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"time"

	"kabar/digest"
	"kabar/mail"
	"kabar/store"
	"kabar/store/team"
)

// The first letters of a round are about so many, so that they leave soon; those
// written meanwhile may be twice as many, which costs fewer waits for the disk,
// and so on. More than batchOfLetters at once would cost memory, and save no time.
const (
	firstLetters   = 16
	batchOfLetters = 64
)

// publish queues every prompt and digest whose time has come, and returns when
// the next one comes due. They are written in batches; while one is, those before
// it are handed over. The last batch is left to deliver.
func (s *station) publish(ctx context.Context, now time.Time) (next time.Time, err error) {
	teams, err := s.teams()
	if err != nil {
		return time.Time{}, err
	}
	var failed []error
	handOver := false // those of the batch before
	for b := range s.batches(now, teams) {
		written := b.write(now, handOver)
		if handOver {
			_, err = s.deliverTo(ctx, now, teams)
			failed = append(failed, err)
		}
		<-written
		if ctx.Err() != nil { // what is not queued is due again
			break
		}
		for _, p := range b.parcels {
			// A damaged mark is that of one member, and no reason to hurry.
			if err := s.readable(p.err); err != nil {
				failed = append(failed, p.failure(err))
			}
			next = earlier(next, p.next)
		}
		failed = append(failed, s.queue(now, b.parcels)...)
		handOver = err == nil
	}
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

// batch is what some members get: written together, and queued together.
type batch struct {
	parcels   []*parcel
	unwritten []*errand
}

// batches plans what is due to the members of all teams, and brings their marks
// up to date. What can't be made for one of them does not keep the others from
// theirs.
func (s *station) batches(now time.Time, teams []team.Team) iter.Seq[*batch] {
	return func(yield func(*batch) bool) {
		b, size := &batch{}, firstLetters
		for i, t := range teams {
			w := writer{key: s.key, config: s.cfg.Teams[i], now: now}
			archive := newRecords(noting{s.store, s.readable})
			for _, m := range t.Members {
				p := &parcel{team: t, member: m}
				if p.told, p.marks, p.err = s.recall(now, t, m); p.err == nil {
					s.plan(p, w, archive)
				}
				if b.add(p); len(b.unwritten) < size {
					continue
				}
				if !yield(b) {
					return
				}
				b, size = &batch{}, min(2*size, batchOfLetters)
			}
		}
		yield(b)
	}
}

func (b *batch) add(p *parcel) {
	b.parcels = append(b.parcels, p)
	for _, e := range p.errands {
		if e.matter != nil && e.err == nil {
			b.unwritten = append(b.unwritten, e)
		}
	}
}

// write begins to write the letters. Beside what has to answer to a server it
// leaves a processor free for that.
func (b *batch) write(now time.Time, beside bool) (written <-chan struct{}) {
	on := onAll
	if beside {
		on = onAllButOne
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		on(len(b.unwritten), func(i int) { b.unwritten[i].write(now) })
		for _, p := range b.parcels {
			if p.marks != nil {
				p.pack(now)
			}
		}
	}()
	return done
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

// queue queues what some members get and sets the marks that say so: each parcel
// as a whole or not at all. Where that fails, each is tried on its own: one may
// be what keeps the others.
func (s *station) queue(now time.Time, batch []*parcel) (failed []error) {
	var letters []*store.Letter
	marks := map[string]string{}
	for _, p := range batch {
		letters = append(letters, p.letters...)
		maps.Copy(marks, p.marks)
	}
	if len(letters) == 0 && len(marks) == 0 {
		return nil
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
