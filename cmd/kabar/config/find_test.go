package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFind looks in one place after the other (L01).
func TestFind(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, p := range []string{"home/.config/kabar/config.toml", "xdg/kabar/config.toml", "my.toml", "folder/x"} {
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ flag, env, want string }{
		{"my.toml", "KABAR_CONFIG=other.toml", "my.toml"},
		{"none.toml", "", "!none.toml: there is no such file (named by --config): kabar init writes one"},
		{"folder", "", "!folder: is a folder (named by --config)"},
		{"", "KABAR_CONFIG=my.toml", "my.toml"},
		{"", "KABAR_CONFIG=none.toml", "!none.toml: there is no such file (named by $KABAR_CONFIG)"},
		{"", "HOME=home", "home/.config/kabar/config.toml"},
		{"", "XDG_CONFIG_HOME=xdg", "xdg/kabar/config.toml"},
		{"", "HOME=nobody", "!looked for config.toml, nobody/.config/kabar/config.toml, /etc/kabar/config.toml: kabar init"},
	} {
		k, v, _ := strings.Cut(c.env, "=")
		env := func(name string) string {
			if name == k {
				return v
			}
			return ""
		}
		got, err := Find(c.flag, env)
		want, fails := strings.CutPrefix(c.want, "!")
		var errs Errors
		switch {
		case fails && (!errors.As(err, &errs) || !strings.Contains(err.Error(), want)):
			t.Errorf("Find(%q, %s): error %v, want %s", c.flag, c.env, err, want)
		case !fails && (err != nil || got != want):
			t.Errorf("Find(%q, %s) = %s, %v; want %s", c.flag, c.env, got, err, want)
		}
	}
	if err := os.WriteFile("config.toml", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := Find("", func(string) string { return "home" }); got != "home" && err == nil {
		t.Errorf("$KABAR_CONFIG comes first, not %s", got)
	}
	if got, err := Find("", noEnv); got != "config.toml" || err != nil {
		t.Errorf("the nearest is config.toml, not %s, %v", got, err)
	}
}
