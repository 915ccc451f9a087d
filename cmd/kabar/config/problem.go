package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one mistake in a config file.
type Problem struct {
	File      string
	Line, Col int    // from 1; 0 where it is about the whole file, Col 0 mostly
	Key       string // with its tables, "team.member.zone"; "" for none
	Msg       string // what is wrong
	Remedy    string // what to write instead; may be ""
}

// String writes p on one line:
//
//	config.toml:12: smtp.port: "587" is text, a number is needed: port = 587
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
	}
	if p.Line > 0 && p.Col > 0 {
		fmt.Fprintf(&b, ":%d", p.Col)
	}
	for _, part := range []string{p.Key, p.Msg, p.Remedy} {
		if part != "" {
			b.WriteString(": " + part)
		}
	}
	return oneLine(b.String())
}

// Errors is everything wrong with a config file, sorted by line.
type Errors []Problem

// Error writes a line for each problem, each beginning with "kabar: ".
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, p := range e {
		lines[i] = "kabar: " + p.String()
	}
	return strings.Join(lines, "\n")
}

// tidy sorts problems by line and drops repeats: a team's mistake is met again
// for each of its members.
func tidy(list []Problem) []Problem {
	slices.SortStableFunc(list, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	seen := map[Problem]bool{}
	return slices.DeleteFunc(list, func(p Problem) bool {
		again := seen[p]
		seen[p] = true
		return again
	})
}

// oneLine makes s harmless on a terminal: control characters, and those that
// turn the direction of writing, are shown as their escapes.
func oneLine(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x200b && r <= 0x200f ||
			r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
