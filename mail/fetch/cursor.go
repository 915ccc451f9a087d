package fetch

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Cursor is a place in a folder: all mails up to and with UID have been read.
// Validity is the folder's UIDVALIDITY (RFC 3501 2.3.1.1); when the server
// changes it, no older UID means anything. The zero Cursor is before the first
// mail.
type Cursor struct{ Validity, UID uint32 }

// String is the form in which a mark keeps the cursor: "3 1207".
func (c Cursor) String() string { return fmt.Sprintf("%d %d", c.Validity, c.UID) }

// ParseCursor reads what String wrote. White space around it is allowed.
func ParseCursor(s string) (Cursor, error) {
	v, u, ok := strings.Cut(strings.TrimSpace(s), " ")
	validity, err1 := strconv.ParseUint(v, 10, 32)
	uid, err2 := strconv.ParseUint(u, 10, 32)
	if !ok || err1 != nil || err2 != nil {
		return Cursor{}, fmt.Errorf("cursor %.40q: two numbers are needed, as in %q", s, "3 1207")
	}
	return Cursor{uint32(validity), uint32(uid)}, nil
}

// Mail is one message as the server gave it.
type Mail struct {
	Cursor   Cursor    // names the mail; also the place right after it
	Raw      []byte    // the whole message; nil if TooBig or Unreadable
	Size     int64     // bytes, as the server says; 0 if it would not
	Received time.Time // INTERNALDATE, with the server's offset; zero if it would not say
	TooBig   bool      // larger than Config.MaxSize: it was not fetched
	// Unreadable is why the server did not give the mail in three tries; ""
	// for a mail that was read.
	Unreadable string
}
