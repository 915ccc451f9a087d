package digest

import (
	"strings"
	"testing"

	"kabar/store/entry"
)

// sectionsOf reads "done: a, b; note:".
func sectionsOf(text string) (list []entry.Section) {
	for _, part := range strings.Split(text, "; ") {
		name, items, _ := strings.Cut(part, ":")
		s := entry.Section{Name: name}
		for _, item := range strings.Split(items, ",") {
			if item = strings.TrimSpace(item); item != "" {
				s.Items = append(s.Items, entry.Item{Text: item})
			}
		}
		list = append(list, s)
	}
	return list
}

func shownSections(list []entry.Section) string {
	var parts []string
	for _, s := range list {
		var items []string
		for _, i := range s.Items {
			items = append(items, i.Text)
		}
		parts = append(parts, strings.TrimSpace(s.Name+": "+strings.Join(items, ", ")))
	}
	return strings.Join(parts, "; ")
}

func TestMerge(t *testing.T) {
	for _, c := range []struct{ name, first, later, want string }{
		{"as entry.Merge", "done: a; note: n", "done: b; note: m", "done: b; note: n, m"},
		{"sections of one name are one", "done: a; next: b; done: c", "next: d", "done: a, c; next: d"},
		{"and are replaced as one", "done: a; done: c", "done: d", "done: d"},
		{"an empty section of notes takes them back", "done: a; note: n", "note:", "done: a; note:"},
		{"and what follows takes their place", "note: n", "note:; note: m", "note: m"},
		{"notes written after that are added", "note: n", "note:; note: m| note: o", "note: m, o"},
		{"an undone update is empty", "done: a; note: n", "done:; note:", "done:; note:"},
	} {
		first := entry.Entry{ID: "1", Kind: entry.Update, Sections: sectionsOf(c.first)}
		var later []entry.Entry
		for _, text := range strings.Split(c.later, "| ") {
			later = append(later, entry.Entry{ID: "2", Kind: entry.Update, Sections: sectionsOf(text)})
		}
		got := Merge(first, later...)
		if text := shownSections(got.Sections); text != c.want || got.ID != "1" {
			t.Errorf("%s: %q of %s, want %q", c.name, text, got.ID, c.want)
		}
		if text := shownSections(first.Sections); text != c.first {
			t.Errorf("%s: changed its argument to %q", c.name, text)
		}
	}
}

func TestBlank(t *testing.T) {
	for text, want := range map[string]bool{"done:; note:": true, "done: a; note:": false, "done:": true} {
		e := entry.Entry{Kind: entry.Update, Sections: sectionsOf(text)}
		if Blank(e) != want {
			t.Errorf("%q: %v", text, !want)
		}
		e.Kind = entry.Comment
		if Blank(e) {
			t.Errorf("%q is a comment and no update", text)
		}
	}
}
