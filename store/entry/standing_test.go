package entry

import (
	"fmt"
	"strings"
	"testing"
)

// TestStanding: what of each version of an update stands, and that together they
// say what Merge says.
func TestStanding(t *testing.T) {
	for _, c := range []struct{ name, versions, want string }{
		{"one", "done: a", "done: a"},
		{"replaced as a whole", "done: a| done: b", "-| done: b"},
		{"five times", "done: a| done: b| done: c| done: d| done: e", "-| -| -| -| done: e"},
		{"in part", "done: a; next: b| next: c", "done: a| next: c"},
		{"notes add to notes", "note: a| note: b", "note: a| note: b"},
		{"until they are taken back", "note: a| note: b| note: ; note: c", "-| -| note: ; note: c"},
		{"undone", "done: a; note: b| done: ; note: ", "-| -"},
		{"an undone amendment", "done: a| done: b| done: a", "-| -| done: a"},
		{"what was added is taken back", "done: a| blocked: x| blocked: ", "done: a| -| -"},
		{"files stay with the rest", "done: a; file| done: b", "file| done: b"},
		{"and go with all of it", "done: a; file| done: ", "-| -"},
		{"a section of one's own question", "mood: good| mood: bad; done: x", "-| mood: bad; done: x"},
	} {
		var all []Entry
		for i, text := range strings.Split(c.versions, "| ") {
			text, file := strings.CutSuffix(text, "; file")
			e := entryOf(text)
			e.ID, e.Num, e.Kind, e.Team, e.Member = fmt.Sprintf("%016x", i), int64(i+1), Update, "acme", "ana"
			if i > 0 {
				e.Amends = all[0].ID
			}
			if file {
				e.Files = []File{{Name: "f"}}
			}
			all = append(all, e)
		}
		other := all[0] // of somebody else, and under it: neither is a version
		other.ID, other.Member, other.Amends, other.Num = "other", "ben", all[0].ID, 90
		comment := Entry{ID: "c", Num: 91, Kind: Comment, On: all[0].ID, Sections: all[0].Sections}
		among := append([]Entry{comment, other}, all...)
		var got []string
		points := 0
		for _, e := range all {
			now, ok := Standing(e, among)
			says := textOf(now)
			if len(now.Files) > 0 {
				says = strings.TrimPrefix(says+"; file", "; ")
			}
			if !ok {
				says = "-"
			}
			got = append(got, says)
			points += len(pointsOf(now))
		}
		if got := strings.Join(got, "| "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		merged := pointsOf(Merge(all[0], all[1:]...))
		if points != len(merged) {
			t.Errorf("%s: %d points stand, and together they are %v", c.name, points, merged)
		}
		for _, e := range []Entry{other, comment} {
			if now, ok := Standing(e, among); !ok || textOf(now) != textOf(e) {
				t.Errorf("%s: %s of %q stands no more", c.name, e.ID, e.Member)
			}
		}
	}
}

func pointsOf(e Entry) (list []string) {
	for _, s := range e.Sections {
		for _, item := range s.Items {
			list = append(list, s.Name+" "+item.Text)
		}
	}
	return list
}

func TestBlank(t *testing.T) {
	for text, want := range map[string]bool{"done: ; note: ": true, "done: a; note: ": false, "done: ": true} {
		e := entryOf(text)
		e.Kind = Update
		if Blank(e) != want {
			t.Errorf("%q: %v", text, !want)
		}
		e.Kind = Comment
		if Blank(e) {
			t.Errorf("%q is a comment and no update", text)
		}
	}
}
