package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/digest"
	"kabar/mail"
	"kabar/mail/auth"
	"kabar/mail/fetch"
	"kabar/mail/intake"
	"kabar/mail/reply"
	"kabar/store"
	"kabar/store/civil"
	"kabar/store/entry"
	"kabar/store/team"
)

// One round takes so much from an inbox and no more, so that a backlog never
// keeps the prompts waiting.
const (
	batchMails = 200
	batchBytes = 8 << 20
)

// box is one inbox: an IMAP account and folder, and the teams whose mail
// arrives there.
type box struct {
	name    string // for marks and the log: user@host/folder
	account config.Account
	teams   []*config.Team
	inbox   *fetch.Inbox
	retry   backoff
	tidied  time.Time
	oldest  time.Time // mail that arrived before is left alone
}

// joinBox adds the team to the box its mail arrives in.
func (s *station) joinBox(t *config.Team) {
	name := boxName(t.IMAP)
	for _, b := range s.boxes {
		if b.name == name {
			b.teams = append(b.teams, t)
			return
		}
	}
	s.boxes = append(s.boxes, &box{name: name, account: t.IMAP, teams: []*config.Team{t}})
}

func (b *box) close() {
	if b.inbox != nil {
		b.inbox.Close()
		b.inbox = nil
	}
}

// receive files what has arrived in every inbox. It returns when it wants to
// look again; zero is "at the next poll".
func (s *station) receive(ctx context.Context, now time.Time) (next time.Time, err error) {
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
			b.retry, next = backoff{}, now
		default:
			b.retry = backoff{}
		}
	}
	return next, nil
}

// receiveBox files one batch of one inbox: durable first, then the flags on the
// server, then the mark, so that after a crash in between the same mails are
// looked at again and get their flags.
func (s *station) receiveBox(ctx context.Context, now time.Time, b *box) (more bool, err error) {
	cursor, err := s.openBox(ctx, b)
	if err != nil {
		return false, err
	}
	mails, after, more, err := b.inbox.After(ctx, cursor, batchMails, batchBytes)
	if err != nil {
		return false, err
	}
	s.health.reached(now, boxKey(b))
	for _, m := range mails {
		s.heavy = s.heavy || len(m.Raw) >= heavyMail
	}
	filed, err := s.fileAll(now, b, mails)
	if err != nil {
		return false, err
	}
	if len(mails) > 0 {
		s.health.readMail(now, boxKey(b))
	}
	if err := s.finish(ctx, b, filed); err != nil {
		return false, err
	}
	if after != cursor {
		if err := s.store.SetMark(b.mark(), after.String()); err != nil {
			return false, err
		}
	}
	s.tidy(ctx, now, b)
	return more, nil
}

// finishTries is how often in a row the line may be lost over flags.
const finishTries = 3

// finish tells the server which mails are filed. If the line is lost over it,
// the same mails are looked at once more over the next one, and get their flags
// then; but not for ever, or a server that always hangs up here would keep us
// from the mails behind them.
func (s *station) finish(ctx context.Context, b *box, filed []uint32) error {
	if len(filed) == 0 {
		return nil
	}
	err := b.inbox.Done(ctx, filed)
	if err == nil {
		return nil
	}
	if isLost(err) {
		if b.retry.tries < finishTries {
			return err
		}
		b.close()
	}
	s.log.flagFailed(b.name, err)
	return nil
}

// tidyEvery is how often mails that are filed, but could not be moved out of
// the inbox, are moved again (PROMISES G23).
const tidyEvery = 24 * time.Hour

// tidy moves what could not be moved when it was filed, and passes on what the
// server has to say to who runs kabar.
func (s *station) tidy(ctx context.Context, now time.Time, b *box) {
	if b.inbox == nil { // lost over the flags
		return
	}
	if b.tidied.IsZero() {
		b.tidied = now
	}
	if now.Sub(b.tidied) >= tidyEvery {
		b.tidied = now
		if err := b.inbox.Tidy(ctx); err != nil {
			s.log.flagFailed(b.name, err)
		}
	}
	for _, notice := range b.inbox.Notices() {
		s.log.inboxNotice(b.name, notice)
	}
}

// mark is the name under which the position in the inbox is kept.
func (b *box) mark() string { return "inbox." + b.name }

// openBox logs in where that is needed and returns how far the inbox was read.
// An inbox that is new to us is read from now on.
func (s *station) openBox(ctx context.Context, b *box) (fetch.Cursor, error) {
	if b.inbox == nil {
		conf, err := inboxConfig(b.account)
		if err != nil {
			return fetch.Cursor{}, err
		}
		inbox, err := fetch.Dial(ctx, conf)
		if err != nil {
			return fetch.Cursor{}, err
		}
		b.inbox = inbox
		s.log.inboxOpened(b.name)
	}
	value, err := s.store.Mark(b.mark())
	if err = s.readable(err); err != nil {
		return fetch.Cursor{}, err
	}
	if cursor, err := fetch.ParseCursor(value); err == nil {
		return cursor, nil
	}
	if began, ok := s.store.Began(); ok {
		// The mark is lost or garbage, not the archive (I19): all that came since
		// the first entry is looked at again, and what was filed is known.
		b.oldest = began
		s.log.inboxAgain(b.name, b.oldest)
		return fetch.Cursor{}, nil
	}
	cursor, err := b.inbox.Start(ctx)
	if err != nil {
		return fetch.Cursor{}, err
	}
	s.log.inboxStart(b.name, cursor.String())
	return cursor, s.store.SetMark(b.mark(), cursor.String())
}

// isLogin tells a refused login, which must be tried seldom, from a lost link.
func isLogin(err error) bool {
	var e *fetch.Error
	return errors.As(err, &e) && e.Kind == "login"
}

// isLost tells a dead link from a server that refuses something.
func isLost(err error) bool {
	var e *fetch.Error
	return errors.As(err, &e) && e.Kind == "network"
}

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
	place   int           // in its batch, by when it came
	frozen  bool          // no decision can be changed by it: see fileCommand
}

// fileAll gives every mail its outcome, in the order of arrival, and returns
// the UIDs of those that are durably filed.
func (s *station) fileAll(now time.Time, b *box, mails []fetch.Mail) (filed []uint32, err error) {
	var batch []*store.Filing
	var teams []team.Team // nil: what people set may have changed
	for place, m := range mails {
		if teams == nil {
			if teams, err = s.teams(); err != nil {
				return nil, err
			}
		}
		a, err := s.read(now, b, teams, m, batch)
		if err != nil {
			return nil, err
		}
		if a == nil {
			continue
		}
		a.place = place
		if a.filing == nil {
			filed = append(filed, m.Cursor.UID)
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
			filed = append(filed, m.Cursor.UID)
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
	s.follow()
	return nil
}

// read decides what one mail means. For a mail that was handled before, or lies
// in the batch already (G14), it returns an arrival without a filing, or nil if
// that mail was not kept.
func (s *station) read(
	now time.Time, b *box, teams []team.Team, m fetch.Mail, batch []*store.Filing,
) (*arrival, error) {
	a := &arrival{now: now, box: b, teams: pick(teams, b)}
	arrived := m.Received
	if arrived.IsZero() || arrived.After(now) {
		arrived = now
	}
	if arrived.Before(b.oldest) {
		return nil, nil
	}
	if m.Raw == nil {
		a.filing = &store.Filing{
			Team: b.teams[0].ID, Hash: "unread " + b.name + " " + m.Cursor.String(), Received: arrived,
			Outcome: "stray", Reason: unreadable(m), StrayWhy: unreadable(m),
		}
		if _, seen := s.store.Seen("", a.filing.Hash); seen {
			return nil, nil
		}
		s.log.mailRead(b.name, "stray", b.teams[0].ID, "", "", a.filing.Reason)
		return a, nil
	}
	a.msg = mail.Parse(m.Raw)
	if was, seen := seenBefore(s.store, a.msg); seen {
		s.log.duplicate(b.name, a.msg.MessageID)
		if was.Outcome == (&intake.Ignore{}).Kind() || was.Outcome == (&intake.Auto{}).Kind() {
			return nil, nil
		}
		return a, nil
	}
	if slices.ContainsFunc(batch, func(f *store.Filing) bool {
		return f.MessageID == a.msg.MessageID && f.Hash == keyHash(a.msg, f.Outcome) && f.Raw != nil
	}) {
		s.log.duplicate(b.name, a.msg.MessageID)
		return a, nil
	}
	said := s.judge(now, a, m.Raw, arrived)
	s.log.mailRead(b.name, a.act.Kind(), said.Team, said.Member, a.msg.MessageID, said.Reason)
	a.filing = &store.Filing{
		Team: said.Team, MessageID: a.msg.MessageID, Hash: keyHash(a.msg, a.act.Kind()), Raw: m.Raw, Received: arrived,
		From: said.From.Addr, Subject: a.msg.Subject, Outcome: a.act.Kind(), Reason: said.Reason,
	}
	return a, nil
}

// judge decides who wrote a mail, and what it means.
func (s *station) judge(now time.Time, a *arrival, raw []byte, arrived time.Time) *intake.Said {
	policy, addresses := a.box.policy()
	a.verdict = policy.Judge(a.msg, auth.Find(s.tokenKeys(now), a.msg, addresses))
	a.verdict = s.signed(now, a, policy, raw)
	a.act = intake.Read(a.msg, intake.Roster{
		Teams: a.teams, Trusted: policy.Trusted(), Known: true, Now: arrived, Sent: s.sentText,
	}, a.verdict)
	return a.act.Said()
}

// fill puts into the filing what an act leaves behind in the archive and in the
// outbox.
func (s *station) fill(a *arrival, act intake.Act) error {
	switch act := act.(type) {
	case *intake.Update:
		a.filing.Entries = entriesOf(act, a.member(), a.msg)
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

// entriesOf turns an update into the entries the archive keeps: the update
// itself and each decision in it.
func entriesOf(u *intake.Update, m team.Member, msg *mail.Message) []*entry.Entry {
	files, _ := intake.Files(msg)
	return entriesIn(u.Result, entry.Entry{
		Files: files, Kind: entry.Update, Team: u.Team, Member: u.Member, Name: m.Name, Date: u.Date,
		Zone: m.Zone.String(), Source: msg.MessageID, Verdict: u.Proof, Late: u.Late,
	})
}

// entriesIn is what a reply says as entries, each with all else from base, but
// for the files, which the first one has.
func entriesIn(r reply.Result, base entry.Entry) (all []*entry.Entry) {
	if len(r.Sections) > 0 {
		update := base
		for _, sec := range r.Sections {
			items := make([]entry.Item, len(sec.Items))
			for i, it := range sec.Items {
				items[i] = entry.Item{Text: it.Text, Depth: it.Depth}
			}
			update.Sections = append(update.Sections, entry.Section{Name: sec.Name, Items: items})
		}
		all = append(all, &update)
	}
	for _, d := range r.Decisions {
		decided := base
		decided.Kind = entry.Decided
		decided.Decision = &entry.Decision{
			Title: d.Title, Why: d.Why, Status: "accepted", Makers: d.Deciders(),
			Deadline: deadlineOf(d, base.Date),
		}
		if len(decided.Decision.Makers) == 0 {
			decided.Decision.Makers = []string{base.Name}
		}
		all = append(all, &decided)
	}
	for _, e := range all[min(len(all), 1):] {
		e.Files = nil
	}
	return all
}

// deadlineOf is the date that a decision names as its end ("move by Friday", or
// a line "Deadline: …"), seen from the day it was written for; zero if none.
func deadlineOf(d reply.Decision, day civil.Date) civil.Date {
	at, ok := d.Deadline(time.Date(day.Year, day.Month, day.Day, 0, 0, 0, 0, time.UTC))
	if !ok {
		return civil.Date{}
	}
	return civil.DateOf(at)
}

// comments turns notes under a digest into entries.
func (s *station) comments(c *intake.Comment, m team.Member, msg *mail.Message) (all []*entry.Entry) {
	for _, n := range c.Notes {
		e := &entry.Entry{
			Kind: entry.Comment, Team: c.Team, Member: c.Member, Name: m.Name, Date: c.Date,
			Zone: m.Zone.String(), Source: msg.MessageID, Verdict: c.Proof,
			Sections: []entry.Section{{Name: "note", Items: []entry.Item{{Text: n.Text}}}},
		}
		if on, err := s.store.Entry(n.On); n.On > 0 && err == nil && on.Team == c.Team {
			e.On = on.ID
		}
		all = append(all, e)
	}
	if len(all) > 0 {
		all[0].Files, _ = intake.Files(msg)
	}
	return all
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

// member returns the member the mail is from; a zero Member if there is none.
func (a *arrival) member() team.Member {
	said := a.act.Said()
	for _, t := range a.teams {
		if m, ok := t.Member(said.Member); t.ID == said.Team && ok {
			return m
		}
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
