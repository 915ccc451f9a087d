package main

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kabar/mail/intake"
	"kabar/store/entry"
)

// sectionsOf reads "done: a, -b, c; next:": b stands under a.
func sectionsOf(text string) (list []entry.Section) {
	if text == "" {
		return nil
	}
	for _, part := range strings.Split(text, "; ") {
		name, items, _ := strings.Cut(part, ":")
		s := entry.Section{Name: name}
		for _, item := range strings.Split(items, ",") {
			if item = strings.TrimSpace(item); item != "" {
				word := strings.TrimLeft(item, "-")
				s.Items = append(s.Items, entry.Item{Text: word, Depth: len(item) - len(word)})
			}
		}
		list = append(list, s)
	}
	return list
}

func textOf(list []entry.Section) string {
	var parts []string
	for _, s := range list {
		var items []string
		for _, i := range s.Items {
			items = append(items, strings.Repeat("-", i.Depth)+i.Text)
		}
		parts = append(parts, strings.TrimSpace(s.Name+": "+strings.Join(items, ", ")))
	}
	return strings.Join(parts, "; ")
}

// TestRepaired: an update, a command, and the update after it; or, with "!",
// why not and what would work.
func TestRepaired(t *testing.T) {
	const update = "done: a, b; next: c"
	for _, c := range []struct{ now, command, want string }{
		{update, "move 2 next", "done: a; next: c, b"},
		{update, "move #2 to next", "done: a; next: c, b"},
		{update, "move 2 ke berikutnya.", "done: a; next: c, b"},
		{update, "move 1 blocked", "done: b; next: c; blocked: a"},
		{update, "move 3 done", "done: a, b, c; next:"},
		{update, "move 2 done", update},
		{update, "move 2 Catatan", "done: a; next: c; note: b"},
		{update, "move 2 Blockers!", "done: a; next: c; blocked: b"},
		{update, "move 2 What helped?", "done: a; next: c; What helped?: b"},
		{update, "drop 3", "done: a, b; next:"},
		{update, "drop 1 3", "done: b; next:"},
		{update, "drop 1, 2 and 3.", "done:; next:"},
		{update, "drop 1-3", "done:; next:"},
		{update, "drop 2 – 3", "done: a; next:"},
		{update, "drop 2 2", "done: a; next: c"},
		{"done: a, -b, --c, -d, e", "drop 1", "done: e"},
		{"done: a, -b, --c, -d, e", "drop 2", "done: a, -d, e"},
		{"done: a, -b, --c, -d, e", "drop 1 2", "done: e"},
		{"done: a, -b, --c, -d, e", "move 2 next", "done: a, -d, e; next: b, -c"},
		{"done: a, -b; next: c, -d", "drop 2 3", "done: a; next:"},
		{"done: a, a, b", "drop 2", "done: a, b"},
		{"note: a; done: b", "move 1 done", "note:; done: b, a"},
		{update, "drop 4", "! item: drop 3"},
		{update, "drop 2 9", "! item: drop 2 3"},
		{update, "drop 1-999999999", "! item: drop 1 2 3"},
		{update, "move 9 next", "! item: move 3 next"},
		{update, "drop 0", "! unclear: drop 2"},
		{update, "drop everything", "! unclear: drop 2"},
		{update, "drop", "! unclear: drop 2"},
		{update, "move 2", "! unclear: move 2 next"},
		{update, "move 2 Berlin", "! section: move 2 next"},
		{update, "move 2 next: week", "! section: move 2 next"},
		{update, "move 2 decision", "! toDecide:"},
		{"done:; next:", "drop 1", "! item: undo"},
		{"", "drop 1", "! item: undo"},
	} {
		now := sectionsOf(c.now)
		name, args, _ := strings.Cut(c.command, " ")
		got, err := repaired(now, now, intake.Command{Name: name, Args: args}, []string{"done", "next", "blocked", "What helped?"})
		text := textOf(got)
		var no *refusal
		if errors.As(err, &no) {
			text = strings.TrimSpace("! " + no.why + ": " + no.near)
		}
		if text != c.want {
			t.Errorf("%q, %s: %q, want %q", c.now, c.command, text, c.want)
		}
		if textOf(now) != c.now && c.now != "" {
			t.Errorf("%q, %s: the argument became %q", c.now, c.command, textOf(now))
		}
	}
}

// TestRepairedLater: numbers are those of the receipt that the member saw,
// whatever has changed since.
func TestRepairedLater(t *testing.T) {
	for _, c := range []struct{ shown, now, command, want string }{
		{"done: a, b, c", "done: a, c", "drop 3", "done: a"},
		{"done: a, b, c", "done: a, c", "drop 2", "! gone"},
		{"done: a, b, c", "done: a, c; next: b", "drop 2", "done: a, c; next:"},
		{"done: a, b", "next: x; done: b, a", "move 1 next", "next: x, a; done: b"},
		{"done: a, a, b", "done: a, b", "drop 2", "done: b"},
		{"done: a", "done: a, b", "drop 2", "! item"},
	} {
		name, args, _ := strings.Cut(c.command, " ")
		got, err := repaired(sectionsOf(c.shown), sectionsOf(c.now), intake.Command{Name: name, Args: args}, nil)
		text := textOf(got)
		if err != nil {
			text = "! " + err.Error()
		}
		if text != c.want {
			t.Errorf("shown %q, now %q, %s: %q, want %q", c.shown, c.now, c.command, text, c.want)
		}
	}
}

// TestAmendment: what is filed, and that reading it on top of what was there
// gives what was asked for, whatever that is.
func TestAmendment(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"done: a, b; next: c", "done: a; next: c, b", "done: a; next: c, b"},
		{"done: a, b; next: c", "done: a, b; next:", "next:"},
		{"done: a", "done: a", ""},
		{"done: a; note: b, c", "done: a; note: b", "note:; note: b"},
		{"done: a; note: b", "done: a; note:", "note:"},
		{"done: a", "done: a; note: b", "note: b"},
		{"done: a; note: b", "", "done:; note:"},
		{"done: a, -b", "done: a, b", "done: a, b"},
	} {
		if got := textOf(amendment(sectionsOf(c.before), sectionsOf(c.after))); got != c.want {
			t.Errorf("%q to %q: %q, want %q", c.before, c.after, got, c.want)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	state := func() (list []entry.Section) {
		for _, name := range []string{"note", "done", "next", "blocked"} {
			if random.IntN(3) > 0 {
				s := entry.Section{Name: name}
				for range random.IntN(3) {
					s.Items = append(s.Items, entry.Item{Text: string(rune('a' + random.IntN(3)))})
				}
				list = append(list, s)
			}
		}
		return list
	}
	filled := func(list []entry.Section) map[string]string {
		all := map[string]string{}
		for _, s := range list {
			if len(s.Items) > 0 {
				all[s.Name] = textOf([]entry.Section{s})
			}
		}
		return all
	}
	for range 2000 {
		before, after := state(), state()
		first := entry.Entry{Kind: entry.Update, Sections: before}
		later := entry.Entry{Kind: entry.Update, Sections: amendment(before, after)}
		// On the page and back, as it is filed.
		blocks, problems := entry.Decode(entry.Encode(entry.Entry{ID: "1", Kind: entry.Update, Sections: later.Sections}))
		if len(blocks) != 1 || len(problems) > 0 {
			t.Fatalf("%q does not come back: %v", textOf(later.Sections), problems)
		}
		got := entry.Merge(first, blocks[0].Entry)
		if diff := cmp.Diff(filled(after), filled(got.Sections)); diff != "" {
			t.Fatalf("%q to %q: %s", textOf(before), textOf(after), diff)
		}
	}
}

// TestUndone: the newest filing is taken back, and that can be taken back.
func TestUndone(t *testing.T) {
	updates := []entry.Entry{{Kind: entry.Update, Sections: sectionsOf("done: a; note: x")},
		{Kind: entry.Update, Sections: sectionsOf("done: b; note: y")}}
	want := []string{"done: a; note: x", "done: b; note: x, y", "done: a; note: x"}
	for i, w := range want {
		now := undone(updates)
		if got := textOf(now); got != w {
			t.Errorf("undo %d: %q, want %q", i+1, got, w)
		}
		updates = append(updates, entry.Entry{Kind: entry.Update, Sections: amendment(together(updates), now)})
	}
	if got := undone(updates[:1]); got != nil {
		t.Errorf("undo of the first: %q", textOf(got))
	}
}
