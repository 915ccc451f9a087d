package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestStraysInOrder: as they arrived, over all teams, whatever their ids are;
// those of one second in the order in which they were taken up.
func TestStraysInOrder(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	var batch []*Filing
	for i, f := range []struct {
		team  string
		after time.Duration
	}{{"acme", time.Hour}, {"", 0}, {"acme", 0}, {"beta", 0}, {"acme", -time.Hour}, {"", time.Hour}} {
		batch = append(batch, &Filing{Team: f.team, Raw: fmt.Appendf(nil, "Subject: %d\r\n\r\nhi\r\n", i),
			Received: noon.Add(f.after), Outcome: "stray", StrayWhy: "a test"})
	}
	mustFile(t, s, batch...)
	if got := subjects(t, s); got != "4 1 2 3 0 5" {
		t.Errorf("%s", got)
	}
	// A .why of before knows the time it was set aside, and nothing else.
	list, err := s.Strays("")
	if err != nil || len(list) != 2 {
		t.Fatalf("%v, %v", list, err)
	}
	name := filepath.Join(s.Dir(), "strays", list[0].ID+".why")
	why, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var old []string
	for line := range strings.Lines(string(why)) {
		if !strings.HasPrefix(line, "received:") && !strings.HasPrefix(line, "nth:") {
			old = append(old, strings.Replace(line, "time: 2026", "time: 2025", 1))
		}
	}
	if err := os.WriteFile(name, []byte(strings.Join(old, "")), 0o640); err != nil {
		t.Fatal(err)
	}
	if got := subjects(t, s); got != "1 4 2 3 0 5" {
		t.Errorf("with an old one: %s", got)
	}
}

func subjects(t *testing.T, s *Store) string {
	t.Helper()
	list, err := s.Strays("acme", "beta", "")
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, stray := range list {
		words = append(words, stray.Subject)
	}
	return strings.Join(words, " ")
}
