package line

import (
	"fmt"
	"io"
	"net"
	"strings"
)

// Read reads one line of plain text, of at most max bytes, and not a byte more:
// nothing said before TLS is left over to be taken for what is said in it.
func Read(conn net.Conn, max int) (string, error) {
	var text []byte
	var one [1]byte
	for len(text) < max {
		if _, err := io.ReadFull(conn, one[:]); err != nil {
			return "", err
		}
		if one[0] == '\n' {
			return strings.TrimSuffix(string(text), "\r"), nil
		}
		text = append(text, one[0])
	}
	return "", fmt.Errorf("the server sent a line of more than %d bytes", max)
}

// mostSaid is how many bytes of what a server said are repeated.
const mostSaid = 300

// Said makes one printable line of at most 300 bytes of what a server said.
func Said(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == '\ufffd' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s[:min(len(s), mostSaid)], " "))
	return strings.TrimSpace(s)
}
