package mail

import (
	"strings"
	"testing"
)

// TestFrom has the cases of group A that reading From decides: who it names,
// and "" where it names nobody that could be trusted.
func TestFrom(t *testing.T) {
	for _, c := range []struct{ name, header, want string }{
		{"plain", "From: ana@example.org", "|ana@example.org"},
		{"name", "From: Ana Putri <ana@example.org>", "Ana Putri|ana@example.org"},
		{"quoted name", `From: "Putri, Ana \"A.\"" <ana@example.org>`, `Putri, Ana "A."|ana@example.org`},
		{"dots in a name", "From: A. B. Putri <ana@example.org>", "A. B. Putri|ana@example.org"},
		{"encoded name", "From: =?utf-8?q?J=C3=B6rg_M=C3=BCller?= <joerg@example.org>", "Jörg Müller|joerg@example.org"},
		{"encoded name with a comma", "From: =?utf-8?q?M=C3=BCller,_J?= <joerg@example.org>", "Müller, J|joerg@example.org"},
		{"encoded name in quotes", `From: "=?utf-8?b?SsO2cmc=?=" <joerg@example.org>`, "Jörg|joerg@example.org"},
		{"C24 raw UTF-8 name", "From: Jörg <joerg@example.org>", "Jörg|joerg@example.org"},
		{"C23 raw Latin-1 name", "From: J\xf6rg <joerg@example.org>", "Jörg|joerg@example.org"},
		{"comments", "From: (a) Ana (b) <(c) ana (d) @ (e) example.org (f)> (g)", "Ana|ana@example.org"},
		{"comment as name", "From: ana@example.org (Ana (really) Putri)", "Ana (really) Putri|ana@example.org"},
		{"C39 blanks around dots and at", "From: Ana <ana . putri @ example . org>", "Ana|ana.putri@example.org"},
		{"C39 empty elements", "From: , ana@example.org,,", "|ana@example.org"},
		{"quoted local part", `From: "ana.putri"@example.org`, "|ana.putri@example.org"},
		{"quoted local part that needs it", `From: "ana putri"@example.org`, `|"ana putri"@example.org`},
		{"name with brackets", "From: Ana [Acme] <ana@example.org>", "Ana [Acme]|ana@example.org"},
		{"name is the address", "From: ana@example.org <ana@example.org>", "ana@example.org|ana@example.org"},
		{"A09 name is another address, quoted", `From: "ana@example.org" <x@evil.example>`, "ana@example.org|x@evil.example"},
		{"A09 name is another address, bare", "From: ana@example.org <x@evil.example>", ""},
		{"A09 name is another address in angles", "From: <ana@example.org> <x@evil.example>", ""},
		{"A12 two mailboxes", "From: ana@example.org, x@evil.example", "|ana@example.org |x@evil.example"},
		{"A12 one of them broken", "From: ana@example.org, x@", ""},
		{"A12 semicolon", "From: ana@example.org; x@evil.example", ""},
		{"A14 first line empty", "From:\r\n Ana\r\n <ana@example.org>", "Ana|ana@example.org"},
		{"A15 encoded word with NUL", "From: =?utf-8?q?ana=40example.org=00?=@evil.example", ""},
		{"A16 encoded word with LF", "From: =?utf-8?q?ana=40example.org=0A?=@evil.example", ""},
		{"A17 encoded word with quote and angle", "From: =?utf-8?q?=22ana=22_=3Cana=40example.org=3E?= <x@evil.example>", `"ana" <ana@example.org>|x@evil.example`},
		{"A17 encoded word alone", "From: =?utf-8?q?ana=40example.org?=", ""},
		{"A17 encoded word with a raw angle", "From: =?utf-8?q?<ana@example.org>?= <x@evil.example>", ""},
		{"A18 homoglyph", "From: аna@example.org", "|аna@example.org"},
		{"A19 punycode", "From: ana@xn--exmple-cua.org", "|ana@xn--exmple-cua.org"},
		{"A19 full-width letters", "From: ana@ｅxample.org", ""},
		{"A19 ideographic dot", "From: ana@example。org", ""},
		{"A20 case", "From: Ana@EXAMPLE.Org", "|Ana@example.org"},
		{"A20 trailing dot", "From: ana@example.org.", ""},
		{"A21 plus", "From: ana+x@example.org", "|ana+x@example.org"},
		{"A26 daemon", "From: MAILER-DAEMON (Mail Delivery System)", ""},
		{"A26 daemon in angles", "From: Mail <MAILER-DAEMON>", ""},
		{"A27 empty", "From: ", ""},
		{"A27 empty address", "From: Ana <>", ""},
		{"A28 none", "X: y", ""},
		{"A29 group", "From: team: ana@example.org;", ""},
		{"A29 empty group", "From: undisclosed-recipients:;", ""},
		{"A30 route", "From: <@evil.example:ana@example.org>", ""},
		{"A30 long route", "From: <@a.example,@b.example:ana@example.org>", ""},
		{"A34 bidi override", "From: \"\u202eana\" <ana@example.org>", ""},
		{"zero width in the name", "From: A\u200bna <ana@example.org>", ""},
		{"zero width in quotes", "From: \"A\u200bna\" <ana@example.org>", "Ana|ana@example.org"},
		{"zero width in the address", "From: a\u200bna@example.org", ""},
		{"NUL", "From: ana@example.org\x00.evil.example", ""},
		{"bare CR", "From: ana@example.org\r.evil.example", ""},
		{"domain literal", "From: ana@[192.0.2.1]", ""},
		{"underscore and digits", "From: ana@a_b.1.example", "|ana@a_b.1.example"},
		{"dots at the end of the local part", "From: ana.@example.org", ""},
		{"two at", "From: ana@evil.example@example.org", ""},
		{"text behind", "From: <ana@example.org> x", ""},
		{"no local part", "From: @example.org", ""},
		{"hyphen at the end of a label", "From: ana@example-.org", ""},
		{"long address", "From: " + strings.Repeat("a", 400) + "@example.org", ""},
	} {
		m := Parse([]byte(c.header + "\r\n\r\nx\r\n"))
		var got []string
		for _, a := range m.From {
			got = append(got, a.Name+"|"+a.Addr)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: From = %q, want %q (%q)", c.name, got, c.want, m.Problems)
		}
		if len(m.From) == 0 && len(m.Problems) == 0 {
			t.Errorf("%s: nobody, and no note why", c.name)
		}
	}
}

// TestFromFields counts the fields that call themselves From (A10, A11, A13).
func TestFromFields(t *testing.T) {
	for header, want := range map[string]int{
		"From: a@x.example":                          1,
		"From: a@x.example\nFrom: b@y.example":       2,
		"From: a@x.example\nFROM : b@y.example":      2,
		"From\t: a@x.example\nFrom: b@y.example":     2,
		"Subject: x\n From: a@x.example":             0,
		"From: a@x.example\nX-From: b@y.example":     1,
		"From a@x.example\nSubject: x":               0,
		"From: a@x.example\njunk\nFrom: b@y.example": 2,
	} {
		m := Parse([]byte(header + "\n\nx\n"))
		if m.FromFields != want {
			t.Errorf("%q: %d From fields, want %d", header, m.FromFields, want)
		}
	}
}

func TestOtherAddresses(t *testing.T) {
	m := Parse([]byte("To: Team: Ana <ana@example.org>, bo@example.org;, undisclosed-recipients:;, x\n" +
		"To: cy@example.org\nCc: Dee <dee@example.org>\nReply-To: a@b.example\nSender: s@b.example\n" +
		"Delivered-To: kabar+tok@team.example\nX-Original-To: <kabar@team.example>\nReturn-Path: <>\n\nx\n"))
	got := join(m.To) + "; " + join(m.Cc) + "; " + join(m.ReplyTo) + "; " + join(m.Sender) + "; " + strings.Join(m.DeliveredTo, " ")
	want := "Ana|ana@example.org |bo@example.org |cy@example.org; Dee|dee@example.org; |a@b.example; |s@b.example; kabar+tok@team.example kabar@team.example"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if m.ReturnPath == nil || *m.ReturnPath != "" {
		t.Error("the null return path was not seen")
	}
	for header, want := range map[string]string{
		"Return-Path: <Ana@Example.org>": "Ana@example.org",
		"Return-Path: ana@example.org":   "ana@example.org",
		"Return-Path: <MAILER-DAEMON>":   "MAILER-DAEMON",
	} {
		if m := Parse([]byte(header + "\n\nx")); m.ReturnPath == nil || *m.ReturnPath != want {
			t.Errorf("%s: %v", header, m.ReturnPath)
		}
	}
	if m := Parse([]byte("A: b\n\nx")); m.ReturnPath != nil {
		t.Error("a return path from nowhere")
	}
}

func join(list []Address) string {
	var all []string
	for _, a := range list {
		all = append(all, a.Name+"|"+a.Addr)
	}
	return strings.Join(all, " ")
}

func TestHeader(t *testing.T) {
	h := Parse([]byte("A-B: 1\na-b : 2\nC:\n\nx")).Header
	if got := h.Get("a-B"); got != "1" {
		t.Errorf("Get = %q", got)
	}
	if got := strings.Join(h.Values("A-B"), ","); got != "1,2" {
		t.Errorf("Values = %q", got)
	}
	if h.Get("D") != "" || h.Values("D") != nil || len(h.Values("C")) != 1 {
		t.Error("absent and empty fields are not told apart")
	}
}

func FuzzAddress(f *testing.F) {
	for _, seed := range []string{
		"Ana <ana@example.org>", `"a\"b" (c(d)) <"x y"@[1.2.3.4]>, g: a@b;`, "<@a,@b:c@d>", "=?utf-8?q?a=40b?=@c",
		"ana@ｅxample.org", "\x00\xff\u202e", "a@b@c", ";;::,,", `"`, "(", "[",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		for _, a := range parseAddresses(unfold([]byte(value), &notes{}), &notes{}).addrs {
			local, domain, ok := cutAt(a.Addr)
			if !ok || local == "" || strings.ContainsAny(a.Name+a.Addr, "\r\n\x00") || hidesOrder(a.Name) {
				t.Fatalf("%q gave %+v", value, a)
			}
			if again, ok := CheckDomain(domain); !ok || again != domain {
				t.Fatalf("%q gave the domain %q", value, domain)
			}
			back := parseAddresses("<"+a.Addr+">", &notes{})
			if len(back.addrs) != 1 || back.addrs[0].Addr != a.Addr {
				t.Fatalf("%q gave %q, which reads as %+v", value, a.Addr, back)
			}
		}
	})
}

func cutAt(addr string) (local, domain string, ok bool) {
	i := strings.LastIndexByte(addr, '@')
	if i < 0 {
		return "", "", false
	}
	return addr[:i], addr[i+1:], true
}
