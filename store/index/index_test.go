package index

import (
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kabar/cmd/kabar/racetest"
	"kabar/store/entry"
)

func open(t testing.TB, path string) *Index {
	t.Helper()
	x, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

func documents(list []entry.Entry) (docs []versions) {
	for _, e := range list {
		docs = append(docs, newDocuments(e, list))
	}
	return docs
}

// archive is one of entries with the numbers from 1 on.
type archive []entry.Entry

func (a archive) Entry(num int64) (entry.Entry, error)          { return a[num-1], nil }
func (a archive) Versions(e entry.Entry) ([]entry.Entry, error) { return a, nil }

// answer is what Search and Scan return.
type answer struct {
	nums  []int64
	total int
	more  bool
}

// expect works out the answer the plain way.
func expect(docs []versions, q Query, teams []string, offset, limit int) answer {
	var all []int64
	for _, d := range docs {
		if slices.Contains(teams, d.filed.entry.Team) && q.look(d) != nil {
			all = append(all, d.filed.entry.Num)
		}
	}
	slices.Sort(all)
	slices.Reverse(all)
	from := min(offset, len(all))
	return answer{all[from:min(from+limit, len(all))], min(len(all), 1000), len(all) > 1000}
}

func (a answer) same(b answer) bool {
	return slices.Equal(a.nums, b.nums) && a.total == b.total && a.more == b.more
}

// less tells whether a has the same hits, and says that they are more than
// counted, as they are.
func (a answer) less(want answer, q Query) bool {
	return slices.Equal(a.nums, want.nums) && dear(q.root) && a.more &&
		len(a.nums) <= a.total && a.total < want.total
}

// agree fails the test unless the index answers as the plain way does.
func agree(
	t *testing.T, x *Index, docs []versions, q Query, teams []string, offset, limit int,
) answer {
	t.Helper()
	want := expect(docs, q, teams, offset, limit)
	nums, total, more, err := x.Search(q, teams, offset, limit)
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	if got := (answer{nums, total, more}); !got.same(want) && !got.less(want, q) {
		t.Errorf("%s for %v, %d+%d: index %v, scan %v", q, teams, offset, limit, got, want)
	}
	return want
}

// mayFail is what random queries may be refused for.
var mayFail = regexp.MustCompile("nothing|something|two letters|Up to 8")

// ask makes a random query that can be read.
func ask(t *testing.T, c *corpus, list []entry.Entry) Query {
	t.Helper()
	for {
		s := c.query(list, 3)
		q, err := Parse(s, sunday, jakarta)
		if err == nil {
			return q
		}
		e := (*SyntaxError)(nil)
		if !errors.As(err, &e) || !mayFail.MatchString(e.Msg) {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

var allTeams = []string{"team-0", "team-1", "team-2"}

// TestSearchEqualsScan puts random queries to the index and to the scan.
func TestSearchEqualsScan(t *testing.T) {
	t.Parallel()
	queries, enough, size := 400, 150, 1300
	if racetest.On() {
		queries, enough, size = 30, 8, 300
	}
	c := newCorpus(1, size)
	list := c.amended(c.entries(size))
	docs := documents(list)
	x := open(t, filepath.Join(t.TempDir(), "index.db"))
	x.size = size / 7
	for part := range slices.Chunk(list, 300) {
		if err := x.Add(together(list, part)); err != nil {
			t.Fatal(err)
		}
	}
	found, empty := 0, 0
	for i := range queries {
		q := ask(t, c, list)
		switch i % 5 {
		case 0:
			q = q.UpTo(1 + c.rng.Int64N(int64(size)))
		case 1:
			q = Under(list[c.rng.IntN(size/3)].ID, list[c.rng.IntN(size/3)].ID, "none")
		case 2:
			q = q.Except([]int64{1 + c.rng.Int64N(int64(size)), 7, 8, 9, 10})
		}
		teams := [][]string{allTeams, {"team-1"}, {"team-2", "team-0"}, {"none"}, nil}[c.rng.IntN(5)]
		offset := []int{0, 0, 0, 20, 990, 1290}[c.rng.IntN(6)]
		limit := []int{20, 20, 1, 0, 50}[c.rng.IntN(5)]
		want := agree(t, x, docs, q, teams, offset, limit)
		if want.total > 0 {
			found++
		} else {
			empty++
		}
		if i%30 == 0 {
			each := func(f func(entry.Entry) error) error {
				for _, e := range list {
					if err := f(e); err != nil {
						return err
					}
				}
				return nil
			}
			r, err := Scan(q, archive(list), each, teams, offset, limit)
			got := answer{total: r.Total, more: r.More}
			for _, h := range r.Hits {
				got.nums = append(got.nums, h.Num)
			}
			if err != nil || !got.same(want) {
				t.Errorf("%s: Scan %v, %v, want %v", q, got, err, want)
			}
		}
	}
	if found < enough || empty < enough/3 {
		t.Errorf("%d queries found something and %d nothing: they show little", found, empty)
	}
}

// TestBiggestQueries: what the bounds of the language allow, FTS5 takes.
func TestBiggestQueries(t *testing.T) {
	t.Parallel()
	size := 200
	if racetest.On() {
		size = 30
	}
	list := newCorpus(3, size).entries(size)
	x := open(t, filepath.Join(t.TempDir(), "index.db"))
	if err := x.Add(list); err != nil {
		t.Fatal(err)
	}
	docs := documents(list)
	word := texts(list[0])[0]
	deep := "re"
	for i := range maxNested - 1 {
		deep = []string{"-(pro " + deep + ")", "(con OR -" + deep + ")"}[i%2]
	}
	for i, s := range []string{
		strings.Repeat("re ", MaxTerms), strings.Repeat("-re ", MaxTerms), "a" + strings.Repeat(" OR re", MaxTerms-1),
		strings.Repeat("on:2022-11-10 OR ", MaxTerms-8) + "x", strings.Repeat("-date:2022-01-02..2026-11-29 ", 10),
		"date:2021-11-02..2026-11-29 re", `"` + strings.Repeat("re ", MaxQuery/3-2) + `"`,
		`"` + strings.Repeat("検", MaxQuery-2) + `"`, `"` + clean(word) + `"`, deep, "(" + deep + ") OR (" + deep + ")",
		strings.Repeat("re* ", maxStars), strings.Repeat("from:m* ", MaxTerms),
	} {
		if racetest.On() && i%3 != 0 {
			continue
		}
		agree(t, x, docs, parse(t, s), allTeams, 0, 20)
	}
}

// fewer is a count, or a part of it with the race detector.
func fewer(all, part int) int {
	if racetest.On() {
		return part
	}
	return all
}
