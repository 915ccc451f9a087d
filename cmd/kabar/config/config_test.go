package config

import (
	"os"
	"path/filepath"
	"testing"
	_ "time/tzdata"

	"kabar/store/civil"
)

// noEnv is an environment with nothing in it.
func noEnv(string) string { return "" }

// write puts a config, and a password only we can read, into a new folder.
func write(t *testing.T, config string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{"config.toml": config, "password": "s3cret\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "config.toml")
}

// TestTenLines has the shortest config of a real team: all else is a default.
func TestTenLines(t *testing.T) {
	path := write(t, `[imap]
host = "imap.acme.example"
password_file = "password"
[[team]]
id = "acme"
address = "kabar@acme.example"
zone = "Europe/Berlin"
member = [
  { address = "ben@acme.example", admin = true },
  { address = "ana.putri@acme.example", zone = "Asia/Jakarta", lang = "id" } ]
`)
	c, err := Load(path, noEnv)
	if err != nil {
		t.Fatal(err)
	}
	if c.Data != filepath.Join(filepath.Dir(path), "data") || !c.Send || len(c.Teams) != 1 {
		t.Errorf("config = %+v", c)
	}
	team := c.Teams[0]
	if got, want := team.IMAP.String(), "kabar@acme.example at imap.acme.example:993 (tls)"; got != want {
		t.Errorf("IMAP = %s, want %s", got, want)
	}
	if got, want := team.SMTP.String(), "kabar@acme.example at smtp.acme.example:465 (tls)"; got != want {
		t.Errorf("SMTP = %s, want %s", got, want)
	}
	for _, a := range []Account{team.IMAP, team.SMTP} {
		if got, err := a.Secret(t.Context()); got != "s3cret" || err != nil {
			t.Errorf("Secret() = %q, %v", got, err)
		}
	}
	ana := team.Members[1]
	if ana.ID != "ana-putri" || ana.Name != "Ana Putri" || ana.Zone.String() != "Asia/Jakarta" ||
		ana.Lang != "id" || ana.Prompt != mustClock(t, "16:30") || ana.Digest != mustClock(t, "08:30") {
		t.Errorf("Ana = %+v", ana)
	}
}

func mustClock(t *testing.T, s string) civil.Clock {
	t.Helper()
	c, err := civil.ParseClock(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
