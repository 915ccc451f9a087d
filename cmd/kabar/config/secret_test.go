package config

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// from is an account whose secret comes from s.
func from(s secret) Account {
	return Account{Host: "imap.acme.example", Port: 993, TLS: "tls", User: "kabar", secret: &s}
}

// put writes a file and returns its path.
func put(t *testing.T, content string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(path, []byte(content), mode); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestSecret reads the password from each of the four sources (L06, L07).
func TestSecret(t *testing.T) {
	command := func(words ...string) secret { return secret{key: "password_command", command: words} }
	file := func(content string, mode os.FileMode) secret {
		return secret{key: "password_file", name: put(t, content, mode)}
	}
	for _, c := range []struct {
		name string
		from secret
		want string // the secret, or what the error must name
	}{
		{"text", secret{key: "password", text: "hunter2"}, "hunter2"},
		{"variable", secret{key: "password_env", name: "P", text: "hunter2"}, "hunter2"},
		{"file", file("hunter2", 0o600), "hunter2"},
		{"file with a line end", file("hunter2\r\n", 0o600), "hunter2"},
		{"blanks are part of it", file(" hunter2 \n", 0o600), " hunter2 "},
		{"file of the group", file("hunter2", 0o640), "hunter2"},
		{"file of everybody", file("hunter2", 0o644), "!can be read by everybody (0644): chmod 600"},
		{"empty file", file("\n", 0o600), "!gave an empty password"},
		{"large file", file(strings.Repeat("hunter2", 3000), 0o600), "!larger than 16 KiB"},
		{"no file", secret{key: "password_file", name: "/nowhere/secret"}, "!there is no such file"},
		{"a folder", secret{key: "password_file", name: "/"}, "!is a directory"},
		{"command", command("echo hunter2"), "hunter2"},
		{"command with arguments", command("printf", "%s\n", "hunter2"), "hunter2"},
		{"shell line", command("printf hunter; echo 2"), "hunter2"},
		{"command fails", command("echo hunter2; echo locked >&2; exit 3"), "!exit status 3"},
		{"command says nothing", command("true"), "!gave an empty password"},
		{"no command", command("/nowhere/pass", "show"), "!no such file"},
		{"empty variable", secret{key: "password_env", name: "P"}, "!password_env P gave an empty password"},
	} {
		got, err := from(c.from).Secret(t.Context())
		want, wantErr := strings.CutPrefix(c.want, "!")
		switch {
		case wantErr && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: error %v, want %q", c.name, err, want)
		case wantErr && strings.Contains(err.Error(), "hunter2"):
			t.Errorf("%s: the error shows the secret: %v", c.name, err)
		case !wantErr && (err != nil || got != want):
			t.Errorf("%s: %q, %v; want %q", c.name, got, err, want)
		}
	}
	if _, err := (Account{}).Secret(t.Context()); err == nil {
		t.Error("an account without a secret has one")
	}
}

// TestSecretIsFresh sees a changed file without a restart (G09).
func TestSecretIsFresh(t *testing.T) {
	path := put(t, "old", 0o600)
	a := from(secret{key: "password_file", name: path})
	for _, want := range []string{"old", "new"} {
		if err := os.WriteFile(path, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := a.Secret(t.Context()); got != want || err != nil {
			t.Errorf("Secret() = %q, %v; want %q", got, err, want)
		}
	}
}

// TestSecretInAShutFolder takes a file of any mode in a folder that keeps
// everybody out: so container platforms hand over secrets.
func TestSecretInAShutFolder(t *testing.T) {
	path := put(t, "hunter2", 0o644)
	if err := os.Chmod(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if got, err := from(secret{key: "password_file", name: path}).Secret(t.Context()); got != "hunter2" {
		t.Errorf("Secret() = %q, %v", got, err)
	}
}

// TestSecretEnds ends a command with its context.
func TestSecretEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	a := from(secret{key: "password_command", command: []string{"sleep 600"}})
	if _, err := a.Secret(ctx); err == nil {
		t.Error("no error")
	}
}

// TestSecretIsNeverPrinted prints an account in every way there is.
func TestSecretIsNeverPrinted(t *testing.T) {
	a := from(secret{key: "password", text: "hunter2", command: []string{"hunter2"}})
	c := Config{Teams: []Team{{IMAP: a, SMTP: a}}}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("login", "account", a, "config", c)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("login", "account", a, "config", c)
	js, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	hidden := struct{ a Account }{a}
	for _, s := range []string{
		log.String(), string(js), fmt.Sprint(a, c, &a, &c, hidden), a.String(),
		fmt.Sprintf("%v %+v %#v %s %q %x", a, a, a, a, a, a), fmt.Sprintf("%v %+v %#v", &c, &c, &c),
		fmt.Sprintf("%v %+v %#v", hidden, hidden, hidden),
	} {
		if strings.Contains(s, "hunter2") || strings.Contains(s, fmt.Sprintf("%x", "hunter2")) {
			t.Errorf("shows the secret: %s", s)
		}
	}
}

func TestAccountEqual(t *testing.T) {
	a := from(secret{key: "password_command", command: []string{"pass"}})
	same, other := a, a
	same.secret = &secret{key: "password_command", command: []string{"pass"}}
	other.secret = &secret{key: "password_command", command: []string{"pass", "show"}}
	host := a
	host.Host = "imap.beta.example"
	if !a.Equal(same) || a.Equal(other) || a.Equal(host) || a.Equal(Account{}) || !(Account{}).Equal(Account{}) {
		t.Error("Equal is wrong")
	}
}
