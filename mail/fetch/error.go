package fetch

import (
	"errors"

	"github.com/emersion/go-imap/v2"
)

// Error is what went wrong with the inbox, and whose move it is.
type Error struct {
	// Op is what was attempted: "dial", "login", "select", "search", "fetch",
	// "flag", "move", "wait", "list".
	Op string
	// Kind tells a caller what to do about it:
	//
	//	"network"  the link is gone or the server is unwell: redial later
	//	"tls"      the connection can't be trusted: hold until it is mended
	//	"login"    the server refuses the account: at most four tries an hour
	//	"folder"   the folder is missing or refuses; the link still works
	//	"config"   the configuration can't work at all
	Kind string
	// Hint is the next step for the person who runs kabar; "" if none is known.
	Hint string
	Err  error
}

const (
	kindNetwork = "network"
	kindTLS     = "tls"
	kindLogin   = "login"
	kindFolder  = "folder"
	kindConfig  = "config"
)

// Error says what was attempted and why it failed, without the hint.
func (e *Error) Error() string { return "imap " + e.Op + ": " + e.Err.Error() }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// refusal is the server's own NO or BAD, after which the link still works.
// Any other error of the library means the link is lost.
func refusal(err error) (*imap.Error, bool) {
	var no *imap.Error
	if errors.As(err, &no) && no.Type != imap.StatusResponseTypeBye {
		return no, true
	}
	return nil, false
}

func refused(err error) bool { _, ok := refusal(err); return ok }

// passing tells a refusal that is the server's own trouble and goes away by
// itself (RFC 5530) from one that is about what we asked.
func passing(no *imap.Error) bool {
	switch no.Code {
	case "UNAVAILABLE", "INUSE", "SERVERBUG", "LIMIT":
		return true
	}
	return false
}
