package store

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"kabar/store/entry"
)

// benchMail is a mail of 1.2 kB with an update of 90 words: the mean of
// SEARCH.md's corpus.
func benchMail(n int) *Filing {
	e := updateOf(fmt.Sprintf("m%d", n%200), day("2021-11-01").Add(n/200).String(),
		strings.Repeat("word and ", 30))
	e.Sections = append(e.Sections, entry.Section{Name: "next",
		Items: []entry.Item{{Text: strings.Repeat("more of it ", 10)}}})
	f := mailOf(n, e)
	f.Team = fmt.Sprintf("team%d", n%10)
	f.Raw = append(f.Raw,
		strings.Repeat("A line of the mail as it came, with headers and all.\r\n", 20)...)
	f.Received = noon.AddDate(-5, 0, n/200)
	return f
}

// BenchmarkFile files mails on the real disk, durably, in batches.
func BenchmarkFile(b *testing.B) {
	for _, size := range []int{1, 16, 256} {
		b.Run(fmt.Sprintf("batch=%d", size), func(b *testing.B) {
			s := mustOpen(b, b.TempDir())
			var batch []*Filing
			for n := 0; b.Loop(); n++ {
				if batch = append(batch, benchMail(n)); len(batch) == size {
					mustFile(b, s, batch...)
					batch = batch[:0]
				}
			}
			mustFile(b, s, batch...)
		})
	}
}

// BenchmarkRead is over a store of 20,000 entries.
func BenchmarkRead(b *testing.B) {
	dir := b.TempDir()
	s := mustOpen(b, dir)
	for n := 0; n < 20000; {
		var batch []*Filing
		for range 1000 {
			batch = append(batch, benchMail(n))
			n++
		}
		mustFile(b, s, batch...)
	}
	b.Run("Each", func(b *testing.B) {
		n := 0
		for b.Loop() {
			if err := s.Each("", func(entry.Entry) error { n++; return nil }); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "entries/s")
	})
	b.Run("Entry", func(b *testing.B) {
		for n := int64(0); b.Loop(); n++ {
			if _, err := s.Entry(n*7919%20000 + 1); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Since the last 20", func(b *testing.B) {
		for b.Loop() {
			if got, err := s.Since("", s.Last()-20); err != nil || len(got) != 20 {
				b.Fatal(len(got), err)
			}
		}
	})
	s.Close()
	for _, team := range s.teams() { // as if written long ago
		for _, page := range s.pages(team) {
			if err := os.Chtimes(s.d.abs(page), noon.AddDate(-1, 0, 0), noon.AddDate(-1, 0,
				0)); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.Run("Open and close", func(b *testing.B) {
		for b.Loop() {
			s, err := Open(dir, time.Now)
			if err != nil {
				b.Fatal(err)
			}
			s.Close()
		}
	})
	b.Run("Open, all looked over", func(b *testing.B) {
		for b.Loop() {
			if err := os.Remove(s.d.abs(examinedName)); err != nil {
				b.Fatal(err)
			}
			s, err := Open(dir, time.Now)
			if err != nil {
				b.Fatal(err)
			}
			s.Close()
		}
	})
}
