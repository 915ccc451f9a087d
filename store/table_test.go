package store

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"kabar/store/entry"
)

// TestTable: which mail was seen is known with the keys in a file as with all of
// them in memory; a table that is damaged, of another log or gone is not
// believed.
func TestTable(t *testing.T) {
	const mails = 1500
	dir := t.TempDir()
	s, err := open(dir, &faultDisk{}, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	s.most = 400
	name := filepath.Join(dir, "seen.table")
	for n := 0; n < mails; n += 100 {
		var batch []*Filing
		for i := n; i < n+100; i++ {
			batch = append(batch, &Filing{Team: "acme", MessageID: fmt.Sprintf("k%d@x", i), Outcome: "command"})
		}
		mustFile(t, s, batch...)
		if len(s.seen.at) > 500 {
			t.Fatalf("%d keys are in memory", len(s.seen.at))
		}
		wantSeen(t, "filing", s, n+100, mails)
	}
	s.Close()
	keys, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	opened := func(what string, held bool) {
		s, err := open(dir, &faultDisk{}, clockAt(noon))
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if (s.seen.table != nil) != held {
			t.Errorf("%s: the keys are believed: %v", what, !held)
		}
		wantSeen(t, what, s, mails, mails)
		wantSeen(t, what+", a view", mustView(t, dir), mails, mails)
	}
	put := func(name string, data []byte) {
		if err := os.WriteFile(name, data, 0o640); err != nil {
			t.Fatal(err)
		}
	}
	opened("as it was", true)
	log, err := openLog(filepath.Join(dir, seenLog))
	if err != nil {
		t.Fatal(err)
	}
	defer log.close()
	for i := 0; i < len(keys); i += 1 + i/20 {
		turned := bytes.Clone(keys)
		turned[i] ^= 0x10
		for _, damaged := range [][]byte{turned, keys[:i]} {
			put(name, damaged)
			if openTable(name, log) != nil {
				t.Errorf("%d bytes, damaged at %d, are believed", len(damaged), i)
			}
		}
	}
	opened("cut", false)
	put(name, keys)
	opened("whole again", true)
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	opened("gone", false)
}

func wantSeen(t *testing.T, what string, s *Store, seen, all int) {
	t.Helper()
	for i := 0; i < all; i += 7 {
		if _, ok := s.Seen(fmt.Sprintf("k%d@x", i), ""); ok != (i < seen) {
			t.Fatalf("%s: mail %d: seen %v", what, i, ok)
		}
	}
}

// TestTableOfAnotherLog: a log that was put in the place of another one, longer or
// shorter, is read itself; and so is one whose keys can't be read any more.
func TestTableOfAnotherLog(t *testing.T) {
	dir := t.TempDir()
	s, err := open(dir, &faultDisk{}, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	s.most = 1
	for n := range 10 {
		mustFile(t, s, &Filing{Team: "acme", MessageID: fmt.Sprintf("k%d@x", n), Outcome: "command"})
	}
	s.seen.table.Close() // as if the disk failed
	wantSeen(t, "unreadable", s, 10, 14)
	s.Close()
	var other []byte
	for n := range 200 {
		other = append(other, logLine(noon.Format(time.RFC3339), entry.Key(fmt.Sprintf("o%d@x", n), ""), "command",
			"", "0", "", "", "")...)
	}
	if err := os.WriteFile(filepath.Join(dir, seenLog), other, 0o640); err != nil {
		t.Fatal(err)
	}
	v := mustView(t, dir)
	wantSeen(t, "another log", v, 0, 10)
	if _, ok := v.Seen("o77@x", ""); !ok {
		t.Error("what is in the log is not seen")
	}
}
