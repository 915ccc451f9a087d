package store

import (
	"bytes"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestJournalRoundTrip(t *testing.T) {
	want := []change{
		{kind: "append", path: "acme/updates/2026/2026-11-22.md", size: 12, tail: 0xfedcba98,
			data: []byte("a\n\nfile - - 3 x\nb")},
		{kind: "file", path: "acme/people/ana.toml", old: hashOf(nil), data: []byte{}},
		{kind: "file", path: "acme/people/ben.toml", data: []byte("\x00\xff")},
		{kind: "letter", path: "a.letter", data: []byte("letter - - 1 b\nx")},
	}
	p := joined(encodeJournal(want))
	got := decodeJournal(append(bytes.Clone(p), "the end of a longer one before"...))
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(change{})); diff != "" {
		t.Error(diff)
	}
	for i := range p {
		if decodeJournal(p[:i]) != nil {
			t.Errorf("cut at %d it still counts", i)
		}
		q := bytes.Clone(p)
		q[i] ^= 1
		if got := decodeJournal(q); got != nil && !cmp.Equal(want, got,
			cmp.AllowUnexported(change{})) {
			t.Errorf("byte %d flipped, it says something else", i)
		}
	}
}

// joined is pieces in one.
func joined(pieces iter.Seq[[]byte]) []byte { return bytes.Join(slices.Collect(pieces), nil) }

func FuzzDecodeJournal(f *testing.F) {
	f.Add([]byte{})
	f.Add(joined(encodeJournal([]change{{kind: "append", path: "a", data: []byte("b")},
		{kind: "letter", path: "c"}})))
	f.Add([]byte("kabar-journal 1 0 00000000\n"))
	f.Fuzz(func(t *testing.T, p []byte) {
		changes := decodeJournal(p)
		if again := decodeJournal(joined(encodeJournal(changes))); len(again) != len(changes) {
			t.Errorf("%v, then %v", changes, again)
		}
	})
}

// brokenOff is a store whose process died in the middle of filing mail 60: the
// journal is whole, and op is where carrying it out stopped.
func brokenOff(t *testing.T, op string, nth int, f *Filing) (dir string) {
	t.Helper()
	dir = smallStore(t)
	d := &faultDisk{}
	s, err := open(dir, d, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d.only, d.ops, d.from, d.until, d.err, d.done = op, 0, nth, 1<<30, syscall.EIO, true
	if err := s.File(noon, []*Filing{f}); err == nil {
		t.Fatal("filed")
	}
	if data, err := os.ReadFile(filepath.Join(dir, journalName)); err != nil ||
		decodeJournal(data) == nil {
		t.Fatalf("no journal: %q, %v", data, err)
	}
	return dir
}

// TestPageEditedAfterACrash: what somebody does to a page between a crash and
// the next start is kept, and so is what was being filed.
func TestPageEditedAfterACrash(t *testing.T) {
	for _, c := range []struct{ name, old, new string }{
		{"longer", "# Sunday", "# A very lazy Sunday"},
		{"shorter", "# Sunday", "#"},
		{"same length", "Sunday", "Monday"},
		{"near the end", "- four", "- 4"},
		{"gone", "", ""},
	} {
		dir := brokenOff(t, "write", 2, mailOf(60, updateOf("zed", "2026-11-22", "last")))
		name := filepath.Join(dir, anasPage)
		if c.old != "" {
			edit(t, dir, anasPage, c.old, c.new)
		} else if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
		s := mustOpen(t, dir)
		e, err := s.Entry(s.Last())
		if err != nil || e.Member != "zed" || e.Sections[0].Items[0].Text != "last" {
			t.Errorf("%s: %+v, %v", c.name, e, err)
		}
		want := "1:one 2:two 3:#1-Use Postgres 4:three 5:#2-Go home 6:four 7:five 8:last"
		if c.name == "near the end" {
			want = strings.Replace(want, "four", "4", 1)
		}
		if all, _ := s.Since("", 0); c.name != "gone" && texts(all) != want {
			t.Errorf("%s: %s, want %s", c.name, texts(all), want)
		}
		page, err := os.ReadFile(name)
		if err != nil || !strings.Contains(string(page), c.new) {
			t.Errorf("%s: the page is now\n%s%v", c.name, page, err)
		}
		if _, seen := s.Seen("m60@x", "0060"); !seen {
			t.Errorf("%s: not seen", c.name)
		}
		if got, err := s.On("acme", day("2026-11-22"),
			day("2026-11-22")); strings.Count(texts(got), "last") != 1 {
			t.Errorf("%s: %s, %v", c.name, texts(got), err)
		}
	}
}

// TestPageContinuedAfterACrash: text that somebody put where a block belongs is
// kept aside.
func TestPageContinuedAfterACrash(t *testing.T) {
	dir := brokenOff(t, "sync", 3, mailOf(60, updateOf("zed", "2026-11-22", "last")))
	whole, err := os.ReadFile(filepath.Join(dir, anasPage))
	if err != nil {
		t.Fatal(err)
	}
	before := whole[:bytes.LastIndex(whole, []byte("<!-- kabar:"))]
	if err := os.WriteFile(filepath.Join(dir, anasPage), append(bytes.Clone(before),
		"Remember the milk.\n"...), 0o640); err != nil {
		t.Fatal(err)
	}
	s := mustOpen(t, dir)
	page, _ := os.ReadFile(filepath.Join(dir, anasPage))
	if string(page) != string(whole) {
		t.Errorf("%s", page)
	}
	if aside, err := os.ReadFile(filepath.Join(dir,
		anasPage+".torn-1")); string(aside) != "Remember the milk.\n" {
		t.Errorf("%q, %v", aside, err)
	}
	if e, err := s.Entry(s.Last()); err != nil || e.Member != "zed" {
		t.Errorf("%+v, %v", e, err)
	}
}

// TestGivenUpBatch: a batch that failed before it was safe, and that nobody
// files again, does not come back over what was queued since.
func TestGivenUpBatch(t *testing.T) {
	for n := 1; ; n++ {
		dir := t.TempDir()
		d := &faultDisk{}
		s, err := open(dir, d, clockAt(noon))
		if err != nil {
			t.Fatal(err)
		}
		f := mailOf(1)
		f.Letters = []*Letter{letterOf("answer one")}
		d.ops, d.from, d.until, d.err, d.done = 0, n, 1<<30, fs.ErrPermission, true
		if err := s.File(noon, []*Filing{f}); err == nil {
			return
		}
		d.from = 0
		two := letterOf("answer two")
		if err := s.Publish(noon, nil, two); err != nil {
			t.Fatal(err)
		}
		s.Close()
		s = mustOpen(t, dir)
		if _, ok := s.SentText(two.MessageID); !ok {
			t.Errorf("operation %d failed: a letter is no longer known by its Message-ID", n)
		}
		wantClean(t, s)
		s.Close()
	}
}

// TestTornLogs: whatever a log ends with, a start makes it whole, and what is
// appended then can be read.
func TestTornLogs(t *testing.T) {
	for _, log := range []string{filedLog, seenLog, changesLog, idsLog} {
		for _, tail := range []string{"x", "7 2026", "garbage\n", "\x00\x00\x00\n\x00",
			strings.Repeat("long ", 50000)} {
			dir := smallStore(t)
			before := since(t, mustView(t, dir), "", 0)
			f, err := os.OpenFile(filepath.Join(dir, log), os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.WriteString(tail); err != nil {
				t.Fatal(err)
			}
			f.Close()
			s := mustOpen(t, dir)
			new := mailOf(60, updateOf("zed", "2026-11-22", "last"))
			new.Letters = []*Letter{letterOf("answer")}
			mustFile(t, s, new)
			if got := since(t, s, "", 0); got != before+" 8:last" {
				t.Errorf("%s with %.20q: %s", log, tail, got)
			}
			if _, ok := s.SentText("answer@kabar"); !ok {
				t.Errorf("%s with %.20q: the letter is not known", log, tail)
			}
			for _, p := range s.Check() {
				if !p.Edited || p.File != log+".torn-1" {
					t.Errorf("%s with %.20q: %s", log, tail, p)
				}
			}
			if aside, _ := os.ReadFile(filepath.Join(dir, log+".torn-1")); string(aside) != tail {
				t.Errorf("%s with %.20q: kept %.20q", log, tail, aside)
			}
		}
	}
}

// TestSentNeedsNoRoom is I03: once a letter is in sending/, noting that it was
// sent needs no new folder and no data.
func TestSentNeedsNoRoom(t *testing.T) {
	d := &faultDisk{}
	s, err := open(t.TempDir(), d, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	l := letterOf("a")
	if err := s.Publish(noon, nil, l); err != nil {
		t.Fatal(err)
	}
	if err := s.Move(l, "sending"); err != nil {
		t.Fatal(err)
	}
	d.only, d.ops, d.from, d.until, d.err = "open write truncate mkdir sync", 0, 1, 1<<30,
		syscall.ENOSPC
	if err := s.Move(l, "sent"); err != nil {
		t.Error(err)
	}
}

// TestIntentIsWrittenFirst is I02: on a full disk nothing becomes due.
func TestIntentIsWrittenFirst(t *testing.T) {
	d := &faultDisk{}
	s, err := open(t.TempDir(), d, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	d.only, d.from, d.until, d.err = "write", 1, 1<<30, syscall.ENOSPC
	if err := s.Publish(noon, nil, letterOf("a")); err == nil || s.HasLetter("a") {
		t.Errorf("%v, has %v", err, s.HasLetter("a"))
	}
}
