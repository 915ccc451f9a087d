package index

import (
	"path/filepath"
	"testing"
	"time"
)

func TestChanged(t *testing.T) {
	at := time.Date(2026, 11, 22, 12, 0, 0, 1, time.UTC)
	path := filepath.Join(t.TempDir(), "index.db")
	x := open(t, path)
	was := []File{{"a/1.md", 10, at}, {"a/2.md", 10, at}, {"a/3.md", 10, at}}
	if got, err := x.Changed(was); err != nil || len(got) != 3 {
		t.Errorf("of an index that never saw them: %v, %v", got, err)
	}
	if err := x.Note(was); err != nil {
		t.Fatal(err)
	}
	x.Close()
	x = open(t, path)
	is := []File{was[0], {"a/2.md", 11, at}, {"a/3.md", 10, at.Add(1)}, {"a/4.md", 1, at}}
	got, err := x.Changed(is)
	if err != nil || len(got) != 3 || got[0] != is[1] || got[1] != is[2] || got[2] != is[3] {
		t.Errorf("%v, %v", got, err)
	}
	if err := x.Note(got); err != nil {
		t.Fatal(err)
	}
	if got, err := x.Changed(is); err != nil || len(got) != 0 {
		t.Errorf("after that: %v, %v", got, err)
	}
}
