package store

import (
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"kabar/store/entry"
)

// TestCopyWhileWriting is K10: a copy made file by file, in any order, while
// kabar writes, opens; and when the mails come again, as they do when the
// marks of the copy are older, each is there once.
func TestCopyWhileWriting(t *testing.T) {
	t.Parallel()
	rounds := fewer(60, 12)
	if *full {
		rounds = 2000
	}
	for round := range rounds {
		r := rand.New(rand.NewSource(int64(round)))
		dir, copied := t.TempDir(), t.TempDir()
		s, err := open(dir, &faultDisk{}, clockAt(noon))
		if err != nil {
			t.Fatal(err)
		}
		steps := workload()
		for len(steps) > 0 {
			if err := steps[0].do(s); err != nil {
				t.Fatal(err)
			}
			steps = steps[1:]
			if r.Intn(3) == 0 {
				break
			}
		}
		copyFiles(t, r, dir, copied, func() {
			if len(steps) > 0 && r.Intn(4) == 0 {
				if err := steps[0].do(s); err != nil {
					t.Fatal(err)
				}
				steps = steps[1:]
			}
		})
		s.Close()
		s, err = open(copied, &faultDisk{}, clockAt(noon.Add(time.Hour)))
		if err != nil {
			if strings.Contains(err.Error(), "not an archive") {
				continue // the stamp was not there yet: nothing was filed before
			}
			t.Fatalf("round %d: %v", round, err)
		}
		for _, step := range workload() {
			if strings.HasPrefix(step.name, "file") {
				if err := step.do(s); err != nil {
					t.Fatalf("round %d: %s: %v", round, step.name, err)
				}
			}
		}
		wantOnce(t, round, s)
		if t.Failed() {
			return
		}
		s.Close()
	}
}

// copyFiles copies a folder as a program would that knows nothing of it.
func copyFiles(t *testing.T, r *rand.Rand, from, to string, between func()) {
	t.Helper()
	var files []string
	err := filepath.WalkDir(from, func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			files = append(files, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	r.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	for _, name := range files {
		between()
		data, err := os.ReadFile(name)
		if os.IsNotExist(err) {
			continue // moved on since
		}
		rel, rerr := filepath.Rel(from, name)
		if err != nil || rerr != nil {
			t.Fatal(err, rerr)
		}
		target := filepath.Join(to, rel)
		if err := os.MkdirAll(filepath.Dir(target), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(target, data, 0o640); err != nil {
			t.Fatal(err)
		}
	}
}

// wantOnce: each entry of the workload is there once, by what it says.
func wantOnce(t *testing.T, round int, s *Store) {
	t.Helper()
	all, err := s.Since("", 0)
	var words []string
	for _, e := range all {
		_, word, _ := strings.Cut(texts([]entry.Entry{e}), ":")
		if _, title, ok := strings.Cut(word, "-"); ok && e.Decision != nil {
			word = title
		}
		words = append(words, word)
	}
	sort.Strings(words)
	if got := strings.Join(words, " "); got != "Go home Use Postgres five four one three two" {
		t.Errorf("round %d: %s (%v)", round, got, err)
	}
	if !slices.IsSortedFunc(all, func(a, b entry.Entry) int { return int(a.Num - b.Num) }) {
		t.Errorf("round %d: not in order: %s", round, texts(all))
	}
	if err != nil {
		t.Errorf("round %d: %v", round, err)
	}
}
