package main

import (
	"testing"
	"time"
)

// TestBackoff: a server that can't be reached, or has no name in the DNS (G36),
// or says goodbye at once (G08) is tried after 5 s and then ever more seldom, up
// to a quarter of an hour; one that refuses the login (G09, H16) gets four tries
// an hour. No two tries are ever closer than that.
func TestBackoff(t *testing.T) {
	now := clockAt("2026-11-18T12:00:00Z")
	for _, c := range []struct {
		name  string
		login bool
		want  []time.Duration
		hour  int // tries in the first hour
	}{
		{"network", false, []time.Duration{5 * time.Second, 10 * time.Second, 20 * time.Second, 40 * time.Second,
			80 * time.Second, 160 * time.Second, 320 * time.Second, 640 * time.Second, 15 * time.Minute, 15 * time.Minute}, 11},
		{"login", true, []time.Duration{15 * time.Minute, 15 * time.Minute, 15 * time.Minute}, 4},
	} {
		var b backoff
		at, tries := now, 0
		for n := 0; at.Before(now.Add(time.Hour)); n++ {
			if b.waits(at) {
				t.Fatalf("%s: try %d is too early", c.name, n+1)
			}
			tries++
			next := b.after(at, c.login)
			if n < len(c.want) && next.Sub(at) != c.want[n] {
				t.Errorf("%s: pause %d is %v, want %v", c.name, n+1, next.Sub(at), c.want[n])
			}
			if !b.waits(next.Add(-time.Millisecond)) {
				t.Errorf("%s: pause %d does not last", c.name, n+1)
			}
			at = next
		}
		if tries != c.hour {
			t.Errorf("%s: %d tries in the first hour, want %d", c.name, tries, c.hour)
		}
		for range 1000 { // for ever, without an overflow
			if next := b.after(at, c.login); next.Sub(at) != longPause {
				t.Fatalf("%s: a pause of %v after many tries", c.name, next.Sub(at))
			}
		}
	}
}
