package fetch

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"kabar/mail/line"
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
		text, err := line.Read(conn, plainLine)
		if err != nil {
			return err
		}
		answer, ok := cutFold(text, "K1 ")
		if !ok {
			continue // untagged: whatever it claims, it counts for nothing
		}
		if _, ok := cutFold(answer, "OK"); ok {
			return nil
		}
		return fmt.Errorf("the server refuses STARTTLS: %s", line.Said(answer))
	}
	return errors.New("the server never answers STARTTLS")
}

func greeting(conn net.Conn) error {
	text, err := line.Read(conn, plainLine)
	if err != nil {
		return err
	}
	if _, ok := cutFold(text, "* OK"); ok {
		return nil
	}
	if _, ok := cutFold(text, "* PREAUTH"); ok {
		return errPreauth
	}
	if why, ok := cutFold(text, "* BYE"); ok {
		return fmt.Errorf("the server said good-bye: %s", line.Said(why))
	}
	return fmt.Errorf("this is no IMAP server: %q", line.Said(text))
}

func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}
