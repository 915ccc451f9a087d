package replytest

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"hash/fnv"
	"io"
	"mime"
	"mime/quotedprintable"
	"strings"
	"unicode/utf8"
)

// Raw writes the mail: header and body with CRLF line ends.
func (r Reply) Raw() []byte {
	c := r.client()
	text, html := r.Parts()
	var b bytes.Buffer
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\r\n", name, value)
		}
	}
	field("From", address(r.From))
	field("To", address(r.To))
	field("Subject", mime.QEncoding.Encode("utf-8", r.Subject))
	field("Date", r.Date.Format("Mon, 02 Jan 2006 15:04:05 -0700"))
	field("Message-ID", "<"+r.MessageID+">")
	if r.Parent.MessageID != "" {
		field("In-Reply-To", "<"+r.Parent.MessageID+">")
		field("References", "<"+strings.Join(append(append([]string{}, r.Parent.References...), r.Parent.MessageID), "> <")+">")
	}
	if name, value, ok := strings.Cut(c.mailer, ": "); ok {
		field(name, value)
	}
	field("MIME-Version", "1.0")
	switch r.Format {
	case Plain:
		c.part(&b, c.plainType(), text)
	case HTML:
		c.part(&b, "text/html", html)
	default:
		boundary := r.boundary()
		field("Content-Type", "multipart/alternative; boundary=\""+boundary+"\"")
		fmt.Fprintf(&b, "\r\n--%s\r\n", boundary)
		c.part(&b, c.plainType(), text)
		fmt.Fprintf(&b, "\r\n--%s\r\n", boundary)
		c.part(&b, "text/html", html)
		fmt.Fprintf(&b, "\r\n--%s--\r\n", boundary)
	}
	return b.Bytes()
}

func address(p Person) string {
	if p.Name == "" {
		return p.Addr
	}
	name := mime.QEncoding.Encode("utf-8", p.Name)
	if name == p.Name {
		name = `"` + p.Name + `"`
	}
	return name + " <" + p.Addr + ">"
}

// boundary derives from the Message-ID, so that the same reply has the same.
func (r Reply) boundary() string {
	h := fnv.New64a()
	io.WriteString(h, r.MessageID)
	return fmt.Sprintf("=_%016x", h.Sum64())
}

func (c client) plainType() string {
	if c.flowed {
		return "text/plain; format=flowed"
	}
	return "text/plain"
}

// part writes the fields and the body of a part: 7bit where it can, then
// quoted-printable, base64 for scripts that have few ASCII letters.
func (c client) part(b *bytes.Buffer, typ, body string) {
	charset, raw := c.encode(body)
	kind, rest, _ := strings.Cut(typ, ";")
	if rest != "" {
		rest = ";" + rest
	}
	fmt.Fprintf(b, "Content-Type: %s; charset=%s%s\r\n", kind, charset, rest)
	encoding := transfer(raw)
	fmt.Fprintf(b, "Content-Transfer-Encoding: %s\r\n\r\n", encoding)
	crlf := bytes.ReplaceAll(raw, []byte("\n"), []byte("\r\n"))
	switch encoding {
	case "7bit":
		b.Write(crlf)
	case "base64":
		s := base64.StdEncoding.EncodeToString(crlf)
		for len(s) > 76 {
			b.WriteString(s[:76] + "\r\n")
			s = s[76:]
		}
		b.WriteString(s + "\r\n")
	default:
		w := quotedprintable.NewWriter(b)
		w.Write(crlf)
		w.Close()
	}
}

// encode gives the body in the charset the program would choose.
func (c client) encode(body string) (charset string, raw []byte) {
	ascii, latin := true, true
	for _, r := range body {
		ascii = ascii && r < utf8.RuneSelf
		latin = latin && (r < utf8.RuneSelf || r >= 0xa0 && r < 0x100)
	}
	switch {
	case ascii:
		return "us-ascii", []byte(body)
	case latin && c.latin1:
		for _, r := range body {
			raw = append(raw, byte(r))
		}
		return "iso-8859-1", raw
	}
	return "utf-8", []byte(body)
}

func transfer(raw []byte) string {
	high, long, line := 0, false, 0
	for _, c := range raw {
		if c >= utf8.RuneSelf {
			high++
		}
		if line++; c == '\n' {
			line = 0
		}
		long = long || line > 900
	}
	switch {
	case high == 0 && !long:
		return "7bit"
	case high*3 > len(raw):
		return "base64"
	}
	return "quoted-printable"
}
