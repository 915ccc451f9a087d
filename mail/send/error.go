package send

import (
	"errors"
	"fmt"
	"strings"

	"github.com/emersion/go-smtp"

	"kabar/mail/line"
)

// Error is what became of a letter that was not taken, or of a connection that
// did not come about.
type Error struct {
	// Op is the step: "dial", "greeting", "tls", "login", "mail", "rcpt",
	// "data" (before or while the letter is sent), "end" (the answer to the
	// final dot).
	Op       string
	To       string // the recipient, where there is one
	Code     int    // the server's answer, 0 if there was none
	Enhanced string // RFC 3463, such as "5.1.1"; "" if not given
	Message  string // the server's words, one line, fit for a log
	// Temporary: the same letter may be taken later. False means for good.
	Temporary bool
	// Unknown: the connection was lost after the final dot. The server may have
	// the letter; look for it before sending it again.
	Unknown bool
	// Account: it is about us (TLS, login, sender), not about this letter or
	// its recipient. Hold the queue, say so, try again at most four times an
	// hour.
	Account bool
	Hint    string // the next step for the person who runs kabar; may be ""
	Err     error  // the cause; nil if the server's answer says it all
}

// Error is one line: step, recipient, the server's words or the cause.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("smtp " + e.Op)
	if e.To != "" {
		b.WriteString(" <" + e.To + ">")
	}
	b.WriteString(":")
	if e.Code != 0 {
		fmt.Fprintf(&b, " %d", e.Code)
	}
	for _, s := range []string{e.Enhanced, e.Message} {
		if s != "" {
			b.WriteString(" " + s)
		}
	}
	if e.Err != nil {
		b.WriteString(" " + e.Err.Error())
	}
	if e.Unknown {
		b.WriteString(" (the server may have taken the letter)")
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// failure makes an Error of what a step brought.
func failure(op, to string, err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	e = &Error{Op: op, To: to}
	var answer *smtp.SMTPError
	if !errors.As(err, &answer) {
		// No answer, or none that can be understood. After the final dot
		// nobody knows; before it nothing has happened.
		e.Err, e.Temporary, e.Unknown = err, true, op == "end"
		return e
	}
	e.Code, e.Message = answer.Code, line.Said(answer.Message)
	if c := answer.EnhancedCode; c != (smtp.EnhancedCode{}) && c != smtp.NoEnhancedCode {
		e.Enhanced = fmt.Sprintf("%d.%d.%d", c[0], c[1], c[2])
	}
	e.judge()
	return e
}

// judge decides what an answer means for the next step.
func (e *Error) judge() {
	permanent := e.Code >= 500 && e.Code < 600
	e.Temporary = !permanent
	tooBig := e.Code == 552 || e.Enhanced == "5.3.4"
	switch {
	case e.Code == 503:
		// "Bad sequence": the two sides lost count. Seen as an answer to DATA
		// on servers under load (H12).
		e.Temporary = true
	case e.Op == "dial" || e.Op == "greeting":
		// 554 instead of a greeting: no service at the moment, for whatever
		// reason. No letter was refused.
		e.Temporary = true
	case e.Code == 530 || e.Code == 538 || e.Op == "login" && permanent:
		e.Temporary, e.Account = true, true
		e.Hint = "check user and secret; some providers want an app password"
	case e.Op == "mail" && permanent && !tooBig:
		// The sender is refused: so would be every other letter.
		e.Temporary, e.Account = true, true
		e.Hint = "the server does not let this account send from that address"
	case e.Op == "rcpt" && permanent && strings.Contains(strings.ToLower(e.Message), "relay"):
		// "Relay access denied": the server does not know that we are allowed to
		// send. It says nothing about the recipient.
		e.Temporary, e.Account = true, true
		e.Hint = "the server sends for accounts only: set user and secret"
	}
	if e.Op == "end" && (e.Code < 400 || e.Code > 599) {
		e.Unknown = true // an answer that says neither yes nor no
	}
}

// unreached is why there is no connection: nothing was sent. Where the server
// can't be trusted, the queue is held.
func unreached(f *line.Fault) *Error {
	switch f.Step {
	case "ask":
		return failure("greeting", "", f.Err)
	case "plain":
		return &Error{Op: "dial", Temporary: true, Account: true, Hint: f.Hint, Err: f.Err}
	case "tls":
		return &Error{Op: "tls", Temporary: true, Account: true, Hint: f.Hint, Err: f.Err}
	case "lost":
		return &Error{Op: "tls", Temporary: true, Err: f.Err}
	}
	return &Error{Op: "dial", Temporary: true, Err: f.Err}
}
