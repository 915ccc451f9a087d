package store

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kabar/cmd/kabar/racetest"
	"kabar/store/entry"
)

// smallStore is a store with a file of every form, made in a few operations.
func smallStore(t testing.TB) (dir string) {
	t.Helper()
	return storeOf(t, workload())
}

func storeOf(t testing.TB, day []step) (dir string) {
	t.Helper()
	dir = t.TempDir()
	s, err := open(dir, &faultDisk{}, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, step := range day {
		if err := step.do(s); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Key(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// filesOf returns the files of a store, but for those that hold nothing.
func filesOf(t testing.TB, dir string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		switch rel {
		case "lock", journalName, examinedName:
		default:
			files = append(files, rel)
		}
		return err
	})
	if err != nil || len(files) < 12 {
		t.Fatalf("%v, %v", files, err)
	}
	return files
}

func copyStore(t testing.TB, from string) (to string) {
	t.Helper()
	to = t.TempDir()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(to, "key"), 0o600); err != nil {
		t.Fatal(err)
	}
	return to
}

// entriesBut returns what can be read of all entries that are not in a file.
func entriesBut(t testing.TB, s *Store, file string) string {
	t.Helper()
	var entries []entry.Entry
	err := s.Each("", func(e entry.Entry) error {
		if in := pagePath(e.Team, e.Date); e.Decision == nil && in != file || e.Decision != nil &&
			!isDecision(file) {
			entries = append(entries, e)
		}
		return nil
	})
	var damaged *DamagedError
	if err != nil && !errors.As(err, &damaged) {
		t.Fatal(err)
	}
	return texts(entries)
}

// TestEveryFileCutAtEveryByte is I11 and I17: Check names what was cut, and
// the rest is served.
func TestEveryFileCutAtEveryByte(t *testing.T) {
	t.Parallel()
	for name, day := range days() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cutEach(t, storeOf(t, day))
		})
	}
}

func cutEach(t *testing.T, dir string) {
	v := mustView(t, dir)
	wantClean(t, v)
	n := 0
	for _, file := range filesOf(t, dir) {
		name := filepath.Join(dir, file)
		whole, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		rest := entriesBut(t, v, file)
		for cut := 0; cut < len(whole); cut++ {
			if n++; n%nth(47) != 0 && cut > 0 && (whole[cut-1] != '\n' || racetest.On() && !*full) {
				continue
			}
			if err := os.WriteFile(name, whole[:cut], 0o640); err != nil {
				t.Fatal(err)
			}
			if file == changesLog && cut > 0 && whole[cut-1] == '\n' && onlyNotes(whole[cut:]) {
				continue
			}
			checkCut(t, dir, file, cut, rest)
		}
		if err := os.WriteFile(name, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	wantClean(t, mustView(t, dir))
}

// onlyNotes tells whether lines of changes.log say of files that they are gone, or
// how much was forgotten: nothing else knows of that.
func onlyNotes(lines []byte) bool {
	for line := range bytes.Lines(lines) {
		if f := parseLine(bytes.TrimSpace(line)); f[3] != "" || !strings.HasPrefix(f[5], "forget ana") {
			return false
		}
	}
	return true
}

func checkCut(t *testing.T, dir, file string, cut int, rest string) {
	t.Helper()
	v, err := View(dir)
	if err != nil {
		if !strings.Contains(err.Error(), file) {
			t.Errorf("%s cut at %d: %v", file, cut, err)
		}
		return
	}
	named := file == stampName && cut == stampSize(t)-1 // all but the last line feed says it all
	for _, p := range v.Check() {
		named = named || p.File == file || file == filedLog && strings.Contains(p.What, filedLog) ||
			file == changesLog && (p.Edited || strings.Contains(p.What, file)) // what was changed by mail looks as if by hand
	}
	if !named {
		t.Errorf("%s cut at %d: Check says nothing of it: %v", file, cut, v.Check())
	}
	if got := entriesBut(t, v, file); file != filedLog && got != rest {
		t.Errorf("%s cut at %d: %s are served, not %s", file, cut, got, rest)
	}
	if name, ok := strings.CutPrefix(file, "marks/"); ok {
		if value, err := v.Mark(name); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%s cut at %d: %q, %v", file, cut, value, err)
		}
	}
	if file == "key" {
		if key, err := v.Key(); err == nil || !strings.Contains(err.Error(), "key") {
			t.Errorf("%s cut at %d: %x, %v", file, cut, key, err)
		}
	}
}

func stampSize(t *testing.T) int {
	data, err := os.ReadFile(filepath.Join(v1, "data", stampName))
	if err != nil {
		t.Fatal(err)
	}
	return len(data)
}

// TestOpenAfterCuts: a start does what it can with any cut file, serves the
// rest, and takes new mail.
func TestOpenAfterCuts(t *testing.T) {
	t.Parallel()
	for name, day := range days() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			openEach(t, storeOf(t, day))
		})
	}
}

func openEach(t *testing.T, dir string) {
	n := 0
	for _, file := range filesOf(t, dir) {
		whole, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		rest := entriesBut(t, mustView(t, dir), file)
		for cut := 0; cut < len(whole); cut++ {
			if n++; n%nth(197) != 0 && cut != 0 && cut != len(whole)-1 {
				continue
			}
			cutDir := copyStore(t, dir)
			if err := os.WriteFile(filepath.Join(cutDir, file), whole[:cut], 0o640); err != nil {
				t.Fatal(err)
			}
			s, err := open(cutDir, &faultDisk{}, clockAt(noon))
			if err != nil {
				if !strings.Contains(err.Error(), file) {
					t.Errorf("%s cut at %d: %v", file, cut, err)
				}
				continue
			}
			if got := entriesBut(t, s, file); got != rest && file != filedLog {
				t.Errorf("%s cut at %d: %s are served, not %s", file, cut, got, rest)
			}
			last := s.Last()
			if err := s.File(noon, []*Filing{mailOf(99, updateOf("new", "2026-11-23",
				"new"))}); err != nil {
				t.Errorf("%s cut at %d: %v", file, cut, err)
			} else if got, err := s.Entry(last + 1); err != nil || got.Member != "new" {
				t.Errorf("%s cut at %d: the new entry is %+v, %v", file, cut, got, err)
			}
			s.Close()
		}
	}
}

func edit(t *testing.T, dir, file, old, new string) {
	t.Helper()
	name := filepath.Join(dir, file)
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	edited := strings.Replace(string(data), old, new, 1)
	if edited == string(data) {
		t.Fatalf("%s does not hold %q", file, old)
	}
	if err := os.WriteFile(name, []byte(edited), 0o640); err != nil {
		t.Fatal(err)
	}
}

const anasPage = "acme/updates/2026/2026-11-22.md"

// TestHandEdits is I23 and I24: what people change is read as they left it,
// named, and never overwritten.
func TestHandEdits(t *testing.T) {
	dir := smallStore(t)
	s := mustOpen(t, dir)
	before := since(t, s, "acme", 0)
	edit(t, dir, anasPage, "- one", "- one and a half")
	edit(t, dir, anasPage, "# Sunday", "# Lazy Sunday")
	edit(t, dir, "acme/decisions/0001-use-postgres.md", "because", "because of that")
	edit(t, dir, "acme/people/ben.toml", `"id"`, `"en"`)
	for _, name := range []string{ // editors' leftovers, and a neighbour's
		"acme/updates/2026/2026-11-22.md~", "acme/updates/2026/.2026-11-22.md.swp",
		"acme/updates/2026/2026-11-22 (1).md", "acme/decisions/README.md",
		"acme/people/ben.toml.bak", "README.md", "acme/notes/todo.md",
	} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	want := strings.Replace(before, "1:one", "1:one and a half", 1)
	if got := since(t, s, "acme", 0); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if d, err := s.Decisions("acme"); err != nil || d[0].Decision.Why != "because of that" {
		t.Errorf("%+v, %v", d, err)
	}
	if set, err := s.Settings("acme", "ben"); err != nil || *set.Lang != "en" {
		t.Errorf("%+v, %v", set, err)
	}
	var named []string
	for _, p := range s.Check() {
		named = append(named, p.File)
		if !p.Edited {
			t.Errorf("%s", p)
		}
	}
	if got := strings.Join(named,
		" "); got != "acme/decisions/0001-use-postgres.md acme/people/ben.toml "+anasPage {
		t.Errorf("Check names %s", got)
	}
	// Work goes on, and the edits stay.
	f := mailOf(50, updateOf("zed", "2026-11-22", "last"))
	f.Changes = []DecisionChange{{Number: 1, By: "zed", What: "accepted", NewStatus: "accepted"}}
	mustFile(t, s, f)
	s.Close()
	s = mustOpen(t, dir)
	d, err := s.Decisions("acme")
	if err != nil || d[0].Decision.Why != "because of that" || d[0].Decision.Status != "accepted" {
		t.Errorf("%+v, %v", d, err)
	}
	page, err := os.ReadFile(filepath.Join(dir, anasPage))
	if err != nil || !strings.Contains(string(page), "one and a half") ||
		!strings.Contains(string(page), "# Lazy Sunday") {
		t.Errorf("%s, %v", page, err)
	}
	if got := since(t, s, "acme", 6); !strings.HasSuffix(got, ":last") {
		t.Errorf("%s", got)
	}
}

// TestEditedAtTheEnd: a page whose end somebody took away, or whose last line
// feed they did, is still a page to write on.
func TestEditedAtTheEnd(t *testing.T) {
	for name, change := range map[string]func(string) string{
		"no line feed": func(s string) string { return strings.TrimRight(s, "\n") },
		"shorter":      func(s string) string { return strings.TrimRight(s, "\n")[:len(s)-12] },
		"a remark":     func(s string) string { return s + "\nSeen by Zoe" },
		"all gone":     func(string) string { return "" },
	} {
		dir := smallStore(t)
		file := filepath.Join(dir, anasPage)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		left := change(string(data))
		if err := os.WriteFile(file, []byte(left), 0o640); err != nil {
			t.Fatal(err)
		}
		s := mustOpen(t, dir)
		mustFile(t, s, mailOf(50, updateOf("zed", "2026-11-22", "last")))
		e, err := s.Entry(s.Last())
		if err != nil || texts([]entry.Entry{e})[2:] != "last" {
			t.Errorf("%s: %+v, %v", name, e, err)
		}
		if data, err := os.ReadFile(file); err != nil || !strings.HasPrefix(string(data), left) {
			t.Errorf("%s: the page is now\n%s", name, data)
		}
	}
}

// TestBrokenEditsAreNeverOverwritten is I24.
func TestBrokenEditsAreNeverOverwritten(t *testing.T) {
	for _, c := range []struct {
		file, old, new string
		filing         Filing
	}{
		{"acme/decisions/0001-use-postgres.md", "status:", "<<<<<<< HEAD\nstatus:",
			Filing{Changes: []DecisionChange{{Number: 1, By: "ana", What: "x"}}}},
		{"acme/people/ben.toml", "lang", "<<<<<<< HEAD\nlang", Filing{}},
	} {
		dir := smallStore(t)
		s := mustOpen(t, dir)
		edit(t, dir, c.file, c.old, c.new)
		before, _ := os.ReadFile(filepath.Join(dir, c.file))
		set, err := s.Settings("acme", "ben")
		if isPeople := strings.Contains(c.file, "people"); isPeople != (err != nil) {
			t.Errorf("%s: %v", c.file, err)
		}
		c.filing.Team, c.filing.MessageID = "acme", "x"
		err = s.File(noon, []*Filing{&c.filing})
		if strings.Contains(c.file, "people") {
			err = s.SetSettings("acme", "ben", set)
		}
		if err == nil || !strings.Contains(err.Error(), c.file) || !strings.Contains(err.Error(),
			"line ") {
			t.Errorf("%s: %v", c.file, err)
		}
		if after, _ := os.ReadFile(filepath.Join(dir, c.file)); string(after) != string(before) {
			t.Errorf("%s was overwritten:\n%s", c.file, after)
		}
		named := false
		for _, p := range s.Check() {
			named = named || p.File == c.file && !p.Edited
		}
		if !named {
			t.Errorf("%s: not named by Check", c.file)
		}
	}
}

// TestOneBadFile is I05 and I25: a file that cannot be read is named, and the
// rest is served.
func TestOneBadFile(t *testing.T) {
	for _, file := range []string{anasPage, "acme/decisions/0001-use-postgres.md"} {
		dir := smallStore(t)
		s := mustOpen(t, dir)
		rest := entriesBut(t, s, file)
		name := filepath.Join(dir, file)
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
		if err := os.Mkdir(name, 0o750); err != nil { // reading it is an error, for root too
			t.Fatal(err)
		}
		got, err := s.Since("", 0)
		var damaged *DamagedError
		if !errors.As(err, &damaged) || damaged.Problems[0].File != file {
			t.Errorf("Since: %v", err)
		}
		if file == anasPage && texts(got) != rest {
			t.Errorf("%s are served, not %s", texts(got), rest)
		}
		if on, err := s.On("acme", day("2026-11-21"), day("2026-11-22")); len(on) == 0 ||
			!errors.As(err, &damaged) {
			t.Errorf("On: %v, %v", on, err)
		}
		named := false
		for _, p := range s.Check() {
			named = named || p.File == file && !p.Edited
		}
		if !named {
			t.Errorf("%s: not named by Check", file)
		}
	}
}

// TestSymlinks is I26: kabar does not write through links, in or out.
func TestSymlinks(t *testing.T) {
	for _, link := range []string{"acme", "acme/updates", "acme/updates/2026", anasPage,
		"acme/people", "acme/people/ana.toml", filedLog, "marks"} {
		dir, outside := t.TempDir(), t.TempDir()
		s := mustOpen(t, dir)
		name := filepath.Join(dir, link)
		if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
			t.Fatal(err)
		}
		target := outside
		if strings.Contains(filepath.Base(link), ".") {
			target = filepath.Join(outside, "file")
			if err := os.WriteFile(target, nil, 0o640); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Symlink(target, name); err != nil {
			t.Fatal(err)
		}
		err1 := s.File(noon, []*Filing{mailOf(1, updateOf("ana", "2026-11-22", "x"))})
		err2 := s.SetSettings("acme", "ana", mustSettings(t, s))
		err3 := s.SetMark("a", "b")
		if err1 == nil && err2 == nil && err3 == nil {
			t.Errorf("%s: written through a link", link)
		}
		files, err := os.ReadDir(outside)
		if err != nil || len(files) > 1 {
			t.Errorf("%s: outside there is %v", link, files)
		}
		if info, err := os.Stat(target); err != nil || info.Mode().IsRegular() && info.Size() > 0 {
			t.Errorf("%s: the file outside was written", link)
		}
		named := false
		for _, p := range s.Check() {
			named = named || p.File == link && strings.Contains(p.What, "symbolic link")
		}
		if !named {
			t.Errorf("%s: not named by Check", link)
		}
	}
}

func mustSettings(t *testing.T, s *Store) (set settings) {
	t.Helper()
	paused := true
	set.Paused = &paused
	return set
}

// TestNewerFormat is I32 and L19; the others are L18.
func TestRefusedFolders(t *testing.T) {
	for _, c := range []struct{ name, file, text, want string }{
		{"I32 newer", "kabar.toml", "format = 2\ncreated = \"x\"\n",
			"format 2; this one knows up to 1"},
		{"I17 empty stamp", "kabar.toml", "", "damaged"},
		{"not TOML", "kabar.toml", "format", "damaged"},
		{"L18 foreign", "photo.jpg", "x", "not an archive: it holds photo.jpg"},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, c.file), []byte(c.text), 0o640); err != nil {
			t.Fatal(err)
		}
		for _, open := range []func(string) (*Store, error){
			func(dir string) (*Store, error) { return Open(dir, time.Now) }, View,
		} {
			if _, err := open(dir); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		if files, _ := os.ReadDir(dir); len(files) != 1 {
			t.Errorf("%s: something was written: %v", c.name, files)
		}
	}
	if _, err := View(t.TempDir()); err == nil {
		t.Error("a view of nothing")
	}
	if _, err := View(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a view of no folder")
	}
}

// TestSweep is I18.
func TestSweep(t *testing.T) {
	dir := smallStore(t)
	name := func(s string) string { return filepath.Join(dir, "outbox", "due", s) }
	now := time.Now()
	for file, age := range map[string]time.Duration{".tmp-old": 37 * time.Hour,
		".tmp-young": 35 * time.Hour, "old": 99 * time.Hour} {
		if err := os.WriteFile(name(file), nil, 0o640); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name(file), now.Add(-age), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	mustOpen(t, dir)
	for file, want := range map[string]bool{".tmp-old": false, ".tmp-young": true, "old": true} {
		if _, err := os.Stat(name(file)); (err == nil) != want {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// TestLedgersAreRebuilt is I20, and P12: what is derived may be deleted.
func TestLedgersAreRebuilt(t *testing.T) {
	dir := smallStore(t)
	before := mustView(t, dir)
	for _, keep := range []int{0, 1, 2, 4} { // lines of seen.log that are left
		cut := copyStore(t, dir)
		text, err := os.ReadFile(filepath.Join(cut, seenLog))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.SplitAfter(string(text), "\n")
		if keep == 0 {
			err = os.Remove(filepath.Join(cut, seenLog))
		} else {
			err = os.WriteFile(filepath.Join(cut, seenLog), []byte(strings.Join(lines[:keep],
				"")), 0o640)
		}
		if err != nil {
			t.Fatal(err)
		}
		s := mustOpen(t, cut)
		wantClean(t, s)
		want := s.Last()
		for _, step := range workload() {
			if strings.HasPrefix(step.name, "file") {
				if err := step.do(s); err != nil {
					t.Fatal(err)
				}
			}
		}
		if s.Last() != want || since(t, s, "", 0) != since(t, before, "", 0) {
			t.Errorf("%d lines left: filed again: %s", keep, since(t, s, "", 0))
		}
	}
}

// TestUnrecordedBlocks: what is on a page but not in filed.log, as in a copy
// made file by file while kabar was writing (K10), is recorded.
func TestUnrecordedBlocks(t *testing.T) {
	dir := smallStore(t)
	before := since(t, mustView(t, dir), "", 0)
	text, err := os.ReadFile(filepath.Join(dir, filedLog))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	for keep := range lines {
		cut := copyStore(t, dir)
		if err := os.WriteFile(filepath.Join(cut, filedLog), []byte(strings.Join(lines[:keep],
			"")), 0o640); err != nil {
			t.Fatal(err)
		}
		s := mustOpen(t, cut)
		wantClean(t, s)
		if got := since(t, s, "", 0); got != before {
			t.Errorf("%d lines kept: %s, want %s", keep, got, before)
		}
	}
}

// TestTornPage: a block cut short by a crash is cut off and kept aside.
func TestTornPage(t *testing.T) {
	dir := smallStore(t)
	before := since(t, mustView(t, dir), "", 0)
	torn := entry.Encode(entry.Entry{ID: "0123456789abcdef", Num: 99, Kind: entry.Update,
		Member: "x"})
	f, err := os.OpenFile(filepath.Join(dir, anasPage), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(torn[:len(torn)-3]); err != nil {
		t.Fatal(err)
	}
	f.Close()
	s := mustOpen(t, dir)
	if got := since(t, s, "", 0); got != before {
		t.Errorf("%s, want %s", got, before)
	}
	aside, err := os.ReadFile(filepath.Join(dir, anasPage+".torn-1"))
	if err != nil || string(aside) != string(torn[:len(torn)-3]) {
		t.Errorf("%q, %v", aside, err)
	}
	if p := s.Check(); len(p) != 1 || p[0].File != anasPage+".torn-1" {
		t.Errorf("%v", p)
	}
}

// TestDoubledLetter: a power cut in the middle of a move leaves a letter in
// two folders; the one further on counts.
func TestDoubledLetter(t *testing.T) {
	for _, c := range []struct{ from, to string }{{"due", "sending"}, {"sending", "sent/2026-11"},
		{"due", "dropped/2026-11"}} {
		dir := t.TempDir()
		s := mustOpen(t, dir)
		if err := s.Publish(noon, nil, letterOf("a")); err != nil {
			t.Fatal(err)
		}
		s.Close()
		data, err := os.ReadFile(filepath.Join(dir, "outbox/due/a.letter"))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(filepath.Join(dir, "outbox/due/a.letter")); err != nil {
			t.Fatal(err)
		}
		for _, state := range []string{c.from, c.to} {
			if err := os.MkdirAll(filepath.Join(dir, "outbox", state), 0o750); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "outbox", state, "a.letter"), data,
				0o640); err != nil {
				t.Fatal(err)
			}
		}
		s = mustOpen(t, dir)
		wantClean(t, s)
		state, _, _ := strings.Cut(c.to, "/")
		if got, err := s.Letters(state); len(got) != 1 || err != nil {
			t.Errorf("%s: %v, %v", state, got, err)
		}
	}
}

// TestFailedJournalDoesNotComeBack: a batch that failed, and was given up, does
// not overwrite what came after it.
func TestFailedJournalDoesNotComeBack(t *testing.T) {
	dir := t.TempDir()
	d := &faultDisk{}
	s, err := open(dir, d, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	en, id := "en", "id"
	d.only, d.ops, d.from, d.until, d.err, d.done = "sync", 0, 1, 1<<30, fs.ErrPermission, true
	if err := s.SetSettings("acme", "ana", settings{Lang: &en}); err == nil {
		t.Fatal("done on a disk that is down")
	}
	d.from = 0
	if err := s.SetSettings("acme", "ana", settings{Lang: &id}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s = mustOpen(t, dir)
	if got, err := s.Settings("acme", "ana"); err != nil || *got.Lang != "id" {
		t.Errorf("%v, %v", got, err)
	}
}

// TestConflict: a decision edited by hand between a crash and the next start
// stays as it was edited, and kabar's version is kept beside it.
func TestConflict(t *testing.T) {
	dir := smallStore(t)
	d := &faultDisk{}
	s, err := open(dir, d, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	f := mailOf(60)
	f.Changes = []DecisionChange{{Number: 1, By: "ana", What: "accepted", NewStatus: "accepted"}}
	d.only, d.ops, d.from, d.until, d.err = "rename", 0, 1, 1<<30, fs.ErrPermission
	if err := s.File(noon, []*Filing{f}); err == nil {
		t.Fatal("filed")
	}
	s.Close()
	const file = "acme/decisions/0001-use-postgres.md"
	edit(t, dir, file, "because", "because of that")
	s = mustOpen(t, dir)
	got, err := s.Decisions("acme")
	if err != nil || got[0].Decision.Why != "because of that" ||
		got[0].Decision.Status != "rejected" {
		t.Errorf("%+v, %v", got, err)
	}
	var conflicts []Problem
	for _, p := range s.Check() {
		if strings.Contains(p.File, ".conflict-") {
			conflicts = append(conflicts, p)
		}
	}
	if len(conflicts) != 1 || !strings.HasPrefix(conflicts[0].File, file) {
		t.Errorf("%v", s.Check())
	}
}
