package digest

import (
	"strings"
	"testing"
)

// TestRuns: links are apart, "[" and "]" here, and joined the runs are the text.
func TestRuns(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""}, {"no link", "no link"}, {"http", "http"}, {"https://", "https://"},
		{"see https://a.example/x?y=1.", "see [https://a.example/x?y=1]."},
		{"http://a.example http://b.example", "[http://a.example] [http://b.example]"},
		{"xhttp://a.example/(b)", "x[http://a.example/(b)]"}, {"javascript:http", "javascript:http"},
		{"http://a.example\nnext", "[http://a.example]\nnext"}, {"a\u202eb", "a<U+202E>b"},
	} {
		var b strings.Builder
		for _, r := range Runs(c.text) {
			if r.Link {
				b.WriteString("[" + r.Text + "]")
			} else {
				b.WriteString(r.Text)
			}
		}
		if b.String() != c.want {
			t.Errorf("Runs(%q) = %q, want %q", c.text, b.String(), c.want)
		}
	}
}
