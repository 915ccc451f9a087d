package fetch

import (
	"context"
	"errors"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// Wait returns when the folder grew or d has passed, whichever is first, with
// nil in both cases; an error means that the link is dead or ctx has ended.
// When it returns nil, the server has just answered. It is no proof that there
// is no mail: ask After every few minutes anyhow, since some servers take IDLE
// and then say nothing.
//
// With IDLE (RFC 2177) it is renewed every five minutes; without, the server
// is asked every minute.
func (i *Inbox) Wait(ctx context.Context, d time.Duration) error {
	i.busy.Lock()
	defer i.busy.Unlock()
	until, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	for {
		l := i.link
		if l.box.name != i.c.Folder { // another folder was looked at meanwhile
			// Mail that came in between makes no noise: let the caller look.
			return i.open(ctx)
		}
		came, err := l.listen(until)
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err != nil {
			return l.fail("wait", err)
		}
		if came || until.Err() != nil {
			return nil
		}
	}
}

// listen waits for one IDLE, or one pause between polls, and then for the
// server's answer, which proves that the link lives.
func (l *link) listen(until context.Context) (came bool, err error) {
	// Not under until itself: that time is over is no reason to break the line.
	ctx, stop := grace(until)
	defer stop()
	var idle *imapclient.IdleCommand
	pause := pollEvery
	if l.caps.Has(imap.CapIdle) && !l.noIdle {
		pause = idleLimit
		err = l.do(ctx, commandLimit, func() (err error) {
			idle, err = l.client.Idle()
			return err
		})
		if refused(err) {
			l.noIdle, idle = true, nil
			pause = pollEvery
		} else if err != nil {
			return false, err
		}
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-l.news:
		came = true
	case <-l.client.Closed():
	case <-timer.C:
	case <-until.Done():
	}
	err = l.do(ctx, commandLimit, func() error {
		if idle == nil {
			return l.client.Noop().Wait()
		}
		if err := idle.Close(); err != nil {
			return err
		}
		return idle.Wait()
	})
	if err == nil && !came {
		select { // the answer may have brought it
		case <-l.news:
			came = true
		default:
		}
	}
	return came, err
}

// grace is a context that goes on when until has ended, so that the server can
// answer still; but not for long if until was cancelled: then we are in a
// hurry.
func grace(until context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(until))
	stop := context.AfterFunc(until, func() {
		if errors.Is(until.Err(), context.Canceled) {
			time.AfterFunc(leaveLimit, cancel)
		}
	})
	return ctx, func() { stop(); cancel() }
}
