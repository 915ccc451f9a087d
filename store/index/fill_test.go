package index

import (
	"path/filepath"
	"slices"
	"testing"
)

// TestFill puts entries in by parts, as a rebuild does, some of them twice: what a
// later part says of an entry counts.
func TestFill(t *testing.T) {
	t.Parallel()
	c := newCorpus(7, 400)
	list := c.amended(c.entries(400))
	x := open(t, filepath.Join(t.TempDir(), "index.db"))
	x.size = 20
	err := x.Fill(func(yield func(Cards) bool) {
		for part := range slices.Chunk(list, 15) {
			before := list[:part[len(part)-1].Num] // no part knows what amends it later
			cards, err := Prepare(together(before, part))
			if err != nil {
				t.Error(err)
			}
			if !yield(cards) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
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
