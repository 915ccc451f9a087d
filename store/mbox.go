package store

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"time"
)

const mboxField = "X-Kabar-Mail: "

func mboxPath(team string, received time.Time) string {
	return inTeam(team, "mail/"+received.UTC().Format("2006-01")+".mbox")
}

// boxRef is where in which mailbox a mail is kept; the zero value is nowhere.
type boxRef struct {
	path           string
	offset, length int64
}

// String is "acme/mail/2026-11.mbox@1034+512", or "" for nowhere.
func (b boxRef) String() string {
	if b.path == "" {
		return ""
	}
	return fmt.Sprintf("%s@%d+%d", b.path, b.offset, b.length)
}

func parseBoxRef(s string) (b boxRef, ok bool) {
	at := strings.LastIndexByte(s, '@')
	if at < 0 {
		return b, false
	}
	b.path = s[:at]
	_, err := fmt.Sscanf(s[at:], "@%d+%d", &b.offset, &b.length)
	return b, err == nil && b.offset >= 0 && b.length >= 0
}

// boxing is a mail on its way into a mailbox: mboxrd, see the package comment.
type boxing struct {
	head string // the From_ line, and kabar's own field
	raw  []byte
	size int64 // of all pieces
}

func newBoxing(key, from string, received time.Time, raw []byte) boxing {
	from = strings.Join(strings.Fields(oneLine(from)), "")
	if from == "" {
		from = "MAILER-DAEMON"
	}
	b := boxing{raw: raw, head: fmt.Sprintf("From %s %s\n%s%s %d %08x\n",
		from, received.UTC().Format(time.ANSIC), mboxField, key, len(raw), checksum(raw))}
	for p := range b.pieces {
		b.size += int64(len(p))
	}
	return b
}

// pieces gives the bytes as they stand in the mailbox: those of the mail
// themselves, not a copy, with ">" before lines that look like a From_ line.
func (b boxing) pieces(yield func([]byte) bool) {
	if !yield([]byte(b.head)) {
		return
	}
	from := 0 // where the piece begins that was not given out yet
	for at := 0; at < len(b.raw); {
		line := b.raw[at:]
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i+1]
		}
		if bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) {
			if !yield(b.raw[from:at]) || !yield([]byte(">")) {
				return
			}
			from = at
		}
		at += len(line)
	}
	end := "\n"
	if len(b.raw) > 0 && b.raw[len(b.raw)-1] != '\n' {
		end = "\n\n"
	}
	if yield(b.raw[from:]) {
		yield([]byte(end))
	}
}

// boxed is a mail in a mailbox.
type boxed struct {
	line  int // number of its From_ line
	key   string
	raw   []byte
	whole bool // length and checksum fit
}

// readMbox reads a mailbox of boxings. Mails without kabar's field,
// put there by somebody else, are left out.
func readMbox(box []byte) (mails []boxed) {
	number := 0
	for len(box) > 0 {
		end := len(box)
		if i := bytes.Index(box, []byte("\nFrom ")); i >= 0 {
			end = i + 1
		}
		if m, ok := readBoxed(box[:end]); ok {
			m.line = number + 1
			mails = append(mails, m)
		}
		number += bytes.Count(box[:end], []byte("\n"))
		box = box[end:]
	}
	return mails
}

func readBoxed(p []byte) (m boxed, ok bool) {
	fromLine, rest, _ := bytes.Cut(p, []byte("\n"))
	field, rest, _ := bytes.Cut(rest, []byte("\n"))
	if !bytes.HasPrefix(fromLine, []byte("From ")) {
		return m, false
	}
	text, ok := strings.CutPrefix(string(field), mboxField)
	if !ok {
		// Cut inside the field, or a mail of somebody else's.
		return m, strings.HasPrefix(mboxField, string(field))
	}
	var size int
	var sum uint32
	_, err := fmt.Sscanf(text, "%s %d %x", &m.key, &size, &sum)
	for _, line := range bytes.SplitAfter(rest, []byte("\n")) {
		quoted := bytes.HasPrefix(line, []byte(">"))
		if quoted && bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) {
			line = line[1:]
		}
		m.raw = append(m.raw, line...)
	}
	if err == nil && size >= 0 && size <= len(m.raw) {
		m.whole = checksum(m.raw[:size]) == sum && len(m.raw)-size <= 2
		m.raw = m.raw[:size]
	}
	return m, true
}

// boxReader looks into mailboxes, one after the other.
type boxReader struct {
	s    *Store
	path string
	file *os.File // nil: there is none
}

// has tells whether a mail is where it was put. A mailbox that is gone was
// deleted for good, and has all it should.
func (b *boxReader) has(ref boxRef, key string) bool {
	if b.path != ref.path {
		b.close()
		b.path = ref.path
		b.file, _ = os.Open(b.s.d.abs(ref.path))
	}
	if b.file == nil {
		return true
	}
	head := make([]byte, min(ref.length, 2048))
	if _, err := b.file.ReadAt(head, ref.offset); err != nil {
		return false
	}
	info, err := b.file.Stat()
	if err != nil || ref.offset+ref.length > info.Size() {
		return false
	}
	_, field, _ := bytes.Cut(head, []byte("\n"))
	return bytes.HasPrefix(field, []byte(mboxField+key+" "))
}

func (b *boxReader) close() {
	if b.file != nil {
		b.file.Close()
	}
}
