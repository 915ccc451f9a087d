package index

import (
	"path/filepath"
	"slices"
	"testing"

	"kabar/store/entry"
)

// TestBatch puts entries in by parts, as a rebuild does, some of them twice:
// what a later part says of an entry counts.
func TestBatch(t *testing.T) {
	t.Parallel()
	c := newCorpus(7, 150)
	list := c.amended(c.entries(150))
	x := open(t, filepath.Join(t.TempDir(), "index.db"))
	x.size = 20
	for half := range slices.Chunk(list, 75) {
		b, err := x.Begin()
		for part := range slices.Chunk(half, 20) {
			before := list[:part[len(part)-1].Num] // no part knows what amends it later
			cards, wrong := Prepare(together(before, part))
			if err == nil {
				err = wrong
			}
			if err == nil {
				err = b.Put(cards)
			}
		}
		if err == nil {
			err = b.Commit()
		}
		if err != nil {
			t.Fatal(err)
		}
		b.Cancel() // too late
	}
	same(t, x, list)
	got, err := x.Check()
	all := 0
	for _, nums := range got {
		all += len(nums)
	}
	if err != nil || all != len(list) {
		t.Errorf("Check: %d entries, %v", all, err)
	}
}

// TestBatchCancelled: all of a batch is taken back.
func TestBatchCancelled(t *testing.T) {
	x, list := built(t, filepath.Join(t.TempDir(), "index.db"), 30)
	changed := slices.Clone(list)
	changed[3].Sections = note("half")
	for _, part := range [][]entry.Entry{changed, newCorpus(8, 60).entries(60)[30:]} {
		cards, err := Prepare(part)
		if err != nil {
			t.Fatal(err)
		}
		b, err := x.Begin()
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Put(cards); err != nil {
			t.Fatal(err)
		}
		b.Cancel()
	}
	same(t, x, list)
	if n := last(t, x); n != 30 {
		t.Errorf("Last = %d, want 30", n)
	}
}
