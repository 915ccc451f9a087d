package mail

import (
	"strings"
	"testing"
)

const htmlPart = "Content-Type: text/html\r\n\r\n<p>Done: it</p>"

// inner is a multipart as a part of another one.
func inner(kind, boundary string, parts ...string) string {
	return strings.TrimPrefix(strings.TrimSuffix(multipart(kind, boundary, boundary+"--", parts...), "\r\n"), from)
}

// TestBody has the trees that mail programs build, and what is the text of
// each.
func TestBody(t *testing.T) {
	const (
		image  = "Content-Type: image/png; name=a.png\r\nContent-Disposition: inline\r\n\r\nx"
		footer = "Content-Type: text/plain\r\n\r\nlist footer"
		tail   = "Content-Type: text/html\r\n\r\n<p>more</p>"
		pgp    = "Content-Type: application/pgp-signature; name=s.asc\r\n\r\nx"
		smime  = "Content-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nx"
	)
	for _, c := range []struct{ name, raw, text, html, marks string }{
		{"alternative", multipart("alternative", "b", "b--", plainPart, htmlPart), "Done: it", "<p>Done: it</p>", ""},
		{"alternative, HTML first", multipart("alternative", "b", "b--", htmlPart, plainPart), "Done: it", "<p>Done: it</p>", ""},
		{"C27 HTML only", from + htmlPart + "\r\n", "", "<p>Done: it</p>\n", ""},
		{"C28 empty text and HTML", multipart("alternative", "b", "b--", "Content-Type: text/plain\r\n\r\n \r\n", htmlPart), "", "<p>Done: it</p>", ""},
		{"related", multipart("related", "b", "b--", inner("alternative", "c", plainPart, htmlPart), image), "Done: it", "<p>Done: it</p>", "a.png"},
		{"alternative with related", multipart("alternative", "b", "b--", plainPart, inner("related", "c", htmlPart, image)), "Done: it", "<p>Done: it</p>", "a.png"},
		{"Apple: HTML around a file", multipart("alternative", "b", "b--", "Content-Type: text/plain\r\n\r\nDone: it more\r\n",
			inner("mixed", "c", htmlPart, image, tail)), "Done: it more\n", "<p>Done: it</p><p>more</p>", "a.png"},
		{"list footer below HTML", multipart("mixed", "b", "b--", htmlPart, footer), "Done: it\n\nlist footer", "<p>Done: it</p>\n<pre>list footer</pre>", ""},
		{"list footer below both", multipart("mixed", "b", "b--", inner("alternative", "c", plainPart, htmlPart), footer),
			"Done: it\n\nlist footer", "<p>Done: it</p>\n<pre>list footer</pre>", ""},
		{"two texts in an alternative", multipart("alternative", "b", "b--", plainPart, "Content-Type: text/plain\r\n\r\nother"), "Done: it", "", ""},
		{"forward attached", multipart("mixed", "b", "b--", plainPart, "Content-Type: message/rfc822\r\n\r\n"+from+"\r\nNext: evil"), "Done: it", "", "attachment"},
		{"digest", multipart("digest", "b", "b--", "\r\n"+from+"\r\nNext: evil"), "", "", "attachment"},
		{"C30 no text part", multipart("mixed", "b", "b--", image), "", "", "a.png"},
		{"C30 unknown multipart", multipart("x-odd", "b", "b--", plainPart), "Done: it", "", ""},
		{"C32 PGP", multipart("encrypted", "b", "b--", "Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1", "Content-Type: application/octet-stream\r\n\r\nx"), "", "", "encrypted attachment attachment"},
		{"C32 S/MIME", from + "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n\r\nx\r\n", "", "", "encrypted smime.p7m"},
		{"C32 inline PGP", textMail + "\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nx\r\n-----END PGP MESSAGE-----\r\n", "-----BEGIN PGP MESSAGE-----\n\nx\n-----END PGP MESSAGE-----\n", "", "encrypted"},
		{"C33 S/MIME signed", multipart("signed", "b", "b--", plainPart, smime), "Done: it", "", "smime.p7s"},
		{"C33 PGP signed", multipart("signed", "b", "b--", plainPart, pgp), "Done: it", "", "s.asc"},
		{"C33 inline PGP signed", textMail + "\r\n\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nDone: it\r\n- -- \r\nAna\r\n" +
			"-----BEGIN PGP SIGNATURE-----\r\n\r\nx\r\n-----END PGP SIGNATURE-----\r\nlist footer\r\n", "Done: it\n-- \nAna\nlist footer\n", "", ""},
		{"C33 opaque S/MIME", from + "Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n\r\nx\r\n", "", "", "attachment"},
		{"B22 calendar answer", multipart("alternative", "b", "b--", "Content-Type: text/plain\r\n\r\nAna accepts", "Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR"), "Ana accepts", "", "calendar attachment"},
		{"calendar without a method", multipart("mixed", "b", "b--", plainPart, "Content-Type: text/calendar; name=x.ics\r\n\r\nBEGIN:VCALENDAR"), "Done: it", "", "x.ics"},
		{"beyond repair", from + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b--\r\n", "--b--\n", "", ""},
	} {
		m := Parse([]byte(c.raw))
		var marks []string
		if m.Encrypted {
			marks = append(marks, "encrypted")
		}
		if m.Calendar {
			marks = append(marks, "calendar")
		}
		for _, a := range m.Attachments {
			if a.Name == "" {
				a.Name = "attachment"
			}
			marks = append(marks, a.Name)
		}
		if m.Text != c.text || m.HTML != c.html || strings.Join(marks, " ") != c.marks {
			t.Errorf("%s:\ngot  %q %q %q %q\nwant %q %q %q", c.name, m.Text, m.HTML, marks, m.Problems, c.text, c.html, c.marks)
		}
	}
}
