package intake

import (
	"strings"
	"testing"
	"time"

	"kabar/mail/auth"
)

// TestDates: an update is for the date of the prompt it answers, else for the
// date of arrival where its writer is.
func TestDates(t *testing.T) {
	at := func(s string) time.Time {
		now, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return now
	}
	token := func(member, date string) *auth.Token {
		return &auth.Token{Kind: "prompt", Team: "harbour", Member: member, Date: day(t, date)}
	}
	for _, c := range []struct {
		name, from, now string
		token           *auth.Token
		want            string
	}{
		{"N01", "ana@harbour.example", "2026-11-22T09:52:00Z", token("ana", "2026-11-22"), "update 2026-11-22"},
		{"fresh", "ana@harbour.example", "2026-11-22T09:52:00Z", nil, "update 2026-11-22"},
		{"Jakarta is a day ahead", "ana@harbour.example", "2026-11-22T18:00:00Z", nil, "update 2026-11-23"},
		{"Berlin is not", "ben@harbour.example", "2026-11-22T18:00:00Z", nil, "update 2026-11-22"},
		{"Berlin at midnight", "ben@harbour.example", "2026-11-22T23:00:00Z", nil, "update 2026-11-23"},
		{"J21: after midnight", "ana@harbour.example", "2026-11-22T18:00:00Z", token("ana", "2026-11-22"),
			"update 2026-11-22 late"},
		{"late", "ana@harbour.example", "2026-11-25T09:00:00Z", token("ana", "2026-11-22"), "update 2026-11-22 late"},
		{"moved west since", "ben@harbour.example", "2026-11-22T18:00:00Z", token("ben", "2026-11-23"), "update 2026-11-23"},
		{"A33: forged id", "ana@harbour.example", "2026-11-22T09:52:00Z", nil, "update 2026-11-22"},
	} {
		r := harbour(t)
		r.Now = at(c.now)
		v := pass(c.from)
		v.Token = c.token
		m := fromAna("x", "Done: the report")
		m.From[0].Addr = c.from
		if c.name == "A33: forged id" {
			answering(m, "prompt.2020-01-01.ana.harbour.xxxx@harbour.example")
		}
		if got := gist(Read(m, r, v)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestReplied: the mail of ours that is answered is named, and no other.
func TestReplied(t *testing.T) {
	const ours = "prompt.2026-11-22.ana.harbour.s@harbour.example"
	for _, c := range []struct {
		name   string
		known  bool
		token  bool
		parent string
		want   string
	}{
		{"known", true, false, ours, ours},
		{"forgotten", false, true, ours, ours},
		{"somebody's", false, true, "x@y.example", ""},
		{"not ours, no token", false, false, ours, ""},
	} {
		r := harbour(t)
		r.Sent = func(id string) string {
			if c.known && id == ours {
				return "Apa kabar?"
			}
			return ""
		}
		v := pass("ana@harbour.example")
		if c.token {
			v = prompted(t, "2026-11-22")
		}
		m := answering(fromAna("x", "Done: the report"), c.parent)
		m.References = append([]string{"older@y.example"}, m.References...)
		if got := Read(m, r, v).Said().Replied; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestSigned: the name a member signs with is no item, be it the one that their
// mail program gives or the one that the team has.
func TestSigned(t *testing.T) {
	for _, c := range []struct{ name, from, member, signed string }{
		{"program's", "Ana Putri", "", "Ana"},
		{"team's", "", "Ana Putri", "Ana Putri"},
		{"both", "A. Putri", "Ana", "ana"},
	} {
		r := harbour(t)
		r.Teams[0].Members[0].Name = c.member
		m := fromAna("x", "Done: the report\nBlocked: none\n\n"+c.signed)
		m.From[0].Name = c.from
		var got []string
		for _, s := range Read(m, r, pass("ana@harbour.example")).Said().Result.Sections {
			for _, i := range s.Items {
				got = append(got, s.Name+" "+i.Text)
			}
		}
		want := "done the report; note " + c.signed
		if got := strings.Join(got, "; "); got != want {
			t.Errorf("%s: %s, want %s", c.name, got, want)
		}
	}
}
