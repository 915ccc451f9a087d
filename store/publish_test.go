package store

import (
	"fmt"
	"math/rand"
	"os"
	"syscall"
	"testing"
)

// wantWhole looks, after a start, whether what was published together is there
// together: a member's letter with the mark that says so, or neither.
func wantWhole(t *testing.T, row string, s *Store) {
	t.Helper()
	for _, member := range []string{"cid", "dan"} {
		mark, err := s.Mark("digest." + member)
		if err != nil {
			t.Errorf("%s: %v", row, err)
		}
		if has := s.HasLetter("digest " + member); has != (mark != "") {
			t.Errorf("%s: of %s there is the letter: %v, and the mark %q", row, member, has, mark)
		}
	}
}

// TestPublishIsWhole: the power fails before each operation of a batch. After
// the next start it is there as a whole, or not at all, and never undone by a
// journal that comes back.
func TestPublishIsWhole(t *testing.T) {
	t.Parallel()
	day := []step{
		{"publish", func(s *Store) error {
			return s.Publish(noon, map[string]string{"digest.cid": "3", "digest.dan": "3"},
				letterOf("digest cid"), letterOf("digest dan"))
		}},
		{"mark", func(s *Store) error { return s.SetMark("digest.cid", "4") }},
	}
	states := map[string]int{}
	for round := range fewer(60, 4) {
		for n := 1; ; n++ {
			r := rand.New(rand.NewSource(int64(round*1000 + n)))
			base := t.TempDir()
			dir, done, cut := cutAt(t, base, n, r, day)
			s, err := open(dir, realDisk{}, clockAt(noon))
			if err != nil {
				t.Fatal(err)
			}
			row := fmt.Sprintf("round %d, operation %d", round, n)
			wantWhole(t, row, s)
			cid, _ := s.Mark("digest.cid")
			dan, _ := s.Mark("digest.dan")
			if done > 0 && dan != "3" || done > 1 && cid != "4" || cid == "" && dan != "" {
				t.Errorf("%s: %d steps done, marks %q and %q", row, done, cid, dan)
			}
			states[cid+dan]++
			s.Close()
			os.RemoveAll(base)
			if !cut || t.Failed() {
				break
			}
		}
	}
	if states[""] == 0 || states["33"] == 0 || states["43"] == 0 {
		t.Errorf("not all is seen: %v", states)
	}
}

// TestOldBatchUndoesNoMark: a batch that the disk did not let kabar finish is
// finished before a mark of it is set to something newer, not after.
func TestOldBatchUndoesNoMark(t *testing.T) {
	for n := 1; ; n++ {
		d := &faultDisk{}
		dir := t.TempDir()
		s, err := open(dir, d, clockAt(noon))
		if err != nil {
			t.Fatal(err)
		}
		d.ops, d.from, d.until, d.err = 0, n, n, syscall.EIO
		first := s.Publish(noon, map[string]string{"digest.cid": "3"}, letterOf("digest cid"))
		over := d.ops < n
		d.from = 0
		if err := s.SetMark("digest.cid", "4"); err != nil {
			t.Fatalf("operation %d: %v", n, err)
		}
		if err := s.SetMark("inbox", "7:1"); err != nil {
			t.Fatalf("operation %d: %v", n, err)
		}
		if err := s.File(noon, []*Filing{mailOf(1, updateOf("ana", "2026-11-22", "one"))}); err != nil {
			t.Fatalf("operation %d: %v", n, err)
		}
		s.Close()
		if s, err = open(dir, realDisk{}, clockAt(noon)); err != nil {
			t.Fatalf("operation %d: %v", n, err)
		}
		if got, err := s.Mark("digest.cid"); got != "4" || err != nil {
			t.Errorf("operation %d (%v): the mark says %q, %v", n, first, got, err)
		}
		for _, p := range s.Check() {
			t.Errorf("operation %d (%v): %s", n, first, p)
		}
		s.Close()
		if over {
			return
		}
	}
}

// TestPublishSaysNothingTwice: what is there already is not written again.
func TestPublishSaysNothingTwice(t *testing.T) {
	d := &faultDisk{}
	s, err := open(t.TempDir(), d, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	publish := func(mark string, keys ...string) (ops int) {
		t.Helper()
		var letters []*Letter
		for _, key := range keys {
			letters = append(letters, letterOf(key))
		}
		before := d.ops
		if err := s.Publish(noon, map[string]string{"digest.cid": mark}, letters...); err != nil {
			t.Fatal(err)
		}
		return d.ops - before
	}
	if ops := publish("3", "digest cid"); ops == 0 {
		t.Error("nothing was written")
	}
	if ops := publish("3", "digest cid"); ops != 0 {
		t.Errorf("%d operations for what is there", ops)
	}
	one := publish("4")
	if many := publish("5", "digest dan", "digest eva"); one == 0 || many <= one {
		t.Errorf("%d operations for a mark, %d for it and two letters", one, many)
	}
	if mark, err := s.Mark("digest.cid"); mark != "5" || err != nil {
		t.Errorf("%q, %v", mark, err)
	}
}
