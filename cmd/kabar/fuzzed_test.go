package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFuzzed: what comes from strangers or from hand edits is fuzzed, each by a
// target that testdata/fuzzed.txt names, with seeds kept in its folder. .ci/run
// gives these four times as long as the others.
func TestFuzzed(t *testing.T) {
	text, err := os.ReadFile("testdata/fuzzed.txt")
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(rows) < 10 {
		t.Errorf("only %d rows", len(rows))
	}
	for _, row := range rows {
		words := strings.Fields(row)
		if len(words) != 3 {
			t.Errorf("%q is not what, folder and target", row)
			continue
		}
		dir, target := filepath.Join("../..", words[1]), words[2]
		if !defines(t, dir, "func "+target+"(f *testing.F) {") {
			t.Errorf("%s: no %s in %s", words[0], target, words[1])
		}
		seeds, _ := filepath.Glob(filepath.Join(dir, "testdata/fuzz", target, "*"))
		if len(seeds) == 0 {
			t.Errorf("%s: %s has no seeds", words[0], target)
		}
		for _, seed := range seeds {
			if s, err := os.ReadFile(seed); err != nil || !strings.HasPrefix(string(s), "go test fuzz v1\n") {
				t.Errorf("%s is no seed: %v", seed, err)
			}
		}
	}
}

// defines tells whether a test file in dir has this line.
func defines(t *testing.T, dir, line string) bool {
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil || len(files) == 0 {
		t.Errorf("%s: no tests, %v", dir, err)
	}
	for _, name := range files {
		if s, err := os.ReadFile(name); err == nil && strings.Contains(string(s), "\n"+line+"\n") {
			return true
		}
	}
	return false
}
