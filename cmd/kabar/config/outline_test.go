package config

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

const twoTeams = `data = "here" # not there: id = "x"
[imap]
host = "mail.acme.example"
[[team]]
  "id" = 'acme'
name = "[[team]]"
address = "kabar@acme.example"
member = [
  { id = "ana", address = "ana@acme.example" }, # id = "no"
]
[team.smtp]
id = "neither"
[[team]]
address = """
id = "no"
"""
id = "web"
`

func TestSketch(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		what, config string
		teams        []string // none: it is left to Look
	}{
		{"two teams", twoTeams, []string{"acme", "web"}},
		{"a mark before it", "\ufeff" + twoTeams, []string{"acme", "web"}},
		{"no data folder", "data = \"\"\n[[team]]\nid = \"acme\"\n", nil},
		{"no team", "data = \"here\"\n", nil},
		{"a team without an id", "data = \"here\"\n[[team]]\nname = \"acme\"\n", nil},
		{"an id twice", "data = \"here\"\n[[team]]\nid = \"a\"\n[[team]]\nid = \"a\"\n", nil},
		{"teams in a line", "data = \"here\"\nteam = [{id = \"acme\"}]\n", nil},
		{"one table", "data = \"here\"\n[team]\nid = \"acme\"\n", nil},
		{"a number", "data = 1\n[[team]]\nid = \"acme\"\n", nil},
		{"no TOML", "data = \"here\"\n[[team]]\nid = \"acme\"\nwhat is this\n", nil},
		{"nothing", "", nil},
	} {
		name := filepath.Join(t.TempDir(), "config.toml")
		if err := os.WriteFile(name, []byte(test.config), 0o600); err != nil {
			t.Fatal(err)
		}
		o, ok := Sketch(name, os.Getenv)
		if ok != (test.teams != nil) || ok && !slices.Equal(o.Teams, test.teams) {
			t.Errorf("%s: %v, %v; want %v", test.what, o.Teams, ok, test.teams)
		}
		if want := filepath.Join(filepath.Dir(name), "here"); ok && o.Data != want {
			t.Errorf("%s: data in %s, want %s", test.what, o.Data, want)
		}
	}
}

// TestSketchAgrees: of every config in the tests it says what Look says, or
// nothing.
func TestSketchAgrees(t *testing.T) {
	t.Parallel()
	names, _ := filepath.Glob("testdata/*/*/*.toml")
	more, _ := filepath.Glob("testdata/*.toml")
	names = append(append(names, more...), "../../../config.example.toml")
	read := 0
	for _, name := range names {
		c, err := Look(name, os.Getenv)
		o, ok := Sketch(name, os.Getenv)
		if err != nil || !ok {
			continue
		}
		read++
		var teams []string
		for _, team := range c.Teams {
			teams = append(teams, team.ID)
		}
		if o.Data != c.Data || !slices.Equal(o.Teams, teams) {
			t.Errorf("%s: %+v; Look says %s and %v", name, o, c.Data, teams)
		}
	}
	if read == 0 {
		t.Errorf("none of %d configs was read", len(names))
	}
}

func FuzzOutline(f *testing.F) {
	f.Add(twoTeams)
	f.Add("[[team]]\nid=\"\"\"a\n\"\"\"\n")
	f.Fuzz(func(t *testing.T, src string) {
		lines, ok := outline(src)
		if ok && len(lines) > 2*len(src)+20 {
			t.Errorf("%d bytes of %d", len(lines), len(src))
		}
	})
}
