package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWalkFiled: a line of filed.log that is missing or damaged is named, once, and
// what is filed later is looked at too.
func TestWalkFiled(t *testing.T) {
	for name, c := range map[string]struct {
		harm func(lines []string) []string
		want string
	}{
		"whole":   {func(l []string) []string { return l }, ""},
		"missing": {func(l []string) []string { return append(l[:2:2], l[3:]...) }, "filed.log:3: entry 4 after entry 2"},
		"first":   {func(l []string) []string { return l[1:] }, "filed.log:1: entry 2 after entry 0"},
		"damaged": {func(l []string) []string { l[2] = "x" + l[2]; return l }, "filed.log:3: damaged: the line's sum does not fit"},
	} {
		dir := storeOf(t, workload())
		s := mustOpen(t, dir)
		var w FiledWalk
		if err := s.WalkFiled(&w); err != nil {
			t.Fatal(err)
		}
		log := filepath.Join(dir, filedLog)
		data, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		harmed := strings.Join(c.harm(strings.SplitAfter(string(data), "\n")), "")
		if err := os.WriteFile(log, []byte(harmed), 0o640); err != nil {
			t.Fatal(err)
		}
		if name == "damaged" { // as long as it was, or longer, it is seen at the next start
			w = FiledWalk{}
		}
		s = mustView(t, dir)
		got := ""
		if err := s.WalkFiled(&w); err != nil {
			got = strings.TrimPrefix(err.Error(), "damaged: ")
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if err := s.WalkFiled(&w); err != nil {
			t.Errorf("%s: said again: %v", name, err)
		}
	}
}
