package main

import (
	"context"
	"time"
)

// loop is the daemon: it reads the clock, steps, and waits. Nothing else in
// kabar has a timer.
type loop struct {
	now  func() time.Time
	step func(ctx context.Context, now time.Time) (next time.Time) // zero: at once, much was done
	wait func(ctx context.Context, d time.Duration)                // until mail arrives or d has passed
	told <-chan func(ctx context.Context)                          // what to do between two steps: reload, give way
}

// The wait between two steps is never shorter, so that a fault can't turn into
// a storm, and never longer, so that a jump of the clock is noticed.
const (
	minWait = 200 * time.Millisecond
	maxWait = 5 * time.Minute
)

// run steps until ctx ends.
func (l *loop) run(ctx context.Context) {
	for ctx.Err() == nil {
		select {
		case do := <-l.told:
			do(ctx)
			continue
		default:
		}
		now := l.now()
		next := l.step(ctx, now)
		if ctx.Err() != nil {
			return
		}
		if next.IsZero() {
			continue
		}
		l.pause(ctx, min(max(next.Sub(l.now()), minWait), maxWait))
	}
}

// pause waits for mail, for d, for what we are told or for the end.
func (l *loop) pause(whole context.Context, d time.Duration) {
	ctx, cancel := context.WithCancel(whole)
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		l.wait(ctx, d)
	}()
	select {
	case <-done:
	case do := <-l.told:
		cancel()
		<-done // the inbox is not ours before the wait has let go of it
		do(whole)
	}
}
