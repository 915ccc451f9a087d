package store

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kabar/store/entry"
	"kabar/store/team"
)

var rewrite = flag.Bool("update", false,
	"write the store of testdata anew; never for a format that was released")

const v1 = "testdata/v1"

// makeV1 makes the store of testdata: a file of every form, with text in it
// that is easy to get wrong.
func makeV1(t *testing.T, dir string) {
	t.Helper()
	s, err := open(dir, realDisk{}, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, step := range workload() {
		if err := step.do(s); err != nil {
			t.Fatal(err)
		}
	}
	odd := updateOf("ana", "2026-11-23",
		"- a hyphen\n\n# a heading\n<!-- kabar:1 update id=x len=0 crc=00000000 -->\n"+
			"`code` \\- *star* 日本語 {{< x >}}")
	odd.Late, odd.Source, odd.Verdict, odd.Name = true, "odd--id@x", "dkim=pass header.d=x",
		"Ana \"Ä\" Putri"
	odd.Sections = append(odd.Sections, entry.Section{Name: "Plans",
		Items: []entry.Item{{Text: "one"}, {Text: "two", Depth: 1}, {Text: ""}}},
		entry.Section{Name: "blocked"})
	decided := decisionOf("ana", "2026-11-23", "#1: no, or: yes?")
	decided.Decision = &entry.Decision{Title: "#1: no, or: yes?", Why: "---\n- so\n\nand so",
		Status: "proposed", Deadline: day("2026-12-24"),
		Makers: []string{"Ana, Putri", "yes"}, Consulted: []string{"Ben: B."},
		Informed: []string{"\"all\""}, Objections: []string{"one\ntwo", "x"}}
	paused := true
	on := updateOf("ben", "2026-11-23", "agreed")
	on.Kind, on.On = entry.Comment, "0123456789abcdef"
	f := mailOf(70, odd, decided, on)
	f.Settings = map[string]team.Settings{"ana": {Paused: &paused, Away: []team.Range{
		{First: day("2026-12-24"), Last: day("2027-01-02"), Note: "\"home\""},
		{First: day("2027-06-01")}}}}
	late := letterOf("odd key/ü")
	late.NotBefore, late.Next, late.LastError = noon.Add(1), noon, "550 5.1.1 no\r\nsuch user"
	f.Letters = []*Letter{late}
	nowhere := &Filing{MessageID: "n@x",
		Raw: []byte("From: x@y\r\nSubject: hm\r\n\r\nFrom me\r\n"), From: "x@y", Outcome: "stray",
		Reason: "no team", StrayWhy: "no team", Received: noon}
	mustFile(t, s, f, nowhere)
	if err := s.SetMark("digest acme/ana", "12\nsum: no"); err != nil {
		t.Fatal(err)
	}
	if err := s.d.write("key", []byte(strings.Repeat("0123456789abcdef", 4)+"\n"),
		0o600); err != nil {
		t.Fatal(err)
	}
}

// fullPortrait is portrait and what that leaves out.
func fullPortrait(t *testing.T, s *Store) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(portrait(t, s))
	if err := s.Each("", func(e entry.Entry) error {
		b.Write(entry.Encode(entry.Entry{ID: e.ID, Num: e.Num, Kind: e.Kind, Team: e.Team,
			Member: e.Member, Name: e.Name, Date: e.Date,
			Filed: e.Filed, Zone: e.Zone, Mail: e.Mail, Source: e.Source, Verdict: e.Verdict,
			Late: e.Late, Amends: e.Amends, On: e.On, Sections: e.Sections}))
		if e.Decision != nil {
			b.Write(entry.EncodeDecision(e))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	mark, err := s.Mark("digest acme/ana")
	if err != nil {
		t.Fatal(err)
	}
	key, err := s.Key()
	if err != nil {
		t.Fatal(err)
	}
	b.WriteString("mark " + mark + "\nkey " + string(key[:4]) + "\n")
	return b.String()
}

// TestStoreOfVersion1 opens a store that the first version wrote: whatever
// comes after it must read all of it, and leave every file as it is.
func TestStoreOfVersion1(t *testing.T) {
	if *rewrite {
		if err := os.RemoveAll(v1); err != nil {
			t.Fatal(err)
		}
		makeV1(t, filepath.Join(v1, "data"))
		for _, name := range []string{"lock", journalName, examinedName} {
			if err := os.Remove(filepath.Join(v1, "data", name)); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(v1, "portrait.txt"), []byte(fullPortrait(t,
			mustView(t, filepath.Join(v1, "data")))), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(filepath.Join(v1, "portrait.txt"))
	if err != nil {
		t.Fatal(err)
	}
	dir := copyStore(t, filepath.Join(v1, "data"))
	before := bytesOf(t, dir)
	if len(before) < 20 {
		t.Fatalf("only %d files", len(before))
	}
	if got := fullPortrait(t, mustView(t, dir)); got != string(want) {
		t.Errorf("a view shows\n%s\nwant\n%s", got, want)
	}
	s := mustOpen(t, dir)
	wantClean(t, s)
	if got := fullPortrait(t, s); got != string(want) {
		t.Errorf("it shows\n%s\nwant\n%s", got, want)
	}
	after := bytesOf(t, dir)
	for name, text := range before {
		if after[name] != text {
			t.Errorf("%s was changed", name)
		}
	}
	mustFile(t, s, mailOf(80, updateOf("ana", "2026-11-24", "new")))
	wantClean(t, s)

	// This version still writes just that, but for decisions, which have a list on
	// one line and say status and date below the title too, and so for their sums.
	again := t.TempDir()
	makeV1(t, again)
	for name, text := range bytesOf(t, again) {
		if isDecision(name) || name == filedLog || name == changesLog {
			continue
		}
		if before[name] != text {
			t.Errorf("%s is written as\n%s\nand was written as\n%s", name, text, before[name])
		}
	}
}

func bytesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, name := range filesOf(t, dir) {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(data)
	}
	return files
}
