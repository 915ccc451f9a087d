package mailtest

// giant is about the size of the largest mail that is read.
const giant = 25 << 20

// giants are mails of 25 MB whose every byte has to be gone through, or which
// grow when they are decoded.
func (w *writer) giants() {
	lines := func(s string) string { return many(s, giant/len(s)) }
	w.bomb("25 MB of lines", w.body(lines("Done: the thing\r\n")))
	w.bomb("25 MB in one line", w.body(many("a ", giant/2)))
	w.bomb("25 MB of blank lines", w.body(lines("\r\n")))
	w.bomb("25 MB of bare CR", w.head()+"\r\n"+many("a\r", giant/2))
	w.bomb("25 MB of nothing but bare CR", "From: "+w.from+"\r\r"+many("a\r", giant/2))
	w.bomb("25 MB of NUL", w.body(many("\x00", giant)))
	w.bomb("25 MB in base64", w.encoded("base64", lines(many("RG9uZTogaXQK", 6)+"\r\n")))
	w.bomb("25 MB of =20", w.encoded("quoted-printable", lines(many("=20", 25)+"=\r\n")))
	w.bomb("25 MB of windows-1252", w.typed("text/plain; charset=windows-1252", many("\x80", giant)))
	w.bomb("25 MB of UTF-16", w.typed("text/plain; charset=utf-16", many("\x20\xac", giant/2)))
	w.bomb("25 MB of ISO-2022-JP", w.typed("text/plain; charset=iso-2022-jp", lines("\x1b$B$\"\x1b(B")))
	w.bomb("25 MB of GB18030", w.typed("text/plain; charset=gb18030", lines("\x810\x810")))
	w.bomb("25 MB of broken UTF-8", w.body(many("\xff", giant)))
	w.bomb("25 MB of UTF-7", w.typed("text/plain; charset=utf-7", lines("+AOk-")))
	w.bomb("25 MB of HTML", w.html(lines("<p>Done: the thing</p>\r\n")))
	w.bomb("25 MB of HTML in base64", w.head()+"Content-Type: text/html\r\n"+
		"Content-Transfer-Encoding: base64\r\n\r\n"+lines(many("PGI+eDwv", 9)+"\r\n"))
	w.bomb("25 MB attached", w.typed("multipart/mixed; boundary=b", "--b\r\n"+plainPart+"\r\n--b\r\n"+
		"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"+
		lines(many("JVBERi0x", 9)+"\r\n")+"--b--\r\n"))
	w.bomb("25 MB of texts", w.typed("multipart/mixed; boundary=b",
		many("--b\r\nContent-Type: text/plain\r\n\r\n"+many("Done: it\r\n", 13_000), 190)+"--b--\r\n"))
	w.bomb("25 MB of pages", w.typed("multipart/mixed; boundary=b",
		many("--b\r\nContent-Type: text/html\r\n\r\n"+many("<p>it\r\n", 18_000), 190)+"--b--\r\n"))
	w.bomb("25 MB uuencoded", w.body("begin 644 x\r\n"+lines("M"+many("0", 60)+"\r\n")+"`\r\nend\r\n"))
	w.bomb("25 MB of header", w.fields(lines("X-A: "+many("a", 990)+"\r\n")))
	w.bomb("25 MB of quotes", w.body(lines("> > > On Monday a wrote:\r\n")))
	w.bomb("25 MB of boundaries", w.typed("multipart/mixed; boundary=b", lines("--b\r\n")))
	w.bomb("25 MB flowed", w.typed("text/plain; format=flowed; delsp=yes", lines("> a \r\n")))
	w.bomb("25 MB of report", w.typed("multipart/report; report-type=delivery-status; boundary=b",
		"--b\r\nContent-Type: message/delivery-status\r\n\r\n"+
			lines("Final-Recipient: rfc822; a@example.org\r\n"+"Action: failed\r\nStatus: 5.1.1\r\n\r\n")+"--b--\r\n"))
}
