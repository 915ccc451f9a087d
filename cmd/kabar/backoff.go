package main

import "time"

// backoff is when to try a server again after it could not be reached.
type backoff struct {
	tries int
	next  time.Time
}

// The first pause, the longest, and the one after a refused login: a server
// locks out who knocks too often (PROMISES G08, G09, H16: at most 4 an hour).
const (
	firstPause = 5 * time.Second
	longPause  = 15 * time.Minute
)

// waits tells whether it is too early for another try.
func (b *backoff) waits(now time.Time) bool { return now.Before(b.next) }

// after notes a failed try and returns when the next one may be.
func (b *backoff) after(now time.Time, login bool) time.Time {
	pause := longPause
	if !login && b.tries < 8 {
		pause = min(firstPause<<b.tries, longPause)
	}
	b.tries++
	b.next = now.Add(pause)
	return b.next
}

// earlier returns the earlier of two times, where zero is "never".
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
