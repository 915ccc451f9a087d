package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"kabar/store/entry"
)

// TestI28Many: an archive of many entries has one page a day and no folder that
// grows without end: with -full they are 100,000.
func TestI28Many(t *testing.T) {
	t.Parallel()
	many := fewer(4_000, 1_500)
	if *full {
		many = 100_000
	}
	dir := t.TempDir()
	s, err := open(dir, &faultDisk{}, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for n := 0; n < many; {
		var batch []*Filing
		for range 500 {
			f := mailOf(n, updateOf("ana", day("2021-11-01").Add(n/10).String(), fmt.Sprint("thing ", n)))
			f.Received = noon.AddDate(0, 0, n/10)
			batch = append(batch, f)
			n++
		}
		mustFile(t, s, batch...)
	}
	largest, files := 0, 0
	err = filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			files++
			return err
		}
		list, err := os.ReadDir(name)
		largest = max(largest, len(list))
		return err
	})
	if err != nil || largest > 366 || files > many/10+many/100 {
		t.Errorf("%d files, %d in one folder (%v)", files, largest, err)
	}
	e, err := s.Entry(int64(many))
	if err != nil || s.Last() != int64(many) || !strings.HasSuffix(texts([]entry.Entry{e}), fmt.Sprint("thing ", many-1)) {
		t.Errorf("the last is %d: %+v (%v)", s.Last(), e, err)
	}
	s.Close() // a start reads it all
	wantClean(t, mustOpen(t, dir))
}

// TestI28NoInodes: nothing new can be made any more, though there is room: a mail
// waits and is filed later, and nothing is half there.
func TestI28NoInodes(t *testing.T) {
	dir := t.TempDir()
	d := &faultDisk{}
	s, err := open(dir, d, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	mustFile(t, s, mailOf(1, updateOf("ana", "2026-11-22", "one")))
	full := &noInodes{faultDisk: d}
	s.d.disk = full
	if err := s.File(noon, []*Filing{mailOf(2, updateOf("ana", "2026-11-23", "two"))}); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("a new page on a disk without inodes: %v", err)
	}
	lookIn(t, "no inodes", dir)
	full.over = true
	mustFile(t, s, mailOf(2, updateOf("ana", "2026-11-23", "two")))
	wantClean(t, s)
	if s.Last() != 2 {
		t.Errorf("%d entries", s.Last())
	}
}

// noInodes is a disk on which no file or folder can be made.
type noInodes struct {
	*faultDisk
	over bool
}

func (d *noInodes) open(name string, flag int, perm os.FileMode) (file, error) {
	if _, err := os.Lstat(name); err != nil && flag&os.O_CREATE != 0 && !d.over {
		return nil, syscall.ENOSPC
	}
	return d.faultDisk.open(name, flag, perm)
}

func (d *noInodes) mkdir(name string) error {
	if !d.over {
		return syscall.ENOSPC
	}
	return d.faultDisk.mkdir(name)
}

// TestI29NoLocks: a file system that cannot lock is refused, and the reason said,
// before anything is written.
func TestI29NoLocks(t *testing.T) {
	for _, reason := range []error{syscall.ENOLCK, syscall.ENOTSUP, syscall.ENOSYS} {
		f, err := takeLock(filepath.Join(t.TempDir(), "lock"), func(int, int) error { return reason })
		if f != nil || !errors.Is(err, reason) || !strings.Contains(err.Error(), "some network disks cannot") {
			t.Errorf("%v: %v", reason, err)
		}
	}
}

// TestI30Pull: while kabar runs, git pull puts new files in the place of old ones:
// they are read as they are now, what is filed goes to them and not to what they
// were, and a file with merge markers is named with its line and left alone.
func TestI30Pull(t *testing.T) {
	dir := smallStore(t)
	s := mustOpen(t, dir)
	before := since(t, s, "acme", 0)
	pull := func(file, old, new string) string {
		t.Helper()
		name := filepath.Join(dir, file)
		data, err := os.ReadFile(name)
		if err != nil || !strings.Contains(string(data), old) {
			t.Fatalf("%s does not hold %q (%v)", file, old, err)
		}
		text := strings.Replace(string(data), old, new, 1)
		if err := errors.Join(os.WriteFile(name+".pulled", []byte(text), 0o640),
			os.Rename(name+".pulled", name)); err != nil {
			t.Fatal(err)
		}
		return text
	}
	const decision = "acme/decisions/0001-use-postgres.md"
	pull(anasPage, "- one", "- one and a half")
	merged := pull(decision, "status: ", "<<<<<<< HEAD\nstatus: rejected\n=======\nstatus: ")
	if got, want := since(t, s, "acme", 0), strings.Replace(before, "1:one", "1:one and a half", 1); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	mustFile(t, s, mailOf(50, updateOf("zed", "2026-11-22", "last")))
	page, err := os.ReadFile(filepath.Join(dir, anasPage))
	if err != nil || !strings.Contains(string(page), "one and a half") || !strings.Contains(string(page), "- last") {
		t.Errorf("%s, %v", page, err)
	}
	ruling := mailOf(51)
	ruling.Changes = []DecisionChange{{Number: 1, By: "zed", What: "accepted", NewStatus: "accepted"}}
	if err := s.File(noon, []*Filing{ruling}); err == nil {
		t.Error("a decision with merge markers was rewritten")
	}
	if now, err := os.ReadFile(filepath.Join(dir, decision)); err != nil || string(now) != merged {
		t.Errorf("it is now\n%s%v", now, err)
	}
	named := ""
	for _, p := range s.Check() {
		named += p.String() + "\n"
	}
	if !strings.Contains(named, decision+":2: ") || !strings.Contains(named, anasPage) {
		t.Errorf("Check says\n%s", named)
	}
}
