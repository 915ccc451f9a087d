package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// renew is set by -update.
var renew = flag.Bool("update", false, "write docs/PROMISES.md anew")

// A promise is one of the fifteen, with the tests that prove it.
type promise struct{ id, text, proof string }

// A promised is a case and its group.
type promised struct{ id, text, group string }

var (
	promiseLine = regexp.MustCompile(`^(P[0-9]+) ([^|]+) \| (.+)$`)
	caseLine    = regexp.MustCompile(`^([A-LN][0-9]{2}) (.+)$`)
)

// readPromises reads testdata/promises.txt.
func readPromises(t *testing.T) (list []promise, cases []promised) {
	t.Helper()
	text, err := os.ReadFile("testdata/promises.txt")
	if err != nil {
		t.Fatal(err)
	}
	group := ""
	for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		if g, ok := strings.CutPrefix(line, "= "); ok {
			group = g
		} else if m := caseLine.FindStringSubmatch(line); m != nil && m[1][:1] == group[:1] {
			cases = append(cases, promised{m[1], m[2], group})
		} else if m := promiseLine.FindStringSubmatch(line); m != nil {
			list = append(list, promise{m[1], m[2], m[3]})
		} else if line != "" && !strings.HasPrefix(line, "#") {
			t.Fatalf("promises.txt:%d: not understood: %s", i+1, line)
		}
	}
	return list, cases
}

// TestPromises holds docs/PROMISES.md to the tests: every case has one that
// runs anywhere, every case a test names exists, and the page is what comes of
// that. -update writes it.
func TestPromises(t *testing.T) {
	t.Parallel()
	list, cases := readPromises(t)
	if len(list) != 15 || len(cases) != 355 {
		t.Fatalf("%d promises and %d cases: want 15 and 355", len(list), len(cases))
	}
	s := findTests(t, "../..")
	known := map[string]bool{}
	for _, c := range cases {
		if known[c.id] {
			t.Errorf("%s is there twice", c.id)
		}
		known[c.id] = true
		if !slices.ContainsFunc(s.proofs[c.id], func(p proof) bool { return !p.real() }) {
			t.Errorf("%s has no test that runs anywhere: %s %v", c.id, c.text, s.proofs[c.id])
		}
	}
	for id, proofs := range s.proofs {
		if !known[id] {
			t.Errorf("%v names %s, which is no case", proofs, id)
		}
	}
	page := promisesPage(t, s, list, cases)
	const path = "../../docs/PROMISES.md"
	if *renew && !t.Failed() {
		if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if was, err := os.ReadFile(path); err != nil || string(was) != page {
		t.Errorf("docs/PROMISES.md is not what the tests say (%v): go test ./cmd/kabar -run Promises -update", err)
	}
}

func promisesPage(t *testing.T, s *suite, list []promise, cases []promised) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(`# Promises, and the tests that prove them

The 15 promises with the commands that prove them, then 355 cases with the tests that name them. This page is made by
` + "`go test ./cmd/kabar -run Promises -update`" + ` from the list in cmd/kabar/testdata/promises.txt and from the tests
themselves, and ` + "`go test ./...`" + ` fails when a case has no test, or when the page is not what would be made.

A test names a case in its function's name or the comment above it, in the name of a row, a story or a file of testdata.
To run what proves one case, give the test's name: ` + "`go test ./mail/auth -run TestJudge`" + `.
Tests called TestReal need Dovecot and Postfix; no case rests on them alone.

## Promises
`)
	for _, p := range list {
		fmt.Fprintf(&b, "\n**%s.** %s.\n\n    %s\n", p.id, p.text, strings.Join(commandsOf(t, s, p), "\n    "))
	}
	group := ""
	for _, c := range cases {
		if c.group != group {
			group = c.group
			fmt.Fprintf(&b, "\n## %s. %s\n\n| case | what happens | tests |\n|---|---|---|\n", group[:1], group[2:])
		}
		var names []string
		for _, p := range s.proofs[c.id] {
			names = append(names, p.String())
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", c.id, c.text, strings.Join(names, "; "))
	}
	return b.String()
}

// commandsOf are the commands that prove a promise. Each way of its pattern
// must match a test of the package.
func commandsOf(t *testing.T, s *suite, p promise) []string {
	t.Helper()
	var list []string
	for _, one := range strings.Split(p.proof, " ; ") {
		pkg, pattern, _ := strings.Cut(one, " ")
		for _, way := range strings.Split(pattern, "|") {
			re, err := regexp.Compile(way)
			if err != nil || !slices.ContainsFunc(s.tests[strings.TrimPrefix(pkg, "./")], re.MatchString) {
				t.Errorf("%s: %s has no test for %q (%v)", p.id, pkg, way, err)
			}
		}
		command := "go test " + pkg
		if pattern != "." {
			command += " -run '" + pattern + "'"
		}
		list = append(list, command)
	}
	return list
}
