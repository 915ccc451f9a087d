package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/store"
	"kabar/store/entry"
	"kabar/store/index"
)

// TestVerifyFinds: each kind of damage is found, with its file and line, and ends
// with 3. The archive has entry 1 (an update), 2 and 3 (decisions), 4 (an update).
func TestVerifyFinds(t *testing.T) {
	t.Parallel()
	const page = "acme/updates/2026/2026-11-18.md"
	const decision = "acme/decisions/0001-use-postgres.md"
	const second = "acme/decisions/0002-use-go.md"
	for _, c := range []struct {
		name string
		harm func(t *testing.T, dir string)
		want string // the line it prints, up to its end or " …"
	}{
		{"none", func(*testing.T, string) {}, "DIR: 4 entries, all as they were filed"},
		{"a page edited", replaced(page, "invoices", "receipts"),
			page + ":3: changed by hand since kabar wrote it"},
		{"text below the last block", func(t *testing.T, dir string) {
			text, err := os.ReadFile(dir + "/" + page)
			must(t, err)
			must(t, os.WriteFile(dir+"/"+page, append(text, "\n## Ana\n\nBananas.\n"...), 0o640))
		}, page + ":18: text that belongs to no entry: no search and no digest knows of it"},
		{"a status nobody knows", func(t *testing.T, dir string) {
			replaced(decision, "status: accepted", "status: maybe")(t, dir)
			replaced(decision, "Status: accepted", "Status: maybe")(t, dir)
		}, decision + ":2: status \"maybe\" is none that kabar knows: proposed, accepted, rejected, withdrawn, " +
			"superseded by 0009 or deprecated"},
		{"an entry gone", func(t *testing.T, dir string) { must(t, os.WriteFile(dir+"/"+page, []byte("# x\n"), 0o640)) },
			page + ": entry 1 of filed.log:1: no longer in its file: no such entry"},
		{"a line of filed.log", replaced("filed.log", "1 2026", "1 2025"),
			"filed.log:1: damaged: the line's sum does not fit"},
		{"a block nobody filed", func(t *testing.T, dir string) {
			block := entry.Encode(entry.Entry{ID: "0123456789abcdef", Num: 99, Kind: entry.Update})
			text, err := os.ReadFile(dir + "/" + page)
			must(t, err)
			must(t, os.WriteFile(dir+"/"+page, append(text, block...), 0o640))
		}, page + ":17: a block that filed.log does not know"},
		{"a decision edited", replaced(decision, "accepted", "rejected"),
			decision + ": changed by hand since kabar wrote it"},
		{"a gap", func(t *testing.T, dir string) { must(t, os.Remove(dir+"/"+decision)) },
			second + ":6: decision 1 is missing before it"},
		{"a double", func(t *testing.T, dir string) {
			must(t, os.Rename(dir+"/"+second, dir+"/acme/decisions/0001-use-xen.md"))
		}, "acme/decisions/0001-use-xen.md:6: a second decision 1"},
		{"front matter", replaced(decision, "kabar: 1\n", "kabar: 1\nstatus: open\n"),
			decision + ":6: status stands in line 2 already"},
		{"the index cut", func(t *testing.T, dir string) { must(t, os.Truncate(dir+"/index.db", 9000)) },
			"index.db: the index can't be used: it was damaged; kabar reindex makes it anew"},
		{"none, and no index", func(t *testing.T, dir string) { must(t, os.Remove(dir+"/index.db")) },
			"index.db: there is none: kabar run makes it, and so does kabar reindex"},
		{"no index at all", func(t *testing.T, dir string) {
			must(t, os.Remove(dir+"/index.db"))
			must(t, os.Mkdir(dir+"/index.db", 0o700))
		}, "index.db: it can't be read: …"},
		{"the index lacks one", indexed(func(x *index.Index) error {
			list := []entry.Entry{{ID: "1", Num: 1, Team: "acme"}, {ID: "3", Num: 3, Team: "acme"}}
			return errors.Join(x.Reset("a gap"), x.Add(list))
		}),
			"index.db: entry 2 is not in it: kabar reindex"},
		{"the index has one more", indexed(func(x *index.Index) error {
			return x.Add([]entry.Entry{{ID: "x", Num: 77, Team: "acme", Kind: entry.Update}})
		}), "index.db: entry 77 is in it, and not in the archive: kabar reindex"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			s := stationOf(t, &config.Config{Data: dir})
			use := func(title string) *store.Filing {
				f := update(title, title)
				f.Entries[0].Kind, f.Entries[0].Sections = entry.Decided, nil
				f.Entries[0].Decision = &entry.Decision{Title: title, Status: "accepted", Makers: []string{"Ana"}}
				return f
			}
			must(t, s.file(time.Now(), []*store.Filing{update("1", "invoices"), use("Use Postgres"), use("Use Go"),
				update("4", "walls")}))
			must(t, s.Close())
			c.harm(t, dir)
			var out, errs bytes.Buffer
			conf := filepath.Join(t.TempDir(), "config.toml")
			must(t, os.WriteFile(conf, fmt.Appendf(nil, verifyConfig, dir), 0o600))
			a := &app{out: &out, err: &errs, env: func(string) string { return "" }, now: time.Now}
			code := a.main(context.Background(), []string{"--config", conf, "verify"})
			if (code == exitDamaged) == strings.HasPrefix(c.name, "none") {
				t.Errorf("it ends with %d: %s", code, &errs)
			}
			want := strings.Replace(c.want, "DIR", dir, 1)
			begin, open := strings.CutSuffix(want, "…")
			for line := range strings.Lines(out.String()) {
				if line == want+"\n" || open && strings.HasPrefix(line, begin) {
					return
				}
			}
			t.Errorf("it does not say %q but\n%s", want, &out)
		})
	}
}

const verifyConfig = `data = %q
imap = { host = "127.0.0.1", port = 1, tls = "none", password = "x", user = "k@acme.example" }
smtp = { host = "127.0.0.1", port = 1, tls = "none" }
[[team]]
id = "acme"
name = "Acme"
address = "k@acme.example"
zone = "UTC"
member = [{ name = "Ana", address = "ana@acme.example" }]
`

// replaced changes text in a file.
func replaced(file, old, new string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		name := filepath.Join(dir, file)
		text, err := os.ReadFile(name)
		must(t, err)
		if !bytes.Contains(text, []byte(old)) {
			t.Fatalf("%s has no %q:\n%s", file, old, text)
		}
		must(t, os.WriteFile(name, bytes.Replace(text, []byte(old), []byte(new), 1), 0o640))
	}
}

// indexed changes the index.
func indexed(change func(x *index.Index) error) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		x, err := index.Open(filepath.Join(dir, indexFile))
		must(t, err)
		must(t, change(x))
		must(t, x.Close())
	}
}
