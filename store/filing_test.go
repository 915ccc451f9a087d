package store

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kabar/store/civil"
	"kabar/store/entry"
)

// TestFiledAsRead: the entries of a filing are, once it is filed, what reading
// them gives, so that nobody need read them.
func TestFiledAsRead(t *testing.T) {
	s, err := Open(t.TempDir(), clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	odd := updateOf("ana", "2026-11-22", "  a\u00a0line \r\nand\x00 one\n\n\n<!-- kabar -->\n## more\t\n")
	odd.Sections = append(odd.Sections, entry.Section{Name: " Next\nweek ", Items: []entry.Item{{Text: "", Depth: 3},
		{Text: strings.Repeat("größe ", 3000), Depth: 2}}}, entry.Section{Name: "empty"})
	odd.Late, odd.Zone, odd.Name = true, "", "Ana\n -->"
	odd.Files = []entry.File{{Name: "a b\n.pdf", Size: 12}}
	note := updateOf("ben", "2026-11-22", "> quoted")
	note.Kind, note.On = entry.Comment, "x"
	again := updateOf("ana", "2026-11-22", "more")
	now := time.Date(2026, 11, 22, 13, 0, 0, 123456789, time.FixedZone("", 3600))
	if err := s.File(now, []*Filing{mailOf(1, odd, note), mailOf(2, again)}); err != nil {
		t.Fatal(err)
	}
	read, err := s.Since("", 0)
	if err != nil {
		t.Fatal(err)
	}
	for i, filed := range []*entry.Entry{odd, note, again} {
		if diff := cmp.Diff(*filed, read[i], cmp.AllowUnexported(civil.Date{})); diff != "" {
			t.Errorf("entry %d is read as\n%s", i+1, diff)
		}
	}
}

// TestExamineWholePages: what is on a page is found at the next start unless
// filed.log accounts for all of it.
func TestExamineWholePages(t *testing.T) {
	dir := t.TempDir()
	reopen := func() *Store {
		s, err := Open(dir, clockAt(noon))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := reopen()
	one, two := updateOf("ana", "2026-11-21", "one"), updateOf("ben", "2026-11-22", "two")
	if err := s.File(noon, []*Filing{mailOf(1, one), mailOf(2, two)}); err != nil {
		t.Fatal(err)
	}
	log, err := s.openFiled()
	if err != nil {
		t.Fatal(err)
	}
	defer log.close()
	whole, err := accounted(log, noon.Add(-time.Minute))
	if err != nil || len(whole) != 2 {
		t.Fatalf("accounted for is %v, %v", whole, err)
	}
	for rel, size := range whole {
		if info, err := os.Stat(s.d.abs(rel)); err != nil || info.Size() != size {
			t.Errorf("%s has not %d bytes", rel, size)
		}
	}
	if later, err := accounted(log, noon.Add(time.Minute)); err != nil || len(later) != 0 {
		t.Errorf("of what is filed later: %v, %v", later, err)
	}
	name := s.d.abs("acme/updates/2026/2026-11-22.md")
	s.Close()
	lost := updateOf("zoe", "2026-11-22", "three")
	lost.Num, lost.ID, lost.Filed, lost.Team = 3, entry.NewID("x", 0), noon, "acme"
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	f.Write(entry.Encode(*lost))
	f.Close()
	s = reopen()
	if s.Last() != 3 {
		t.Errorf("the last entry is %d, want the one that filed.log did not know", s.Last())
	}
	s.Close()
}

// TestEntryFromAnywhere: an entry is found by its number, in whatever order they
// are asked for, as lines grow longer, and while others are filed.
func TestEntryFromAnywhere(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	const n = 150
	for i := range n {
		date := fmt.Sprintf("2026-11-%02d", 1+i*i/(n*n/20)) // many of some days
		mustFile(t, s, mailOf(i, updateOf("ana", date, fmt.Sprintf("%d", i))))
	}
	var all []entry.Entry
	if err := s.Each("", func(e entry.Entry) error {
		all = append(all, e)
		return nil
	}); err != nil || len(all) != n {
		t.Fatalf("%d entries, %v", len(all), err)
	}
	view := mustView(t, dir)
	for _, step := range []int{1, n - 1, 7, 71, 0} {
		for i := range n {
			want := all[i*step%n]
			for name, s := range map[string]*Store{"the writer": s, "a reader": view} {
				if got, err := s.Entry(want.Num); err != nil || got.ID != want.ID || got.Num != want.Num {
					t.Fatalf("%s, step %d: %d is %s, %v, want %s", name, step, want.Num, got.ID, err, want.ID)
				}
			}
		}
	}
	for _, num := range []int64{-1, 0, n + 1, 1 << 40} {
		if e, err := view.Entry(num); !errors.Is(err, ErrNoEntry) {
			t.Errorf("%d is %s, %v", num, e.ID, err)
		}
	}
	mustFile(t, s, mailOf(n, updateOf("ana", "2026-11-30", "newer")))
	if e, err := view.Entry(n + 1); err != nil || e.Num != n+1 {
		t.Errorf("the newest: %d, %v", e.Num, err)
	}
}
