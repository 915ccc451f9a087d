package mailtest

import (
	"fmt"
	"strings"
)

const tooLarge = 26<<20 + 1 // bytes: one more than kabar reads

// structures are mails of too many parts, or too deep.
func (w *writer) structures() {
	w.bomb("D01 nested multiparts", w.nested(2000, true))
	w.bomb("D01 nested, never closed", w.nested(2000, false))
	w.bomb("D02 nested mails",
		w.head()+many("Content-Type: message/rfc822\r\n\r\n", 2000)+"\r\nDone: it\r\n")
	w.bomb("D03 20000 parts",
		w.typed("multipart/mixed; boundary=b", many("--b\r\n"+plainPart+"\r\n", 20_000)+"--b--\r\n"))
	w.bomb("D08 over the size", w.body(many("a line\r\n", tooLarge/8+1)))
	w.bomb("D19 zip",
		w.head()+"Content-Type: application/zip; name=\"../../x.zip\"\r\n"+
			"Content-Transfer-Encoding: base64\r\n\r\nUEsDBBQ=\r\n")
	w.bomb("D21 same boundary",
		w.typed("multipart/mixed; boundary=b",
			many("--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n", 3000)))
	w.bomb("D27 report with zip",
		w.head()+"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"+
			plainPart+"\r\n--b\r\nContent-Type: application/zip\r\n\r\nPK\r\n--b--\r\n")
	w.bomb("report groups",

		w.head()+"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n"+
			plainPart+"\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"+
			many("Action: failed\r\n\r\n", 40_000)+"--b--\r\n")
	w.bomb("report junk",
		w.head()+"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n"+
			"Content-Type: message/delivery-status\r\n\r\n"+many("junk\r\n\r\n", 40_000)+"--b--\r\n")
	w.bomb("boundaries that nearly fit",
		w.head()+"Content-Type: multipart/mixed; boundary="+many("b", 900)+"\r\n\r\n"+
			many("--"+many("b", 899)+"\r\n", 5000))
	w.bomb("D02 nested mails with headers", w.head()+many("Content-Type: message/rfc822\r\n\r\n"+
		"From: a@example.org\r\nSubject: x\r\n", 20_000)+"\r\nDone: it\r\n")
	w.bomb("D03 parts with giant headers", w.typed("multipart/mixed; boundary=b",
		many("--b\r\nX-A: "+many("a", 60_000)+"\r\n"+plainPart+"\r\n", 300)+"--b--\r\n"))
	w.bomb("D03 a multipart in base64", w.head()+"Content-Type: multipart/mixed; boundary=b\r\n"+
		"Content-Transfer-Encoding: base64\r\n\r\n"+many("LS1iDQoNCkRvbmU6IGl0DQo=\r\n", 900_000))
	w.bomb("D03 alternatives", w.typed("multipart/alternative; boundary=b",
		many("--b\r\n"+plainPart+"\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>x\r\n", 20_000)+"--b--\r\n"))
}

// nested is a text in many multiparts.
func (w *writer) nested(depth int, closed bool) string {
	var s strings.Builder
	s.WriteString(w.head())
	for i := range depth {
		fmt.Fprintf(&s, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	s.WriteString(plainPart + "\r\n")
	for i := depth - 1; closed && i >= 0; i-- {
		fmt.Fprintf(&s, "--b%d--\r\n", i)
	}
	return s.String()
}
