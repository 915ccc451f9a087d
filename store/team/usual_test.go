package team

import (
	"testing"

	"kabar/store/civil"
)

// TestUsual: whatever the hours, who is asked and told at the usual times is
// asked and told inside of them.
func TestUsual(t *testing.T) {
	clock := func(s string) civil.Clock {
		c, err := civil.ParseClock(s)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	for _, c := range []struct{ from, to, prompt, digest string }{
		{"08:00", "17:30", "16:30", "08:30"},
		{"09:00", "12:00", "11:00", "09:30"},
		{"09:00", "10:00", "09:40", "09:20"},
		{"09:00", "09:01", "09:00", "09:00"},
		{"22:00", "06:00", "05:00", "22:30"},
		{"23:45", "07:45", "06:45", "00:15"},
	} {
		prompt, digest := Usual(clock(c.from), clock(c.to))
		if prompt != clock(c.prompt) || digest != clock(c.digest) {
			t.Errorf("%s-%s: %s and %s, want %s and %s", c.from, c.to, prompt, digest, c.prompt, c.digest)
		}
	}
	for from := civil.Clock(0); from < 24*60; from += 7 {
		for to := from % 3; to < 24*60; to += 11 {
			m := Member{From: from, To: to}
			if prompt, digest := Usual(from, to); from != to && (!m.Works(prompt) || !m.Works(digest)) {
				t.Fatalf("%s-%s: %s and %s lie outside", from, to, prompt, digest)
			}
		}
	}
}
