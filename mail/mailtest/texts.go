package mailtest

import "strings"

// texts are plain mails that a reader of replies has to go through.
func (w *writer) texts() {
	w.bomb("D07 10 MB body line", w.body(many("a", 10<<20)))
	w.bomb("D13 quote depth", w.body(many(">", 10_000)+" x\r\n"))
	w.bomb("D13 quotes of all depths", w.body(staircase(2000)))
	w.bomb("D13 flowed quotes", w.typed("text/plain; format=flowed", staircase(2000)))
	w.bomb("D17 attribution", w.body("On "+many("a, ", 300_000)+"\r\n"))
	w.bomb("D18 blanks",
		w.body("Done: it\r\n"+many(" ", 2<<20)+"-- \r\n"+many(" \r\n", 1<<20)))
	w.bomb("D20 base64 text", w.encoded("base64", many("RG9uZTogaXQK\r\n", 800_000)))
	w.bomb("D22 combining marks", w.body("e"+many("\u0301", 200_000)+"\r\n"))
	w.bomb("uuencode begins", w.body(many("begin 644 x\r\n", 100_000)))
	w.bomb("uuencode that nearly ends", w.body(many("begin 644 x\r\n#0V%T\r\n", 100_000)))
	w.bomb("quoted-printable of =", w.encoded("quoted-printable", many("=", 1<<20)))
	w.bomb("UTF-7", w.typed("text/plain; charset=utf-7", many("+", 1<<20)))
	w.bomb("qmail bounce",
		"Return-Path: <>\r\n"+w.body("Hi. This is the x program\r\n"+many("<a@example.org>:\r\n", 50_000)))
	w.bomb("F06 commands", w.body(many("search invoices\r\n", 60_000)))
	w.bomb("F02 a query of 1 MB", w.body("search "+many("\"(a* OR ", 130_000)+"\r\n"))
	w.bomb("decisions", w.body(many("Decision: x because y\r\n", 40_000)))
	w.bomb("items", w.body("Done:\r\n"+many("- x\r\n", 190_000)))
	w.bomb("sections", w.body(many("Done: x\r\nNext: y\r\nBlocked: z\r\n", 30_000)))
	w.bomb("items ever deeper", w.body("Done:\r\n"+stairs(1300)))
	w.bomb("attributions", w.body(many("On Mon, 2 Nov 2026 at 16:30, a <a@example.org> wrote:\r\n> x\r\n", 14_000)))
	w.bomb("forwarded headers", w.body(many("From: a\r\nSent: b\r\nTo: c\r\nSubject: d\r\n\r\n", 25_000)))
	w.bomb("signature marks", w.body(many("-- \r\nx\r\n", 110_000)))
	w.bomb("separators", w.body(many("-----Original Message-----\r\n", 35_000)))
	w.bomb("names", w.body(many("@ana ", 200_000)+"\r\n"))
	w.bomb("addresses", w.body(many("a@example.org ", 70_000)+"\r\n"))
	w.bomb("dates", w.body("away "+many("from 22 Nov 2026 until 23.11. ", 30_000)+"\r\n"))
	w.bomb("BEGIN PGP", w.body(many("-----BEGIN PGP MESSAGE-----\r\n", 35_000)))
}

// staircase has lines quoted 0, 1, 2, … times.
func staircase(n int) string {
	var s strings.Builder
	for i := range n {
		s.WriteString(many(">", i) + " x \r\n")
	}
	return s.String()
}

// stairs has list items set in by 0, 1, 2, … spaces.
func stairs(n int) string {
	var s strings.Builder
	for i := range n {
		s.WriteString(many(" ", i) + "- x\r\n")
	}
	return s.String()
}
