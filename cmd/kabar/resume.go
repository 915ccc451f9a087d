package main

import (
	"context"
	"errors"
	"time"

	"kabar/mail/fetch"
	"kabar/store"
)

// doubtTime is how long a letter of unknown outcome waits for a Sent folder
// that can't be asked. After that it goes again: late is better than never, and
// the same Message-ID lets most mail programs show it once.
const doubtTime = 4 * time.Hour

// resume looks after letters that a crash or a lost connection left in
// "sending": nobody knows whether the server has them. Where the provider
// keeps a Sent folder it is asked; while it can't be asked they wait. Else they
// go again, under the same Message-ID (PROMISES section 3). A server that never
// answers the second time either gets them no third time (H08).
func (s *station) resume(ctx context.Context, now time.Time) error {
	letters, err := s.store.Letters("sending")
	if err = s.readable(err); err != nil {
		return err
	}
	for _, l := range letters {
		state := "due"
		switch sent, err := s.wasSent(ctx, l); {
		case sent:
			state = "sent"
			s.log.sent(l.Key)
		case s.unanswered[l.Key] > 1:
			state, l.LastError = "dropped", "handed over twice, and no answer came"
			s.log.lapsed(l.Key, l.LastError)
		case err != nil && s.doubts(now, l, err):
			continue
		}
		if err := s.store.Move(l, state); err != nil {
			return err
		}
		delete(s.doubted, l.Key)
		if state != "due" {
			delete(s.unanswered, l.Key)
		}
	}
	return nil
}

// doubts tells whether a letter is held since nobody could be asked about it.
func (s *station) doubts(now time.Time, l *store.Letter, err error) bool {
	since, known := s.doubted[l.Key]
	if !known {
		since = now
		s.doubted[l.Key] = now
		s.log.inDoubt(l.Key, err)
	}
	return now.Sub(since) < doubtTime && (l.NotAfter.IsZero() || now.Before(l.NotAfter))
}

var errNotOpen = errors.New("the inbox is not open")

// wasSent asks the provider's Sent folder for a letter of unknown outcome. An
// error says that it could not be asked now; a folder that is not there, or
// none that is configured, knows of no letter.
func (s *station) wasSent(ctx context.Context, l *store.Letter) (bool, error) {
	for _, b := range s.boxes {
		if b.account.Sent == "" || !b.serves(l.Team) {
			continue
		}
		if b.inbox == nil {
			return false, errNotOpen
		}
		found, err := b.inbox.Has(ctx, b.account.Sent, l.MessageID)
		var e *fetch.Error
		if errors.As(err, &e) && (e.Kind == "folder" || e.Kind == "config") {
			s.log.trouble("look for a letter in "+b.account.Sent, err)
			return false, nil
		}
		return found, err
	}
	return false, nil
}
