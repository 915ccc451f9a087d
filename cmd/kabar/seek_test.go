package main

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/store"
	"kabar/store/civil"
	"kabar/store/entry"
	"kabar/store/index"
)

// TestSeekWithoutIndex: an index that is missing, garbage or behind changes no
// answer (I22): it is made anew, or the pages are read.
func TestSeekWithoutIndex(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		harm func(t *testing.T, file string)
	}{
		{"as it was", func(*testing.T, string) {}},
		{"missing", func(t *testing.T, file string) { must(t, os.Remove(file)) }},
		{"garbage", func(t *testing.T, file string) { must(t, os.WriteFile(file, []byte("no index"), 0o600)) }},
		{"empty", func(t *testing.T, file string) { must(t, os.Truncate(file, 0)) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			cfg := &config.Config{Data: t.TempDir()}
			s := stationOf(t, cfg)
			must(t, s.file(time.Now(), []*store.Filing{update("1", "the invoices are out")}))
			s.Close()
			c.harm(t, filepath.Join(cfg.Data, indexFile))
			s = stationOf(t, cfg)
			defer s.Close()
			must(t, s.file(time.Now(), []*store.Filing{update("2", "more invoices")}))
			q, err := index.Parse("invoices", time.Now(), time.UTC)
			must(t, err)
			for _, x := range []*index.Index{s.index, nil} {
				found, err := seek(s.store, x, q, "en", []string{"acme"}, 0, 10)
				if err != nil || found.Total != 2 || len(found.Hits) != 2 || found.Hits[0].Num != 2 {
					t.Errorf("with index %v: %+v, %v", x != nil, found, err)
				}
			}
		})
	}
}

// TestSeekAmended: an amendment that is not in the index yet hides what it
// replaces there.
func TestSeekAmended(t *testing.T) {
	s := stationOf(t, &config.Config{Data: t.TempDir()})
	defer s.Close()
	must(t, s.file(time.Now(), []*store.Filing{update("1", "invoices sent"), update("2", "invoices paid")}))
	later := update("3", "letters sent")
	later.Entries[0].Member = "ana1"
	x := s.index
	s.index = nil
	must(t, s.file(time.Now(), []*store.Filing{later}))
	s.index = x
	if last, err := s.index.Last(); err != nil || last != 2 {
		t.Fatalf("the index has %d entries, %v", last, err)
	}
	for range 2 {
		for _, c := range []struct {
			query string
			want  []int64
		}{{"invoices", []int64{2}}, {"sent", []int64{3}}, {"*", []int64{3, 2}}, {"has:replaced", []int64{1}},
			{"sent (has:replaced OR -has:replaced)", []int64{3, 1}}} {
			q, err := index.Parse(c.query, time.Now(), time.UTC)
			must(t, err)
			found, err := seek(s.store, s.index, q, "en", []string{"acme"}, 0, 10)
			var got []int64
			for _, h := range found.Hits {
				got = append(got, h.Num)
			}
			if err != nil || !slices.Equal(got, c.want) || found.Total != len(c.want) {
				t.Errorf("%s: %v of %d, %v, want %v", c.query, got, found.Total, err, c.want)
			}
		}
		s.follow() // and then it is
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func stationOf(t *testing.T, cfg *config.Config) *station {
	t.Helper()
	s, err := openStation(cfg, time.Now, newJournal(io.Discard, slog.LevelInfo, false))
	must(t, err)
	return s
}

func update(hash, text string) *store.Filing {
	return &store.Filing{Team: "acme", Hash: hash, Outcome: "update", Entries: []*entry.Entry{{
		Kind: entry.Update, Team: "acme", Member: "ana" + hash, Name: "Ana", Zone: "UTC", Verdict: "dmarc",
		Date:     civil.Date{Year: 2026, Month: 11, Day: 18},
		Sections: []entry.Section{{Name: "done", Items: []entry.Item{{Text: text}}}},
	}}}
}
