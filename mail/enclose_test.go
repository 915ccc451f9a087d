package mail

import (
	"bytes"
	"strings"
	"testing"
	"testing/quick"
)

// withFiles is an answer that brings files of several kinds.
func withFiles() Draft {
	d := textOnly()
	d.HTML = "<p>No hits.</p>"
	d.Files = []File{
		{Name: "plan.pdf", Type: "application/pdf", Data: []byte("%PDF-1.7\n" + strings.Repeat("x", 100))},
		{Name: "Größe; der \"Bilder\" 日本語 und noch viel mehr von allem.txt", Type: "text/plain", Data: []byte("a\r\nb")},
		{Name: "page.html", Type: "text/html", Data: []byte("<script>alert(1)</script>")},
		{Name: "empty", Type: "", Data: nil},
	}
	return d
}

// TestEnclosedRoundTrip: files come back byte for byte and by name, whatever
// they are, and nothing of them becomes the text of the mail.
func TestEnclosedRoundTrip(t *testing.T) {
	d := withFiles()
	same := func(d Draft) bool {
		raw := compose(t, d)
		m, contents := Parse(raw), Attached(raw)
		if m.Text != d.Text || len(m.Problems) > 0 || len(contents) != len(d.Files) ||
			len(m.Attachments) != len(d.Files) {
			t.Errorf("%q, %v, %d files", m.Text, m.Problems, len(contents))
			return false
		}
		for i, a := range m.Attachments {
			if a.Name != oneLine(Clean(d.Files[i].Name), maxName) || a.Inline || !bytes.Equal(contents[i], d.Files[i].Data) ||
				a.Size < len(d.Files[i].Data) {
				t.Errorf("%+v: %q", a, contents[i])
				return false
			}
		}
		return true
	}
	same(d)
	f := func(name string, data []byte, media string) bool {
		d := textOnly()
		name = strings.TrimSpace(Clean(strings.ToValidUTF8(name, "")))
		d.Files = []File{{Name: "a" + name + "z", Type: media, Data: data}}
		return same(d)
	}
	if err := quick.Check(f, &quick.Config{MaxCount: 200}); err != nil {
		t.Error(err)
	}
}

// TestEnclosedIsNotShown: what a program would show as a page, run, or take for
// an invitation goes out as plain bytes.
func TestEnclosedIsNotShown(t *testing.T) {
	const bytes = "application/octet-stream"
	for media, want := range map[string]string{
		"text/html": bytes, "TEXT/HTML": bytes, "image/svg+xml": bytes, "text/xml": bytes,
		"application/xhtml+xml": bytes, "text/javascript": bytes, "message/rfc822": bytes,
		"text/calendar": bytes, "multipart/mixed": bytes, "": bytes, "text/plainx": bytes,
		"application/pkcs7-mime": bytes, "audio/": bytes, "audio/x\r\nX: y": bytes, "audio/x; a=b": bytes,
		"text/plain": "text/plain", "Application/PDF": "application/pdf", "image/png": "image/png",
		"audio/ogg": "audio/ogg",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document": "application/vnd." +
			"openxmlformats-officedocument.wordprocessingml.document",
	} {
		if got := calmType(media); got != want {
			t.Errorf("%q goes out as %q, want %q", media, got, want)
		}
	}
}

// TestAttached: contents and Attachments go together, whatever the parts are.
func TestAttached(t *testing.T) {
	raw := []byte("Content-Type: multipart/mixed; boundary=b\n\n" +
		"--b\n\nhello\nbegin 644 old.txt\n#0V%T\n`\nend\n" +
		"--b\nContent-Type: multipart/related; boundary=r\n\n" +
		"--r\nContent-Type: text/html\n\n<p>x</p>\n" +
		"--r\nContent-Type: image/png\nContent-ID: <logo>\nContent-Transfer-Encoding: base64\n\niVBO\n--r--\n" +
		"--b\nContent-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment\n" +
		"Content-ID: <x>\nContent-Transfer-Encoding: quoted-printable\n\n=25PDF\n" +
		"--b\nContent-Type: message/rfc822\n\nSubject: inner\n\nhi\n--b--\n")
	want := []struct {
		name, content string
		inline        bool
	}{{"old.txt", "Cat", false}, {"", "\x89PN", true}, {"a.pdf", "%PDF", false},
		{"", "Subject: inner\n\nhi", false}}
	m, contents := Parse(raw), Attached(raw)
	if len(m.Attachments) != len(want) || len(contents) != len(want) {
		t.Fatalf("%+v, %q", m.Attachments, contents)
	}
	for i, w := range want {
		a := m.Attachments[i]
		if a.Name != w.name || a.Inline != w.inline || string(contents[i]) != w.content {
			t.Errorf("%d: %+v %q, want %+v", i, a, contents[i], w)
		}
	}
}
