package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/cmd/kabar/racetest"
	"kabar/store"
	"kabar/store/index"
)

// TestStroll: what somebody writes into a page is found after a while, and a word
// they took out is not.
func TestStroll(t *testing.T) {
	cfg := &config.Config{Data: t.TempDir()}
	s := stationOf(t, cfg)
	defer s.Close()
	must(t, s.file(time.Now(), []*store.Filing{update("1", "the invoices are out")}))
	page := filepath.Join(cfg.Data, "acme/updates/2026/2026-11-18.md")
	text, err := os.ReadFile(page)
	must(t, err)
	edited := strings.Replace(string(text), "invoices", "receipts", 1)
	must(t, os.WriteFile(page, []byte(edited), 0o640)) // of the same length
	must(t, os.Chtimes(page, time.Time{}, time.Now().Add(time.Hour)))
	for range 3 { // as many steps as there are folders, and one more
		if s.stroll() {
			t.Error("it wants to go on")
		}
	}
	for word, want := range map[string]int{"receipts": 1, "invoices": 0} {
		q, err := index.Parse(word, time.Now(), time.UTC)
		must(t, err)
		nums, _, _, err := s.index.Search(q, []string{"acme"}, 0, 10)
		if err != nil || len(nums) != want {
			t.Errorf("%s: %v, %v", word, nums, err)
		}
	}
}

// TestIndexDeleted: one that somebody deletes while kabar runs comes back, with all
// in it, and so does one that is put in the place of another.
func TestIndexDeleted(t *testing.T) {
	cfg := &config.Config{Data: t.TempDir()}
	s := stationOf(t, cfg)
	defer func() { s.Close() }()
	must(t, s.file(time.Now(), []*store.Filing{update("1", "the invoices are out")}))
	name := filepath.Join(cfg.Data, indexFile)
	for _, end := range []string{"", "-wal", "-shm"} {
		must(t, os.Remove(name+end))
	}
	must(t, s.file(time.Now(), []*store.Filing{update("2", "the walls are painted")}))
	s.stroll()
	lacks := func(why string) {
		t.Helper()
		x, err := index.View(name)
		must(t, err)
		defer x.Close()
		if last, err := x.Last(); err != nil || last != s.store.Last() {
			t.Errorf("%s: the newest is %d, %v", why, last, err)
		}
	}
	lacks("deleted")
	x, err := index.Open(name + "2")
	must(t, err)
	must(t, x.Close())
	must(t, os.Rename(name+"2", name))
	must(t, os.Remove(name+"-wal"))
	s.stroll()
	lacks("replaced")
	if s.stroll() || s.index.Gone() {
		t.Error("it is made again and again")
	}
}

// TestSeekWhileMadeAnew: an index far behind answers from what it has and says
// so; one a little behind is completed from the pages.
func TestSeekWhileMadeAnew(t *testing.T) {
	if racetest.On() {
		t.Skip("nine thousand entries, and nothing at the same time: run without -race")
	}
	cfg := &config.Config{Data: t.TempDir()}
	s := stationOf(t, cfg)
	defer s.Close()
	const many = mostBehind + mostFed + 10
	for n := 0; n < many; {
		var batch []*store.Filing
		for range 1000 {
			if n++; n <= many {
				batch = append(batch, update(fmt.Sprint(n), fmt.Sprintf("invoices of day%d", n)))
			}
		}
		must(t, s.store.File(time.Now(), batch))
	}
	search := func(word, want string) {
		t.Helper()
		q, err := index.Parse(word, time.Now(), time.UTC)
		must(t, err)
		found, err := seek(s.store, s.index, q, "en", []string{"acme"}, 1, 2)
		must(t, err)
		got := fmt.Sprintf("%d %v %q", found.Total, found.More, found.Partial)
		for _, h := range found.Hits {
			got += fmt.Sprintf(" %d", h.Num)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
	search("invoices", `0 false "The search index is being made: 0 of 9010 entries were searched."`)
	s.follow()
	search("invoices", `1000 true "The search index is being made: 4000 of 9010 entries were searched." 3999 3998`)
	for s.behind = true; s.stroll(); {
		search("day9010 OR day9009 OR day9008 OR day1", `4 false "" 9009 9008`)
	}
	search("invoices", `1000 true "" 9009 9008`)
}
