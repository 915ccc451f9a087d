package mail

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

const (
	from     = "From: Ana <ana@example.org>\r\n"
	textMail = from + "Subject: x\r\nContent-Type: text/plain"
)

// TestMalformed has group C of PROMISES: what is sent, and the text that must
// come out of it. note is part of a problem that must be named; "" for none at
// all.
func TestMalformed(t *testing.T) {
	for _, c := range []struct{ name, raw, want, note string }{
		{"clean", textMail + "\r\n\r\nDone: it\r\n", "Done: it\n", ""},
		{"C01 no blank line", from + "Subject: x\r\nDone: it\r\nI wrote a test.\r\n", "Done: it\nI wrote a test.\n", "no blank line"},
		{"C01 no blank line, prose", from + "Subject: x\r\nHello all,\r\nDone: it\r\n", "Hello all,\nDone: it\n", "no blank line"},
		{"C01 text at once", "Hello all,\r\nI wrote a test.\r\n", "Hello all,\nI wrote a test.\n", "no header"},
		{"C02 headers only", from + "Subject: x\r\n", "", ""},
		{"C02 headers only, one of them text", from + "Subject: x\r\nDone: it", "Done: it", ""},
		{"C03 empty", "", "", "no header"},
		{"C04 newlines", "\r\n\r\n\n\n", "", "no header"},
		{"C05 bare LF", strings.ReplaceAll(textMail, "\r", "") + "\n\nDone: it\n", "Done: it\n", ""},
		{"C06 bare CR", strings.ReplaceAll(textMail, "\r\n", "\r") + "\r\rDone: it\rNext: that\r", "Done: it\nNext: that\n", "bare CR"},
		{"C06 bare CR in the text", textMail + "\r\n\r\nDone: it\rNext: that\r\n", "Done: it\nNext: that\n", ""},
		{"CR CR LF", strings.ReplaceAll(textMail, "\r", "\r\r") + "\r\r\n\r\r\nDone: it\r\n", "Done: it\n", ""},
		{"C07 end boundary missing", multipart("mixed", "b", "b", plainPart) + "\r\n", "Done: it\n", "no end"},
		{"C08 no boundary parameter", strings.Replace(multipart("mixed", "b", "b--", plainPart), "boundary=b", "x=y", 1), "Done: it", "does not name"},
		{"C08 a boundary that does not occur", strings.Replace(multipart("mixed", "b", "b--", plainPart), "boundary=b", "boundary=c", 1), "Done: it", "does not name"},
		{"parts that are empty", multipart("mixed", "b", "b--", "Content-Type: text/plain\r\n\r\n", "\r\n\r\n"), "", ""},
		{"C09 boundary is a prefix of another", from + "Content-Type: multipart/mixed; boundary=ab\r\n\r\n--ab\r\n" +
			"Content-Type: multipart/alternative; boundary=ab-c\r\n\r\n--ab-c\r\n" + plainPart + "\r\n--ab-c--\r\n--ab--\r\n", "Done: it", ""},
		{"C10 unknown charset", textMail + "; charset=x-klingon\r\n\r\nDone: gr\xc3\xb6\xc3\x9fer\r\n", "Done: größer\n", "unknown charset"},
		{"C10 unknown charset, no UTF-8", textMail + "; charset=x-klingon\r\n\r\nDone: gr\xf6\xdfer\r\n", "Done: größer\n", "windows-1252"},
		{"C11 Latin-1 called UTF-8", textMail + "; charset=utf-8\r\n\r\nDone: gr\xf6\xdfer\r\n", "Done: größer\n", "windows-1252"},
		{"C11 one bad byte", textMail + "; charset=utf-8\r\n\r\nDone: gr\xc3\xb6\xc3\x9fer \xff\r\n", "Done: größer \uFFFD\n", "U+FFFD"},
		{"C12 UTF-8 called ASCII", textMail + "; charset=us-ascii\r\n\r\nDone: gr\xc3\xb6\xc3\x9fer\r\n", "Done: größer\n", ""},
		{"UTF-8 called Latin-1", textMail + "; charset=iso-8859-1\r\n\r\nDone: gr\xc3\xb6\xc3\x9fer\r\n", "Done: größer\n", "is UTF-8"},
		{"Latin-1 means windows-1252", textMail + "; charset=iso-8859-1\r\n\r\n\x93Done\x94: it\r\n", "“Done”: it\n", ""},
		{"C13 UTF-16", textMail + "; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n\r\n/v8ARABvAG4AZQA6ACAA9g==\r\n", "Done: ö", ""},
		{"C13 UTF-16 without a mark, little endian", textMail + "; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n\r\nRABvAG4AZQA6ACAA9gA=\r\n", "Done: ö", ""},
		{"C13 UTF-16 without a mark, big endian", textMail + "; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n\r\nAEQAbwBuAGUAOgAgAPY=\r\n", "Done: ö", ""},
		{"C14 UTF-7", textMail + "; charset=utf-7\r\n\r\nDone: gr+APYA3w-er +ADw-b+AD4- 1 +- 2\r\n", "Done: größer <b> 1 + 2\n", ""},
		{"C15 ISO-2022-JP", textMail + "; charset=iso-2022-jp\r\n\r\n\x1b$B40N;\x1b(B ok\r\n", "完了 ok\n", ""},
		{"C15 ISO-2022-JP without a label", textMail + "\r\n\r\n\x1b$B40N;\x1b(B ok\r\n", "完了 ok\n", "ISO-2022-JP"},
		{"C16 GB18030", textMail + "; charset=gb18030\r\n\r\n\xcd\xea\xb3\xc9\r\n", "完成\n", ""},
		{"C16 GB2312", textMail + "; charset=gb2312\r\n\r\n\xcd\xea\xb3\xc9\r\n", "完成\n", ""},
		{"C17 broken base64", textMail + "\r\nContent-Transfer-Encoding: base64\r\n\r\nRG9u!!ZTogaXQ\r\n", "Done: it", "broken base64"},
		{"C17 no base64 at all", textMail + "\r\nContent-Transfer-Encoding: base64\r\n\r\n…\r\n", "…\n", "broken base64"},
		{"base64 in two pieces", textMail + "\r\nContent-Transfer-Encoding: base64\r\n\r\nRG9uZTog\r\n aXQ=\r\nIG5vdw==\r\n", "Done: it now", ""},
		{"C18 broken quoted-printable", textMail + "\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nDone: 100=% gr=C3=B6=\r\n=c3=9fer=\r\n", "Done: 100=% größer", "broken quoted-printable"},
		{"C19 encoding on a multipart", strings.Replace(multipart("mixed", "b", "b--", plainPart), "\r\n\r\n", "\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n", 1), "Done: it", ""},
		{"C19 multipart really encoded", from + "Content-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: base64\r\n\r\nLS1iCgpEb25lOiBpdAotLWItLQo=\r\n", "Done: it", "encoded"},
		{"C20 unknown encoding", textMail + "\r\nContent-Transfer-Encoding: rot13\r\n\r\nDone: it\r\n", "Done: it\n", "unknown encoding"},
		{"C20 8bits", textMail + "\r\nContent-Transfer-Encoding: 8Bits (x)\r\n\r\nDone: it\r\n", "Done: it\n", ""},
		{"C21 two Content-Types", textMail + "; charset=utf-8\r\nContent-Type: text/html\r\n\r\nDone: it\r\n", "Done: it\n", ""},
		{"C21 the first can't be read", from + "Content-Type: ???\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nDone: \xf6\r\n", "Done: ö\n", ""},
		{"C22 NUL", textMail + "\r\n\r\nDo\x00ne: it\r\n", "Done: it\n", "NUL"},
		{"C23 raw 8-bit header", "Subject: gr\xf6\xdfer\r\n" + textMail + "\r\n\r\nDone: it\r\n", "Done: it\n", "no UTF-8"},
		{"C29 text and HTML disagree", multipart("alternative", "b", "b--", "Content-Type: text/plain\r\n\r\nYour program can not show this mail, sorry", "Content-Type: text/html\r\n\r\n<p>Done: it</p>"),
			"Your program can not show this mail, sorry", "different things"},
		{"C37 continuation first", " folded\r\n" + textMail + "\r\n\r\nDone: it\r\n", "Done: it\n", "continuation line"},
		{"C38 From_ line", "From ana@example.org Sun Nov 22 09:30:00 2026\r\n" + textMail + "\r\n\r\nDone: it\r\n", "Done: it\n", ""},
		{"C38 two From_ lines", ">From x\r\nFrom ana@example.org Sun Nov 22 09:30:00 2026\r\n" + textMail + "\r\n\r\nDone: it\r\n", "Done: it\n", ""},
		{"mark and blank lines first", "\xef\xbb\xbf\r\n \r\n" + textMail + "\r\n\r\nDone: it\r\n", "Done: it\n", ""},
		{"mark in the text", textMail + "\r\n\r\n\xef\xbb\xbfDone: it\r\n", "Done: it\n", ""},
		{"junk line in the header", from + "this is no field\r\nSubject: x\r\n\r\nDone: it\r\n", "Done: it\n", "left out"},
		{"blank before the colon", from + "Subject : x\r\n\r\nDone: it\r\n", "Done: it\n", ""},
		{"C40 uuencode", textMail + "\r\n\r\nDone: it\r\nbegin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\nNext: that\r\n", "Done: it\nNext: that\n", ""},
		{"C40 begin without end", textMail + "\r\n\r\nbegin 644 work\r\nnot code\r\n", "begin 644 work\nnot code\n", ""},
		{"C41 format=flowed", textMail + "; format=flowed\r\n\r\nDone: it \r\nis long\r\n> quoted \r\n> on\r\n>> deeper\r\n-- \r\nAna\r\n", "Done: it is long\n> quoted on\n>> deeper\n-- \nAna\n", ""},
		{"C41 DelSp", textMail + "; format=flowed; delsp=yes\r\n\r\n日本 \r\n語\r\n From\r\n", "日本語\nFrom\n", ""},
		{"C41 quote that never ends", textMail + "; format=flowed\r\n\r\n> a \r\nb\r\n", "> a \nb\n", ""},
		{"text in two parts", multipart("mixed", "b", "b--", plainPart, "Content-Type: image/png\r\n\r\nx", "Content-Type: text/plain\r\n\r\nNext: that"), "Done: it\n\nNext: that", ""},
		{"part without a header", multipart("mixed", "b", "b--", "\r\nDone: it"), "Done: it", ""},
		{"part without a blank line", multipart("mixed", "b", "b--", "Done: it\r\nand that"), "Done: it\nand that", "no blank line"},
		{"bad header line in a part", multipart("mixed", "b", "b--", "Content-Type: text/html; name=a.html\r\nContent-Disposition: attachment\r\nbroken here\r\nX-A: b\r\n\r\n<p>no", plainPart), "Done: it", "left out"},
		{"multipart without parts", from + "Content-Type: multipart/mixed; boundary=b\r\n\r\nDone: it\r\n", "Done: it\n", "no parts"},
		{"text with a file name, alone", textMail + "; name=body.txt\r\n\r\nDone: it\r\n", "Done: it\n", ""},
		{"text called text", from + "Content-Type: text\r\n\r\nDone: it\r\n", "Done: it\n", ""},
		{"enriched text", from + "Content-Type: text/enriched\r\n\r\n<bold>Done:</bold> it\r\n", "Done: it", ""},
		{"preamble and epilogue", strings.Replace(multipart("mixed", "b", "b--", plainPart), "\r\n\r\n--b", "\r\n\r\nThis is MIME.\r\n--b", 1) + "the end\r\n", "Done: it", ""},
	} {
		m := Parse([]byte(c.raw))
		problems := strings.Join(m.Problems, "; ")
		if m.Text != c.want {
			t.Errorf("%s: text = %q, want %q (%s)", c.name, m.Text, c.want, problems)
		}
		if c.note == "" && strings.ReplaceAll(problems, "From is missing", "") != "" || !strings.Contains(problems, c.note) {
			t.Errorf("%s: problems = %q, want %q", c.name, problems, c.note)
		}
		if !utf8.ValidString(m.Text) {
			t.Errorf("%s: the text is no UTF-8", c.name)
		}
	}
}

const plainPart = "Content-Type: text/plain\r\n\r\nDone: it"

// multipart builds a multipart mail; end is what follows "--" at its end.
func multipart(kind, boundary, end string, parts ...string) string {
	s := from + "Content-Type: multipart/" + kind + "; boundary=" + boundary + "\r\n\r\n"
	for _, p := range parts {
		s += "--" + boundary + "\r\n" + p + "\r\n"
	}
	if end == boundary {
		return strings.TrimSuffix(s, "\r\n")
	}
	return s + "--" + end + "\r\n"
}

func TestFields(t *testing.T) {
	for _, c := range []struct{ name, header, want string }{
		{"plain", "Subject: Re: apa kabar", "Re: apa kabar"},
		{"folded", "Subject: Re:\r\n\tapa\r\n  kabar", "Re: apa kabar"},
		{"C25 bad word", "Subject: =?utf-8?q?no end, =?x?z?y?= =?utf-8?b?", "=?utf-8?q?no end, =?x?z?y?= =?utf-8?b?"},
		{"C25 word inside a word", "Subject: =?utf-8?q?abc =?utf-8?q?def?=", "=?utf-8?q?abc def"},
		{"C25 blanks in a word", "Subject: =?utf-8?Q?gr=C3=B6=C3=9Fer und?=", "größer und"},
		{"C25 unknown charset", "Subject: =?x-klingon?q?gr=F6=DFer?=", "größer"},
		{"C26 character over two words", "Subject: =?utf-8?b?Z3LD?= =?utf-8?b?tsOfZXI=?=", "größer"},
		{"C26 two charsets", "Subject: =?iso-8859-1?q?gr=F6?= =?utf-8?q?=C3=9Fer?= x", "größer x"},
		{"words and text", "Subject: a =?utf-8?q?b?= c =?utf-8?q?d?=\r\n =?utf-8?q?e?=", "a b c de"},
		{"language", "Subject: =?utf-8*de?q?gr=C3=B6=C3=9Fer?=", "größer"},
		{"ISO-2022-JP", "Subject: =?ISO-2022-JP?B?GyRCNDBOOxsoQg==?=", "完了"},
		{"C24 raw UTF-8", "Subject: größer", "größer"},
		{"E01 line end in a word", "Subject: =?utf-8?q?a=0D=0ABcc:_x@evil.example?=", "a Bcc: x@evil.example"},
		{"E20 escape in a word", "Subject: =?utf-8?q?a=1B[31mred?=", "a[31mred"},
		{"C22 NUL in a word", "Subject: =?utf-8?q?a=00b?=", "ab"},
		{"question marks", "Subject: =?utf-8?q?really?_yes?=", "really? yes"},
		{"empty", "Subject:", ""},
	} {
		m := Parse([]byte(from + c.header + "\r\n\r\nx\r\n"))
		if m.Subject != c.want {
			t.Errorf("%s: subject = %q, want %q", c.name, m.Subject, c.want)
		}
	}
}

func TestIDs(t *testing.T) {
	long := strings.Repeat("x", 999)
	for _, c := range []struct{ name, header, id, inReplyTo, references string }{
		{"plain", "Message-ID: <a@b>\nIn-Reply-To: <c@d>\nReferences: <e@f> <c@d>", "a@b", "c@d", "e@f c@d"},
		{"comments and words", "Message-Id: x <a@b> (y)\nIn-Reply-To: Your message of Sunday <c@d>", "a@b", "c@d", ""},
		{"folded inside", "Message-ID: <a.long.\n id@b>", "a.long.id@b", "", ""},
		{"no angles", "Message-ID: a@b\nIn-Reply-To: c@d", "a@b", "c@d", ""},
		{"two fields", "Message-ID: <a@b>\nMessage-ID: <x@y>\nReferences: <1@x>\nReferences: <2@x>", "a@b", "", "1@x 2@x"},
		{"N03 none", "Subject: x", "", "", ""},
		{"not ended", "Message-ID: <a@b\nReferences: <<a@b> <c", "", "", "a@b"},
		{"E26 too long", "Message-ID: <" + long + "@b>\nReferences: <" + long + "@b> <c@d>", "", "", "c@d"},
		{"E25 path", "Message-ID: <../../etc/passwd>", "../../etc/passwd", "", ""},
	} {
		m := Parse([]byte(c.header + "\n\nx\n"))
		got := [3]string{m.MessageID, strings.Join(m.InReplyTo, " "), strings.Join(m.References, " ")}
		if want := [3]string{c.id, c.inReplyTo, c.references}; got != want {
			t.Errorf("%s: got %q, want %q", c.name, got, want)
		}
	}
}

// TestDate is J15, C34 and C36: a date is read as people write it, and what is
// none is no date.
func TestDate(t *testing.T) {
	for _, c := range []struct{ date, want string }{
		{"Sun, 22 Nov 2026 16:30:00 +0700", "2026-11-22T16:30:00+07:00"},
		{"22 Nov 2026 16:30 +0700", "2026-11-22T16:30:00+07:00"},
		{"Sun, 22 Nov 26 16:30:00 GMT", "2026-11-22T16:30:00Z"},
		{"Sun, 22 Nov 2026 16:30:00 -0800 (PST (Pacific))", "2026-11-22T16:30:00-08:00"},
		{"Sun (day), 22 (d) Nov 2026 16:30:00 EST", "2026-11-22T16:30:00-05:00"},
		{"Sunday, 22-Nov-2026 16:30:00 UT", "2026-11-22T16:30:00Z"},
		{"Sun, 22 Nov 2026 16:30:00", "2026-11-22T16:30:00Z"},
		{"Sun, 22 Nov 2026 16.30.00 +0000", "2026-11-22T16:30:00Z"},
		{"Thu, 31 Dec 2026 23:59:60 +0000", "2027-01-01T00:00:00Z"},
		{"Sun, 22 Nov 2026 16:30+0700", "2026-11-22T16:30:00+07:00"},
		{"Sun, 22 Nov 2026 16:30:00 +9999", "2026-11-22T16:30:00Z"},
		{"Sun, 30 Feb 2026 16:30:00 +0000", ""},
		{"Sun, 22 Nov 0001 16:30:00 +0000", "2001-11-22T16:30:00Z"},
		{"Sun, 22 Nov 9999 16:30:00 +0000", ""},
		{"yesterday", ""},
		{"", ""},
	} {
		m := Parse([]byte(from + "Date: " + c.date + "\r\n\r\nx\r\n"))
		got := ""
		if !m.Date.IsZero() {
			got = m.Date.Format("2006-01-02T15:04:05Z07:00")
		}
		if got != c.want {
			t.Errorf("%q = %s, want %s", c.date, got, c.want)
		}
	}
}

// TestAttachments has what is not text: names as data, sizes, no contents.
func TestAttachments(t *testing.T) {
	for _, c := range []struct{ name, part, want string }{
		{"C42 continued name", "Content-Type: application/pdf\r\nContent-Disposition: attachment;\r\n filename*0*=utf-8'de'gr%C3%B6;\r\n filename*1*=%C3%9Fer;\r\n filename*2=\" x.pdf\"\r\n\r\nabc", "größer x.pdf|application/pdf|3"},
		{"C42 both forms", "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"gr.pdf\"; filename*=iso-8859-1''gr%F6.pdf\r\n\r\nabc", "grö.pdf|application/pdf|3"},
		{"encoded word in quotes", "Content-Type: image/png; name=\"=?utf-8?q?gr=C3=B6=C3=9Fer.png?=\"\r\n\r\nabc", "größer.png|image/png|3"},
		{"blanks without quotes", "Content-Type: image/png; name=my cat.png; x=y\r\n\r\nabc", "my cat.png|image/png|3"},
		{"quote without an end", "Content-Type: image/png; name=\"cat.png\r\n\r\nabc", "cat.png|image/png|3"},
		{"given twice", "Content-Type: image/png; name=a.png; name=b.png\r\n\r\nabc", "a.png|image/png|3"},
		{"E08 path", "Content-Type: image/png; name=\"../../etc/cron.d/x\"\r\n\r\nabc", "../../etc/cron.d/x|image/png|3"},
		{"E09 absolute", "Content-Type: image/png; name=\"/etc/passwd\"\r\n\r\nabc", "/etc/passwd|image/png|3"},
		{"E09 device", "Content-Type: image/png; name=CON\r\n\r\nabc", "CON|image/png|3"},
		{"E09 dot", "Content-Type: image/png; name=.\r\n\r\nabc", ".|image/png|3"},
		{"E10 NUL and newline", "Content-Type: image/png; name*=utf-8''a%00b%0Ac\r\n\r\nabc", "ab c|image/png|3"},
		{"E11 long name", "Content-Type: image/png; name=" + strings.Repeat("x", 4000) + "\r\n\r\nabc", strings.Repeat("x", maxName) + "|image/png|3"},
		{"base64 size", "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAECAwQ=", "|image/png|5"},
		{"C31 TNEF", "Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\nabc", "winmail.dat|application/ms-tnef|3"},
		{"text file", "Content-Type: text/plain; name=notes.txt\r\n\r\nabc", "notes.txt|text/plain|3"},
		{"text attached", "Content-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nabc", "|text/plain|3"},
		{"mail in a mail", "Content-Type: message/rfc822\r\n\r\nFrom: x\r\n\r\nNext: evil", "|message/rfc822|21"},
	} {
		m := Parse([]byte(multipart("mixed", "bb", "bb--", plainPart, c.part)))
		if m.Text != "Done: it" || len(m.Attachments) != 1 {
			t.Errorf("%s: text = %q, attachments = %+v", c.name, m.Text, m.Attachments)
			continue
		}
		a := m.Attachments[0]
		if got := a.Name + "|" + a.Type + "|" + strconv.Itoa(a.Size); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
