package mail

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// File is a file that a Draft brings.
type File struct {
	Name string // one line; written as RFC 2231 has it where it needs that
	Type string // media type; what a mail program might run or show as a page is disguised
	Data []byte
}

// enclose puts the body of a mail, described by the fields given, and files
// into one multipart/mixed (RFC 2046 section 5.1.3).
func enclose(id string, fields []string, body []byte, files []File) ([]string, []byte, error) {
	version, described := fields[:1:1], fields[1:] // MIME-Version is said once
	first := strings.Join(described, "") + "\r\n" + string(body) + "\r\n"
	// No line of a part with a file begins like a boundary.
	boundary := boundaryFor("enclosed "+id, []byte(first))
	var out bytes.Buffer
	out.WriteString("--" + boundary + "\r\n" + first)
	for _, f := range files {
		out.WriteString("--" + boundary + "\r\n")
		if err := f.write(&out); err != nil {
			return nil, nil, fmt.Errorf("file %q: %w", shorten(Clean(f.Name), 80), err)
		}
	}
	out.WriteString("--" + boundary + "--\r\n")
	media := "Content-Type: multipart/mixed;\r\n boundary=\"" + boundary + "\"\r\n"
	return append(version, media), out.Bytes(), nil
}

// write writes a file as a part: always as an attachment, never to be shown in
// the mail (RFC 2183 section 2.2).
func (f File) write(b *bytes.Buffer) error {
	if f.Name == "" || strings.ContainsAny(f.Name, "\r\n\x00") {
		return errors.New("its name is empty, or has a line end or a NUL")
	}
	b.WriteString("Content-Type: " + calmType(f.Type) + "\r\n")
	b.WriteString("Content-Transfer-Encoding: base64\r\n")
	b.WriteString("Content-Disposition: attachment" + fileNameParam(Clean(f.Name)) + "\r\n\r\n")
	text := base64.StdEncoding.EncodeToString(f.Data)
	for len(text) > maxColumn {
		b.WriteString(text[:maxColumn] + "\r\n")
		text = text[maxColumn:]
	}
	if text != "" {
		b.WriteString(text + "\r\n")
	}
	return nil
}

// calmTypes are the media types, or beginnings of them, that a mail program
// opens with a viewer of its own at most. Pages, drawings with scripts,
// invitations, mails within mails and all that is unknown go out as bytes.
var calmTypes = []string{
	"text/plain", "text/csv", "text/markdown", "image/png", "image/jpeg", "image/gif",
	"image/webp", "image/tiff", "image/bmp", "image/heic", "audio/", "video/",
	"application/pdf", "application/zip", "application/gzip", "application/json",
	"application/msword", "application/vnd.ms-", "application/vnd.openxmlformats-",
	"application/vnd.oasis.opendocument.",
}

// calmType is the media type under which a file goes out.
func calmType(media string) string {
	media = strings.ToLower(media)
	for _, calm := range calmTypes {
		rest, ok := strings.CutPrefix(media, calm)
		open := strings.HasSuffix(calm, "/") || strings.HasSuffix(calm, "-") || strings.HasSuffix(calm, ".")
		whole := rest == ""
		if open {
			whole = isDotAtom(rest) && isASCII([]byte(rest)) && len(media) < 100
		}
		if ok && whole {
			return media
		}
	}
	return "application/octet-stream"
}

// fileNameParam writes the parameter with the name of a file: as it is where
// that is short and plain, else encoded and in pieces (RFC 2231 sections 3
// and 4), a line for each.
func fileNameParam(name string) string {
	plain := len(name) <= 50 && isASCII([]byte(name)) && !strings.ContainsAny(name, `"\`)
	if plain {
		return ";\r\n filename=\"" + name + "\""
	}
	const most = 48 // bytes of a piece, before "%"
	var b strings.Builder
	piece, rest := "utf-8''", name
	for n := 0; rest != "" || piece != ""; n++ {
		for rest != "" && len(piece) < most {
			piece += percentByte(rest[0])
			rest = rest[1:]
		}
		fmt.Fprintf(&b, ";\r\n filename*%d*=%s", n, piece)
		piece = ""
	}
	return b.String()
}

// percentByte writes a byte for an encoded parameter: letters, digits and a few
// signs as they are (RFC 2231 section 7).
func percentByte(c byte) string {
	if c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '-' || c == '.' || c == '_' {
		return string(rune(c))
	}
	return fmt.Sprintf("%%%02X", c)
}
