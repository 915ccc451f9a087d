package mail

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

// bombs are the mails of group D of PROMISES. Each must be read to its end
// with bounded work and give either text or a note; how long one takes is for
// a benchmark and a memory limit around the real binary to say.
var bombs = sync.OnceValue(func() map[string]string {
	html := func(body string) string { return from + "Content-Type: text/html\r\n\r\n" + body }
	body := func(text string) string { return from + "\r\n" + text }
	header := func(lines string) string { return from + lines + "\r\nDone: it\r\n" }
	return map[string]string{
		"D01 nested multiparts":      nested(2000, true),
		"D01 nested, never closed":   nested(2000, false),
		"D02 nested mails":           from + strings.Repeat("Content-Type: message/rfc822\r\n\r\n", 2000) + "\r\nDone: it\r\n",
		"D03 20000 parts":            from + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + strings.Repeat("--b\r\n"+plainPart+"\r\n", 20_000) + "--b--\r\n",
		"D04 50000 fields":           header(strings.Repeat("X-A: b\r\n", 50_000)),
		"D04 50000 junk lines":       header(strings.Repeat("junk\r\n", 50_000)),
		"D05 5 MB header line":       header("X-A: " + strings.Repeat("a", 5<<20) + "\r\n"),
		"D06 continuation lines":     header("X-A: b\r\n" + strings.Repeat(" c\r\n", 100_000)),
		"D07 10 MB body line":        body(strings.Repeat("a", 10<<20)),
		"D08 over the size":          body(strings.Repeat("a line\r\n", MaxSize/8+1)),
		"D09 encoded words":          header("Subject: " + strings.Repeat("=?utf-8?q?a?=\r\n ", 20_000) + "\r\n"),
		"D09 broken encoded words":   header("Subject: " + strings.Repeat("=?utf-8?q?a", 60_000) + "\r\n"),
		"D09 words of two charsets":  header("Subject: " + strings.Repeat("=?utf-8?q?a?= =?utf-7?q?b?=", 20_000) + "\r\n"),
		"D10 RFC 2231 sections":      from + "Content-Type: text/plain" + sections(10_000) + "\r\n\r\nDone: it\r\n",
		"D11 recipients":             header("To: " + strings.Repeat("a@example.org, ", 20_000) + "b@example.org\r\n"),
		"D12 references":             header("References: " + strings.Repeat("<a@b> ", 20_000) + "\r\n"),
		"D12 broken references":      header("References: " + strings.Repeat("<a", 400_000) + "\r\n"),
		"D13 quote depth":            body(strings.Repeat(">", 10_000) + " x\r\n"),
		"D13 quotes of all depths":   body(staircase(2000)),
		"D13 flowed quotes":          from + "Content-Type: text/plain; format=flowed\r\n\r\n" + staircase(2000),
		"D13 HTML quotes":            html(strings.Repeat("<blockquote>", 10_000) + strings.Repeat("x<br>", 10_000)),
		"D14 comments":               strings.Repeat("(", 100_000) + "\r\n" + header("To: "+strings.Repeat("(", 100_000)+"\r\n"),
		"D14 From of comments":       "From: " + strings.Repeat("(", 50_000) + strings.Repeat(")", 50_000) + " ana@example.org\r\n\r\nDone: it\r\n",
		"D15 HTML depth":             html(strings.Repeat("<div>", 50_000) + "Done: it" + strings.Repeat("</span>", 50_000)),
		"D15 lists in lists":         html(strings.Repeat("<ul><li>x", 50_000)),
		"D15 paragraphs":             html(strings.Repeat("<p>x", 50_000)),
		"D15 tables":                 html(strings.Repeat("<table><tr><td>", 50_000)),
		"D16 attributes":             html("<p " + strings.Repeat("a=b ", 200_000) + ">Done: it</p>"),
		"D16 entities":               html(strings.Repeat("&amp;&notin;&x;&#x1F600;", 50_000)),
		"D16 links":                  html(strings.Repeat("<a href=http://example.org/>", 50_000) + strings.Repeat("x</a>", 50_000)),
		"D17 attribution":            body("On " + strings.Repeat("a, ", 300_000) + "\r\n"),
		"D18 blanks":                 body("Done: it\r\n" + strings.Repeat(" ", 2<<20) + "-- \r\n" + strings.Repeat(" \r\n", 1<<20)),
		"D19 zip":                    from + "Content-Type: application/zip; name=\"../../x.zip\"\r\nContent-Transfer-Encoding: base64\r\n\r\nUEsDBBQ=\r\n",
		"D20 base64 text":            from + "Content-Transfer-Encoding: base64\r\n\r\n" + strings.Repeat("RG9uZTogaXQK\r\n", 800_000),
		"D21 same boundary":          from + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + strings.Repeat("--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n", 3000),
		"D22 combining marks":        body("e" + strings.Repeat("\u0301", 200_000) + "\r\n"),
		"D23 domain literal":         "From: ana@[" + strings.Repeat("[", 256<<10) + "\r\n\r\nDone: it\r\n",
		"D23 escapes":                "From: ana@[" + strings.Repeat("\\[", 128<<10) + "\r\n\r\nDone: it\r\n",
		"D24 To lines":               header(strings.Repeat("To: a@example.org\r\n", 100_000)),
		"D25 phrase":                 "From: " + strings.Repeat("a ", 100_000) + "<ana@example.org>\r\n\r\nDone: it\r\n",
		"D25 From of strings":        "From: " + strings.Repeat("\"a\" ", 100_000) + "<ana@example.org>\r\n\r\nDone: it\r\n",
		"D25 From of words":          "From: " + strings.Repeat("=?utf-8?q?a?= ", 50_000) + "<ana@example.org>\r\n\r\nDone: it\r\n",
		"D25 From of open strings":   "From: " + strings.Repeat("\"a\\", 100_000) + "\r\n\r\nDone: it\r\n",
		"D26 Date of comments":       header("Date: " + strings.Repeat("(", 50_000) + "Sun, 22 Nov 2026 16:30:00 +0700\r\n"),
		"D27 report with zip":        from + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + plainPart + "\r\n--b\r\nContent-Type: application/zip\r\n\r\nPK\r\n--b--\r\n",
		"report groups":              from + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n" + plainPart + "\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n" + strings.Repeat("Action: failed\r\n\r\n", 40_000) + "--b--\r\n",
		"report junk":                from + "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n" + strings.Repeat("junk\r\n\r\n", 40_000) + "--b--\r\n",
		"uuencode begins":            body(strings.Repeat("begin 644 x\r\n", 100_000)),
		"uuencode that nearly ends":  body(strings.Repeat("begin 644 x\r\n#0V%T\r\n", 100_000)),
		"quoted-printable of =":      from + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + strings.Repeat("=", 1<<20),
		"boundaries that nearly fit": from + "Content-Type: multipart/mixed; boundary=" + strings.Repeat("b", 900) + "\r\n\r\n" + strings.Repeat("--"+strings.Repeat("b", 899)+"\r\n", 5000),
		"UTF-7":                      from + "Content-Type: text/plain; charset=utf-7\r\n\r\n" + strings.Repeat("+", 1<<20),
		"qmail bounce":               "Return-Path: <>\r\n" + body("Hi. This is the x program\r\n"+strings.Repeat("<a@example.org>:\r\n", 50_000)),
	}
})

// TestD reads every bomb.
func TestD(t *testing.T) {
	for name, raw := range bombs() {
		m := Parse([]byte(raw))
		if m.Text == "" && m.HTML == "" && len(m.Attachments) == 0 && len(m.Problems) == 0 && m.Report == nil {
			t.Errorf("%s: neither text nor a note", name)
		}
		text := m.Text + HTMLText(m.HTML)
		if !utf8.ValidString(text) || len(m.Text) > maxText || len(text) > maxText+2*maxHTML {
			t.Errorf("%s: %d bytes of text", name, len(text))
		}
		if len(m.Attachments) > maxParts || len(m.To) > maxAddresses || len(m.Header) > maxFields ||
			len(m.References) > MaxReferences || len(m.Problems) > maxProblems {
			t.Errorf("%s: a limit was not kept", name)
		}
	}
}

// TestDNobody: who can't be read for size is nobody.
func TestDNobody(t *testing.T) {
	all := bombs()
	for _, name := range []string{"D04 50000 fields", "D05 5 MB header line", "D23 domain literal", "D24 To lines", "D25 From of open strings"} {
		if m := Parse([]byte(all[name])); len(m.From) > 0 {
			t.Errorf("%s: From = %v", name, m.From)
		}
	}
	if m := Parse([]byte(all["D08 over the size"])); !m.Fallback {
		t.Error("D08: a mail over the size is not marked")
	}
	if m := Parse([]byte(all["D14 From of comments"])); len(m.From) != 1 {
		t.Error("D14: comments hide the address")
	}
	if m := Parse([]byte(all["D20 base64 text"])); !strings.HasPrefix(m.Text, "Done: it\n") || len(m.Text) < maxText/2 {
		t.Errorf("D20: %d bytes of text", len(m.Text))
	}
}

func BenchmarkBombs(b *testing.B) {
	for name, raw := range bombs() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m := Parse([]byte(raw))
				HTMLText(m.HTML)
			}
		})
	}
}

// nested is a text in many multiparts.
func nested(depth int, closed bool) string {
	var s strings.Builder
	s.WriteString(from)
	for i := range depth {
		fmt.Fprintf(&s, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	s.WriteString(plainPart + "\r\n")
	for i := depth - 1; closed && i >= 0; i-- {
		fmt.Fprintf(&s, "--b%d--\r\n", i)
	}
	return s.String()
}

func sections(n int) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, ";\r\n name*%d=x", i)
	}
	return s.String()
}

func staircase(n int) string {
	var s strings.Builder
	for i := range n {
		s.WriteString(strings.Repeat(">", i) + " x \r\n")
	}
	return s.String()
}
