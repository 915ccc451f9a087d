package main

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestHelp says that each command has help of its own, and that the commands in
// it are there.
func TestHelp(t *testing.T) {
	for _, c := range commands() {
		if helpOn(c.name) == "" {
			t.Errorf("help.txt says nothing of %s", c.name)
		}
	}
	if n := strings.Count("\n"+help, "\n# "); n != len(commands()) {
		t.Errorf("help.txt has %d sections for %d commands", n, len(commands()))
	}
	for line := range strings.Lines(help) {
		if n := utf8.RuneCountInString(line); n > 81 {
			t.Errorf("%d characters are too wide for a terminal: %s", n, line)
		}
		_, rest, ok := strings.Cut(line, "kabar ")
		name, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
		if _, known := commandNamed(name); ok && strings.HasPrefix(line, " ") && !known {
			t.Errorf("there is no kabar %s: %s", name, line)
		}
	}
}
