package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// mostPrepared is how many pieces of memory a package of ours may take before
// main begins. What is read off tables, and what is compiled, waits until it is
// needed: a search on the command line needs little of it.
const mostPrepared = 200

// TestStartPreparesLittle holds on to what makes the commands quick.
func TestStartPreparesLittle(t *testing.T) {
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	seen := 0
	for line := range strings.Lines(string(out)) {
		// init kabar/mail/reply @1.2 ms, 0.04 ms clock, 7696 bytes, 63 allocs
		name, rest, ok := strings.Cut(strings.TrimPrefix(line, "init "), " @")
		ours := strings.HasPrefix(name, "kabar/") && name != "kabar/cmd/kabar" &&
			!strings.HasSuffix(name, "test")
		if !ok || !ours {
			continue
		}
		var begin, took float64
		var size, allocs int
		_, err := fmt.Sscanf(rest, "%f ms, %f ms clock, %d bytes, %d allocs", &begin, &took, &size, &allocs)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if seen++; allocs > mostPrepared {
			t.Errorf("%s takes %d pieces of memory before main begins, more than %d",
				name, allocs, mostPrepared)
		}
	}
	if seen < 3 {
		t.Errorf("saw %d packages of ours start:\n%s", seen, out)
	}
}
