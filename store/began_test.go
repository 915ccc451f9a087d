package store

import (
	"testing"
	"time"
)

// TestBegan: mail is looked at again from when the archive was made, since some
// may have waited while the first was filed; an empty one has not begun.
func TestBegan(t *testing.T) {
	dir, made := t.TempDir(), noon.Add(-90*time.Minute)
	s, err := open(dir, realDisk{}, clockAt(made))
	if err != nil {
		t.Fatal(err)
	}
	if at, ok := s.Began(); ok {
		t.Errorf("an empty archive began at %v", at)
	}
	mustFile(t, s, mailOf(1, updateOf("ana", "2026-11-18", "one")))
	for _, when := range []string{"at once", "opened again"} {
		if at, ok := s.Began(); !ok || !at.Equal(made.Truncate(time.Second)) {
			t.Errorf("%s: it began at %v, want %v", when, at, made)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if s, err = open(dir, realDisk{}, clockAt(noon)); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
}
