package main

import (
	"context"
	"errors"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/mail/fetch"
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
	ahead   *haul     // what comes next, while a backlog waits
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
	if b.ahead != nil { // it ends with the connection
		<-b.ahead.read
		b.ahead = nil
	}
}

// finishTries is how often in a row the line may be lost over flags.
const finishTries = 3

// finish tells the server which mails are filed. If the line is lost over it,
// the same mails are looked at once more over the next one, and get their flags
// then; but not for ever, or a server that always hangs up here would keep us
// from the mails behind them.
func (s *station) finish(ctx context.Context, b *box, h *haul, filed []uint32) error {
	if len(filed) == 0 {
		return nil
	}
	err := b.inbox.Done(ctx, h.after.Validity, filed)
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
		// it began is looked at again, and what was filed is known.
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
