package main

import (
	"flag"
	"fmt"
	"io"
	"strings"
	"testing"
)

// TestParseQuery: flags stand before the words, long ones after them too; "-"
// before any other word is a negation.
func TestParseQuery(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"mysql", "mysql 20"},
		{"--n 1 mysql", "mysql 1"},
		{"-n 1 mysql", "mysql 1"},
		{"mysql --n 1", "mysql 1"},
		{"mysql --n=1 -draft", "mysql -draft 1"},
		{"mysql -draft upgrade", "mysql -draft upgrade 20"},
		{"-draft mysql", "-draft mysql 20"},
		{"mysql -n 1", "mysql -n 1 20"},
		{"mysql --nine", "mysql --nine 20"},
		{"mysql -- --n 1", "mysql --n 1 20"},
		{"--n 2 -- --n 1", "--n 1 2"},
		{"mysql --n", "refused"},
		{"mysql --n one", "refused"},
	} {
		fs := flag.NewFlagSet("search", flag.ContinueOnError)
		fs.SetOutput(io.Discard)
		n := fs.Int("n", 20, "")
		got, err := parseQuery(fs, strings.Fields(c.args))
		if got = fmt.Sprintf("%s %d", got, *n); err != nil {
			got = "refused"
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.args, got, c.want)
		}
	}
}
