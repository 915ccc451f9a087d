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
