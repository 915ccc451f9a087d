package index

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kabar/cmd/kabar/racetest"
)

// TestIndexOfAnotherKind is I22: whatever lies there, Open ends with an index
// that can be filled, and says why it is empty.
func TestIndexOfAnotherKind(t *testing.T) {
	t.Parallel()
	for nth, c := range []struct {
		name, fresh string
		spoil       func(t *testing.T, path string, x *Index)
	}{
		{"as it was", "", func(t *testing.T, path string, x *Index) { x.Close() }},
		{"missing", "there was none", func(t *testing.T, path string, x *Index) { x.Close(); remove(t, path) }},
		{"empty", "there was none", func(t *testing.T, path string, x *Index) { x.Close(); write(t, path, "") }},
		{"text", "it was damaged", func(t *testing.T, path string, x *Index) {
			x.Close()
			write(t, path, strings.Repeat("text ", 2000))
		}},
		{"other version", "another version had written it", func(t *testing.T, path string, x *Index) {
			change(t, x, `UPDATE about SET stamp = 'kabar index 0'`)
		}},
		{"no stamp", "it was damaged", func(t *testing.T, path string, x *Index) {
			change(t, x, `DELETE FROM about`)
		}},
		{"other tables", "it was damaged", func(t *testing.T, path string, x *Index) {
			change(t, x, `DROP TABLE about`)
		}},
		{"stale log", "there was none", func(t *testing.T, path string, x *Index) {
			x.Close()
			remove(t, path)
			write(t, path+"-wal", strings.Repeat("stale", 5000))
		}},
	} {
		if racetest.On() && nth%4 != 1 {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "index.db")
			x, list := built(t, path, 50)
			c.spoil(t, path, x)
			if c.fresh != "" {
				if _, err := View(path); !errors.Is(err, ErrDamaged) && !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("View: %v", err)
				}
			}
			x = open(t, path)
			if x.Fresh() != c.fresh {
				t.Errorf("Fresh = %q, want %q", x.Fresh(), c.fresh)
			}
			if want := map[bool]int64{true: 50, false: 0}[c.fresh == ""]; last(t, x) != want {
				t.Errorf("Last = %d, want %d", last(t, x), want)
			}
			if err := x.Add(list); err != nil {
				t.Fatal(err)
			}
			same(t, x, list)
		})
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func change(t *testing.T, x *Index, statement string) {
	t.Helper()
	if _, err := x.db.Exec(statement); err != nil {
		t.Fatal(err)
	}
	x.Close()
}

// TestDamage is I11 and I22: an index cut anywhere, or with bytes turned over,
// never panics; cut, it never answers wrong: it says that it is damaged, at
// Open or later, and can be begun anew.
func TestDamage(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "index.db")
	x, list := built(t, path, 120)
	x.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	docs := documents(list)
	spoil := func(name string, content []byte, mayLie bool) {
		write(t, path, string(content))
		x := open(t, path)
		defer x.Close()
		if x.Fresh() == "" {
			for _, s := range questions[:3] {
				q := parse(t, s)
				nums, total, more, err := x.Search(q, allTeams, 0, 20)
				got := answer{nums, total, more}
				if err == nil && !mayLie && !got.same(expect(docs, q, allTeams, 0, 20)) {
					t.Errorf("%s: %s answers %v", name, s, got)
				}
			}
			if _, err := x.Check(); err == nil && !mayLie {
				t.Errorf("%s: nobody noticed", name)
			} else if err != nil && !errors.Is(err, ErrDamaged) {
				t.Errorf("%s: Check: %v", name, err)
			}
			if err := x.Reset("the test says so"); err != nil {
				t.Fatal(err)
			}
		}
		if err := x.Add(list[:10]); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	step := 4096
	if racetest.On() {
		step *= 20
	}
	for n := 100; n < len(whole); n += step {
		spoil(fmt.Sprintf("cut at %d", n), whole[:n], false)
		turned := bytes.Clone(whole)
		for i := n; i < min(n+40, len(turned)); i++ {
			turned[i] ^= 0xff
		}
		spoil(fmt.Sprintf("turned at %d", n), turned, true)
	}
}

// TestCopyAtAnyInstant is K10: what lies on the disk opens clean, and is filled
// up from Last.
func TestCopyAtAnyInstant(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := open(t, filepath.Join(dir, "index.db"))
	list := newCorpus(7, 200).entries(fewer(200, 80))
	for i, step := 0, len(list)/4; i < len(list); i += step {
		if err := x.Add(list[i : i+step]); err != nil {
			t.Fatal(err)
		}
		copied := filepath.Join(t.TempDir(), "index.db")
		for _, end := range []string{"", "-wal"} {
			b, err := os.ReadFile(x.path + end)
			if err != nil {
				t.Fatal(err)
			}
			if end == "-wal" {
				b = b[:len(b)*3/4] // what a crash of the machine may leave of it
			}
			write(t, copied+end, string(b))
		}
		y := open(t, copied)
		n := last(t, y)
		same(t, y, list[:n])
		if err := y.Add(list[n:]); err != nil {
			t.Fatal(err)
		}
		same(t, y, list)
	}
}
