package digest

import (
	"strings"
	"testing"
)

func TestUnbroken(t *testing.T) {
	const wrapped = "moved the staging queue to the new cluster, and then looked for an hour\n" +
		"for the reason why nothing came out at the other end: the old one was\n" +
		"still there and took half of it."
	for _, c := range []struct{ name, in, want string }{
		{"one line", "one line", "one line"},
		{"broken by a mail program", wrapped, strings.ReplaceAll(wrapped, "\n", " ")},
		{"short lines are a list", "apples\npears\nplums", "apples\npears\nplums"},
		{"a new paragraph", wrapped + "\n\nthe end", strings.ReplaceAll(wrapped, "\n", " ") + "\n\nthe end"},
		{"the next word would have fitted", strings.Repeat("x ", 32) + "\na\n" + strings.Repeat("y", 75),
			strings.Repeat("x ", 32) + "\na\n" + strings.Repeat("y", 75)},
		{"a sentence ends and one begins", strings.Repeat("word ", 13) + "end.\nAnother one", strings.Repeat("word ", 13) + "end.\nAnother one"},
		{"bullets stay", strings.Repeat("word ", 14) + "\n- another one", strings.Repeat("word ", 14) + "\n- another one"},
		{"numbers stay", strings.Repeat("word ", 14) + "\n2. another one", strings.Repeat("word ", 14) + "\n2. another one"},
		{"code stays", strings.Repeat("word ", 14) + "\n    x := 1", strings.Repeat("word ", 14) + "\n    x := 1"},
		{"long lines of a phone stay", strings.Repeat("word ", 40) + "\nnext", strings.Repeat("word ", 40) + "\nnext"},
		{"a handle may go on", strings.Repeat("word ", 13) + "with\n@benedict-fischer about it", strings.Repeat("word ", 13) + "with @benedict-fischer about it"},
	} {
		if got := unbroken(c.in); got != c.want {
			t.Errorf("%s:\n%q\nwant\n%q", c.name, got, c.want)
		}
	}
}
