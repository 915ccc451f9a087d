package store

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// Kept is a mail as it was received, out of one of the archive's mailboxes.
type Kept struct {
	Key      string    // as in Entry.Mail
	From     string    // envelope sender; "MAILER-DAEMON" for none
	Received time.Time // UTC; zero if its From_ line was changed
	Raw      []byte
}

// EachKept calls f for every mail kept in the mailboxes of a team, or of no
// team for "": month of arrival by month, in each in the order of filing. Those
// that were forgotten are not among them. One mail is held at a time. An error of
// f ends the walk and is returned. Mails that are not whole are passed over and
// named in a *DamagedError at the end, but for the last of a mailbox, which may
// just be being written.
func (s *Store) EachKept(team string, f func(Kept) error) error {
	var problems []Problem
	for _, name := range s.names(inTeam(team, "mail"), mboxName) {
		rel := inTeam(team, "mail/"+name)
		file, err := os.Open(s.d.abs(rel))
		if os.IsNotExist(err) {
			continue // dropped since
		}
		if err == nil {
			var found []Problem
			found, err = eachKept(file, f)
			for _, p := range found {
				p.File = rel
				problems = append(problems, p)
			}
			file.Close()
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", rel, err)
		}
	}
	return damage(problems)
}

// maxKept bounds one mail of a mailbox, in bytes, quoting included.
const maxKept = 64 << 20

// eachKept calls f for every mail of one mailbox.
func eachKept(r io.Reader, f func(Kept) error) (problems []Problem, err error) {
	in := bufio.NewReaderSize(r, 64<<10)
	var held []byte
	first, line, begins := 1, 0, true
	give := func(last bool) error {
		m, ok := readBoxed(held)
		whole := ok && m.whole && len(held) <= maxKept
		forgotten := bytes.HasPrefix(held, []byte("From "+emptiedFrom+" "))
		switch {
		case !ok || !whole && last || forgotten:
		case !whole:
			problems = append(problems, Problem{Line: first, What: "a mail that is not whole"})
		default:
			return f(keptOf(m, held))
		}
		return nil
	}
	for {
		part, rerr := in.ReadSlice('\n')
		if begins {
			line++
			if bytes.HasPrefix(part, []byte("From ")) {
				if err := give(false); err != nil {
					return nil, err
				}
				held, first = nil, line
			}
		}
		if len(held) <= maxKept {
			held = append(held, part...)
		}
		begins = rerr == nil
		if rerr == io.EOF {
			return problems, give(true)
		}
		if rerr != nil && rerr != bufio.ErrBufferFull {
			return nil, rerr
		}
	}
}

// keptOf is the mail of an entry of a mailbox, with what its From_ line says.
func keptOf(m boxed, held []byte) Kept {
	fromLine, _, _ := strings.Cut(string(held[:min(len(held), 2048)]), "\n")
	from, date, _ := strings.Cut(strings.TrimPrefix(fromLine, "From "), " ")
	received, _ := time.Parse(time.ANSIC, date)
	return Kept{Key: m.key, From: from, Received: received.UTC(), Raw: m.raw}
}
