package auth

import (
	"strings"
	"testing"

	"kabar/mail"
)

// own is the one server that the tests trust.
var own = Policy{AuthservIDs: []string{"mx.team.example"}}

const (
	received = "Received: from relay.example by mx.team.example; Sun, 22 Nov 2026 10:00:00 +0000"
	pass     = "Authentication-Results: mx.team.example; dmarc=pass header.from=example.org"
	fail     = "Authentication-Results: mx.team.example; dmarc=fail header.from=example.org"
)

// judge reads a mail with these header lines, of ana unless they say else.
func judge(p Policy, lines ...string) Verdict {
	text := strings.Join(lines, "\r\n")
	if !strings.Contains("\n"+text, "\nFrom") && !strings.Contains(text, "From-Not") {
		text += "\r\nFrom: Ana <ana@example.org>"
	}
	return p.Judge(mail.Parse([]byte(text+"\r\nSubject: x\r\n\r\nDone: it\r\n")), nil)
}

func word(v Verdict) string {
	switch {
	case v.Fail && (v.Pass || v.Retry), v.Pass && v.Retry:
		return "contradiction"
	case v.Fail:
		return "fail"
	case v.Pass:
		return "pass:" + v.Proof
	case v.Retry:
		return "retry"
	}
	return v.Proof
}

// TestJudge has the cases of group A that the header decides.
func TestJudge(t *testing.T) {
	const ar = "Authentication-Results: "
	for _, c := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"A02 own fail", []string{fail, received}, "fail"},
		{"A03 own fail, foreign pass", []string{fail, ar + "mx.other.example; dmarc=pass header.from=example.org"}, "fail"},
		{"A03 foreign pass alone", []string{ar + "mx.other.example; dmarc=pass header.from=example.org"}, "none"},
		{"A04 own fail on top, forged pass below a Received", []string{fail, received, pass}, "fail"},
		{"A04 own nothing on top, forged pass below a Received",
			[]string{ar + "mx.team.example; none", received, pass}, "none"},
		{"A04 forged pass right below own fail", []string{fail, pass}, "fail"},
		{"A04 forged pass below a broken line", []string{"X: y", "no field", pass, "To: x@y.example"}, "none"},
		{"A04 forged pass below a line of blanks", []string{"X: y", " ", pass}, "none"},
		{"A05 longer authserv-id", []string{ar + "mx.team.example.evil.example; dmarc=pass header.from=example.org"}, "none"},
		{"A06 pass in a quoted sender", []string{ar + `mx.team.example; spf=pass smtp.mailfrom="a; dmarc=pass header.from=example.org"@evil.example`}, "none"},
		{"A06 pass in a comment", []string{ar + "mx.team.example; spf=pass (x; dmarc=pass header.from=example.org)"}, "none"},
		{"A06 pass behind an escaped quote", []string{ar + `mx.team.example; spf=pass smtp.mailfrom="a\"; dmarc=pass header.from=example.org"`}, "none"},
		{"A06 quote without an end", []string{ar + `mx.team.example; dmarc=pass header.from=example.org; spf=pass smtp.mailfrom="a`}, "none"},
		{"A08 pass for another domain", []string{ar + "mx.team.example; dmarc=pass header.from=evil.example"}, "none"},
		{"A08 pass for no domain", []string{ar + "mx.team.example; dmarc=pass"}, "none"},
		{"A10 two From, ana first", []string{pass, "From: ana@example.org", "From: x@evil.example"}, "fail"},
		{"A11 two From, ana last", []string{pass, "From: x@evil.example", "From: ana@example.org"}, "fail"},
		{"A12 two mailboxes", []string{pass, "From: ana@example.org, x@evil.example"}, "fail"},
		{"A13 second From with a blank", []string{pass, "From: ana@example.org", "From : x@evil.example"}, "fail"},
		{"A26 daemon", []string{pass, "From: MAILER-DAEMON (Mail System)"}, "fail"},
		{"A27 empty From", []string{pass, "From:"}, "fail"},
		{"A28 no From", []string{pass, "X-From-Not: y"}, "fail"},
		{"A29 group", []string{pass, "From: team: ana@example.org;"}, "fail"},
		{"A30 route", []string{pass, "From: <@evil.example:ana@example.org>"}, "fail"},
		{"A34 bidi override in the name", []string{pass, "From: \u202Egro.elpmaxe@ana <ana@example.org>"}, "fail"},
		{"A34 bidi override in quotes", []string{pass, "From: \"\u202Egro\" <ana@example.org>"}, "fail"},
		{"A34 bidi override, encoded", []string{pass, "From: =?utf-8?q?=E2=80=AEgro?= <ana@example.org>"}, "fail"},
		{"A34 a right-to-left name with its mark", []string{pass, "From: \"\u05d0\u05e0\u05d4\u200f\" <ana@example.org>"}, "pass:dmarc"},
		{"A37 split over two fields", []string{ar + "mx.team.example; spf=pass smtp.mailfrom=x.example", pass, received}, "pass:dmarc"},
		{"A37 fail in the second field", []string{pass, fail, received}, "fail"},
		{"A38 dmarc=none", []string{ar + "mx.team.example; dmarc=none header.from=example.org"}, "none"},
		{"A38 dmarc=none, aligned dkim", []string{ar + "mx.team.example; dmarc=none header.from=example.org; dkim=pass header.d=example.org"}, "pass:dkim"},
		{"A39 temperror", []string{ar + "mx.team.example; dmarc=temperror header.from=example.org"}, "retry"},
		{"A39 temperror of dkim, but dmarc=pass", []string{ar + "mx.team.example; dkim=temperror header.d=example.org; dmarc=pass header.from=example.org"}, "pass:dmarc"},
		{"A40 comments, version, case, quoted reason", []string{
			ar + `(top) MX.Team.Example (a;b) 1 (c) ; DMARC (d) / 1 = (e) Pass (f (g;) \) h) reason="good; really" Header.From = (i) Example.ORG`},
			"pass:dmarc"},
		{"A40 comment as OpenDKIM writes it", []string{
			ar + `mx.team.example; dkim=pass (2048-bit key; unprotected) header.d=example.org header.i=@example.org header.a=rsa-sha256`}, "pass:dkim"},
		{"A40 return path with =", []string{
			ar + "mx.team.example; spf=pass smtp.mailfrom=prvs=123=ana@example.org; dmarc=pass header.from=example.org"}, "pass:dmarc"},
		{"A41 own field below own Received", []string{received, pass, "DKIM-Signature: x"}, "pass:dmarc"},
		{"below a foreign hop it came with the mail", []string{
			"Received: from relay.evil.example by mx.team.example", "Received: from laptop by relay.evil.example",
			pass}, "none"},
		{"below own hand-over by LMTP and own Received", []string{
			"Received: from mx.team.example by mx.team.example with LMTP id 1",
			"Received: from mail.example.org by mx.team.example with ESMTPS", pass}, "pass:dmarc"},
		{"A41 Gmail: two Received above", []string{
			"Delivered-To: kabar@team.example", "Received: by 2002:a05:6a10:1 with SMTP id x", "X-Received: by 2002:a05",
			"ARC-Authentication-Results: i=1; mx.google.com; dmarc=pass header.from=example.org", "Return-Path: <ana@example.org>",
			"Received: from mail.example.org by mx.google.com with ESMTPS id y",
			ar + "mx.google.com;\r\n       dkim=pass header.i=@example.org header.s=s1 header.b=AbC;\r\n" +
				"       spf=pass (google.com: domain of ana@example.org designates 192.0.2.1 as permitted sender) smtp.mailfrom=ana@example.org;\r\n" +
				"       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=example.org"}, "pass:dmarc"},
		{"A42 no field", []string{received}, "none"},
		{"A43 SPF and DKIM for another domain", []string{
			ar + "mx.team.example; spf=pass smtp.mailfrom=evil.example; dkim=pass header.d=evil.example; dmarc=fail header.from=example.org"}, "fail"},
		{"A43 without dmarc", []string{ar + "mx.team.example; spf=pass smtp.mailfrom=evil.example; dkim=pass header.d=evil.example"}, "none"},
		{"foreign fail", []string{ar + "mx.other.example; dmarc=fail header.from=example.org", received}, "fail"},
		{"foreign fail for another domain", []string{pass, ar + "mx.other.example; dmarc=fail header.from=list.example"}, "pass:dmarc"},
		{"dkim of the organisation", []string{ar + "mx.team.example; dkim=pass header.d=mail.example.org"}, "pass:dkim"},
		{"dkim of a public suffix", []string{ar + "mx.team.example; dkim=pass header.d=org"}, "none"},
		{"dkim by header.i", []string{ar + "mx.team.example; dkim=pass header.i=@example.org"}, "pass:dkim"},
		{"dkim fail", []string{ar + "mx.team.example; dkim=fail header.d=example.org"}, "none"},
		{"A07 field in an attached mail", []string{
			`Content-Type: multipart/mixed; boundary=b`, "From: ana@example.org", "", "--b", "Content-Type: message/rfc822", "",
			pass, "From: ana@example.org", "", "x", "--b--"}, "none"},
		{"Microsoft's form, not asked for", []string{ar + "spf=pass smtp.mailfrom=example.org; dmarc=pass action=none header.from=example.org"}, "none"},
		{"unknown methods", []string{ar + "mx.team.example; x-tls=pass; dmarc=pass header.from=example.org; y=z"}, "pass:dmarc"},
	} {
		p := own
		if strings.Contains(c.name, "Gmail") {
			p = Policy{AuthservIDs: []string{"mx.google.com"}}
		}
		v := judge(p, c.lines...)
		if got := word(v); got != c.want {
			t.Errorf("%s: %s (%s), want %s", c.name, got, v.Reason, c.want)
		}
		if v.Reason == "" {
			t.Errorf("%s: no reason", c.name)
		}
	}
}

func TestMicrosoft(t *testing.T) {
	p := Policy{Microsoft: true}
	const hop = "Received: from a.prod.outlook.com by b.prod.outlook.com"
	const field = "Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.org; " +
		"dkim=pass (signature was verified) header.d=example.org;dmarc=%s action=none header.from=example.org;compauth=pass reason=100"
	for value, want := range map[string]string{
		"pass": "pass:dmarc", "fail": "fail", "bestguesspass": "pass:dkim", "temperror": "pass:dkim",
	} {
		v := judge(p, hop, hop, hop, strings.Replace(field, "%s", value, 1), hop)
		if got := word(v); got != want {
			t.Errorf("dmarc=%s: %s (%s), want %s", value, got, v.Reason, want)
		}
	}
	if v := judge(p, fail, pass); word(v) != "fail" {
		t.Errorf("fields with a server name: %s", word(v))
	}
}

// TestA36 has chains of seals over a mail that failed here.
func TestA36(t *testing.T) {
	p := own
	p.Sealers = []string{"list.example"}
	failing := "Authentication-Results: mx.team.example; arc=pass; dmarc=fail header.from=example.org"
	seal := "ARC-Seal: i=1; a=rsa-sha256; d=list.example; cv=none"
	said := "ARC-Authentication-Results: i=1; list.example; dmarc=pass header.from=example.org"
	evil := "ARC-Seal: i=2; d=evil.example; cv=pass"
	evilSaid := "ARC-Authentication-Results: i=2; evil.example; dmarc=pass header.from=example.org"
	for _, c := range []struct {
		name  string
		p     Policy
		lines []string
		want  string
	}{
		{"trusted sealer", p, []string{failing, seal, said}, "pass:dmarc"},
		{"no sealer configured", own, []string{failing, seal, said}, "fail"},
		{"other sealer", Policy{AuthservIDs: own.AuthservIDs, Sealers: []string{"other.example"}}, []string{failing, seal, said}, "fail"},
		{"chain not checked here", p, []string{fail, seal, said}, "fail"},
		{"changed after the sealer", p, []string{failing, evil, evilSaid, seal, said}, "fail"},
		{"sealer says fail", p, []string{failing, seal, strings.Replace(said, "pass", "fail", 1)}, "fail"},
		{"numbered twice", p, []string{failing, seal, said, seal, said}, "fail"},
		{"gap", p, []string{failing, strings.Replace(seal, "i=1", "i=2", 1), strings.Replace(said, "i=1", "i=2", 1)}, "fail"},
	} {
		if v := judge(c.p, c.lines...); word(v) != c.want {
			t.Errorf("%s: %s (%s), want %s", c.name, word(v), v.Reason, c.want)
		}
	}
}

// TestA31 gives a right token to a mail of somebody else: the verdict says
// both, and who wrote it is not the token's member.
func TestA31(t *testing.T) {
	tok := &Token{Kind: "prompt", Team: "acme", Member: "ana"}
	v := own.Judge(mail.Parse([]byte("From: x@evil.example\n\nDone: it\n")), tok)
	if v.From != "x@evil.example" || v.Pass || v.Token != tok || v.Proof != "token" {
		t.Errorf("verdict = %+v", v)
	}
	v = own.Judge(mail.Parse([]byte(fail+"\nFrom: ana@example.org\n\nDone: it\n")), tok)
	if !v.Fail || v.Proof != "fail" {
		t.Errorf("A02 with a token: %+v", v)
	}
}

// TestIDN compares domains in their ASCII form, whatever the server writes.
func TestIDN(t *testing.T) {
	for _, from := range []string{"jo@bücher.example", "jo@xn--bcher-kva.example", "jo@BÜCHER.example"} {
		for _, said := range []string{"bücher.example", "xn--bcher-kva.example"} {
			v := judge(own, "Authentication-Results: mx.team.example; dmarc=pass header.from="+said, "From: "+from)
			if !v.Pass || v.From != "jo@xn--bcher-kva.example" {
				t.Errorf("%s, said of %s: %+v", from, said, v)
			}
		}
	}
}

func FuzzResults(f *testing.F) {
	f.Add("mx.team.example; dmarc=pass (x) header.from=example.org")
	f.Add(`(a) mx 1 ; dkim = pass reason="a;b" header.d = "x"y ; ; =; none`)
	f.Add(`spf=pass smtp.mailfrom=a=b@c; (((`)
	f.Add(`"\`)
	f.Fuzz(func(t *testing.T, value string) {
		for _, r := range parseResults(value).list {
			if r.method == "" || len(r.props) > maxProps {
				t.Errorf("%q gave %+v", value, r)
			}
		}
	})
}
