package index

import (
	"fmt"
	"path/filepath"
	"testing"

	"kabar/store/entry"
)

// TestRank: entries that are about a thing come before those that mention it.
func TestRank(t *testing.T) {
	item := func(num int64, s string) entry.Entry {
		return entry.Entry{Num: num, Team: "acme", Kind: entry.Update,
			Sections: []entry.Section{{Name: "done", Items: []entry.Item{{Text: s}}}}}
	}
	list := []entry.Entry{
		item(1, "postgres upgrade: dump, restore, postgres 16 is up"),
		item(2, "lunch, mail, calls, reviews, hiring, travel, and a word on postgres among many other things of the week"),
		item(3, "postgres upgrade"),
		{Num: 4, Team: "acme", Kind: entry.Decided, Decision: &entry.Decision{Title: "Use Postgres", Why: "it is boring"}},
		item(5, "postgres upgrade"),
		item(6, "mysql"),
	}
	x := open(t, filepath.Join(t.TempDir(), "index.db"))
	if err := x.Add(list); err != nil {
		t.Fatal(err)
	}
	each := func(f func(entry.Entry) error) error {
		for _, e := range list {
			f(e)
		}
		return nil
	}
	from := archive(list)
	for _, c := range []struct {
		query         string
		offset, limit int
		want          string
	}{
		{"postgres", 0, 20, "[5 4 3 2 1]"},
		{"postgres sort:best", 0, 20, "[4 5 3 1 2]"},
		{"postgres sort:best", 1, 2, "[5 3]"},
		{"postgres sort:best", 9, 2, "[]"},
		{"mysql OR postgres sort:best", 0, 2, "[6 4]"}, // the rare word counts more
		{"kind:update sort:best", 0, 20, "[6 5 3 2 1]"},
	} {
		q := parse(t, c.query)
		scanned, err := Scan(q, from, each, []string{"acme"}, c.offset, c.limit)
		if err != nil {
			t.Fatal(err)
		}
		found, err := x.Find(q, from, []string{"acme"}, c.offset, c.limit)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range []Result{scanned, found} {
			nums := []int64{}
			for _, h := range r.Hits {
				nums = append(nums, h.Num)
			}
			if fmt.Sprint(nums) != c.want {
				t.Errorf("%s: %v, want %s", c.query, nums, c.want)
			}
		}
		if scanned.Total != found.Total || scanned.More != found.More {
			t.Errorf("%s: Scan %d, Find %d", c.query, scanned.Total, found.Total)
		}
	}
}
