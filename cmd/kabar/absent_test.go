package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// importsOf returns the imports of what is built into the program, by file.
func importsOf(t *testing.T) map[string][]string {
	t.Helper()
	imports := map[string][]string{}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".git")) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			imports[path] = append(imports[path], strings.Trim(spec.Path.Value, `"`))
		}
		return nil
	})
	if err != nil || len(imports) < 100 {
		t.Fatalf("%d files (%v)", len(imports), err)
	}
	return imports
}

// TestL26OwnZones: the zone database is in the program, for machines without one.
func TestL26OwnZones(t *testing.T) {
	found := false
	for file, list := range importsOf(t) {
		for _, imp := range list {
			found = found || imp == "time/tzdata" && filepath.Dir(file) == "../../cmd/kabar"
		}
	}
	if !found {
		t.Error("cmd/kabar does not import time/tzdata")
	}
	t.Setenv("ZONEINFO", "/nonexistent")
	if _, err := time.LoadLocation("Asia/Jakarta"); err != nil {
		t.Error(err)
	}
}
