package intake

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kabar/mail"
	"kabar/mail/auth"
	"kabar/store/team"
)

// It is Sunday, 22 November 2026, 16:52 in Jakarta, 10:52 in Berlin.
var arrival = time.Date(2026, 11, 22, 9, 52, 0, 0, time.UTC)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// harbour is a team of three: Ana in Jakarta, Ben in Berlin, and a guest.
func harbour(t testing.TB) Roster {
	return Roster{
		Teams: []team.Team{{
			ID: "harbour", Name: "Harbour", Address: "kabar@harbour.example",
			Zone: zone(t, "Asia/Jakarta"),
			Members: []team.Member{
				{ID: "ana", Name: "Ana Putri", Zone: zone(t, "Asia/Jakarta"),
					Addresses: []string{"ana@harbour.example", "ana@home.example"}},
				{ID: "ben", Name: "Ben Fischer", Zone: zone(t, "Europe/Berlin"),
					Addresses: []string{"ben@harbour.example"}},
				{ID: "gus", Name: "Gus Guest", Guest: true, Zone: zone(t, "Europe/Berlin"),
					Addresses: []string{"gus@client.example"}},
			},
		}},
		Trusted: true, Known: true, Now: arrival,
		Sent: func(string) string { return "" },
	}
}

// pass is the verdict on a mail that its server vouches for.
func pass(from string) auth.Verdict {
	return auth.Verdict{From: from, Pass: true, Proof: "dmarc"}
}

// prompted is the verdict on a mail that brings Ana's token of a prompt back.
func prompted(t testing.TB, date string) auth.Verdict {
	v := pass("ana@harbour.example")
	v.Token = &auth.Token{Kind: "prompt", Team: "harbour", Member: "ana", Date: day(t, date)}
	return v
}

// holding is v with Ana's token of another kind.
func holding(t testing.TB, v auth.Verdict, kind string) auth.Verdict {
	v.Token = &auth.Token{Kind: kind, Team: "harbour", Member: "ana", Date: day(t, "2026-11-22")}
	return v
}

// fromAna is a fresh mail of Ana's.
func fromAna(subject, text string) *mail.Message {
	return &mail.Message{
		From:       []mail.Address{{Name: "Ana Putri", Addr: "ana@harbour.example"}},
		FromFields: 1, RawFrom: "Ana Putri <ana@harbour.example>",
		Subject: subject, Text: text, MessageID: "1@home.example",
	}
}

// answering makes an answer of a mail.
func answering(m *mail.Message, id string) *mail.Message {
	m.InReplyTo, m.References = []string{id}, []string{id}
	if !strings.HasPrefix(m.Subject, "Re: ") {
		m.Subject = "Re: " + m.Subject
	}
	return m
}

// field adds a header field, "Name: value".
func field(m *mail.Message, line string) *mail.Message {
	name, value, _ := strings.Cut(line, ":")
	m.Header = append(m.Header, mail.Field{Name: name, Value: strings.TrimSpace(value)})
	return m
}

// gist is an act in one line.
func gist(act Act) string {
	switch a := act.(type) {
	case *Update:
		s := a.Kind() + " " + a.Date.String()
		if a.Late {
			s += " late"
		}
		return s
	case *Comment:
		s := "comment"
		for _, n := range a.Notes {
			s += fmt.Sprintf(" [%d %s]", n.On, strings.ReplaceAll(n.Text, "\n", "/"))
		}
		return s
	case *Commands:
		var list []string
		for _, c := range a.List {
			s := strings.TrimSpace(c.Name + " " + c.Args)
			if c.Name == "" {
				s = "? " + c.Near
			}
			list = append(list, s)
		}
		s := "command " + strings.Join(list, "; ")
		if a.Refused > 0 {
			s += fmt.Sprintf(" (%d refused)", a.Refused)
		}
		if a.Confirm {
			s += " (confirm)"
		}
		if a.Rest != nil {
			s += " + " + gist(a.Rest)
		}
		return s
	case *Auto:
		if a.Away {
			return "away"
		}
		return "auto"
	case *Bounce:
		s := a.Report.Kind
		for _, r := range a.Report.Recipients {
			s += " " + strings.TrimSpace(r.Addr+" "+r.Action+" "+r.Status)
		}
		return s
	case *Stray:
		if a.Retry {
			return "stray retry"
		}
	}
	return act.Kind()
}
