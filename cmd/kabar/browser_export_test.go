package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kabar/cmd/kabar/racetest"
)

// TestRealBrowserExport lays out pages of an exported site, 320 and 800 pixels
// wide, as they are and with words in them that are longer than a line: nothing
// may stick out, and nothing may be empty.
func TestRealBrowserExport(t *testing.T) {
	if racetest.On() {
		t.Skip("another program does the work: run without -race")
	}
	chromium := realTool(t, "chromium")
	d := performed(t)
	site := filepath.Join(t.TempDir(), "site")
	var errs bytes.Buffer
	a := &app{out: &errs, err: &errs, now: time.Now, env: func(string) string { return "" }}
	args := []string{"--config", filepath.Join(d.w.dir, "config.toml"), "export", "--format", "html", "--out", site}
	if code := a.main(context.Background(), args); code != exitFine {
		t.Fatalf("exit %d, %s", code, errs.String())
	}
	var pages []string
	for _, name := range []string{"index.html", "acme/days/2026-11-18.html", "acme/members/ana/index.html",
		"acme/members/kim/2026-11.html", "acme/decisions/0001.html", "acme/decisions/index.html"} {
		text, err := os.ReadFile(filepath.Join(site, name))
		if err != nil {
			t.Fatal(err)
		}
		// A word as long as a line, in every place where a person's words stand.
		long := strings.Repeat("Donaudampfschifffahrt", 12)
		pages = append(pages, string(text), strings.NewReplacer("halaman", long, "Ana Putri", long, "Use Postgres", long,
			"talked", long, "accepted", long).Replace(string(text)))
	}
	layOut(t, chromium, pages, 100)
}
