package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"kabar/store"
	"kabar/store/civil"
	"kabar/store/entry"
)

// cmdLeftovers fails if an export left something half-written behind.
func cmdLeftovers(ts *testscript.TestScript, neg bool, args []string) {
	if err := noLeftovers(ts.MkAbs(".")); err != nil {
		ts.Fatalf("%v", err)
	}
}

func noLeftovers(dir string) error {
	return filepath.WalkDir(dir, func(name string, _ os.DirEntry, err error) error {
		if err == nil && strings.HasPrefix(filepath.Base(name), outTemp) {
			return fmt.Errorf("%s is left over", name)
		}
		return err
	})
}

// tree is a folder's files as one text.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		fmt.Fprintf(&b, "-- %s --\n%s", name, text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestExportFailing: what fails half-way leaves what was there before, and
// nothing beside it.
func TestExportFailing(t *testing.T) {
	dir := t.TempDir()
	page := func(text string) func(creator) error {
		return func(create creator) error {
			f, err := create("a/b.html")
			if err != nil {
				return err
			}
			io.WriteString(f, text)
			return f.Close()
		}
	}
	site, file := filepath.Join(dir, "site"), filepath.Join(dir, "file")
	if err := errors.Join(writeFolder(site, page("one")), writeFile(file, func(w io.Writer) error {
		_, err := io.WriteString(w, "one")
		return err
	})); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	broken := errors.New("broken")
	if err := writeFolder(site, func(c creator) error { return errors.Join(page("two")(c), broken) }); !errors.Is(err, broken) {
		t.Errorf("the error is lost: %v", err)
	}
	if err := writeFile(file, func(w io.Writer) error {
		io.WriteString(w, "two")
		return broken
	}); !errors.Is(err, broken) {
		t.Errorf("the error is lost: %v", err)
	}
	if after := tree(t, dir); after != before {
		t.Errorf("after failing:\n%s\nbefore:\n%s", after, before)
	}
	if err := errors.Join(writeFolder(site, page("two")), noLeftovers(dir)); err != nil {
		t.Error(err)
	}
	if after := tree(t, site); !strings.Contains(after, "two") {
		t.Errorf("not replaced: %s", after)
	}
}

// TestExportCancelled: a stop in the middle leaves nothing behind.
func TestExportCancelled(t *testing.T) {
	dir, home := t.TempDir(), t.TempDir()
	config := filepath.Join(home, "config.toml")
	if err := os.WriteFile(config, []byte(`data = "data"
imap = { host = "imap.acme.example", password = "secret" }
smtp = { host = "smtp.acme.example" }
[[team]]
id = "acme"
address = "kabar@acme.example"
zone = "Europe/Berlin"
member = [{ name = "Ana", address = "ana@acme.example" }]
`), 0o600); err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(filepath.Join(home, "data"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if err := st.File(tenAM, []*store.Filing{{Team: "acme", Raw: []byte("x"), Outcome: "update", Entries: []*entry.Entry{
		{Kind: entry.Update, Member: "ana", Date: civil.DateOf(tenAM)}}}}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, format := range []string{"md", "jsonl", "csv", "mbox", "html"} {
		var out, errs bytes.Buffer
		a := &app{out: &out, err: &errs, now: time.Now, env: func(string) string { return "" }}
		args := []string{"--config", config, "export", "--format", format,
			"--out", filepath.Join(dir, "x")}
		if code := a.main(ctx, args); code != exitFailed {
			t.Errorf("%s: exit %d, %s", format, code, errs.String())
		}
		if names, err := os.ReadDir(dir); err != nil || len(names) > 0 {
			t.Errorf("%s left %v (%v)", format, names, err)
		}
	}
}
