package config

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the expected messages anew")

// TestBad loads testdata/bad: one mistake in each folder, named after its case
// in PROMISES.md group L, with what kabar must say of it in the file want.
//
// A folder may have an env file with NAME=value lines, and a modes file with
// lines such as "0644 password": all files are 0600 otherwise. A password file
// is added if there is none. Warnings are lines that begin with "warning: ".
func TestBad(t *testing.T) {
	dirs, err := filepath.Glob("testdata/bad/*")
	if err != nil || len(dirs) < 60 {
		t.Fatalf("%d folders, %v", len(dirs), err)
	}
	for _, dir := range dirs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			want := filepath.Join(dir, "want")
			if full, err := filepath.Abs(want); err == nil {
				want = full
			}
			got := outcome(t, dir)
			if strings.Contains(got, "hunter2") {
				t.Errorf("shows the password:\n%s", got)
			}
			if *update {
				if err := os.WriteFile(want, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			b, err := os.ReadFile(want)
			if err != nil || got != string(b) {
				t.Errorf("got:\n%s\nwant:\n%s%v", got, b, err)
			}
		})
	}
}

// outcome copies the folder away, loads the config there, and returns what
// kabar says of it.
func outcome(t *testing.T, dir string) string {
	tmp := t.TempDir()
	put := func(name string, content []byte) {
		if err := os.WriteFile(filepath.Join(tmp, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("password", []byte("hunter2\n"))
	files, err := fs.ReadDir(os.DirFS(dir), ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		put(f.Name(), b)
	}
	t.Chdir(tmp)
	for _, line := range lines("modes") {
		mode, file, _ := strings.Cut(line, " ")
		m, err := strconv.ParseUint(mode, 8, 32)
		if err == nil {
			err = os.Chmod(file, fs.FileMode(m))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	env := map[string]string{}
	for _, line := range lines("env") {
		k, v, _ := strings.Cut(line, "=")
		env[k] = v
	}
	c, err := Load("config.toml", func(k string) string { return env[k] })
	if err != nil {
		return err.Error() + "\n"
	}
	said := ""
	for _, w := range c.Warnings {
		said += "warning: " + w + "\n"
	}
	return said
}

// lines returns the lines of a file; none if it is not there.
func lines(file string) []string {
	b, _ := os.ReadFile(file)
	return strings.FieldsFunc(string(b), func(r rune) bool { return r == '\n' })
}
