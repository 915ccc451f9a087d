package reply

import (
	"strings"
	"testing"
)

func TestMentionsAndProjects(t *testing.T) {
	for _, c := range []struct{ in, mentions, projects string }{
		{"waiting for @ben and @Rui.", "ben rui", ""},
		{"@ben, @ben!", "ben", ""},
		{"mail ana@acme.example", "", ""},
		{"(@ana-maria) #acme/#billing", "ana-maria", "acme"},
		{"#acme #12 #v2.1.", "", "acme v2.1"},
		{"@jürgen 進捗 #プロジェクト", "jürgen", "プロジェクト"},
		{"a @ b # c", "", ""},
		{"https://acme.example/@ben#top", "", ""},
	} {
		if got := strings.Join(Mentions(c.in), " "); got != c.mentions {
			t.Errorf("Mentions(%q) = %q, want %q", c.in, got, c.mentions)
		}
		if got := strings.Join(Projects(c.in), " "); got != c.projects {
			t.Errorf("Projects(%q) = %q, want %q", c.in, got, c.projects)
		}
	}
}
