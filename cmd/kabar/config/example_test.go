package config

import (
	"os"
	"regexp"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"time"
)

const exampleFile = "../../../config.example.toml"

// TestExampleFile keeps config.example.toml at what the code says.
func TestExampleFile(t *testing.T) {
	if *update {
		if err := os.WriteFile(exampleFile, []byte(Example()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(exampleFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Example(), string(b)); diff != "" {
		t.Errorf("config.example.toml differs: go test ./cmd/kabar/config -update\n%s", diff)
	}
}

// uncommented is the example with each commented key and table in force, but
// for those that say what another key says already.
func uncommented(t *testing.T) string {
	instead := map[string]bool{}
	for _, s := range schema {
		for _, k := range s.keys {
			instead[k.name] = instead[k.name] || k.instead
		}
	}
	b, err := os.ReadFile(exampleFile)
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^# ((\[?\[[a-z.]+\]?\])|([a-z_]+) = .*)$`)
	return line.ReplaceAllStringFunc(string(b), func(l string) string {
		if m := line.FindStringSubmatch(l); instead[m[3]] {
			return l
		}
		return l[2:]
	})
}

// TestExampleHasAllKeys finds every key of the schema in the example, and
// nothing else.
func TestExampleHasAllKeys(t *testing.T) {
	got := map[string]any{}
	if _, err := toml.Decode(uncommented(t), &got); err != nil {
		t.Fatal(err)
	}
	n := 0
	var walk func(section string, vals map[string]any)
	walk = func(name string, vals map[string]any) {
		for _, k := range sectionOf(name).keys {
			if v, ok := vals[k.name]; ok {
				n++
				full := (&node{sec: section{name: name}}).dotted(k.name)
				switch v := v.(type) {
				case map[string]any:
					walk(full, v)
				case []map[string]any:
					walk(full, v[0])
				}
			} else if !k.instead && name != "team.imap" && name != "team.smtp" {
				t.Errorf("%s is not in [%s]", k.name, name)
			}
		}
	}
	walk("", got)
	if n < 50 {
		t.Errorf("only %d keys", n)
	}
}

// TestExampleShowsDefaults loads the example as it is, and with all defaults
// in force: that is the same config.
func TestExampleShowsDefaults(t *testing.T) {
	load := func(src string) *Config {
		c, errs := parse("config.toml", []byte(src), pretend("s3cret"))
		if errs != nil {
			t.Fatal(errs)
		}
		c.Warnings = nil // one names a line only if the key is there
		return c
	}
	short, full := load(Example()), load(uncommented(t))
	same := cmp.Options{
		cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() }),
		cmpopts.EquateEmpty(),
	}
	if diff := cmp.Diff(short, full, same); diff != "" {
		t.Errorf("a default in config.example.toml is none:\n%s", diff)
	}
}

// pretend is a machine on which every file has this content and is ours alone.
func pretend(content string) disk {
	return disk{env: noEnv, secrets: true,
		read: func(string, int) ([]byte, error) { return []byte(content), nil },
		lax:  func(string) (os.FileMode, bool) { return 0, false }}
}
