package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"kabar/mail"
	"kabar/mail/auth"
	"kabar/mail/intake"
	"kabar/store"
	"kabar/store/team"
)

// Mails are handed from who walks the files to who reads them, and on to who
// files them, in bundles of this many mails or bytes; so many bundles wait.
const (
	bundleMails = 64
	bundleBytes = 4 << 20
	mostBundles = 10
)

// bundle is mails on their way.
type bundle struct {
	mails []*oldMail
	bytes int
}

// oldMail is one mail of an import.
type oldMail struct {
	name string // for people
	raw  []byte

	known   bool           // it was filed before
	filing  *store.Filing  // nil: it is not a member's update or comment
	zone    *time.Location // of its writer
	comment *intake.Comment
	member  team.Member
	msg     *mail.Message
}

// all takes every mail at the paths, in their order: one goroutine walks, all
// processors read, and one goroutine files.
func (im *importer) all(ctx context.Context, paths []string) error {
	ctx, cancel := context.WithCancel(ctx)
	found := make(chan *bundle, 1)
	read := make(chan *bundle, mostBundles) // while a batch is filed
	var walked error
	var going sync.WaitGroup
	going.Go(func() {
		defer close(found)
		walked = im.walk(ctx, paths, func(b *bundle) error { return hand(ctx, found, b) })
	})
	going.Go(func() {
		defer close(read)
		for b := range found {
			onAll(len(b.mails), func(i int) { im.understand(b.mails[i]) })
			hand(ctx, read, b) // or the end has come
		}
	})
	var failed error
	for b := range read {
		if failed == nil && ctx.Err() == nil {
			if failed = im.takeAll(b); failed != nil {
				cancel()
			}
		}
	}
	cancel()
	going.Wait()
	if failed != nil {
		return failed
	}
	return walked
}

func hand(ctx context.Context, to chan<- *bundle, b *bundle) error {
	select {
	case to <- b:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (im *importer) takeAll(b *bundle) error {
	for _, m := range b.mails {
		im.done += int64(len(m.raw))
		if err := im.take(m); err != nil {
			return fmt.Errorf("at %s: %w", m.name, err)
		}
	}
	return nil
}

// walk bundles up the mails at the paths. A path that can't be read is no
// reason to leave out the next.
func (im *importer) walk(ctx context.Context, paths []string, send func(*bundle) error) (err error) {
	b := &bundle{}
	pack := func(name string, raw []byte) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		b.mails = append(b.mails, &oldMail{name: name, raw: raw})
		if b.bytes += len(raw); len(b.mails) < bundleMails && b.bytes < bundleBytes {
			return nil
		}
		full := b
		b = &bundle{}
		return send(full)
	}
	for _, path := range paths {
		each := func() error { return eachMail(path, im.a.in, pack) }
		if isArchive(path) {
			each = func() error { return eachArchived(path, im.team.ID, pack) }
		}
		err = errors.Join(err, each())
	}
	return errors.Join(err, send(b))
}

// understand reads one mail: what it leaves in the archive, if it is an update
// or a comment of a member's and not there yet.
func (im *importer) understand(m *oldMail) {
	m.msg = mail.Parse(m.raw)
	if _, m.known = seenBefore(im.s.store, m.msg); m.known {
		return
	}
	at := m.msg.Date
	if at.IsZero() || at.After(im.began) {
		at = im.began
	}
	act := im.act(m.msg, at)
	said := act.Said()
	member, ok := im.team.Member(said.Member)
	if !ok {
		return
	}
	f := &store.Filing{
		Team: im.team.ID, MessageID: m.msg.MessageID, Hash: keyHash(m.msg, act.Kind()), Raw: m.raw,
		Received: at, From: said.From.Addr, Subject: m.msg.Subject,
		Outcome: act.Kind(), Reason: said.Reason,
	}
	switch act := act.(type) {
	case *intake.Update:
		f.Entries = entriesOf(act, im.team.Team, member, m.msg)
		if len(f.Entries) == 0 {
			return
		}
	case *intake.Comment:
		if len(act.Notes) == 0 {
			return
		}
		m.comment, m.member = act, member
	default:
		return
	}
	m.filing, m.zone = f, member.Zone
}

// act is what the mail would be if it came now. Commands are not carried out.
func (im *importer) act(msg *mail.Message, at time.Time) intake.Act {
	verdict := auth.Verdict{Proof: imported, Reason: "imported by who runs kabar"}
	if len(msg.From) == 1 {
		verdict.From, verdict.Pass = msg.From[0].Addr, true
	}
	act := intake.Read(msg, intake.Roster{
		Teams: []team.Team{im.team.Team}, Trusted: true, Known: true, Now: at, Sent: im.s.sentText,
	}, verdict)
	if c, ok := act.(*intake.Commands); ok && c.Rest != nil {
		return c.Rest
	}
	return act
}
