package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
)

// written are the fields by which a mail is known again, beside its text: those
// that a signature covers, so that nobody makes another mail of it by changing
// what no signature does.
var written = []string{"From", "Date", "Subject", "Message-ID"}

// content is the SHA-256, in hex, of what the author of a mail wrote: the same
// for every copy, whatever servers put on top of it on the way and however lines
// end. A mail without Message-ID or Date has too little to be known by: "".
func (m *Message) content(body []byte) string {
	if m.MessageID == "" || m.Header.Get("Date") == "" || m.Fallback {
		return ""
	}
	sum := sha256.New()
	add := func(b []byte) {
		var length [8]byte
		binary.BigEndian.PutUint64(length[:], uint64(len(b)))
		sum.Write(length[:])
		sum.Write(b)
	}
	for _, name := range written {
		add(bytes.TrimSpace([]byte(m.Header.Get(name))))
	}
	add(bytes.TrimRight(bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n")), "\n"))
	return hex.EncodeToString(sum.Sum(nil))
}
