package intake

import (
	"fmt"
	"strings"
	"testing"

	"kabar/mail"
	"kabar/store/entry"
)

func TestFiles(t *testing.T) {
	for _, c := range []struct {
		what string
		a    mail.Attachment
		want string // "": it is no file
	}{
		{"a document", mail.Attachment{Name: "plan.pdf", Type: "application/pdf", Size: 9}, "plan.pdf"},
		{"a page", mail.Attachment{Name: "x.html", Type: "text/html"}, "x.html"},
		{"a name with a path", mail.Attachment{Name: "../x", Type: "text/plain"}, "_x"},
		{"no name", mail.Attachment{Type: "application/zip"}, "unnamed"},
		{"a mail", mail.Attachment{Type: "message/rfc822"}, "mail.eml"},
		{"a photo without a name", mail.Attachment{Type: "image/jpeg", Size: 9}, "picture.jpeg"},
		{"a small picture, attached", mail.Attachment{Name: "i.png", Type: "image/png", Size: 900}, "i.png"},
		{"the logo of a signature", mail.Attachment{Name: "image001.png", Type: "image/png", Size: 9000, Inline: true}, ""},
		{"a screenshot in the text", mail.Attachment{Name: "image.png", Type: "image/png", Size: 90000, Inline: true}, "image.png"},
		{"a signature of PGP", mail.Attachment{Name: "signature.asc", Type: "application/pgp-signature"}, ""},
		{"a signature of S/MIME", mail.Attachment{Name: "smime.p7s", Type: "application/pkcs7-signature"}, ""},
		{"an invitation", mail.Attachment{Name: "invite.ics", Type: "text/calendar"}, ""},
		{"the footer of a list", mail.Attachment{Type: "text/plain"}, ""},
		{"a piece cut off by Exchange", mail.Attachment{Name: "ATT00001.htm", Type: "text/html"}, ""},
		{"a multipart nested too deep", mail.Attachment{Type: "multipart/mixed"}, ""},
	} {
		files, places := Files(&mail.Message{Attachments: []mail.Attachment{{Type: "text/calendar"}, c.a}})
		got := ""
		if len(files) == 1 {
			got = files[0].Name
			if places[0] != 1 || files[0].Size != int64(c.a.Size) {
				t.Errorf("%s: %+v at %d", c.what, files[0], places[0])
			}
		}
		if got != c.want || len(files) != len(places) {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// TestManyFiles: of a thousand attachments the first ones are listed.
func TestManyFiles(t *testing.T) {
	m := &mail.Message{}
	for n := range 1000 {
		m.Attachments = append(m.Attachments, mail.Attachment{Name: strings.Repeat(fmt.Sprint(n), 99)})
	}
	files, places := Files(m)
	if len(files) != entry.MaxFiles || len(places) != entry.MaxFiles || len(files[0].Name) > 120 {
		t.Errorf("%d files, the first with %d bytes of name", len(files), len(files[0].Name))
	}
}
