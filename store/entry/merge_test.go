package entry

import (
	"strings"
	"testing"
)

// entryOf reads "done: a, b; note: c".
func entryOf(text string) (e Entry) {
	for _, part := range strings.Split(text, "; ") {
		name, items, _ := strings.Cut(part, ": ")
		s := Section{Name: name}
		for _, item := range strings.Split(items, ", ") {
			if item != "" {
				s.Items = append(s.Items, Item{Text: item})
			}
		}
		e.Sections = append(e.Sections, s)
	}
	return e
}

func textOf(e Entry) string {
	var parts []string
	for _, s := range e.Sections {
		var items []string
		for _, item := range s.Items {
			items = append(items, item.Text)
		}
		parts = append(parts, s.Name+": "+strings.Join(items, ", "))
	}
	return strings.Join(parts, "; ")
}

func TestMerge(t *testing.T) {
	for _, c := range []struct{ name, first, later, want string }{
		{"replaces what it names", "done: a, b; next: c", "next: d", "done: a, b; next: d"},
		{"adds what is new", "done: a", "blocked: x", "done: a; blocked: x"},
		{"adds notes to notes", "note: a", "note: b", "note: a, b"},
		{"keeps both halves of a section named twice", "done: a", "done: b; done: c", "done: b, c"},
		{"empties what it empties", "blocked: x", "blocked: ", "blocked: "},
		{"in order", "done: a", "done: b| done: c", "done: c"},
		{"sections of one name are one", "done: a; next: b; done: c", "next: d", "done: a, c; next: d"},
		{"and are replaced as one", "done: a; done: c", "done: d", "done: d"},
		{"an empty section of notes takes them back", "done: a; note: n", "note: ", "done: a; note: "},
		{"and what follows takes their place", "note: n", "note: ; note: m", "note: m"},
		{"notes written after that are added", "note: n", "note: ; note: m| note: o", "note: m, o"},
		{"an undone update is empty", "done: a; note: n", "done: ; note: ", "done: ; note: "},
	} {
		first := entryOf(c.first)
		var later []Entry
		for _, text := range strings.Split(c.later, "| ") {
			later = append(later, entryOf(text))
		}
		if got := textOf(Merge(first, later...)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if got := textOf(first); got != c.first {
			t.Errorf("%s: changed its argument to %q", c.name, got)
		}
	}
}

func TestIDs(t *testing.T) {
	seen := map[string]string{}
	for _, mail := range [][2]string{{"", "aa"}, {"a", "a"}, {"aa", ""}, {"a", "b"}, {"b", "a"},
		{"a@x", "aa"}, {"a@x", "ab"}} {
		key := Key(mail[0], mail[1])
		for n := range 3 {
			id := NewID(key, n)
			if len(id) != 16 || len(key) != 16 {
				t.Errorf("%q %q", key, id)
			}
			if other, ok := seen[id]; ok {
				t.Errorf("%v %d has the id of %s", mail, n, other)
			}
			seen[id] = mail[0] + "/" + mail[1]
		}
	}
	if got := NewID(Key("a@x", "aa"), 0); got != "54ef112abf37bc33" {
		t.Errorf("id %s: ids must never change, stores hold them", got)
	}
}
