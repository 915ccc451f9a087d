package auth

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"net"
	"strings"
	"testing"

	"github.com/emersion/go-msgauth/dkim"

	"kabar/mail"
)

const signedMail = "From: Ana <ana@example.org>\r\nSubject: x\r\nDate: Sun, 22 Nov 2026 16:30:00 +0700\r\n" +
	"Message-ID: <a@example.org>\r\nTo: kabar@team.example\r\n\r\nDone: it\r\n"

var signer = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, ed25519.SeedSize))

// sign adds a signature over these fields.
func sign(t *testing.T, raw, domain string, fields ...string) string {
	t.Helper()
	var out bytes.Buffer
	err := dkim.Sign(&out, strings.NewReader(raw), &dkim.SignOptions{
		Domain: domain, Selector: "s", Signer: signer, HeaderKeys: fields,
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// lookup knows one key, for all domains under .org.
func lookup(name string) ([]string, error) {
	switch {
	case strings.HasSuffix(name, ".slow.example.org"):
		return nil, &net.DNSError{IsTimeout: true, IsTemporary: true, Err: "timeout"}
	case strings.HasSuffix(name, ".org"):
		key := base64.StdEncoding.EncodeToString(signer.Public().(ed25519.PublicKey))
		return []string{"v=DKIM1; k=ed25519; p=" + key}, nil
	}
	return nil, errors.New("no such host")
}

func TestVerifyDKIM(t *testing.T) {
	all := []string{"From", "Subject", "Date", "Message-ID"}
	good := sign(t, signedMail, "example.org", all...)
	believes := Policy{LookupTXT: lookup}
	for _, c := range []struct {
		name string
		p    Policy
		raw  string
		want string
	}{
		{"right", believes, good, "pass:dkim"},
		{"right, by a subdomain", believes, sign(t, signedMail, "mail.example.org", all...), "pass:dkim"},
		{"two signatures", believes, sign(t, sign(t, signedMail, "other.org", all...), "example.org", all...), "pass:dkim"},
		{"not asked for", own, good, "none"},
		{"another organisation", believes, sign(t, signedMail, "other.org", all...), "none"},
		{"changed text", believes, strings.Replace(good, "Done: it", "Done: all", 1), "none"},
		{"changed subject", believes, strings.Replace(good, "Subject: x", "Subject: search y", 1), "none"},
		{"subject not signed", believes, sign(t, signedMail, "example.org", "From", "Date", "Message-ID"), "none"},
		{"A10 second From on top", believes, "From: bo@example.org\r\n" + good, "fail"},
		{"second Subject on top", believes, "Subject: y\r\n" + good, "none"},
		{"key can't be looked up", believes, sign(t, signedMail, "slow.example.org", all...), "retry"},
		{"no signature", believes, signedMail, "none"},
		{"broken signature", believes, "DKIM-Signature: v=1; d=example.org\r\n" + signedMail, "none"},
		{"own field says nothing", Policy{AuthservIDs: own.AuthservIDs, LookupTXT: lookup},
			"Authentication-Results: mx.team.example; none\r\n" + good, "none"},
		{"own field says fail", Policy{AuthservIDs: own.AuthservIDs, LookupTXT: lookup}, fail + "\r\n" + good, "fail"},
	} {
		m := mail.Parse([]byte(c.raw))
		v := c.p.VerifyDKIM([]byte(c.raw), m, c.p.Judge(m, nil))
		if got := word(v); got != c.want {
			t.Errorf("%s: %s (%s), want %s", c.name, got, v.Reason, c.want)
		}
	}
}
