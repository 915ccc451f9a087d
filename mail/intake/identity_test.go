package intake

import (
	"strings"
	"testing"

	"kabar/mail"
	"kabar/mail/auth"
)

// TestWho is group A as far as the verdict and the roster decide it: an update
// and a search by each kind of writer. How a verdict comes about is tested in
// mail/auth.
func TestWho(t *testing.T) {
	const ana = "ana@harbour.example"
	token := func(v auth.Verdict, member string) auth.Verdict {
		v.Token = &auth.Token{Kind: "prompt", Team: "harbour", Member: member, Date: day(t, "2026-11-22")}
		return v
	}
	none := auth.Verdict{From: ana, Proof: "none"}
	for _, c := range []struct {
		name           string
		v              auth.Verdict
		update, search string
	}{
		{"pass", pass(ana), "update", "command"},
		{"other address", pass("ana@home.example"), "update", "command"},
		{"A20: case", pass("Ana@Harbour.Example"), "update", "command"},
		{"pass and token", token(pass(ana), "ana"), "update", "command"},
		{"A01, F12: stranger", pass("eve@evil.example"), "ignored", "ignored"},
		{"A02, F09: fail", auth.Verdict{From: ana, Fail: true, Reason: "dmarc=fail"}, "stray", "stray"},
		{"fail wins over token", token(auth.Verdict{From: ana, Fail: true}, "ana"), "stray", "stray"},
		{"stranger who fails", auth.Verdict{From: "eve@evil.example", Fail: true}, "ignored", "ignored"},
		{"A09: the name is a member's", pass("eve@evil.example"), "ignored", "ignored"},
		{"A18: Kelvin sign", pass("an\u212A@harbour.example"), "ignored", "ignored"},
		{"A18: Cyrillic", pass("аna@harbour.example"), "ignored", "ignored"},
		{"A19: punycode", pass("ana@xn--hrbour-bta.example"), "ignored", "ignored"},
		{"A20: dot", pass("ana@harbour.example."), "stray", "stray"},
		{"A21: plus", pass("ana+x@harbour.example"), "stray", "stray"},
		{"A22: sub-domain", pass("ana@mail.harbour.example"), "stray", "stray"},
		{"A22: other domain", pass("ana@evilharbour.example"), "ignored", "ignored"},
		{"A31: stranger with a token", token(pass("eve@evil.example"), "ana"), "ignored", "ignored"},
		{"A32: somebody else's token", token(pass("ben@harbour.example"), "ana"), "stray", "stray"},
		{"A38, A42: no verdict", none, "stray", "stray"},
		{"A38, A42: by token", token(none, "ana"), "update", "stray"},
		{"A39: temperror", auth.Verdict{From: ana, Retry: true}, "stray retry", "stray retry"},
		{"A39: temperror and token", token(auth.Verdict{From: ana, Retry: true}, "ana"), "update", "stray retry"},
		{"guest", pass("gus@client.example"), "stray", "command"},
	} {
		for _, q := range []struct{ text, want string }{
			{"Done: the report", c.update}, {"search postgres", c.search},
		} {
			m := fromAna("kabar", q.text)
			m.From[0].Addr, m.RawFrom = c.v.From, c.v.From
			act := Read(m, harbour(t), c.v)
			got := gist(act)
			if !strings.HasPrefix(got, q.want) || q.want == "stray" && got != "stray" {
				t.Errorf("%s: %s gives %s, want %s", c.name, q.text, got, q.want)
			}
			if act.Said().Reason == "" {
				t.Errorf("%s: no reason", c.name)
			}
			if act.Kind() == "stray" && act.Said().Team != "harbour" {
				t.Errorf("%s: a stray of team %q", c.name, act.Said().Team)
			}
			if act.Kind() == "ignored" && act.Said().Member != "" {
				t.Errorf("%s: ignored, and yet a member's", c.name)
			}
		}
	}
}

// TestNoOneWriter is mail that does not have one plain From address: set aside
// if it names a member there, else ignored.
func TestNoOneWriter(t *testing.T) {
	addr := func(list ...string) (all []mail.Address) {
		for _, a := range list {
			all = append(all, mail.Address{Addr: a})
		}
		return all
	}
	for _, c := range []struct {
		name string
		from []mail.Address
		raw  []string
		want string
	}{
		{"A10", addr("ana@harbour.example", "eve@evil.example"),
			[]string{"ana@harbour.example", "eve@evil.example"}, "stray"},
		{"A11, A13", addr("eve@evil.example", "ana@harbour.example"),
			[]string{"eve@evil.example", "ana@harbour.example"}, "stray"},
		{"A12", addr("ana@harbour.example", "eve@evil.example"),
			[]string{"ana@harbour.example, eve@evil.example"}, "stray"},
		{"A14", nil, []string{""}, "ignored"},
		{"A15", nil, []string{"=?utf-8?q?ana=40harbour=2Eexample=00?= <x"}, "ignored"},
		{"A27", nil, []string{""}, "ignored"},
		{"A28", nil, nil, "ignored"},
		{"A29", nil, []string{"team: eve@evil.example;"}, "ignored"},
		{"A30", nil, []string{"<@evil.example:ana@harbour.example>"}, "stray"},
	} {
		m := fromAna("kabar", "search postgres")
		m.From, m.FromFields, m.RawFrom = c.from, len(c.raw), ""
		for i, raw := range c.raw {
			field(m, "From: "+raw)
			if i == 0 {
				m.RawFrom = raw
			}
		}
		v := auth.Verdict{Fail: true, Proof: "fail", Reason: "unclear"}
		if got := gist(Read(m, harbour(t), v)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestSenderIsNobody: who is in Sender or Reply-To has not written it (A23, A24).
func TestSenderIsNobody(t *testing.T) {
	m := fromAna("kabar", "search postgres")
	m.Sender, m.ReplyTo = m.From, m.From
	m.From = []mail.Address{{Name: "ana@harbour.example", Addr: "eve@evil.example"}}
	if got := gist(Read(m, harbour(t), pass("eve@evil.example"))); got != "ignored" {
		t.Errorf("A23: %s", got)
	}
	m = fromAna("kabar", "search postgres")
	m.ReplyTo = []mail.Address{{Addr: "eve@evil.example"}}
	act := Read(m, harbour(t), pass("ana@harbour.example"))
	if act.Kind() != "command" || act.Said().From.Addr != "ana@harbour.example" {
		t.Errorf("A24: %s from %s", gist(act), act.Said().From.Addr)
	}
}

// TestWithoutAuthserv is an inbox whose server vouches for nobody: by token
// only, and what changes something waits for a confirmation.
func TestWithoutAuthserv(t *testing.T) {
	r := harbour(t)
	r.Trusted = false
	none := auth.Verdict{From: "ana@harbour.example", Proof: "none"}
	for _, c := range []struct {
		kind, text, want string
	}{
		{"prompt", "Done: the report", "update 2026-11-22"},
		{"", "Done: the report", "stray"},
		{"prompt", "search postgres", "command search postgres"},
		{"prompt", "away until Friday", "command away until Friday (confirm)"},
		{"answer", "get 14\nundo", "command get 14; undo (confirm)"},
		{"answer", "accept 7", "command accept 7 (confirm)"},
		{"confirm", "yes 4711", "command confirm 4711"},
		{"", "search postgres", "stray"},
		{"digest", "well done", "comment [0 well done]"},
		{"prompt", "away until Friday\nDone: the report",
			"command away until Friday (confirm) + update 2026-11-22"},
	} {
		v := none
		if c.kind != "" {
			v = holding(t, none, c.kind)
		}
		if got := gist(Read(answering(fromAna("x", c.text), "x@y"), r, v)); got != c.want {
			t.Errorf("%s: %s: %s, want %s", c.kind, c.text, got, c.want)
		}
	}
	// With an authserv-id, the token alone is for updates.
	m := answering(fromAna("x", "away until Friday\nDone: the report"), "x@y")
	act := Read(m, harbour(t), holding(t, none, "prompt"))
	if gist(act) != "update 2026-11-22" || !strings.Contains(act.Said().Reason, "not obeyed") {
		t.Errorf("%s: %s", gist(act), act.Said().Reason)
	}
}

// TestWithoutConfig: without a config anybody is a member (kabar parse).
func TestWithoutConfig(t *testing.T) {
	r := Roster{Now: arrival}
	for _, c := range []struct {
		m    *mail.Message
		want string
	}{
		{fromAna("Today", "Done: the report"), "update 2026-11-22"},
		{answering(fromAna("Today", "Done: the report"), "x@y"), "update 2026-11-22"},
		{fromAna("kabar", "search postgres"), "command search postgres"},
		{fromAna("Automatic reply: x", "gone"), "away"},
		{answering(fromAna("x", "Nice\n\n> Ben Fischer · Fri 22:41 · #19\n>   Done\n"), "x@y"), "comment [0 Nice]"},
		{&mail.Message{Subject: "Undelivered Mail Returned to Sender", Text: "x",
			RawFrom: "MAILER-DAEMON@x.example", From: []mail.Address{{Addr: "mailer-daemon@x.example"}}}, "bounce"},
		{&mail.Message{Subject: "x", Text: "y", Report: &mail.Report{Kind: "bounce"}}, "bounce"},
		{&mail.Message{}, "stray"},
	} {
		if got := gist(Read(c.m, r, auth.Verdict{})); got != c.want {
			t.Errorf("%s: %s, want %s", c.m.Subject, got, c.want)
		}
	}
}

// TestUnreadable has mail without new text, each with its reason.
func TestUnreadable(t *testing.T) {
	const quote = "On Sun, 22 Nov 2026 at 16:30, Harbour <kabar@harbour.example> wrote:\n> Done:\n> Next:\n"
	for _, c := range []struct {
		name  string
		m     *mail.Message
		wants string
	}{
		{"C32", &mail.Message{Text: "-----BEGIN PGP MESSAGE-----", Encrypted: true}, "encrypted"},
		{"bare quote", &mail.Message{Text: quote}, "nothing new"},
		{"C30", &mail.Message{}, "no text"},
		{"C30", &mail.Message{Attachments: []mail.Attachment{{Name: "a.pdf"}}}, "only attachments"},
		{"bare forward", &mail.Message{Subject: "Fwd: x", Text: "---------- Forwarded message ---------\n" +
			"From: Ben <ben@x.example>\nDate: Sun, 22 Nov 2026\nSubject: x\nTo: Ana <ana@harbour.example>\n\nhello\n"},
			"without a note"},
	} {
		c.m.From = []mail.Address{{Addr: "ana@harbour.example"}}
		act := Read(c.m, harbour(t), pass("ana@harbour.example"))
		if act.Kind() != "stray" || !strings.Contains(act.Said().Reason, c.wants) {
			t.Errorf("%s: %s: %s", c.name, gist(act), act.Said().Reason)
		}
	}
}
