package fetch

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
)

const (
	plainLine  = 8 << 10 // longest line before TLS
	plainLines = 50      // most lines before TLS
)

var errPreauth = errors.New("the server greeted with PREAUTH: it would skip TLS and the login")

// askTLS talks to a server in plain text just long enough to start TLS
// (RFC 3501 6.2.1). It reads byte by byte, so that nothing said in plain text
// is left over to be taken for the encrypted session: text pushed in behind
// the answer reaches the TLS handshake and breaks it (CVE-2011-0411 and the
// NO STARTTLS findings of 2021).
//
// The library could do this, but then its view of the stream would begin
// below TLS, and so would our limits.
func askTLS(conn net.Conn) error {
	if err := greeting(conn); err != nil {
		return err
	}
	if _, err := io.WriteString(conn, "K1 STARTTLS\r\n"); err != nil {
		return err
	}
	for range plainLines {
		line, err := readLine(conn)
		if err != nil {
			return err
		}
		answer, ok := cutFold(line, "K1 ")
		if !ok {
			continue // untagged: whatever it claims, it counts for nothing
		}
		if _, ok := cutFold(answer, "OK"); ok {
			return nil
		}
		return fmt.Errorf("the server refuses STARTTLS: %s", clean(answer))
	}
	return errors.New("the server never answers STARTTLS")
}

func greeting(conn net.Conn) error {
	line, err := readLine(conn)
	if err != nil {
		return err
	}
	if _, ok := cutFold(line, "* OK"); ok {
		return nil
	}
	if _, ok := cutFold(line, "* PREAUTH"); ok {
		return errPreauth
	}
	if text, ok := cutFold(line, "* BYE"); ok {
		return fmt.Errorf("the server said good-bye: %s", clean(text))
	}
	return fmt.Errorf("this is no IMAP server: %q", clean(line))
}

// readLine reads one line of plain text and not a byte more.
func readLine(conn net.Conn) (string, error) {
	var line []byte
	var one [1]byte
	for len(line) < plainLine {
		if _, err := io.ReadFull(conn, one[:]); err != nil {
			return "", err
		}
		if one[0] == '\n' {
			return strings.TrimSuffix(string(line), "\r"), nil
		}
		line = append(line, one[0])
	}
	return "", fmt.Errorf("the server sent a line of more than %d bytes", plainLine)
}

func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}
