package index

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestDocs reads docs/SEARCH.md as a user does: each query in it is understood,
// each refused one is refused, and the ones said to be alike are.
func TestDocs(t *testing.T) {
	b, err := os.ReadFile("../../docs/SEARCH.md")
	if err != nil {
		t.Fatal(err)
	}
	refused := []string{"10/11/2026"}
	doc := regexp.MustCompile("(?m)^    .*$").ReplaceAllString(string(b), "")
	n := 0
	for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(doc, -1) {
		s := m[1]
		if s == "search" || s == "best" || s == "sort:best" || strings.HasPrefix(s, "kabar search") || joiner(s) != 0 {
			continue
		}
		for _, r := range refused {
			if s == r {
				s = "on:" + s
				if q, err := Parse(s, sunday, jakarta); err == nil {
					t.Errorf("%s is read as %s", s, q)
				}
				s = "ok"
			}
		}
		q, err := Parse(s, sunday, jakarta)
		if err != nil {
			t.Errorf("%s: %v", s, err)
		}
		if _, isPhrase := q.root.(phrase); isPhrase && !q.best && strings.Contains(s, ":") && s[0] != '"' {
			t.Errorf("%s is taken for a text", s)
		}
		n++
	}
	if n < 80 {
		t.Errorf("only %d examples found", n)
	}
	_, err = Parse("postgres fron:ana", sunday, jakarta)
	if text := err.(*SyntaxError).Text("en"); !strings.Contains(string(b), indented(text)) {
		t.Errorf("the answer in the document is not this:\n%s", indented(text))
	}
	e := err.(*SyntaxError)
	mail := e.Msg + "\n\n    " + e.Query + "\n    " + strings.Repeat(" ", e.Pos) + strings.Repeat("^", e.End-e.Pos) +
		"\n\nThis would work: search " + e.Try("en") + "\n"
	if !strings.Contains(string(b), indented(mail)) {
		t.Errorf("the answer by mail in the document is not this:\n%s", indented(mail))
	}
}

func indented(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			b.WriteString("    ")
		}
		b.WriteString(line)
	}
	return b.String()
}

// TestDocsAlike has the pairs that the document calls the same.
func TestDocsAlike(t *testing.T) {
	for _, c := range [][]string{
		{"grosse", "grösse", "Größe"}, {"strasse", "Straße"}, {"cafe", "café"},
		{"login-bug", "login/bug", `"login bug"`}, {"don't", "don’t"},
		{"from:ana", "from: ana", "dari:ana"}, {"#acme", "project:acme", "proyek:acme"}, {"@ben", "mention:ben", "sebut:ben"},
		{"last:2weeks", "last:2 weeks", "terakhir:2 minggu"}, {"since:monday", "sejak:senin"},
		{"on:yesterday", "pada:kemarin", "on:2026-11-21"}, {`on:"last week"`, `pada:"minggu lalu"`},
		{"since:3 days ago", `since:"3 days ago"`, "sejak:3 hari yang lalu"}, {"status:open", "status:usulan"},
		{"on:2026-11-20", "on:20.11.2026", "on:20 november 2026", "on:november 20", "on:20 nov", "on:2026/11/20"},
		{"postgres BUKAN upgrade", "postgres -upgrade", "postgres NOT upgrade"},
	} {
		for _, s := range c[1:] {
			a, b := parse(t, c[0]), parse(t, s)
			if asked(a.root) != asked(b.root) {
				t.Errorf("%s and %s differ: %s, %s", c[0], s, asked(a.root), asked(b.root))
			}
		}
	}
}

// asked writes what FTS5 is asked.
func asked(n node) string {
	d := dates{}
	if got, ok := n.(dates); ok {
		d, n = got, all{}
	}
	return Query{root: n}.expression(reach{}) + d.first.String() + d.last.String()
}
