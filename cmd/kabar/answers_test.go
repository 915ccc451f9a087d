package main

import (
	"fmt"
	"testing"
	"time"
)

// TestAllowed is Mailman's rule (PROMISES 4 B), made for people: how many of
// these mails are answered?
func TestAllowed(t *testing.T) {
	// mails are n of them, one every so often; same and unasked as given makes
	// them.
	mails := func(n int, every time.Duration, same func(i int) string, unasked bool) (list []given) {
		for i := range n {
			list = append(list, given{At: tenAM.Add(time.Duration(i) * every), Same: same(i),
				Mail: fmt.Sprint(unasked, i, same(i), every), Unsaid: unasked})
		}
		return list
	}
	equal := func(int) string { return "search x" }
	each := func(i int) string { return fmt.Sprint("search ", i) }
	for _, c := range []struct {
		name  string
		mails []given
		want  int
	}{
		{"a person searches eight times in ten minutes", mails(8, time.Minute, each, false), 8},
		{"the same three times in ten minutes", mails(3, time.Minute, equal, false), 3},
		{"the same ten times in ten minutes", mails(10, 50*time.Second, equal, false), 3},
		{"the same every eleven minutes of a day", mails(130, 11*time.Minute, equal, false), 10},
		{"the same twice a day for a week", mails(14, 12*time.Hour, equal, false), 14},
		{"a robot that writes something else each time", mails(60, 10*time.Second, each, false), 20},
		{"…and goes on all day", mails(1000, time.Minute, each, false), 100},
		{"what was not asked for, in ten minutes", mails(9, time.Minute, each, true), 3},
		{"what was not asked for, in a day", mails(96, 15*time.Minute, each, true), 10},
		{"asked and not asked", append(mails(3, time.Minute, equal, true), mails(3, time.Minute, equal, false)...), 6},
		{"one mail, read again after a crash", append(mails(3, 0, equal, false), mails(3, 0, equal, false)...), 6},
	} {
		var kept []given
		answered, told := 0, 0
		for _, m := range c.mails {
			var ok bool
			if kept, ok = allowed(kept, m); ok {
				answered++
				if last, _ := lastFor(kept, m.At); last {
					told++
				}
			} else if c.want >= mostAnswers && told == 0 {
				t.Fatalf("%s: no answer, and the last one did not say so", c.name)
			}
			if len(kept) > mostADay {
				t.Fatalf("%s: %d are kept", c.name, len(kept))
			}
		}
		if answered != c.want {
			t.Errorf("%s: %d answered, want %d", c.name, answered, c.want)
		}
	}
}
