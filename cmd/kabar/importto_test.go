package main

import (
	"testing"

	"kabar/mail"
)

// TestAddressed: to whom a mail went, all of its header tells.
func TestAddressed(t *testing.T) {
	for _, c := range []struct {
		header string
		want   bool
	}{
		{"To: kabar@acme.example", true},
		{"To: Ben <ben@acme.example>, \"Team, all\" <KABAR@acme.example>", true},
		{"To: kabar+p.g1c.ana.acme.x@acme.example", true},
		{"To: ben@acme.example\nCc: kabar@acme.example", true},
		{"Delivered-To: kabar@acme.example", true},
		{"X-Original-To: kabar@acme.example", true},
		{"Resent-To: \"The team\" <kabar@acme.example>", true},
		{"List-Post: <mailto:kabar@acme.example>", true},
		{"List-Post: <mailto:kabar@acme.example?subject=x>", true},
		{"To: ben@acme.example", false},
		{"To: kabar@acme.example.org", false},
		{"To: akabar@acme.example", false},
		{"Reply-To: kabar@acme.example", false},
		{"X-To: kabar@acme.example", false},
		{"List-Post: NO", false},
	} {
		m := mail.Parse([]byte("From: ana@acme.example\n" + c.header + "\n\ntext\n"))
		if got := addressed(m, []string{"other@acme.example", "kabar@acme.example"}); got != c.want {
			t.Errorf("%q: %v", c.header, got)
		}
	}
}
