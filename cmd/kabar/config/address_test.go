package config

import "testing"

// TestParseAddress has the addresses that are taken, and why others are not
// (L11).
func TestParseAddress(t *testing.T) {
	for _, c := range []struct{ s, want string }{
		{"ana@acme.example", "ana@acme.example"},
		{"Ana.Putri+kabar@ACME.Example", "Ana.Putri+kabar@acme.example"},
		{"o'neil_b-2@a-b.c_d.example", "o'neil_b-2@a-b.c_d.example"},
		{"root@localhost", "root@localhost"},
		{"ana@Müller.example", "ana@xn--mller-kva.example"},
		{"aña@acme.example", "!'ñ' can't stand before the @"},
		{"ana@acme.example\u202e", "!'\\u202e' can't stand in an address"},
		{"ana @acme.example", "!a space can't stand in an address"},
		{"ana@acme..example", "!a dot stands at an end or beside another"},
		{".ana@acme.example", "!a dot stands at an end or beside another"},
		{"ana@-acme.example", "!a part of it is too long, or has a hyphen at its end"},
		{"ana@ac!me.example", "!'!' can't stand in a domain"},
		{"@acme.example", "!there is nothing before the @"},
		{"ana@", "!there is nothing after the @"},
		{"\"ana\"@acme.example", "!'\"' can't stand in an address"},
	} {
		got, why := parseAddress(c.s)
		if why != "" {
			got = "!" + why
		}
		if got != c.want {
			t.Errorf("parseAddress(%q) = %s, want %s", c.s, got, c.want)
		}
	}
}

func TestRelated(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"acme.example", "acme.example", true}, {"mail.acme.example", "acme.example", true},
		{"acme.example", "mail.acme.example", true}, {"notacme.example", "acme.example", false},
	} {
		if got := related(c.a, c.b); got != c.want {
			t.Errorf("related(%q, %q) = %v", c.a, c.b, got)
		}
	}
}
