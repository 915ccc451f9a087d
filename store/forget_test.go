package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kabar/store/entry"
)

// everything is what the files of a store say, but for the names of members in
// paths and logs.
func everything(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	files := bytesOf(t, dir)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name != changesLog {
			b.WriteString(files[name])
		}
	}
	return b.String()
}

// TestForget: what somebody wrote is gone from every file, and all else is as it
// was and where it was.
func TestForget(t *testing.T) {
	steps := forgetful()
	before := storeOf(t, steps[:len(steps)-2])
	s := mustOpen(t, before)
	old := everything(t, before)
	for _, word := range []string{"- one", "three", "Ana@Home", "s2"} {
		if !strings.Contains(old, word) {
			t.Fatalf("the test looks for %s, which was never there", word)
		}
	}
	filedBefore := bytesOf(t, before)[filedLog]

	dry, err := mustView(t, before).Forget(noon, ana(), true)
	if err != nil || everything(t, before) != old {
		t.Fatalf("a dry run: %v", err)
	}
	got, err := s.Forget(noon, ana(), false)
	if err != nil {
		t.Fatal(err)
	}
	want := "3 entries, 2 decisions, 5 mails, 1 strays, 3 letters"
	if got.String() != want || dry.String() != want || !got.Settings || got.Waiting != 0 {
		t.Errorf("forgot %s (%+v), a dry run %s, want %s", got, got, dry, want)
	}
	wantClean(t, s)
	text := everything(t, before)
	for _, word := range []string{"- one", "three", "nine", "Ana", "@Home", "home.example", "s2", "m1@x", "m6@x"} {
		if strings.Contains(text, word) {
			t.Errorf("%q is still there", word)
		}
	}
	if got := since(t, s, "acme", 0); got != "2:two 3:#1-Use Postgres 5:#2-Go home 6:four 9:seven" {
		t.Errorf("left: %s", got)
	}
	if got := len(bytesOf(t, before)[filedLog]); got != len(filedBefore) {
		t.Errorf("%s has %d bytes, and had %d", filedLog, got, len(filedBefore))
	}
	if _, err := s.Entry(1); !errors.Is(err, ErrNoEntry) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("entry 1: %v", err)
	}
	if on, err := s.On("acme", day("2026-11-22"), day("2026-11-22")); err != nil || strings.Contains(texts(on), "one") {
		t.Errorf("on the day: %s, %v", texts(on), err)
	}
	decided, err := s.Decisions("acme")
	if err != nil || len(decided) != 2 || decided[1].Member != entry.FormerMember ||
		decided[0].Decision.Log[1].By != entry.FormerMember {
		t.Errorf("decisions: %+v, %v", decided, err)
	}

	// Again it is nothing, and leaves no line.
	log := bytesOf(t, before)[changesLog]
	if got, err := s.Forget(noon, ana(), false); err != nil || !got.Nothing() {
		t.Errorf("again: %s, %v", got, err)
	}
	if bytesOf(t, before)[changesLog] != log {
		t.Error("a second time is on record")
	}
}

// TestForgetKnows: a second call does what the first, cut off, could not do, though
// nothing is left that says who they were; and the note goes when all is done.
func TestForgetKnows(t *testing.T) {
	steps := forgetful()
	dir := storeOf(t, steps[:len(steps)-2])
	s := mustOpen(t, dir)
	waits := letterOf("again for ben")
	waits.Member, waits.To = "ben", "ben@acme.example"
	if err := s.Publish(noon, nil, waits); err != nil {
		t.Fatal(err)
	}
	got, err := s.Forget(noon, ana(), false)
	if err != nil || got.Waiting != 1 || got.Addresses[0] != "ana@home.example" {
		t.Fatalf("%+v, %v", got, err)
	}
	note := filepath.Join(dir, markPath("forget.acme.ana"))
	if _, err := os.Stat(note); err != nil {
		t.Error(err)
	}
	for _, state := range []string{"sending", "sent"} {
		if err := s.Move(waits, state); err != nil {
			t.Fatal(err)
		}
	}
	if got, err = s.Forget(noon, ana(), false); err != nil || got.Letters != 1 || got.Waiting != 0 {
		t.Errorf("again: %+v, %v", got, err)
	}
	if _, err := os.Stat(note); !os.IsNotExist(err) {
		t.Errorf("the note: %v", err)
	}
	if got, err = s.Forget(noon, ana(), false); err != nil || !got.Nothing() || len(got.Addresses) > 0 {
		t.Errorf("at last: %+v, %v", got, err)
	}
}

// TestForgetTakesNobodyElse: an address is theirs only if nobody else has it, and
// nobody says that a mail filed by hand came from them.
func TestForgetTakesNobodyElse(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Filing)
		others []string
		want   string
	}{
		"theirs":         {func(*Filing) {}, nil, "[x@home.example]"},
		"filed by hand":  {func(f *Filing) { f.Entries[0].Verdict = "hand" }, nil, "[]"},
		"ben wrote":      {func(f *Filing) { f.From = "ana@acme.example" }, nil, "[]"},
		"the config has": {func(*Filing) {}, []string{"X@home.example"}, "[]"},
		"ben is sent letters": {func(f *Filing) {
			l := letterOf("answer ben")
			l.Member, l.To = "ben", "x@home.example"
			f.Letters = []*Letter{l}
		}, nil, "[]"},
	} {
		s := mustOpen(t, t.TempDir())
		anas := mailOf(1, updateOf("ana", "2026-11-22", "one"))
		anas.From = "x@home.example"
		c.change(anas)
		if err := s.File(noon, []*Filing{anas, mailOf(2, updateOf("ben", "2026-11-22", "two"))}); err != nil {
			t.Fatal(err)
		}
		got, err := s.Forget(noon, Person{Team: "acme", Member: "ana", Others: c.others}, true)
		if err != nil || fmt.Sprint(got.Addresses) != c.want || fmt.Sprint(got.Names) != "[Ana]" {
			t.Errorf("%s: %v %v, %v, want %s", name, got.Names, got.Addresses, err, c.want)
		}
	}
}

// TestForgottenStaysForgotten: after a lost mark the inbox gives all mails once
// more, and after a lost seen.log too; none comes back.
func TestForgottenStaysForgotten(t *testing.T) {
	for _, lose := range []string{"", seenLog, "journal", examinedName} {
		dir := storeOf(t, forgetful())
		if lose != "" {
			if err := os.Remove(filepath.Join(dir, lose)); err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
		}
		s, err := open(dir, &faultDisk{}, clockAt(noon))
		if err != nil {
			t.Fatal(err)
		}
		want := since(t, s, "", 0)
		for _, again := range forgetful() {
			if strings.HasPrefix(again.name, "file") && again.name != "file what they asked for" {
				if err := again.do(s); err != nil {
					t.Fatal(err)
				}
			}
		}
		if got := since(t, s, "", 0); got != want {
			t.Errorf("without %q: %s, want %s", lose, got, want)
		}
		for _, p := range s.Check() {
			if lose != seenLog {
				t.Errorf("without %q: %s", lose, p)
			}
		}
		s.Close()
	}
}

// TestForgetEdited: a block that somebody edited is theirs all the same, and what
// stands between the blocks is not.
func TestForgetEdited(t *testing.T) {
	dir := storeOf(t, forgetful()[:11])
	edit(t, dir, anasPage, "- one", "- one, and a secret")
	edit(t, dir, anasPage, "# Sunday 22 November 2026\n", "# Sunday 22 November 2026\n\nFree words.\n")
	s := mustOpen(t, dir)
	if _, err := s.Forget(noon, ana(), false); err != nil {
		t.Fatal(err)
	}
	page := bytesOf(t, dir)[anasPage]
	if strings.Contains(page, "secret") || !strings.Contains(page, "Free words.") ||
		!strings.Contains(page, "four") {
		t.Errorf("the page is now\n%s", page)
	}
	if got := since(t, s, "acme", 4); got != "5:#2-Go home 6:four 9:seven" {
		t.Errorf("left: %s", got)
	}
	wantClean(t, s)
}

// TestForgetNames what kabar does not rewrite.
func TestForgetLeaves(t *testing.T) {
	dir := storeOf(t, forgetful()[:11])
	broken := "acme/decisions/0001-use-postgres.md"
	edit(t, dir, broken, "---\n\n# Use", "--\n\n# Use")
	torn := anasPage + ".torn-1"
	if err := os.WriteFile(filepath.Join(dir, torn), []byte("member=ana"), 0o640); err != nil {
		t.Fatal(err)
	}
	got, err := mustOpen(t, dir).Forget(noon, ana(), false)
	if err != nil || len(got.Left) != 2 || got.Left[0].File != broken || got.Left[1].File != torn {
		t.Errorf("left: %v, %v", got.Left, err)
	}
}

// TestTombstoneOnRecord: a page with a tombstone has its line in changes.log.
func TestTombstoneOnRecord(t *testing.T) {
	dir := storeOf(t, forgetful())
	if err := os.Remove(filepath.Join(dir, changesLog)); err != nil {
		t.Fatal(err)
	}
	named := false
	for _, p := range mustView(t, dir).Check() {
		named = named || p.File == anasPage && p.Line == 3 && strings.Contains(p.What, "taken out")
	}
	if !named {
		t.Error("nobody noticed")
	}
}

// TestEmptyBoxed: a mail of any length leaves one of the same, whole.
func TestEmptyBoxed(t *testing.T) {
	for n := 60; n < 1500; n++ {
		raw := []byte("From: a\n" + strings.Repeat("x", n))
		box := joined(newBoxing("0123456789abcdef", "a@b", noon, raw).pieces)
		got := emptyBoxed(box, "0123456789abcdef")
		two := readMbox(append(bytes.Clone(got), box...))
		if len(got) != len(box) || len(two) != 2 || !two[0].whole || !two[1].whole ||
			two[0].key != "0123456789abcdef" || len(bytes.TrimSpace(two[0].raw)) > 0 {
			t.Fatalf("%d bytes: %q", n, got)
		}
	}
	if got := emptyBoxed([]byte("From x\n"), "k"); got != nil {
		t.Errorf("out of nothing: %q", got)
	}
}
