package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"
)

func strayOf(n int) *Filing {
	f := mailOf(n)
	f.Outcome, f.StrayWhy = "stray", "a test"
	return f
}

// TestDropStray: a stray that is dropped is off the list, and all that is said
// of it elsewhere stays.
func TestDropStray(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	one, two := strayOf(1), strayOf(2)
	mustFile(t, s, one, two)
	list, err := s.Strays("acme")
	if err != nil || len(list) != 2 {
		t.Fatalf("%v, %v", list, err)
	}
	if raw, err := s.StrayMail("acme", list[0].ID); err != nil || !bytes.Equal(raw, one.Raw) {
		t.Errorf("%q, %v", raw, err)
	}
	if err := s.DropStray(noon, "acme", list[0].ID, "dropped by hand"); err != nil {
		t.Fatal(err)
	}
	if err := s.DropStray(noon, "acme", list[0].ID, "again"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("dropped again: %v", err)
	}
	if left, _ := s.Strays("acme"); len(left) != 1 || left[0].ID != list[1].ID {
		t.Errorf("left: %v", left)
	}
	if o, ok := s.Seen(one.MessageID, one.Hash); !ok || o.Outcome != "stray" {
		t.Errorf("what became of it is forgotten: %+v", o)
	}
	log, _ := os.ReadFile(s.d.abs(changesLog))
	if !strings.Contains(string(log), list[0].ID) || !strings.Contains(string(log), "dropped%20by%20hand") {
		t.Errorf("%s says nothing of it:\n%s", changesLog, log)
	}
	for _, id := range []string{"", "../key", "0123456789abcdef", list[1].ID + "/..", strings.ToUpper(list[1].ID) + "x"} {
		if err := s.DropStray(noon, "acme", id, "no such"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("drop %q: %v", id, err)
		}
		if _, err := s.StrayMail("acme", id); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("read %q: %v", id, err)
		}
	}
	wantClean(t, s)
}

// TestDropStrayFails: each operation fails once, or from then on; the same call
// again does the rest.
func TestDropStrayFails(t *testing.T) {
	for n := 1; ; n++ {
		for _, lasts := range []bool{false, true} {
			d := &faultDisk{}
			s, err := open(t.TempDir(), d, clockAt(noon))
			if err != nil {
				t.Fatal(err)
			}
			mustFile(t, s, strayOf(1))
			list, _ := s.Strays("acme")
			d.ops, d.err, d.from, d.until = 0, syscall.ENOSPC, n, n
			if lasts {
				d.until = 1 << 30
			}
			row := fmt.Sprintf("operation %d, lasts %v", n, lasts)
			err = s.DropStray(noon, "acme", list[0].ID, "a test")
			d.from = 0
			if err == nil && d.ops < n {
				if n < 6 {
					t.Errorf("only %d operations", d.ops)
				}
				return
			}
			if err != nil {
				err = s.DropStray(noon, "acme", list[0].ID, "a test")
			}
			// Its last operation may have been the one that failed.
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s: again: %v", row, err)
			}
			if left, _ := s.Strays("acme"); len(left) != 0 {
				t.Errorf("%s: left: %v", row, left)
			}
			for _, p := range s.Check() {
				t.Errorf("%s: %s", row, p)
			}
			s.Close()
		}
	}
}
