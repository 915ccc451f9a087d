package mail

import (
	"strings"
	"unicode/utf16"
)

// decodeUTF7 reads UTF-7 (RFC 2152). The result is plain text like any other:
// what was hidden in it is not looked at again (C14). What is no UTF-7 becomes
// U+FFFD.
func decodeUTF7(b []byte) string {
	var s strings.Builder
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c >= 0x80:
			s.WriteRune('\uFFFD')
		case c != '+':
			s.WriteByte(c)
		case i+1 < len(b) && b[i+1] == '-':
			s.WriteByte('+')
			i++
		default:
			i += shiftedUTF7(&s, b[i+1:])
		}
	}
	return s.String()
}

// shiftedUTF7 decodes the base64 run at the start of b into s and returns how
// many bytes it took, with the "-" that may end it.
func shiftedUTF7(s *strings.Builder, b []byte) int {
	var units []uint16
	bits, have, i := uint32(0), 0, 0
	for ; i < len(b); i++ {
		v := base64Value(b[i])
		if v < 0 {
			break
		}
		bits, have = bits<<6|uint32(v), have+6
		if have >= 16 {
			have -= 16
			units = append(units, uint16(bits>>have))
		}
	}
	s.WriteString(string(utf16.Decode(units)))
	if i == 0 {
		s.WriteRune('\uFFFD')
	}
	if i < len(b) && b[i] == '-' {
		i++
	}
	return i
}
