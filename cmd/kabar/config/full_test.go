package config

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"os"
	"strings"
	"testing"

	"kabar/store/civil"
	"kabar/store/team"
)

// TestFull loads testdata/full/config.toml, in which two teams say all there
// is to say, and compares what became of it: who is asked when, and by which
// account mail goes.
func TestFull(t *testing.T) {
	const dir = "testdata/full/"
	t.Chdir(dir)
	calendar, err := os.ReadFile("feasts.ics")
	if err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile("config.toml")
	if err != nil {
		t.Fatal(err)
	}
	d := pretend("s3cret\n")
	d.env = func(k string) string { return map[string]string{"HOME": "/home/kabar", "BETA_PASSWORD": "b3ta"}[k] }
	d.read = func(path string, _ int) ([]byte, error) {
		switch {
		case strings.HasSuffix(path, ".ics"):
			return calendar, nil
		case strings.HasSuffix(path, ".pem"):
			return certificate(t), nil
		}
		return []byte("s3cret\n"), nil
	}
	c, errs := parse("/etc/kabar/config.toml", src, d)
	if errs != nil {
		t.Fatal(errs)
	}
	got, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("want.json", append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("want.json")
	if err != nil || string(got)+"\n" != string(want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if ana := c.Teams[0].Members[0]; ana.Zone.String() != "Asia/Jakarta" ||
		c.Teams[0].Members[1].Zone.String() != "Europe/Berlin" {
		t.Errorf("zones: %s, %s", ana.Zone, c.Teams[0].Members[1].Zone)
	}
}

// certificate returns one in PEM form that nobody signed.
func certificate(t *testing.T) []byte {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	of := &x509.Certificate{SerialNumber: big.NewInt(1), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, of, of, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

func TestParseRange(t *testing.T) {
	day := func(d int) civil.Date { return civil.Date{Year: 2026, Month: 12, Day: d} }
	for _, c := range []struct {
		s    string
		want team.Range
		ok   bool
	}{
		{"2026-12-24", team.Range{First: day(24), Last: day(24)}, true},
		{"2026-12-24..2026-12-31 Bali, with Ben", team.Range{First: day(24), Last: day(31), Note: "Bali, with Ben"}, true},
		{"2026-12-24.. parental leave", team.Range{First: day(24), Note: "parental leave"}, true},
		{" 2026-12-24 ", team.Range{First: day(24), Last: day(24)}, true},
		{"2026-12-24..2026-12-23", team.Range{}, false},
		{"2026-12-24 .. 2026-12-31", team.Range{First: day(24), Last: day(31)}, true},
		{"2026-12-24 - 2026-12-31", team.Range{}, false},
		{"2026-12-24 2026-12-31", team.Range{}, false},
		{"2026-12-24-2026-12-31", team.Range{}, false},
		{"2026-12-24..2026-12-32", team.Range{}, false},
		{"2026-12-24..31", team.Range{}, false},
		{"2026-02-30", team.Range{}, false},
		{"", team.Range{}, false},
	} {
		if got, ok := parseRange(c.s); ok != c.ok || ok && got != c.want {
			t.Errorf("parseRange(%q) = %+v, %v", c.s, got, ok)
		}
	}
}
