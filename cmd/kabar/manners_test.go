package main

import (
	"slices"
	"testing"

	"kabar/store/entry"
)

func TestWithoutManners(t *testing.T) {
	section := func(name string, texts ...string) entry.Section {
		s := entry.Section{Name: name}
		for _, text := range texts {
			s.Items = append(s.Items, entry.Item{Text: text})
		}
		return s
	}
	for _, c := range []struct {
		name       string
		kind       entry.Kind
		have, want []entry.Section
	}{
		{"around the news", entry.Update,
			[]entry.Section{section("done", "the report"), section("note", "Hi team,", "Viele Grüße\nBen")},
			[]entry.Section{section("done", "the report")}},
		{"among notes", entry.Update,
			[]entry.Section{section("note", "Hello,", "the printer is back", "Thanks, Ben")},
			[]entry.Section{section("note", "the printer is back")}},
		{"taken back notes", entry.Update, []entry.Section{section("note")}, []entry.Section{section("note")}},
		{"under a label", entry.Update, []entry.Section{section("done", "Thanks")}, []entry.Section{section("done", "Thanks")}},
		{"a comment", entry.Comment, []entry.Section{section("note", "Thanks, Ana")}, []entry.Section{section("note", "Thanks, Ana")}},
		{"nothing else", entry.Update, []entry.Section{section("note", "Thanks!")}, nil},
	} {
		filed := []entry.Entry{{Kind: c.kind, Name: "Ben Vogel", Sections: c.have}}
		before := len(c.have[0].Items)
		got := withoutManners(filed)[0].Sections
		if !slices.EqualFunc(got, c.want, func(a, b entry.Section) bool {
			return a.Name == b.Name && slices.Equal(a.Items, b.Items)
		}) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		if len(filed[0].Sections) != len(c.have) || len(filed[0].Sections[0].Items) != before {
			t.Errorf("%s: the entry itself was changed", c.name)
		}
	}
}
