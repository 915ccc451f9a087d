package main

import (
	"context"
	"errors"
	"io/fs"

	"kabar/mail/send"
	"kabar/store"
)

// hand gives one letter to the server. It is noted as "sending", and the letter
// before it as "sent", while most of it is under way already: both are safe
// before the final dot, so that never more than one letter is in doubt.
func (s *station) hand(ctx context.Context, p *post, l *store.Letter) error {
	if err := s.connect(ctx, p); err != nil {
		return err
	}
	before := p.taken
	noted := make(chan error, 1)
	go func() { noted <- s.store.Hand(before, l) }()
	wait := func() error {
		err := <-noted
		noted <- err // for who asks again
		return err
	}
	err := p.conn.SendWhen(ctx, l.From, l.To, l.Data, wait)
	if failed := wait(); failed != nil { // the disk, not the server
		return failed
	}
	p.taken = nil
	if before != nil {
		s.log.sent(before.Key)
	}
	if err == nil {
		p.taken = l
	}
	return err
}

// noteTaken notes the last letter that the server has taken as "sent". What the
// disk does not let it note, it knows until the next round.
func (s *station) noteTaken(p *post) error {
	if p.taken == nil {
		return nil
	}
	switch err := s.store.Hand(p.taken, nil); {
	case errors.Is(err, fs.ErrNotExist): // somebody took it away: there is nothing to note
		p.taken = nil
		return err
	case err != nil:
		return err
	}
	s.log.sent(p.taken.Key)
	p.taken = nil
	return nil
}

// connect opens the connection to the server, if there is none.
func (s *station) connect(ctx context.Context, p *post) error {
	if p.conn != nil {
		return nil
	}
	conf, err := postConfig(p.account)
	if err != nil {
		return err
	}
	p.conn, err = send.Dial(ctx, conf)
	return err
}
