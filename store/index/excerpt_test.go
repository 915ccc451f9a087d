package index

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"kabar/store/entry"
)

// checkExcerpt has what holds for every excerpt.
func checkExcerpt(t *testing.T, text string, marks []Mark, columns int) {
	t.Helper()
	lines := strings.Split(text, "\n")
	if len(lines) > 2 || !utf8.ValidString(text) {
		t.Fatalf("excerpt %q", text)
	}
	for _, line := range lines {
		n := 0
		for _, r := range line {
			n += columnsOf(r)
			if !unicode.IsPrint(r) {
				t.Fatalf("excerpt %q has %U", text, r)
			}
		}
		if n > columns {
			t.Fatalf("line %q has %d columns, more than %d", line, n, columns)
		}
	}
	end := 0
	for _, m := range marks {
		if m.Start < end || m.End <= m.Start || m.End > len(text) || !utf8.ValidString(text[m.Start:m.End]) {
			t.Fatalf("marks %v of %q", marks, text)
		}
		end = m.End
	}
}

// show writes an excerpt with its marks in brackets.
func show(text string, marks []Mark) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(text[at:m.Start] + "[" + text[m.Start:m.End] + "]")
		at = m.End
	}
	return b.String() + text[at:]
}

func TestExcerpt(t *testing.T) {
	lorem := strings.Repeat("one two three four five six seven eight nine ten ", 20)
	for _, c := range []struct{ name, query, want string }{
		{"short", "postgres", "Upgraded [Postgres] to v16 · Größe der\nBilder"},
		{"folded", "grosse upg*", "[Upgraded] Postgres to v16 · [Größe] der\nBilder"},
		{"no word", "from:ana", "Upgraded Postgres to v16 · Größe der\nBilder"},
		{"negation", "postgres -größe", "Upgraded [Postgres] to v16 · Größe der\nBilder"},
		{"phrase", `"to v16"`, "Upgraded Postgres [to v16] · Größe der\nBilder"},
		{"begin", "quick", "[quick] one two three four five six seven\neight nine ten one two three four five…"},
		{"middle", "fox", "…nine ten [fox] one two three four five\nsix seven eight nine ten one two three…"},
		{"end", "dog", "…six seven eight nine ten one two three\nfour five six seven eight nine ten [dog]"},
		{"both", "cat dog", "…seven eight nine ten [cat] one two three\nfour five six seven eight nine ten [dog]"},
		{"cjk", "検索", "…語の日本語の[検索]を直した日本語の日本語\nの日本語の日本語の日本語の日本語の日本…"},
		{"signs", "@ben #acme", "ask [@ben] about [#acme], not ben or acme"},
		{"long word", "xx*", "[xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx]\n[xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx]…"},
		{"terminal", "b", "a [31mred [b] c"},
		{"decision", "boring", "Use Postgres · it is [boring]"},
	} {
		item := func(s ...string) entry.Entry {
			e := entry.Entry{Sections: []entry.Section{{Name: "done"}}}
			for _, s := range s {
				e.Sections[0].Items = append(e.Sections[0].Items, entry.Item{Text: s})
			}
			return e
		}
		e := map[string]entry.Entry{
			"begin":     item("quick " + lorem),
			"middle":    item(lorem + "fox " + lorem),
			"end":       item(lorem + "dog"),
			"both":      item("dog " + lorem + "cat one two three four five six seven eight nine ten dog"),
			"cjk":       item(strings.Repeat("日本語の", 40) + "検索を直した" + strings.Repeat("日本語の", 40)),
			"signs":     item("ask @ben about #acme,\nnot ben or acme"),
			"long word": item(strings.Repeat("x", 500)),
			"terminal":  item("a\x1b[31mred\u202e b\r\n\r\nc"),
			"decision":  {Decision: &entry.Decision{Title: "Use Postgres", Why: "it is boring"}},
		}[c.name]
		if e.Sections == nil && e.Decision == nil {
			e = item("Upgraded Postgres to v16", "Größe der Bilder")
		}
		text, marks := Excerpt(e, parse(t, c.query), 40)
		checkExcerpt(t, text, marks, 40)
		if got := show(text, marks); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}
