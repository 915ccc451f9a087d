package intake

import (
	"testing"

	"kabar/mail"
	"kabar/mail/auth"
)

// TestReports is what machines report. The token is the
// one in the address that bounces of a mail to Ana go to.
func TestReports(t *testing.T) {
	const id = "prompt.2026-11-22.ana.harbour.s1gnature@harbour.example"
	to := func(addr, action, status string) mail.Delivery {
		return mail.Delivery{Addr: addr, Action: action, Status: status}
	}
	const ana, ben = "ana@harbour.example", "ben@harbour.example"
	for _, c := range []struct {
		name           string
		kind, original string
		token          bool
		list           []mail.Delivery
		want           string
	}{
		{"B12", "bounce", "", true, []mail.Delivery{to(ana, "failed", "5.1.1")}, "bounce ana@harbour.example failed 5.1.1"},
		{"B12 by id", "bounce", id, false, []mail.Delivery{to("Ana@Harbour.example", "failed", "5.1.1")},
			"bounce Ana@Harbour.example failed 5.1.1"},
		{"B13", "bounce", id, true, []mail.Delivery{to(ana, "delayed", "4.4.1")}, "bounce ana@harbour.example delayed 4.4.1"},
		{"B14", "bounce", id, true, []mail.Delivery{to(ana, "delivered", "2.0.0")}, "bounce ana@harbour.example delivered 2.0.0"},
		{"B15", "bounce", "never@sent.example", false, []mail.Delivery{to(ana, "failed", "5.1.1")}, "ignored"},
		{"B15 no id", "bounce", "", false, []mail.Delivery{to(ana, "failed", "5.1.1")}, "ignored"},
		{"B25", "bounce", id, false, []mail.Delivery{to(ben, "failed", "5.1.1")}, "ignored"},
		{"B25 by token", "bounce", "", true, []mail.Delivery{to(ben, "failed", "5.1.1")}, "ignored"},
		{"B26", "bounce", id, true, []mail.Delivery{to("x@y.example", "failed", "5.0.0"), to(ana, "failed", "5.2.2")},
			"bounce ana@harbour.example failed 5.2.2"},
		{"B16", "bounce", id, true, nil, "stray"},
		{"B17", "bounce", id, true, []mail.Delivery{to(ana, "failed", "2.0.0")}, "stray"},
		{"no action", "bounce", id, true, []mail.Delivery{to(ana, "", "5.0.0")}, "stray"},
		{"no status", "bounce", id, true, []mail.Delivery{to(ana, "failed", "")}, "bounce ana@harbour.example failed"},
		{"B19", "receipt", id, true, nil, "auto"},
		{"B20", "complaint", id, false, nil, "complaint"},
		{"B20 of a stranger", "complaint", "never@sent.example", false, nil, "ignored"},
	} {
		r := harbour(t)
		r.Sent = func(have string) string {
			if have == id {
				return "Apa kabar?"
			}
			return ""
		}
		null := ""
		m := &mail.Message{
			From: []mail.Address{{Addr: "mailer-daemon@mx.example"}}, FromFields: 1,
			RawFrom: "mailer-daemon@mx.example", ReturnPath: &null, Subject: "Undelivered",
			Text:   "I could not deliver it.",
			Report: &mail.Report{Kind: c.kind, Original: c.original, Recipients: c.list},
		}
		v := auth.Verdict{From: "mailer-daemon@mx.example"}
		if c.token {
			v.Token = &auth.Token{Kind: "prompt", Team: "harbour", Member: "ana"}
		}
		act := Read(m, r, v)
		if got := gist(act); got != c.want {
			t.Errorf("%s: %s, want %s (%s)", c.name, got, c.want, act.Said().Reason)
		}
		if _, ok := act.(*Bounce); ok && act.Said().Member != "ana" {
			t.Errorf("%s: about %q", c.name, act.Said().Member)
		}
	}
}

// TestPlainBounce: a bounce that nothing can be read from has no effect.
func TestPlainBounce(t *testing.T) {
	m := &mail.Message{From: []mail.Address{{Addr: "postmaster@mx.example"}}, RawFrom: "postmaster@mx.example",
		FromFields: 1, Subject: "Undeliverable: Apa kabar", Text: "ana@harbour.example is unknown."}
	if got := gist(Read(m, harbour(t), auth.Verdict{From: "postmaster@mx.example"})); got != "auto" {
		t.Error(got)
	}
}
