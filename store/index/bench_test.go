package index

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"kabar/store/entry"
)

// benchEntries is the size of the archive of the benchmarks.
const benchEntries = 10_000

// BenchmarkAdd adds entries in batches, as a rebuild does.
func BenchmarkAdd(b *testing.B) {
	list := newCorpus(1, benchEntries).entries(benchEntries)
	n := 0
	for b.Loop() {
		n++
		x := open(b, filepath.Join(b.TempDir(), fmt.Sprintf("%d.db", n)))
		for part := range slices.Chunk(list, 2000) {
			if err := x.Add(part); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(n*benchEntries)/b.Elapsed().Seconds(), "entries/s")
}

// BenchmarkAddOne adds one entry at a time, as live mail does.
func BenchmarkAddOne(b *testing.B) {
	c := newCorpus(1, benchEntries)
	x := open(b, filepath.Join(b.TempDir(), "index.db"))
	if err := x.Add(c.entries(benchEntries)); err != nil {
		b.Fatal(err)
	}
	list := c.entries(benchEntries)
	for i := 0; b.Loop(); i++ {
		e := list[i%benchEntries]
		e.Num = int64(benchEntries + i + 1)
		if err := x.Add([]entry.Entry{e}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSearch asks for the newest 20 and the count, for each kind of query.
func BenchmarkSearch(b *testing.B) {
	c := newCorpus(1, benchEntries)
	x := open(b, filepath.Join(b.TempDir(), "index.db"))
	if err := x.Add(c.entries(benchEntries)); err != nil {
		b.Fatal(err)
	}
	word := func(rank int) string { return c.words[0][rank] }
	for _, kind := range []struct{ name, query string }{
		{"rare", word(5000)}, {"common", word(3)}, {"two", word(5) + " " + word(60)},
		{"phrase", `"` + word(2) + " " + word(5) + `"`}, {"prefix", "con*"}, {"han", "検索"},
		{"field+date", word(9) + " from:m3 date:2024-03..2024-05"}, {"newest", "from:m3"}, {"not", "-" + word(3)},
	} {
		q, err := Parse(kind.query, sunday, jakarta)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(kind.name, func(b *testing.B) {
			for b.Loop() {
				if _, _, _, err := x.Search(q, allTeams[:1], 0, 20); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkMatch is what a scan takes for each entry.
func BenchmarkMatch(b *testing.B) {
	c := newCorpus(1, benchEntries)
	list := c.entries(1000)
	q, err := Parse(c.words[0][3]+" -"+c.words[0][9], sunday, jakarta)
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		q.Match(list[i%1000], nil)
	}
}
