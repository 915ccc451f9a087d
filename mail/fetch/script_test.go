package fetch_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"kabar/mail/fetch"
	"kabar/mail/fetch/imaptest"
)

// Pieces of dialogues. Lines that begin with C: are what fetch says.
const (
	greet = "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\n"
	enter = `
		C: AUTHENTICATE PLAIN
		S: $ OK [CAPABILITY IMAP4rev1 IDLE MOVE UIDPLUS] in
		C: CAPABILITY
		S: * CAPABILITY IMAP4rev1 IDLE MOVE UIDPLUS
		S: $ OK
	`
	// opened is SELECT of a folder with three mails.
	opened = `
		C: SELECT INBOX
		S: * 3 EXISTS
		S: * OK [UIDVALIDITY 7] .
		S: * OK [UIDNEXT 4] .
		S: $ OK [READ-WRITE] .
	`
	// hello is all that Dial does.
	hello = greet + enter + opened
	// three is After up to the bodies, with mails 1 to 3 of five bytes each.
	three = opened + `
		C: UID SEARCH UID 1:*
		S: * SEARCH 1 2 3
		S: $ OK
	` + heads123
	heads123 = `
		C: UID FETCH 1:3 (UID
		S: * 1 FETCH (UID 1 INTERNALDATE "22-Nov-2026 16:52:00 +0000" RFC822.SIZE 5)
		S: * 2 FETCH (UID 2 INTERNALDATE "22-Nov-2026 16:53:00 +0000" RFC822.SIZE 5)
		S: * 3 FETCH (UID 3 INTERNALDATE "22-Nov-2026 16:54:00 +0000" RFC822.SIZE 5)
		S: $ OK
		C: UID FETCH 1:3 (UID BODY.PEEK[])
	`
	body1 = `s: "* 1 FETCH (UID 1 BODY[] {5}\r\nAAAAA)\r\n"` + "\n"
	body2 = `s: "* 2 FETCH (UID 2 BODY[] {5}\r\nBBBBB)\r\n"` + "\n"
	body3 = `s: "* 3 FETCH (UID 3 BODY[] {5}\r\nCCCCC)\r\n"` + "\n"
	ok    = "S: $ OK .\n"
)

// play is a Config whose n-th connection plays the n-th dialogue. The test
// fails if a dialogue is left or not played to its end.
func play(t *testing.T, dialogues ...string) (*imaptest.Script, fetch.Config) {
	t.Helper()
	s := imaptest.NewScript(dialogues...)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	c := fetch.Config{
		Host: "localhost", Port: 143, TLS: "none", User: "team", Secret: secret("s3cret"),
		Folder: "INBOX", Dial: s.Dial, MaxSize: 1000,
	}
	fetch.Bound(&c, 80_000, 100_000)
	return s, c
}

// tell writes mails in short: "1=AAAAA 2 too big 3 unreadable".
func tell(mails []fetch.Mail) string {
	var all []string
	for _, m := range mails {
		switch {
		case m.TooBig:
			all = append(all, fmt.Sprintf("%d too big", m.Cursor.UID))
		case m.Unreadable != "":
			all = append(all, fmt.Sprintf("%d unreadable", m.Cursor.UID))
		default:
			all = append(all, fmt.Sprintf("%d=%s", m.Cursor.UID, m.Raw))
		}
	}
	return strings.Join(all, " ")
}

// kind is the kind of an *Error, "" for nil.
func kind(err error) string {
	var e *fetch.Error
	if errors.As(err, &e) {
		return e.Kind
	}
	if err != nil {
		return err.Error()
	}
	return ""
}
