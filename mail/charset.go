package mail

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-message/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

// decodeCharset makes UTF-8 of b, which calls itself label. It is total: what
// can't be decoded is read as UTF-8 or windows-1252, and doubtful bytes become
// U+FFFD (C10 to C16). The result holds no NUL.
func decodeCharset(label string, b []byte, n *notes) string {
	label = strings.ToLower(strings.TrimSpace(label))
	var s string
	switch {
	case label == "" || isUTF8Label(label):
		s = guessCharset(b, n)
	case label == "utf-7" || label == "unicode-1-1-utf-7" || label == "csutf7":
		s = decodeUTF7(b)
	case isLatin1Label(label) && utf8.Valid(b) && !isASCII(b):
		// Real text of one byte a letter is hardly ever valid UTF-8.
		n.add("the text is UTF-8, but says " + quoteNote(label))
		s = string(b)
	default:
		open := charsetReader(label, b)
		if open == nil {
			n.add("unknown charset " + quoteNote(label))
			s = guessCharset(b, n)
			break
		}
		var decoded strings.Builder
		decoded.Grow(min(len(b)+len(b)/8+64, maxEncoded))
		// What came before an error is kept.
		_, _ = io.Copy(&decoded, io.LimitReader(open(bytes.NewReader(b)), maxEncoded))
		s = strings.ToValidUTF8(decoded.String(), "\uFFFD")
	}
	s = strings.TrimPrefix(s, "\uFEFF")
	if strings.Contains(s, "\x00") {
		n.add("NUL characters were left out")
		s = strings.ReplaceAll(s, "\x00", "")
	}
	return s
}

func isUTF8Label(label string) bool {
	switch label {
	case "utf-8", "utf8", "us-ascii", "ascii", "ansi_x3.4-1968", "ansi-x3.4-1968", "646",
		"x-unknown", "unknown-8bit":
		return true
	}
	return false
}

func isLatin1Label(label string) bool {
	switch label {
	case "iso-8859-1", "iso8859-1", "latin1", "windows-1252", "cp1252", "iso-8859-15":
		return true
	}
	return false
}

// charsetReader returns what decodes the charset called label, or nil: as
// browsers read it, since mail that says iso-8859-1 means windows-1252 and
// gb2312 means GBK; else what go-message knows.
func charsetReader(label string, b []byte) func(io.Reader) io.Reader {
	if strings.HasPrefix(label, "utf-16") || strings.HasPrefix(label, "ucs-2") {
		return decoder(utf16Encoding(label, b))
	}
	if enc, err := htmlindex.Get(label); err == nil && enc != encoding.Replacement {
		return decoder(enc)
	}
	if _, err := charset.Reader(label, strings.NewReader("")); err != nil {
		return nil
	}
	return func(r io.Reader) io.Reader {
		r, _ = charset.Reader(label, r)
		return r
	}
}

func decoder(enc encoding.Encoding) func(io.Reader) io.Reader {
	return func(r io.Reader) io.Reader { return enc.NewDecoder().Reader(r) }
}

// utf16Encoding tells the byte order: of the label, of a mark, or of where the
// zero bytes of ASCII stand (C13); big endian if nothing tells (RFC 2781).
func utf16Encoding(label string, b []byte) encoding.Encoding {
	order := unicode.BigEndian
	switch {
	case strings.HasSuffix(label, "le"):
		order = unicode.LittleEndian
	case strings.HasSuffix(label, "be"):
	default:
		even, odd := 0, 0
		for i, c := range b[:min(len(b), 1000)] {
			switch {
			case c == 0 && i%2 == 0:
				even++
			case c == 0:
				odd++
			}
		}
		if odd > even {
			order = unicode.LittleEndian
		}
	}
	return unicode.UTF16(order, unicode.UseBOM)
}

// guessCharset reads bytes whose charset is unknown, or UTF-8 or ASCII by a
// word that can be wrong (C11, C12).
func guessCharset(b []byte, n *notes) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xFF\xFE")) || bytes.HasPrefix(b, []byte("\xFE\xFF")):
		s, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Bytes(b)
		return string(s)
	case isASCII(b) && (bytes.Contains(b, []byte("\x1b$B")) || bytes.Contains(b, []byte("\x1b$@"))):
		n.add("the text was read as ISO-2022-JP")
		s, _ := japanese.ISO2022JP.NewDecoder().Bytes(b)
		return string(s)
	case utf8.Valid(b):
		return string(b)
	}
	good, bad := 0, 0
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		i += size
	}
	if good > bad {
		n.add("bytes that are no UTF-8 are shown as U+FFFD")
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	n.add("the text was read as windows-1252")
	return fromWindows1252(b)
}

// fromWindows1252 can't fail: each byte is a character, or U+FFFD.
func fromWindows1252(b []byte) string {
	s, _ := charmap.Windows1252.NewDecoder().Bytes(b)
	return string(s)
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// quoteNote shows a word of the mail within a note: bounded and harmless.
func quoteNote(s string) string { return `"` + shorten(Clean(s), 40) + `"` }

// shorten cuts s to at most max characters.
func shorten(s string, max int) string {
	if len(s) <= max {
		return s
	}
	for i := range s {
		if max == 0 {
			return s[:i]
		}
		max--
	}
	return s
}
