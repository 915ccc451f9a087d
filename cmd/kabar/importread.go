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
	"kabar/store/entry"
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
	mailFile
	path string // where it was looked for

	known     bool          // it was filed before
	filing    *store.Filing // nil: it leaves nothing, and fate says why
	fate      fate
	about     string // what more there is to say of its fate
	elsewhere bool   // it was not addressed to the team
	comment   *intake.Comment
	member    team.Member
	msg       *mail.Message
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
	path := ""
	pack := func(f mailFile) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		b.mails = append(b.mails, &oldMail{mailFile: f, path: path})
		if b.bytes += len(f.raw); len(b.mails) < bundleMails && b.bytes < bundleBytes {
			return nil
		}
		full := b
		b = &bundle{}
		return send(full)
	}
	for _, path = range paths {
		err = errors.Join(err, eachMail(path, im.a.in, pack))
	}
	return errors.Join(err, send(b))
}

// understand reads one mail: what it leaves in the archive, if it is an update
// or a comment of a member's and not there yet.
func (im *importer) understand(m *oldMail) {
	m.msg = mail.Parse(m.raw)
	if m.fate = noMail; !isMail(m.msg) {
		return
	}
	if m.fate = ""; len(im.to) > 0 && !addressed(m.msg, im.to) {
		m.fate = notTo
		return
	}
	if _, m.known = seenBefore(im.s.store, m.msg); m.known {
		return
	}
	m.elsewhere = len(im.to) == 0 && !addressed(m.msg, []string{im.team.Address})
	at, dated := im.timeOf(m)
	act := im.act(m.msg, at)
	if m.read(act, im.team.Team); m.fate != "" {
		return
	}
	said := act.Said()
	m.filing = &store.Filing{
		Team: im.team.ID, MessageID: m.msg.MessageID, Hash: keyHash(m.msg, act.Kind()), Raw: m.raw,
		Received: at, From: said.From.Addr, Subject: m.msg.Subject,
		Outcome: act.Kind(), Reason: said.Reason,
	}
	if !dated {
		m.setAside()
	} else if u, ok := act.(*intake.Update); ok {
		m.filing.Entries = entriesOf(u, im.team.Team, m.member, m.msg)
	}
}

// isMail tells whether something is a mail at all: any text has lines with colons,
// but hardly these.
func isMail(m *mail.Message) bool {
	for _, field := range []string{"From", "Date", "Message-ID", "Received", "Return-Path"} {
		if len(m.Header.Values(field)) > 0 {
			return true
		}
	}
	return false
}

// read takes in what the act is: whose, and what becomes of it if it is neither
// an update nor a comment.
func (m *oldMail) read(act intake.Act, t team.Team) {
	said := act.Said()
	m.member, _ = t.Member(said.Member)
	m.about = said.Reason
	switch act := act.(type) {
	case *intake.Update:
		if len(act.Result.Sections) == 0 && len(act.Result.Decisions) == 0 {
			m.fate = blank
		}
	case *intake.Comment:
		if m.comment = act; len(act.Notes) == 0 {
			m.fate = blank
		}
	case *intake.Commands: // and nothing else
		m.fate, m.about = asked, m.member.ID+": "+act.List[0].Line
	case *intake.Auto, *intake.Bounce:
		m.fate = robot
	case *intake.Ignore:
		switch m.fate = stranger; {
		case said.Member != "":
			m.fate = blank
		case len(m.msg.From) == 1 && withoutPlus(m.msg.From[0].Addr) == withoutPlus(t.Address):
			m.fate, m.about = ours, m.msg.Subject
		default:
			m.about = m.msg.RawFrom
		}
	default:
		m.fate = unplaced
	}
}

// act is what the mail would be if it came at a time. Commands are not carried
// out. What is known to be forged is no more believed than when it comes live; all
// else is, on the word of who imports it.
func (im *importer) act(msg *mail.Message, at time.Time) intake.Act {
	var policy auth.Policy
	believe(&policy, im.team)
	token, own := im.token(msg, at)
	verdict := policy.Judge(msg, token)
	if !verdict.Fail {
		verdict.Proof, verdict.Reason, verdict.Pass = entry.Imported, "imported by who runs kabar", true
	}
	act := intake.Read(msg, intake.Roster{
		Teams: []team.Team{im.team.Team}, Trusted: true, Known: true, Now: at, Sent: im.s.sentText,
	}, verdict)
	if c, ok := act.(*intake.Commands); ok && c.Rest != nil {
		act = c.Rest
	}
	if c, ok := act.(*intake.Comment); ok && !own && im.s.sentText(c.Replied) == "" {
		for i := range c.Notes { // the numbers are those of another archive
			c.Notes[i].On = 0
		}
	}
	return act
}
