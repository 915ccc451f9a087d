package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// withoutIDs makes the same of all ids: those of the demo hang on its secret.
func withoutIDs(s string) string {
	return regexp.MustCompile(`\b[0-9a-f]{16}\b`).ReplaceAllString(s, "…")
}

// TestDocsExport holds docs/EXPORT.md to what the program does: its commands work
// on the archive of the demo, and what it shows of the formats is from there.
func TestDocsExport(t *testing.T) {
	page, err := os.ReadFile("../../docs/EXPORT.md")
	if err != nil {
		t.Fatal(err)
	}
	d := performed(t)
	t.Chdir(t.TempDir())
	run := func(args ...string) string {
		var out, errs bytes.Buffer
		a := &app{out: &out, err: &errs, now: d.w.clock, env: func(string) string { return "" }}
		args = append([]string{"--config", filepath.Join(d.w.dir, "config.toml")}, args...)
		if code := a.main(context.Background(), args); code != exitFine {
			t.Errorf("kabar %v: exit %d, %s", args[2:], code, errs.String())
		}
		return strings.ReplaceAll(out.String(), "\r\n", "\n")
	}
	shown := 0
	for _, block := range fenced.FindAllStringSubmatch(string(page), -1) {
		kind, text := block[1], block[2]
		if kind != "sh" {
			shown++
			if got := run("export", "--format", kind); !strings.Contains(withoutIDs(got), withoutIDs(text)) {
				t.Errorf("docs/EXPORT.md shows of %s\n%s\nand the demo gives\n%s", kind, text, got)
			}
			continue
		}
		for line := range strings.Lines(text) {
			run(strings.Fields(line)[1:]...)
		}
	}
	for _, made := range []string{"news.md", "blocked.csv", "public/acme/days/2026-11-18.html",
		"public/acme/decisions/0001.html", "public/acme/members/ana/2026-11.html", "public/feed.xml"} {
		if info, err := os.Stat(made); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", made, err)
		}
	}
	if shown != 3 {
		t.Errorf("%d examples were looked at", shown)
	}
	for _, f := range exportFormats {
		if !strings.Contains(string(page), "| `"+f+"` |") {
			t.Errorf("docs/EXPORT.md says nothing of %s", f)
		}
	}
}
