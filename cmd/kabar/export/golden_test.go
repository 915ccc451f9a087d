package export

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kabar/store/entry"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden holds each format to a file that is there to be read.
func TestGolden(t *testing.T) {
	s, teams := story(t)
	for name, got := range map[string][]byte{
		"archive.md": written(t, func(b *bytes.Buffer) error { return Markdown(b, teams, s) }),
		"archive.jsonl": written(t, func(b *bytes.Buffer) error {
			return s.Each(func(e entry.Entry) error {
				line, err := JSON(e)
				b.Write(line)
				return err
			})
		}),
		"archive.csv": written(t, func(b *bytes.Buffer) error {
			table := NewTable(b)
			if err := s.Each(table.Add); err != nil {
				return err
			}
			return table.Flush()
		}),
		"archive.ics": written(t, func(b *bytes.Buffer) error { return Calendar(b, teams, s, true) }),
		"site.txt":    siteText(siteOf(t, s, teams)),
	} {
		golden := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(golden, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("differs from %s: go test ./cmd/kabar/export -update, and look (%v)", golden, err)
		}
	}
}

func written(t *testing.T, write func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// siteText is a site as one text, without the style that each page has.
func siteText(f folder) []byte {
	var b bytes.Buffer
	for _, name := range f.names() {
		b.WriteString("-- " + name + " --\n")
		b.WriteString(strings.Replace(f[name].String(), style, "…", 1))
	}
	return b.Bytes()
}
