package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDocsImport holds docs/IMPORT.md to what the program does, with the mails and
// the archive of the demo.
func TestDocsImport(t *testing.T) {
	page, err := os.ReadFile("../../docs/IMPORT.md")
	if err != nil {
		t.Fatal(err)
	}
	d := performed(t)
	must(t, d.w.write())
	conf, err := os.ReadFile(filepath.Join(d.w.dir, "config.toml"))
	must(t, err)
	t.Chdir(t.TempDir())
	must(t, os.CopyFS("old", os.DirFS(d.w.dir)))
	must(t, os.Mkdir("new", 0o700))
	t.Chdir("new")
	must(t, os.Rename("../old/mails", "mails"))
	must(t, os.WriteFile("config.toml", conf, 0o600))
	ran := 0
	for _, block := range fenced.FindAllStringSubmatch(string(page), -1) {
		line, want, _ := strings.Cut(block[2], "\n")
		words := strings.Fields(line)
		if block[1] != "console" || len(words) < 3 || words[0] != "$" {
			t.Errorf("nothing tests the block %q", block[0])
			continue
		}
		ran++
		var out, errs bytes.Buffer
		a := &app{out: &out, err: &errs, now: d.w.clock, env: func(string) string { return "" }}
		if code := a.main(context.Background(), words[2:]); code != exitFine {
			t.Errorf("%s: exit %d, %s", line, code, errs.String())
		}
		if !strings.Contains(out.String(), want) {
			t.Errorf("docs/IMPORT.md shows of %s\n%s\nand the demo gives\n%s", line, want, out.String())
		}
	}
	if ran != 4 {
		t.Errorf("%d commands were run", ran)
	}
}
