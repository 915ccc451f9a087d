package store

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// mailboxes empties their mails in the mailboxes of the team and of no team.
func (f *forgetting) mailboxes() error {
	return f.eachBox(func(rel string, box []byte) error {
		n := f.emptyMails(box)
		f.got.Mails += n
		if n == 0 || f.dry {
			return nil
		}
		return f.s.d.write(rel, box, 0o640)
	})
}

// eachBox calls do for every mailbox of the team and of no team.
func (f *forgetting) eachBox(do func(rel string, box []byte) error) error {
	for _, team := range []string{f.who.Team, ""} {
		for _, name := range f.s.names(inTeam(team, "mail"), mboxName) {
			rel := inTeam(team, "mail/"+name)
			box, err := os.ReadFile(f.s.d.abs(rel))
			if err == nil {
				err = do(rel, box)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// eachBoxed calls do for every mail of a mailbox that has a key: with the part of
// box it is in, and its sender.
func eachBoxed(box []byte, do func(part []byte, key, from string)) {
	for at := 0; at < len(box); {
		end := len(box)
		if i := bytes.Index(box[at:], []byte("\nFrom ")); i >= 0 {
			end = at + i + 1
		}
		if m, ok := readBoxed(box[at:end]); ok && m.key != "" {
			line, _, _ := bytes.Cut(box[at+len("From "):end], []byte("\n"))
			from, _, _ := strings.Cut(string(line), " ")
			do(box[at:end], m.key, from)
		}
		at = end
	}
}

// emptyMails overwrites their mails in a mailbox, and returns how many.
func (f *forgetting) emptyMails(box []byte) (n int) {
	eachBoxed(box, func(part []byte, key, from string) {
		if from == emptiedFrom {
			f.mails[key] = true
			return
		}
		if !f.mails[key] && !f.wrote(from) {
			return
		}
		f.mails[key] = true
		if emptied := emptyBoxed(part, key); emptied != nil {
			n++
			copy(part, emptied)
		}
	})
	return n
}

// emptiedFrom is the sender, on the From_ line, of a mail that was emptied.
const emptiedFrom = "-"

// emptyBoxed is a mail of line feeds that is as long in a mailbox as the one in
// p, and has its key and its date. It is nil for what is too short to be a mail.
func emptyBoxed(p []byte, key string) []byte {
	first, _, _ := bytes.Cut(p, []byte("\n"))
	_, date, _ := bytes.Cut(bytes.TrimPrefix(first, []byte("From ")), []byte(" "))
	most := len(p) - len(emptyHead(string(date), key, nil))
	for size := most; size >= max(most-16, 0); size-- {
		raw := bytes.Repeat([]byte("\n"), size)
		head := emptyHead(string(date), key, raw)
		// One line feed more closes it; two, where the digits of the size ask so.
		if room := len(p) - len(head) - size; room == 1 || room == 2 {
			return append(append(head, raw...), "\n\n"[:room]...)
		}
	}
	return nil
}

// emptyHead is what stands above the line feeds.
func emptyHead(date, key string, raw []byte) []byte {
	return fmt.Appendf(nil, "From %s %s\n%s%s %d %08x\n", emptiedFrom, date, mboxField, key,
		len(raw), checksum(raw))
}

// letters empties the letters to them, and those to others that quote them. What
// they have not got yet, they do not get any more.
func (f *forgetting) letters() error { return f.eachLetter(f.letter) }

// eachLetter calls do for every letter that can be read.
func (f *forgetting) eachLetter(do func(rel string, l *Letter) error) error {
	for _, dir := range append(f.s.allMonthDirs(), dueDir, sendingDir) {
		for _, name := range f.s.names(dir, letterName) {
			l, err := f.s.readLetter(dir + "/" + name)
			if err != nil {
				continue // Check names it
			}
			if err := do(dir+"/"+name, l); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *forgetting) letter(rel string, l *Letter) error {
	theirs := l.Team == f.who.Team && l.Member == f.who.Member || f.wrote(l.To)
	waits := l.state == stateDue || l.state == stateSending
	switch {
	case theirs && (waits || l.To != "" || l.LastError != "" || l.State != "" || len(l.Data) > 0):
		l.To, l.LastError, l.State = "", "", "" // what they searched for is in that
	case theirs || len(l.Data) == 0 || l.Team != f.who.Team || f.who.Quotes == nil ||
		!f.who.Quotes(l, f.who.Names, f.who.Addresses):
		return nil
	case waits:
		f.got.Waiting++
		return nil
	}
	l.Data = nil
	f.got.Letters++
	if f.dry {
		return nil
	}
	if err := f.s.d.write(rel, l.encode(), 0o640); err != nil {
		return err
	}
	if waits {
		return f.s.move(l, stateDropped)
	}
	return nil
}

// logs takes out of seen.log what it says of their mails but the key, and puts
// the sums of the tombstones into filed.log. Every line keeps its length.
func (f *forgetting) logs() error {
	if f.dry {
		return nil
	}
	err := f.rewriteLog(seenLog, func(line []byte) []byte {
		const times = len("2026-11-22T12:00:00Z ")
		if len(line) < times+16 || !f.mails[string(line[times:times+16])] {
			return nil
		}
		return forgetSeen(line)
	})
	if err != nil {
		return err
	}
	return f.rewriteLog(filedLog, func(line []byte) []byte {
		n := wholeLine(line)
		if n < 16 || f.sums[string(line[n-16:n])] == "" {
			return nil
		}
		filed, ok := parseFiled(parseLine(line))
		if !ok || isDecision(filed.path) {
			return nil
		}
		filed.sum = f.sums[filed.id]
		return bytes.TrimSuffix(filed.line(), []byte("\n"))
	})
}

// rewriteLog replaces lines of a log by others of the same length; nil leaves a
// line as it is.
func (f *forgetting) rewriteLog(rel string, line func([]byte) []byte) error {
	data, err := os.ReadFile(f.s.d.abs(rel))
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	changed := false
	for at := 0; at < len(data); {
		end := bytes.IndexByte(data[at:], '\n')
		if end < 0 {
			break
		}
		old := data[at : at+end]
		if now := line(old); len(now) == len(old) && !bytes.Equal(now, old) {
			copy(old, now)
			changed = true
		}
		at += end + 1
	}
	if !changed {
		return nil
	}
	return f.s.d.write(rel, data, 0o640)
}

// forgetSeen is a line of seen.log that says no more than that there was a mail
// with this key, when, and how many entries it made.
func forgetSeen(line []byte) []byte {
	fields := parseLine(line)
	if len(fields) < seenFields {
		return nil
	}
	at, key, entries := fields[0], fields[1], fields[4]
	for _, what := range []string{"forgotten", fields[2]} {
		bare := len(logLine(at, key, what, "", entries, "", "", "")) - 1
		if pad := len(line) - bare; pad >= 0 {
			reason := ""
			if pad > 0 {
				reason = strings.Repeat(".", pad+1) // in the place of "-"
			}
			whole := logLine(at, key, what, "", entries, reason, "", "")
			return bytes.TrimSuffix(whole, []byte("\n"))
		}
	}
	return nil
}

// leftovers names the files that were set aside and have something of theirs.
func (f *forgetting) leftovers() error {
	return filepath.WalkDir(f.s.d.root, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.Contains(e.Name(), ".torn-") &&
			!strings.Contains(e.Name(), ".conflict-") {
			return nil
		}
		data, err := os.ReadFile(name)
		if err == nil && bytes.Contains(data, []byte("member="+f.who.Member)) {
			rel, _ := filepath.Rel(f.s.d.root, name)
			f.got.Left = append(f.got.Left, Problem{File: filepath.ToSlash(rel),
				What: "set aside, with words of theirs: look at it and delete it"})
		}
		return nil
	})
}
