package mail

import (
	"bytes"
	"strings"
)

// decodeTransfer undoes a Content-Transfer-Encoding (RFC 2045 section 6). It
// keeps whatever decodes, and takes an encoding it does not know for none
// (C17, C18, C20).
func decodeTransfer(encoding string, b []byte, n *notes) []byte {
	switch encodingName(encoding) {
	case "base64":
		out, bad := decodeBase64(b)
		if bad > 0 {
			n.add("broken base64: what could be decoded was kept")
		}
		if len(out) == 0 && bad > 0 {
			return b // no base64 at all: the text itself
		}
		return out
	case "quoted-printable":
		out, bad := decodeQuoted(b)
		if bad > 0 {
			n.add("broken quoted-printable: what could not be decoded was kept as it is")
		}
		return out
	case "x-uuencode", "uuencode", "x-uue", "uue":
		if _, out := cutUU(string(b)); len(out) > 0 {
			return out[0].data
		}
	case "", "7bit", "8bit", "binary", "7-bit", "8-bit", "8bits", "7bits":
	default:
		n.add("unknown encoding " + quoteNote(encoding))
	}
	return b
}

// encodingName is the bare name in a Content-Transfer-Encoding, lower case.
func encodingName(value string) string {
	value, _, _ = strings.Cut(value, ";")
	value, _, _ = strings.Cut(value, "(")
	return strings.ToLower(strings.Trim(value, " \t\"'"))
}

// decodeBase64 decodes b, skipping what is not of the alphabet. Padding within
// ends a run, as in parts that were joined. bad counts the bytes skipped that
// are no white space.
func decodeBase64(b []byte) (out []byte, bad int) {
	out = make([]byte, 0, len(b)/4*3+3)
	bits, have := uint32(0), 0
	for _, c := range b {
		v := base64Value(c)
		switch {
		case v >= 0:
			bits, have = bits<<6|uint32(v), have+6
			if have >= 8 {
				have -= 8
				out = append(out, byte(bits>>have))
			}
		case c == '=':
			bits, have = 0, 0
		case c == '\r' || c == '\n' || isSpace(c):
		default:
			bad++
		}
	}
	return out, bad
}

func base64Value(c byte) int {
	switch {
	case 'A' <= c && c <= 'Z':
		return int(c - 'A')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 26
	case '0' <= c && c <= '9':
		return int(c-'0') + 52
	case c == '+':
		return 62
	case c == '/':
		return 63
	}
	return -1
}

// decodeQuoted decodes quoted-printable (RFC 2045 section 6.7). A "=" that
// begins no code stays as it is and counts as bad.
func decodeQuoted(b []byte) (out []byte, bad int) {
	out = make([]byte, 0, len(b))
	for len(b) > 0 {
		end := bytes.IndexByte(b, '\n') + 1
		if end == 0 {
			end = len(b)
		}
		line := b[:end]
		b = b[end:]
		text := bytes.TrimRight(line, " \t\r\n")
		soft := len(text) > 0 && text[len(text)-1] == '='
		if soft {
			text = text[:len(text)-1]
		}
		var more int
		out, more = quotedLine(out, text)
		bad += more
		if !soft && line[len(line)-1] == '\n' {
			out = append(out, '\n')
		}
	}
	return out, bad
}

func quotedLine(out, text []byte) ([]byte, int) {
	bad := 0
	for i := 0; i < len(text); i++ {
		if text[i] != '=' {
			out = append(out, text[i])
			continue
		}
		if i+2 < len(text) {
			if hi, lo := hexValue(text[i+1]), hexValue(text[i+2]); hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		bad++
		out = append(out, '=')
	}
	return out, bad
}

func hexValue(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}
