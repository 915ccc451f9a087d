package index

import (
	"path/filepath"
	"testing"
)

// TestCountOfPhrasesEndsEarly: what is dear to count is counted on a number of
// shelves only, and said to be more. The hits are the newest all the same.
func TestCountOfPhrasesEndsEarly(t *testing.T) {
	t.Parallel()
	const shelf = 4
	const size = 3 * mostCounted * shelf
	c := newCorpus(3, size)
	list := c.entries(size)
	for i := range list {
		list[i].Sections = note("the release plan")
	}
	x := open(t, filepath.Join(t.TempDir(), "index.db"))
	x.size = shelf
	if err := x.Add(list); err != nil {
		t.Fatal(err)
	}
	docs := documents(list)
	for _, test := range []struct {
		query   string
		all     bool // are counted
		atLeast int
	}{
		{"release plan", true, size},
		{`"release plan"`, false, 40},
		{"plan*", false, 40},
		{`"release plan" OR none`, false, 40},
		{`the "release plan" -none`, false, 40},
		{`"release plan" -plan`, true, 0},
	} {
		q := parse(t, test.query)
		agree(t, x, docs, q, allTeams, 0, 20)
		agree(t, x, docs, q, allTeams, 100, 20)
		_, total, more, err := x.Search(q, allTeams, 0, 20)
		if err != nil || more == test.all || total < test.atLeast || !test.all && total >= size {
			t.Errorf("%s: %d counted, more: %v, %v", test.query, total, more, err)
		}
		nums, total, _, _ := x.Search(q, allTeams, 0, size)
		if want := expect(docs, q, allTeams, 0, size); total != want.total || len(nums) != total {
			t.Errorf("%s: %d and %d of %d where all are wanted", test.query, len(nums), total, want.total)
		}
	}
}
