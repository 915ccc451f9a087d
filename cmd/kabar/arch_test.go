package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// arrows lists who may import whom inside the project (docs/DESIGN.md §3).
// A package that is not here is an error: give it a place first.
var arrows = map[string][]string{
	"store/civil":          {},
	"store/team":           {"store/civil"},
	"store/entry":          {"store/civil"},
	"store":                {"store/civil", "store/team", "store/entry"},
	"store/index":          {"store/civil", "store/entry"},
	"mail":                 {},
	"mail/mailtest":        {},
	"mail/auth":            {"mail", "store/civil"},
	"mail/reply":           {"mail"},
	"mail/reply/replytest": {"mail"},
	"mail/intake":          {"mail", "mail/auth", "mail/reply", "store/civil", "store/entry", "store/team"},
	"mail/line":            {},
	"mail/fetch":           {"mail", "mail/line"},
	"mail/realtest":        {},
	"mail/fetch/imaptest":  {"mail/realtest"},
	"mail/send":            {"mail", "mail/line"},
	"mail/send/smtptest":   {"mail/realtest"},
	"digest":               {"mail", "store/civil", "store/entry", "store/team"},
	"cmd/kabar/config":     {"mail", "store/civil", "store/team"},
	"cmd/kabar/mailview":   {"mail"},
	"cmd/kabar/racetest":   {},
	"cmd/kabar/export":     {"digest", "mail", "store/civil", "store/entry", "store/team"},
	"cmd/kabar":            {"*"},
	"bench/reply":          {"*"},
	"bench":                {"*"},
}

// pure packages decide and do nothing: no disk, no socket, no clock.
var pure = []string{"store/civil", "store/team", "store/entry", "mail", "mail/mailtest", "mail/auth",
	"mail/reply", "mail/reply/replytest", "mail/intake", "digest", "cmd/kabar/mailview",
	"cmd/kabar/export"}

// only says in which one folder a library may be named, so that replacing it
// means replacing that folder.
var only = map[string][]string{
	"github.com/emersion/go-imap/":       {"mail/fetch", "mail/fetch/imaptest"},
	"github.com/emersion/go-smtp":        {"mail/send", "mail/send/smtptest"},
	"github.com/emersion/go-message":     {"mail"},
	"github.com/jordan-wright/email":     {"mail"},
	"github.com/emersion/go-msgauth":     {"mail/auth"},
	"github.com/BurntSushi/toml":         {"cmd/kabar/config", "store/team", "store"},
	"github.com/arran4/golang-ical":      {"cmd/kabar/export"},
	"modernc.org/sqlite":                 {"store/index"},
	"github.com/emersion/go-sasl":        {"mail/line", "mail/fetch", "mail/send", "mail/fetch/imaptest", "mail/send/smtptest"},
	"github.com/rogpeppe/go-internal":    {},
	"github.com/google/go-cmp":           {},
	"golang.org/x/sys":                   {"store"},
	"golang.org/x/net/publicsuffix":      {"mail/auth"},
	"golang.org/x/text/unicode/norm":     {"store", "store/index", "mail", "mail/reply", "mail/intake"},
	"github.com/VictoriaMetrics/metrics": {"cmd/kabar"},
}

// TestArrows walks every source file: an import that is not an arrow of the
// design, a clock or a disk in a pure package, a library outside its folder
// and an unknown package all fail, and so does a walk that finds nothing.
func TestArrows(t *testing.T) {
	t.Parallel()
	files := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".git")) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		files++
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel("../..", path)
		checkFile(t, filepath.ToSlash(rel), filepath.ToSlash(filepath.Dir(rel)), f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Fatalf("walked only %d files: wrong folder?", files)
	}
}

func checkFile(t *testing.T, path, dir string, f *ast.File) {
	allowed, known := arrows[dir]
	if !known {
		t.Errorf("%s: package %s has no place in the design", path, dir)
	}
	for _, spec := range f.Imports {
		imp, _ := strconv.Unquote(spec.Path.Value)
		if ours, ok := strings.CutPrefix(imp, "kabar/"); ok && !match(allowed, ours) {
			t.Errorf("%s: %s → %s is not an arrow of the design", path, dir, ours)
		}
		for lib, homes := range only {
			if strings.HasPrefix(imp, lib) && !match(homes, dir) {
				t.Errorf("%s: %s belongs in %v", path, imp, homes)
			}
		}
		switch imp {
		case "os", "os/exec", "net", "net/mail", "syscall", "crypto/rand", "math/rand", "math/rand/v2":
			if match(pure, dir) {
				t.Errorf("%s: %s in a pure package", path, imp)
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if x, isIdent := identOf(sel, ok); isIdent && x == "time" && path != "cmd/kabar/clock.go" {
			switch sel.Sel.Name {
			case "Now", "Since", "Until":
				if !strings.HasPrefix(dir, "bench") {
					t.Errorf("%s: time.%s: only cmd/kabar/clock.go reads the clock", path, sel.Sel.Name)
				}
			}
		}
		return true
	})
}

func identOf(sel *ast.SelectorExpr, ok bool) (string, bool) {
	if !ok {
		return "", false
	}
	x, ok := sel.X.(*ast.Ident)
	if !ok {
		return "", false
	}
	return x.Name, true
}

func match(list []string, s string) bool {
	for _, l := range list {
		if l == s || l == "*" {
			return true
		}
	}
	return false
}
