package store

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"kabar/store/entry"
)

// Person is somebody who is to be forgotten: a member of a team, who need not be
// one any more.
type Person struct {
	Team, Member string
	Names        []string // beside those that the archive knows; see Forgot
	Addresses    []string // they wrote from, beside those, in any case of letters
	Others       []string // addresses of other people, whatever the archive says

	// Quotes tells whether a letter to somebody else has words of theirs in it, by
	// all their names and addresses that are known; nil: none has.
	Quotes func(l *Letter, names, addresses []string) bool
}

// Forgot is what was taken out of the archive, or would be.
type Forgot struct {
	Names     []string  // they went by: those of the Person, and of their entries
	Addresses []string  // they had: those of the Person, and of mails and letters
	Entries   []int64   // filing numbers of updates and comments
	Decisions []int64   // filing numbers of decisions that named them, which stay
	Mails     int       // in mailboxes
	Strays    int       //
	Letters   int       // emptied: those to them, and others that quote them
	Settings  bool      // there was a file of what they set by mail
	Waiting   int       // letters to others that quote them and are not sent yet
	Left      []Problem // what may have words of theirs, and is not kabar's to rewrite
}

// Nothing tells whether the archive had nothing of them.
func (f Forgot) Nothing() bool {
	return len(f.Entries)+len(f.Decisions)+f.Mails+f.Strays+f.Letters == 0 && !f.Settings
}

// String counts what was taken out.
func (f Forgot) String() string {
	return fmt.Sprintf("%d entries, %d decisions, %d mails, %d strays, %d letters",
		len(f.Entries), len(f.Decisions), f.Mails, f.Strays, f.Letters)
}

// Forget takes a person out of the archive. Their updates and comments become
// tombstones (see package entry), so that every number stays used and every other
// block stays where it is; their mails become empty ones under the same key, so
// that they are known again and never filed a second time; in seen.log only
// that key is left of them. Decisions stay, without their name. Strays of theirs
// and what they set by mail are deleted, letters to them emptied. changes.log
// says first how much it is, and then of each file that it was rewritten.
//
// Their names and addresses are taken from the archive, beside those of p, before
// anything is taken out, and kept in a mark meanwhile, and as long as letters wait
// that quote them. After an error, or a crash, the same call again does the rest;
// what was begun is whole in every file. With dry nothing is changed, and a store opened with View
// can say what would be.
func (s *Store) Forget(now time.Time, p Person, dry bool) (Forgot, error) {
	if _, err := peoplePath(p.Team, p.Member); err != nil {
		return Forgot{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	look := s.forgetting(now, p, true)
	err := look.learn()
	if err == nil {
		err = look.run()
	}
	if err == nil && !dry {
		err = s.takeOut(now, look)
	}
	if err != nil {
		return look.got, fmt.Errorf("forget %s of %s: %w", p.Member, p.Team, err)
	}
	return look.got, nil
}

// takeOut does what look has found.
func (s *Store) takeOut(now time.Time, look *forgetting) error {
	err := s.settle()
	rest := look.got.Waiting > 0
	if err == nil && (rest || !look.got.Nothing()) {
		err = look.keepNote(true)
	}
	if err == nil {
		err = look.record()
	}
	if err == nil {
		err = s.forgetting(now, look.who, false).run()
	}
	if err == nil {
		err = look.keepNote(rest)
	}
	return err
}

// forgetting is one call of Forget.
type forgetting struct {
	s   *Store
	now time.Time
	who Person
	dry bool
	got Forgot

	mails   map[string]bool   // keys of their mails, and of those forgotten before
	every   bool              // look at every entry, also at those of others
	wroteIn map[string]bool   // keys of mails that became entries, and whether theirs
	sums    map[string]string // id → SHA-256 of its tombstone, if it has one
	batch   *plan             // of rewritten pages
	bytes   int               // in batch
}

func (s *Store) forgetting(now time.Time, p Person, dry bool) *forgetting {
	p.Names, p.Addresses = slices.Clone(p.Names), slices.Clone(p.Addresses)
	return &forgetting{s: s, now: now, who: p, dry: dry, mails: map[string]bool{},
		wroteIn: map[string]bool{}, sums: map[string]string{}}
}

// run goes through all that may have something of theirs.
func (f *forgetting) run() error {
	for _, part := range []func() error{
		f.look, f.decisions, f.pages, f.mailboxes, f.strays, f.letters, f.settings, f.logs, f.leftovers,
	} {
		if err := part(); err != nil {
			return err
		}
	}
	f.got.Names, f.got.Addresses = f.who.Names, f.who.Addresses
	return nil
}

// look finds their names and the keys of their mails, as long as those are there.
func (f *forgetting) look() error {
	for _, rel := range f.s.pages(f.who.Team) {
		page, err := f.page(rel)
		if err != nil {
			return err
		}
		for _, b := range page.blocks {
			f.note(b.Entry)
		}
	}
	for _, rel := range f.s.decisionFiles(f.who.Team) {
		data, err := os.ReadFile(f.s.d.abs(rel))
		if err != nil {
			return err
		}
		e, _ := entry.DecodeDecision(data)
		f.note(e)
	}
	delete(f.mails, "")
	delete(f.wroteIn, "")
	return nil
}

// forgetPage is a page that has something of theirs, or a tombstone.
type forgetPage struct {
	data   []byte
	blocks []entry.Block
}

// page reads a page; it has no blocks if nothing on it matters here.
func (f *forgetting) page(rel string) (p forgetPage, err error) {
	p.data, err = os.ReadFile(f.s.d.abs(rel))
	if err != nil || !f.every && !bytes.Contains(p.data, []byte(" member="+f.who.Member+" ")) &&
		!bytes.Contains(p.data, []byte(" "+string(entry.Forgotten)+" ")) {
		return p, err
	}
	p.blocks, _ = entry.Decode(p.data)
	return p, nil
}

// pages puts tombstones in the place of their blocks.
func (f *forgetting) pages() error {
	for _, rel := range f.s.pages(f.who.Team) {
		page, err := f.page(rel)
		if err != nil {
			return err
		}
		after, gone := f.redact(page)
		f.got.Entries = append(f.got.Entries, gone...)
		if len(gone) == 0 || f.dry {
			continue
		}
		if err := f.rewrite(rel, page.data, after); err != nil {
			return err
		}
	}
	slices.Sort(f.got.Entries)
	return f.flush()
}

// redact returns a page without their words, and the numbers of what is gone.
func (f *forgetting) redact(p forgetPage) (after []byte, gone []int64) {
	at := 0
	for _, b := range p.blocks {
		block := p.data[b.Offset : b.Offset+b.Length]
		theirs := b.Entry.Member == f.who.Member
		if theirs {
			gone = append(gone, b.Entry.Num)
			block = entry.Tombstone(b.Entry, b.Length)
		}
		if theirs || b.Entry.Kind == entry.Forgotten {
			f.sums[b.Entry.ID] = hashOf(block)
		}
		after = append(append(after, p.data[at:b.Offset]...), block...)
		at = b.Offset + b.Length
	}
	return append(after, p.data[at:]...), gone
}

// decisions replaces their name in the decisions. One whose front matter cannot
// be read is left.
func (f *forgetting) decisions() error {
	for _, rel := range f.s.decisionFiles(f.who.Team) {
		data, err := os.ReadFile(f.s.d.abs(rel))
		if err != nil {
			return err
		}
		after, err := entry.Redact(data, f.who.Member, f.who.Names)
		if err != nil {
			f.got.Left = append(f.got.Left, Problem{File: rel, What: err.Error()})
			continue
		}
		if bytes.Equal(after, data) {
			continue
		}
		e, _ := entry.DecodeDecision(data)
		f.got.Decisions = append(f.got.Decisions, e.Num)
		if !f.dry {
			if err := f.rewrite(rel, data, after); err != nil {
				return err
			}
		}
	}
	return f.flush()
}

// Bounds on what one batch of rewritten files holds in memory.
const (
	forgetFiles = 200
	forgetBytes = 4 << 20
)

// rewrite adds a rewritten file to the batch.
func (f *forgetting) rewrite(rel string, before, after []byte) error {
	if f.batch == nil {
		f.batch, f.bytes = &plan{s: f.s, now: f.now}, 0
	}
	p := f.batch
	p.file(rel, hashOf(before), after)
	err := p.log(changesLog, p.stamp(), rel, hashOf(before), hashOf(after), "", f.what())
	f.bytes += len(after)
	if err == nil && (f.bytes >= forgetBytes || len(p.files) >= forgetFiles) {
		err = f.flush()
	}
	return err
}

// what is what changes.log says of a file.
func (f *forgetting) what() string { return "forget " + f.who.Member }

func (f *forgetting) flush() error {
	if f.batch == nil {
		return nil
	}
	p := f.batch
	f.batch = nil
	return p.commit()
}

// strays deletes what they wrote and nobody could place, also in no team.
func (f *forgetting) strays() error {
	for _, team := range []string{f.who.Team, ""} {
		list, err := f.s.Strays(team)
		if _, damaged := err.(*DamagedError); err != nil && !damaged {
			return err
		}
		for _, stray := range list {
			if !f.wrote(stray.From) && !f.mails[stray.ID] {
				continue
			}
			f.got.Strays++
			f.mails[stray.ID] = true
			if !f.dry {
				if err := f.s.dropStray(f.now, team, stray.ID, f.what()); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// wrote tells whether an address is theirs.
func (f *forgetting) wrote(addr string) bool {
	return slices.ContainsFunc(f.who.Addresses, func(a string) bool {
		return a != "" && strings.EqualFold(a, addr)
	})
}

// settings deletes what they set by mail.
func (f *forgetting) settings() error {
	rel, err := peoplePath(f.who.Team, f.who.Member)
	if err != nil {
		return err
	}
	sum, err := f.s.sumOf(rel)
	if err != nil || sum == "" {
		return err
	}
	f.got.Settings = true
	if f.dry {
		return nil
	}
	p := plan{s: f.s, now: f.now}
	if err := p.log(changesLog, p.stamp(), rel, sum, "", "", f.what()); err != nil {
		return err
	}
	if err := p.commit(); err != nil {
		return err
	}
	return f.s.d.delete(rel)
}

// record says in changes.log, before it is done, what will be taken out.
func (f *forgetting) record() error {
	if f.got.Nothing() {
		return nil
	}
	p := plan{s: f.s, now: f.now}
	if err := p.log(changesLog, p.stamp(), f.who.Team, "", "", "",
		f.what()+": "+f.got.String()); err != nil {
		return err
	}
	return p.commit()
}
