package line

import (
	"io"
	"net"
	"strings"
	"testing"
)

// TestSaid: what a server said is one printable line, and not a long one.
func TestSaid(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"5.1.1 no such user", "5.1.1 no such user"},
		{" a\r\nb\x00c\x7f ", "a  b c"},
		{"caf\xe9 \u0085 \ufffd café", "caf      café"},
		{strings.Repeat("x", 299) + "é", strings.Repeat("x", 299)},
		{"", ""},
	} {
		if got := Said(c.in); got != c.want {
			t.Errorf("Said(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// TestRead: one line, and not a byte of what follows it.
func TestRead(t *testing.T) {
	for _, c := range []struct{ in, want, rest string }{
		{"* OK hello\r\n* more", "* OK hello", "* more"},
		{"\n", "", ""},
		{"0123456789abcdefX", "", "X"}, // longer than a line may be
		{"cut o", "", ""},
	} {
		here, there := net.Pipe()
		go func() {
			io.WriteString(there, c.in)
			there.Close()
		}()
		got, err := Read(here, 16)
		rest, _ := io.ReadAll(here)
		if got != c.want || string(rest) != c.rest || (err == nil) != strings.Contains(c.in, "\n") {
			t.Errorf("Read(%q) = %q, %v, and left %q", c.in, got, err, rest)
		}
	}
}
