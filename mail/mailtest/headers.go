package mailtest

import (
	"fmt"
	"strings"
)

// headers are mails with too much in their header.
func (w *writer) headers() {
	w.bomb("D04 50000 fields", w.fields(many("X-A: b\r\n", 50_000)))
	w.bomb("D04 50000 junk lines", w.fields(many("junk\r\n", 50_000)))
	w.bomb("D05 5 MB header line", w.fields("X-A: "+many("a", 5<<20)+"\r\n"))
	w.bomb("D06 continuation lines", w.fields("X-A: b\r\n"+many(" c\r\n", 100_000)))
	w.bomb("D09 encoded words",
		w.fields("Subject: "+many("=?utf-8?q?a?=\r\n ", 20_000)+"\r\n"))
	w.bomb("D09 broken encoded words",
		w.fields("Subject: "+many("=?utf-8?q?a", 60_000)+"\r\n"))
	w.bomb("D09 words of two charsets",
		w.fields("Subject: "+many("=?utf-8?q?a?= =?utf-7?q?b?=", 20_000)+"\r\n"))
	w.bomb("D10 RFC 2231 sections",
		w.head()+"Content-Type: text/plain"+sections(10_000)+"\r\n\r\nDone: it\r\n")
	w.bomb("D11 recipients",
		w.fields("To: "+many("a@example.org, ", 20_000)+"b@example.org\r\n"))
	w.bomb("D12 references", w.fields("References: "+many("<a@b> ", 20_000)+"\r\n"))
	w.bomb("D12 broken references", w.fields("References: "+many("<a", 400_000)+"\r\n"))
	w.bomb("D14 comments",
		many("(", 100_000)+"\r\n"+w.fields("To: "+many("(", 100_000)+"\r\n"))
	w.bomb("D14 From of comments",
		"From: "+many("(", 50_000)+many(")", 50_000)+" "+w.from+"\r\n\r\nDone: it\r\n")
	w.bomb("D23 domain literal", "From: ana@["+many("[", 256<<10)+"\r\n\r\nDone: it\r\n")
	w.bomb("D23 escapes", "From: ana@["+many("\\[", 128<<10)+"\r\n\r\nDone: it\r\n")
	w.bomb("D24 To lines", w.fields(many("To: a@example.org\r\n", 100_000)))
	w.bomb("D25 phrase", "From: "+many("a ", 100_000)+"<"+w.from+">\r\n\r\nDone: it\r\n")
	w.bomb("D25 From of strings",
		"From: "+many("\"a\" ", 100_000)+"<"+w.from+">\r\n\r\nDone: it\r\n")
	w.bomb("D25 From of words",
		"From: "+many("=?utf-8?q?a?= ", 50_000)+"<"+w.from+">\r\n\r\nDone: it\r\n")
	w.bomb("D25 From of open strings",
		"From: "+many("\"a\\", 100_000)+"\r\n\r\nDone: it\r\n")
	w.bomb("D26 Date of comments",
		w.fields("Date: "+many("(", 50_000)+"Sun, 22 Nov 2026 16:30:00 +0700\r\n"))
	w.bomb("D10 encoded RFC 2231 sections", w.head()+"Content-Type: text/plain"+
		strings.ReplaceAll(sections(30_000), "=x", "*=utf-8''%41%41")+"\r\n\r\nDone: it\r\n")
	w.bomb("D10 a parameter of 1 MB", w.head()+"Content-Type: text/plain; charset=\""+
		many("\\a", 500_000)+"\"\r\n\r\nDone: it\r\n")
	w.bomb("Authentication-Results of comments", w.fields("Authentication-Results: mx.acme.example; "+
		many("(", 300_000)+many("a=b ", 100_000)+"\r\n"))
	w.bomb("Authentication-Results lines", many("Authentication-Results: mx.acme.example; dmarc=pass\r\n",
		1900)+w.body("Done: it\r\n"))
	w.bomb("DKIM signatures", many("DKIM-Signature: v=1; a=rsa-sha256; d=acme.example; s=x; h=from; "+
		"bh=; b=\r\n", 1900)+w.body("Done: it\r\n"))
	w.bomb("ARC chain", many("ARC-Authentication-Results: i=1; mx.acme.example; dmarc=pass\r\n"+
		"ARC-Seal: i=1; cv=pass; b=\r\n", 900)+w.body("Done: it\r\n"))
	w.bomb("Received lines", many("Received: from a by b; Sun, 22 Nov 2026 16:30:00 +0700\r\n", 1900)+
		w.body("Done: it\r\n"))
	w.bomb("F03 a subject of 1 MB", w.fields("Subject: search "+many("(a OR b) ", 110_000)+"\r\n"))
}

// sections is a parameter in that many pieces.
func sections(n int) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, ";\r\n name*%d=x", i)
	}
	return s.String()
}
