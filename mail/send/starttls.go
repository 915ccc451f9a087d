package send

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"

	"github.com/emersion/go-smtp"

	"kabar/mail/line"
)

const (
	plainLine  = 2000 // longest line before TLS
	plainLines = 100  // most lines of one answer before TLS
)

// askTLS talks to a server in plain text just long enough to start TLS (RFC
// 3207). It reads byte by byte, so that nothing said in plain text is left
// over to be taken for the encrypted session: text pushed in behind the answer
// reaches the TLS handshake and breaks it (CVE-2011-0411).
func askTLS(conn net.Conn, hello string) error {
	if err := expect(conn, "greeting", 220, nil); err != nil {
		return err
	}
	if _, err := io.WriteString(conn, "EHLO "+hello+"\r\n"); err != nil {
		return err
	}
	offered := false
	err := expect(conn, "greeting", 250, func(line string) {
		offered = offered || strings.EqualFold(strings.TrimSpace(line), "STARTTLS")
	})
	if err != nil {
		return err
	}
	if !offered {
		return &Error{Op: "tls", Temporary: true, Account: true,
			Err: errors.New("the server does not offer STARTTLS")}
	}
	if _, err := io.WriteString(conn, "STARTTLS\r\n"); err != nil {
		return err
	}
	if err := expect(conn, "tls", 220, nil); err != nil {
		var no *Error
		if errors.As(err, &no) {
			no.Account, no.Temporary = true, true
		}
		return err
	}
	return nil
}

// expect reads one answer, which may have several lines.
func expect(conn net.Conn, op string, want int, each func(text string)) error {
	for range plainLines {
		said, err := line.Read(conn, plainLine)
		if err != nil {
			return err
		}
		code, err := strconv.Atoi(said[:min(3, len(said))])
		if err != nil || len(said) < 3 {
			return fmt.Errorf("this is no SMTP server: %q", line.Said(said))
		}
		more, text := false, ""
		if len(said) > 3 {
			more, text = said[3] == '-', said[4:]
		}
		if each != nil {
			each(text)
		}
		if more {
			continue
		}
		if code != want {
			return failure(op, "", &smtp.SMTPError{Code: code, Message: text})
		}
		return nil
	}
	return fmt.Errorf("the server's answer has more than %d lines", plainLines)
}
