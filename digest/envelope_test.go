package digest

import (
	"testing"

	"kabar/store/team"
)

func TestListID(t *testing.T) {
	for _, c := range []struct{ id, name, want string }{
		{"acme", "Acme", "Acme <acme.acme.example>"},
		{"acme", "Acme 2", "Acme 2 <acme.acme.example>"},
		{"acme", "Café", "<acme.acme.example>"},
		{"acme", `Acme, "Inc."`, "<acme.acme.example>"},
		{"acme", "A\r\nBcc: x", "<acme.acme.example>"},
		{"acme", "", "<acme.acme.example>"},
	} {
		if got := listID(team.Team{ID: c.id, Name: c.name, Address: "kabar@acme.example"}); got != c.want {
			t.Errorf("%q: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestMailto(t *testing.T) {
	for _, c := range []struct{ address, subject, want string }{
		{"kabar@acme.example", "pause", "mailto:kabar@acme.example?subject=pause"},
		{"kabar+t0k-3n@acme.example", "get #14", "mailto:kabar+t0k-3n@acme.example?subject=get%20%2314"},
		{"kabar@acme.example", "x&body=y", "mailto:kabar@acme.example?subject=x%26body%3Dy"},
		{"a?b@acme.example", "\r\nBcc: x", "mailto:a%3Fb@acme.example?subject=%0D%0ABcc%3A%20x"},
	} {
		if got := mailto(c.address, c.subject); got != c.want {
			t.Errorf("%q: %q, want %q", c.subject, got, c.want)
		}
	}
}
