package store

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestRotateKey: the key before counts for the overlap, and is gone at the next
// rotation after it.
func TestRotateKey(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	first, err := s.Key()
	if err != nil {
		t.Fatal(err)
	}
	until, err := s.RotateKey(noon)
	if err != nil || !until.Equal(noon.Add(keyOverlap)) {
		t.Fatalf("until %v, %v", until, err)
	}
	all, err := s.Keys()
	if err != nil || len(all) != 2 || bytes.Equal(all[0].Key, first) || !bytes.Equal(all[1].Key, first) ||
		!all[0].Until.IsZero() || !all[1].Until.Equal(until) {
		t.Fatalf("%v, %v", all, err)
	}
	if info, _ := os.Stat(filepath.Join(dir, "key")); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	if problems := s.Check(); len(problems) > 0 {
		t.Errorf("%v", problems)
	}
	second := all[0].Key
	if _, err := s.RotateKey(until); err != nil {
		t.Fatal(err)
	}
	if all, err = s.Keys(); err != nil || len(all) != 2 || !bytes.Equal(all[1].Key, second) {
		t.Errorf("after the overlap: %v, %v", all, err)
	}
	for i := range 20 { // a file of bounded size, whatever somebody does
		if _, err := s.RotateKey(until.Add(time.Duration(i) * time.Second)); err != nil {
			t.Fatal(err)
		}
	}
	if all, err = s.Keys(); err != nil || len(all) != maxOldKeys+1 {
		t.Errorf("%d keys, %v", len(all), err)
	}
}

// TestKeyRefused: a key file kabar can't rely on stops it, with what to do.
func TestKeyRefused(t *testing.T) {
	good := strings.Repeat("0123456789abcdef", 4)
	for _, c := range []struct {
		name, text, says string
		mode             os.FileMode
	}{
		{"empty", "", "damaged: take it from a backup, or delete it", 0o600},
		{"cut", good[:60] + "\n", "damaged", 0o600},
		{"no line end", good, "damaged", 0o600},
		{"the old one first", good + " until 2026-12-06T08:00:00Z\n", "damaged", 0o600},
		{"two that sign", good + "\n" + good + "\n", "damaged", 0o600},
		{"no time", good + "\n" + good + " until soon\n", "damaged", 0o600},
		{"others can read it", good + "\n", "chmod 600", 0o644},
	} {
		dir := t.TempDir()
		s, err := Open(dir, clockAt(noon))
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, "key")
		if err := os.WriteFile(name, []byte(c.text), c.mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(name, c.mode); err != nil {
			t.Fatal(err)
		}
		_, err = s.Keys()
		_, again := s.RotateKey(noon)
		for _, err := range []error{err, again} {
			if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), name) {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		if text, _ := os.ReadFile(name); string(text) != c.text {
			t.Errorf("%s: written over", c.name)
		}
		s.Close()
	}
}
