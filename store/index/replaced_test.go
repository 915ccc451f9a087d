package index

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kabar/store/civil"
	"kabar/store/entry"
)

// day is three versions of Ana's update, an update of Ben's that he took back,
// and one of Cem's that stands.
func day() (list archive) {
	add := func(member, amends string, sections ...string) {
		e := entry.Entry{ID: fmt.Sprintf("%016x", len(list)+1), Num: int64(len(list) + 1),
			Kind: entry.Update, Team: "acme", Member: member, Name: member, Amends: amends,
			Date: civil.Date{Year: 2026, Month: 11, Day: 20}}
		for _, s := range sections {
			name, text, _ := strings.Cut(s, ": ")
			section := entry.Section{Name: name}
			if text != "" {
				section.Items = []entry.Item{{Text: text}}
			}
			e.Sections = append(e.Sections, section)
		}
		list = append(list, e)
	}
	add("ana", "", "done: wrote the plan", "next: call the bank")
	add("ben", "", "done: secret plan")
	add("ana", "0000000000000001", "next: write to the bank")
	add("ben", "0000000000000002", "done: ")
	add("ana", "0000000000000001", "next: bank holiday")
	add("cem", "", "done: read the plan")
	return list
}

// TestReplaced: what was replaced or taken back is found only by a query that
// asks for it, in the index and by a scan; of what was replaced in part, the
// rest is found, and the excerpt has nothing else.
func TestReplaced(t *testing.T) {
	list := day()
	x := open(t, filepath.Join(t.TempDir(), "index.db"))
	for i := range list { // as they are filed, each with its earlier versions
		if err := x.Add(append(entry.Versions(list[i], list[:i]), list[i])); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ query, want string }{
		{"*", "6 5 1"}, {"plan", "6 1"}, {"bank", "5"}, {"call", ""}, {"secret", ""},
		{"from:ben", ""}, {"from:ana", "5 1"}, {"section:next", "5"}, {"-bank", "6 1"},
		{"has:replaced", "3 2 1"}, {"ada:diganti", "3 2 1"}, {"bank has:replaced", "3 1"},
		{"secret has:replaced", "2"}, {"-has:replaced", "6 5"},
		{"plan (has:replaced OR -has:replaced)", "6 2 1"}, {"from:ben has:replaced", "2"},
		{"plan sort:best", "6 1"},
	} {
		q := parse(t, c.query)
		agree(t, x, documents(list), q, []string{"acme"}, 0, 20)
		each := func(f func(entry.Entry) error) error {
			for _, e := range list {
				if err := f(e); err != nil {
					return err
				}
			}
			return nil
		}
		scanned, err := Scan(q, list, each, []string{"acme"}, 0, 20)
		if err != nil {
			t.Fatal(err)
		}
		found, err := x.Find(q, list, []string{"acme"}, 0, 20)
		if err != nil {
			t.Fatal(err)
		}
		for how, r := range map[string]Result{"scan": scanned, "index": found} {
			var nums []string
			for _, h := range r.Hits {
				nums = append(nums, fmt.Sprint(h.Num))
			}
			if got := strings.Join(nums, " "); got != c.want || r.Total != len(r.Hits) {
				t.Errorf("%s, %s: %q of %d, want %q", c.query, how, got, r.Total, c.want)
			}
		}
	}
	for _, c := range []struct{ query, want string }{
		{"from:ana plan", "wrote the plan"}, {"plan call has:replaced", "wrote the plan · call the bank"},
	} {
		r, err := x.Find(parse(t, c.query), list, []string{"acme"}, 0, 1)
		if err != nil || len(r.Hits) != 1 || r.Hits[0].Excerpt != c.want {
			t.Errorf("%s: %+v, %v, want %q", c.query, r.Hits, err, c.want)
		}
	}
	// Threads and what somebody may take along have all versions.
	for _, c := range []struct {
		q    Query
		want []int64
	}{{Under(list[0].ID, list[1].ID), []int64{5, 4, 3}}, {By("ben"), []int64{4, 2}}} {
		if got := agree(t, x, documents(list), c.q, []string{"acme"}, 0, 20); !slices.Equal(got.nums, c.want) {
			t.Errorf("%s: %v, want %v", c.q, got.nums, c.want)
		}
	}
	// And Check counts each entry once.
	if nums, err := x.Check(); err != nil || !slices.Equal(nums["acme"], []int64{1, 2, 3, 4, 5, 6}) {
		t.Errorf("Check = %v, %v", nums, err)
	}
}
