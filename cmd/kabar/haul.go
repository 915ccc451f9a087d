package main

import (
	"context"
	"time"

	"kabar/mail/fetch"
	"kabar/store/team"
)

// haul is a batch of mails from an inbox: what one look brought, read as far as
// that asks nothing of the mails before.
type haul struct {
	from, after fetch.Cursor
	mails       []*arrival
	more        bool // mails wait behind it
	heavy       bool // one of them takes much memory
	err         error

	teams   []team.Team   // as they were when it was read
	fetched chan struct{} // closed when the connection is free again
	read    chan struct{} // closed when all is there
}

// haul begins to fetch and read what lies behind a place in the inbox. Until the
// mails are fetched, the connection is the haul's.
func (s *station) haul(
	ctx context.Context, now time.Time, b *box, from fetch.Cursor, teams []team.Team,
) *haul {
	h := &haul{from: from, teams: teams, fetched: make(chan struct{}), read: make(chan struct{})}
	inbox := b.inbox
	go func() {
		defer close(h.read)
		mails, after, more, err := inbox.After(ctx, from, batchMails, batchBytes)
		h.after, h.more, h.err = after, more && after != from, err
		close(h.fetched)
		h.mails = make([]*arrival, len(mails))
		for _, m := range mails {
			h.heavy = h.heavy || len(m.Raw) >= heavyMail
		}
		onAll(len(mails), func(i int) { h.mails[i] = s.understand(now, b, teams, mails[i]) })
	}()
	return h
}

// nextHaul is the haul that was begun in the step before, or a new one.
func (s *station) nextHaul(ctx context.Context, now time.Time, b *box) (h *haul, err error) {
	if h, b.ahead = b.ahead, nil; h == nil {
		from, err := s.openBox(ctx, b)
		if err != nil {
			return nil, err
		}
		teams, err := s.teams()
		if err != nil {
			return nil, err
		}
		h = s.haul(ctx, now, b, from, teams)
	}
	<-h.read
	return h, h.err
}

// lookAhead begins with the haul behind h, so that it is fetched and read while
// h is filed. Behind a mail that takes much memory it does not: two may be more
// than there is.
func (s *station) lookAhead(ctx context.Context, now time.Time, b *box, h *haul) {
	if h.more && !h.heavy && !s.once {
		b.ahead = s.haul(ctx, now, b, h.after, h.teams)
	}
}

// free waits until the connection is nobody else's.
func (b *box) free() {
	if b.ahead != nil {
		<-b.ahead.fetched
	}
}
