package store

import (
	"bytes"
	"fmt"
	"strings"
	"time"
)

const mboxField = "X-Kabar-Mail: "

func mboxPath(team string, received time.Time) string {
	return inTeam(team, "mail/"+received.UTC().Format("2006-01")+".mbox")
}

// appendMbox adds a mail to a mailbox: mboxrd, see the package comment.
func appendMbox(box []byte, key, from string, received time.Time, raw []byte) []byte {
	from = strings.Join(strings.Fields(oneLine(from)), "")
	if from == "" {
		from = "MAILER-DAEMON"
	}
	box = fmt.Appendf(box, "From %s %s\n", from, received.UTC().Format(time.ANSIC))
	box = fmt.Appendf(box, "%s%s %d %08x\n", mboxField, key, len(raw), checksum(raw))
	for rest := raw; len(rest) > 0; {
		line := rest
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			line = rest[:i+1]
		}
		rest = rest[len(line):]
		if bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) {
			box = append(box, '>')
		}
		box = append(box, line...)
	}
	if len(raw) > 0 && raw[len(raw)-1] != '\n' {
		box = append(box, '\n')
	}
	return append(box, '\n')
}

// boxed is a mail in a mailbox.
type boxed struct {
	line  int // number of its From_ line
	key   string
	raw   []byte
	whole bool // length and checksum fit
}

// readMbox reads a mailbox that appendMbox wrote. Mails without kabar's field,
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
		if bytes.HasPrefix(line, []byte(">")) && bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) {
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
