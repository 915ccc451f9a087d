package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kabar/store"
)

// TestCrashAtFirstStart kills kabar while it makes its archive, and again while
// it mends what that left: the next start makes a whole one and reads mail.
func TestCrashAtFirstStart(t *testing.T) {
	root := crashDir(t)
	start := clockAt("2026-11-19T09:00:00Z")
	first := func(name string, stops ...stop) (e ending, err error) {
		w, err := openWorld(root+"/"+name, nil)
		if err != nil {
			return e, err
		}
		defer w.close()
		for i, at := range append(stops, stop{}) {
			if e, err = w.run(start.Add(time.Duration(i)*time.Minute), at, len(stops) == 0); err != nil {
				return e, err
			}
			if !e.killed && e.code != exitFine {
				return e, fmt.Errorf("exit %d\n%s", e.code, e.log)
			}
		}
		s := &scribe{w: w}
		news := s.mail("2026-11-19T09:30:00Z", "ana@acme.example", "news", "", "Done:\n- nova is up\n")
		if err := w.post(news); err != nil {
			return e, err
		}
		if last, err := w.run(start.Add(time.Hour), stop{}, false); err != nil || last.code != exitFine {
			return e, fmt.Errorf("with a mail: exit %d, %v\n%s", last.code, err, last.log)
		}
		st, err := store.View(w.archive())
		if err != nil {
			return e, err
		}
		if problems := st.Check(); len(problems) > 0 || st.Last() != 1 {
			return e, fmt.Errorf("%d entries, problems: %v", st.Last(), problems)
		}
		return e, nil
	}
	whole, err := first("whole")
	if err != nil && strings.Contains(err.Error(), "only be traced") {
		t.Skip(err)
	}
	if err != nil || len(whole.ops) == 0 {
		t.Fatalf("without a crash, %d changes: %v", len(whole.ops), err)
	}
	n := len(whole.ops)
	points := min(enough(*crashPoints)/6, n)
	for i := range points {
		at := 1 + i*n/points
		again := 1 + i*7%n
		if _, err := first(fmt.Sprint(i), stop{byOp, at}, stop{byOp, again}); err != nil {
			t.Errorf("killed before %q, then before its change %d: %v", whole.ops[at-1], again, err)
		}
	}
	t.Logf("%d points of %d changes", points, n)
}
