package entry

import (
	"strings"
	"testing"

	"kabar/store/civil"
)

// TestReadable: headings are ours alone, sections without a point are left out,
// and a comment is its text.
func TestReadable(t *testing.T) {
	items := func(texts ...string) (list []Item) {
		for _, s := range texts {
			list = append(list, Item{Text: s})
		}
		return list
	}
	for _, c := range []struct {
		name string
		e    Entry
		want string
	}{
		{"update", Entry{Num: 7, Kind: Update, Name: "# Ana", Sections: []Section{{"done", items("# one", "two\n## three")}, {"next", nil}}},
			"### \\# Ana, 00:00 UTC · #7\n\nbelow\n\n#### Done\n\n- \\# one\n- two\n  \\## three\n\n"},
		{"comment", Entry{Kind: Comment, Member: "ana", Sections: []Section{{"note", items("Fine.")}}},
			"### ana, 00:00 UTC (comment)\n\nbelow\n\n- Fine.\n\n"},
		{"decision", Entry{Num: 9, Kind: Decided, Files: []File{{"a.pdf", "application/pdf", 1}}, Decision: &Decision{
			Number: 2, Title: "<b>Use</b> it", Why: "- why", Status: "accepted", Makers: []string{"Ana", "Ben"},
			Deadline: civil.Date{Year: 2026, Month: 12, Day: 1}, Objections: []string{"# no"}}},
			"### Decision 2: \\<b>Use\\</b> it · #9\n\nbelow\n\n- Status: accepted\n- Decided by: Ana, Ben\n- Deadline: 2026-12-01\n" +
				"- Files: a.pdf\n\n\\- why\n\n#### Objections\n\n- \\# no\n\n"},
	} {
		if got := string(Readable(c.e, 3, "below")); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
	if got := Plain("a\n# <i>b"); got != "a # \\<i>b" || strings.Contains(got, "\n") {
		t.Errorf("Plain gives %q", got)
	}
}
