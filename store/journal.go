package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strconv"
	"strings"
)

// The journal is one batch of changes:
//
//	kabar-journal 1 <length of the rest> <CRC-32C of the rest>
//	append <size before> <CRC-32C of the end before> <length> <path>
//	<bytes>
//	file <SHA-256 before, or -> <mode> <length> <path>
//	<bytes>
//	letter - - <length> <file name>
//	<bytes>
//
// It is written and synced before any of the changes is made. A journal that
// is whole is carried out, on Open if the process died in between; one that is
// not whole was never begun to be carried out.

const journalName = "journal"

// change is one change of the data folder. Making it twice is making it once.
type change struct {
	kind string // "append", "file", "letter"
	path string // letter: the file name
	size int64  // append: how long the file is before
	tail uint32 // append: checksum of its last bytes before; see tailOf
	old  string // file: SHA-256 of it before; "" if there is none
	data []byte
}

func encodeJournal(changes []change) []byte {
	var b bytes.Buffer
	for _, c := range changes {
		switch c.kind {
		case "append":
			fmt.Fprintf(&b, "append %d %08x %d %s\n", c.size, c.tail, len(c.data), c.path)
		case "file":
			fmt.Fprintf(&b, "file %s - %d %s\n", escapeField(c.old), len(c.data), c.path)
		case "letter":
			fmt.Fprintf(&b, "letter - - %d %s\n", len(c.data), c.path)
		}
		b.Write(c.data)
		b.WriteByte('\n')
	}
	head := fmt.Sprintf("kabar-journal 1 %d %08x\n", b.Len(), checksum(b.Bytes()))
	return append([]byte(head), b.Bytes()...)
}

// decodeJournal reads a journal; nil if it is not whole.
func decodeJournal(p []byte) (changes []change) {
	head, rest, _ := bytes.Cut(p, []byte("\n"))
	var size int
	var sum uint32
	if _, err := fmt.Sscanf(string(head), "kabar-journal 1 %d %x", &size, &sum); err != nil {
		return nil
	}
	if size < 0 || size > len(rest) || checksum(rest[:size]) != sum {
		return nil
	}
	for rest = rest[:size]; len(rest) > 0; {
		head, rest, _ = bytes.Cut(rest, []byte("\n"))
		words := strings.SplitN(string(head), " ", 5)
		if len(words) < 5 {
			return nil
		}
		c := change{kind: words[0], path: words[4]}
		n, err := strconv.Atoi(words[3])
		if err != nil || n < 0 || n >= len(rest) {
			return nil
		}
		switch c.kind {
		case "append":
			tail, err1 := strconv.ParseUint(words[2], 16, 32)
			c.size, err = strconv.ParseInt(words[1], 10, 64)
			c.tail, err = uint32(tail), errors.Join(err, err1)
		case "file":
			c.old = unescapeField(words[1])
		case "letter":
		default:
			return nil
		}
		if err != nil {
			return nil
		}
		c.data, rest = rest[:n], rest[n+1:]
		changes = append(changes, c)
	}
	return changes
}

// settle brings what an earlier call began to its end. Every method that
// writes where the journal writes calls it first.
func (s *Store) settle() error {
	if s.lock == nil {
		return ErrReadOnly
	}
	if err := s.d.syncAgain(); err != nil {
		return err
	}
	if s.journalUnknown { // it must not come to life later, over newer changes
		if err := s.clearJournal(); err != nil {
			return fmt.Errorf("clear the journal: %w", err)
		}
	}
	if s.pending != nil {
		return s.carryOut()
	}
	return nil
}

// commit makes changes durable, all or none.
func (s *Store) commit(changes []change) error {
	if err := s.preflight(changes); err != nil {
		return err
	}
	s.journalUnknown = true
	if err := s.d.writeAt(journalName, 0, encodeJournal(changes)); err != nil {
		s.clearJournal() // if this fails too, settle tries again
		return fmt.Errorf("write the journal: %w", err)
	}
	s.journalUnknown = false
	s.pending = changes
	return s.carryOut()
}

// clearJournal empties the journal, durably.
func (s *Store) clearJournal() error {
	s.journalUnknown = true
	if err := s.d.writeAt(journalName, 0, nil); err != nil {
		return err
	}
	s.journalUnknown = false
	return nil
}

// carryOut makes the pending changes and empties the journal.
func (s *Store) carryOut() error {
	if err := s.apply(s.pending); err != nil {
		return err
	}
	s.pending = nil
	// Should the journal come back after a power cut, Open finds all of it done.
	s.journalUnknown = s.d.empty(journalName) != nil
	return s.refresh()
}

// preflight finds what would make a change impossible for long, such as a
// missing permission or a symbolic link, before the journal is written.
func (s *Store) preflight(changes []change) error {
	for _, c := range changes {
		if c.kind == "letter" {
			c.path = "outbox/due/" + c.path
		}
		if err := s.d.mkdirAll(path.Dir(c.path)); err != nil {
			return err
		}
		if _, err := os.Lstat(s.d.abs(c.path)); err != nil {
			continue
		}
		f, err := s.d.open(s.d.abs(c.path), os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	return nil
}

// apply makes changes in their order. New files of one run get their names
// together, so that each folder is synced once.
func (s *Store) apply(changes []change) error {
	var ready []string
	for i, c := range changes {
		var name string
		var err error
		switch c.kind {
		case "append":
			err = s.applyAppend(c)
		case "file":
			name, err = s.applyFile(c)
		case "letter":
			name, err = s.applyLetter(c)
		}
		if err != nil {
			return err
		}
		if name != "" {
			ready = append(ready, name)
		}
		if i+1 == len(changes) || changes[i+1].kind != c.kind {
			if err := s.d.commit(ready...); err != nil {
				return err
			}
			ready = nil
		}
	}
	return nil
}

// applyAppend puts data where the file ended when the batch was planned. What
// a crash left there is written over. If somebody changed the file since, data
// goes to its end, unless it is in it already.
func (s *Store) applyAppend(c change) error {
	if err := s.d.mkdirAll(path.Dir(c.path)); err != nil {
		return err
	}
	size, tail, err := s.tailOf(c.path, c.size)
	if err != nil {
		return err
	}
	if size >= c.size && tail == c.tail {
		if size > c.size {
			if done, err := s.keepAside(c); done || err != nil {
				return err
			}
		}
		return s.d.writeAt(c.path, c.size, c.data)
	}
	whole, err := os.ReadFile(s.d.abs(c.path))
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	if at := bytes.Index(whole, c.data); at >= 0 {
		return s.d.writeAt(c.path, int64(at), whole[at:])
	}
	if len(whole) > 0 && whole[len(whole)-1] != '\n' {
		c.data = append([]byte("\n"), c.data...)
	}
	return s.d.writeAt(c.path, int64(len(whole)), c.data)
}

// keepAside looks at what stands where c.data belongs. It is the beginning of
// c.data, or what a power cut left, or (then done is true) all of c.data and
// more. What may be somebody's is copied to a file of its own.
func (s *Store) keepAside(c change) (done bool, err error) {
	whole, err := os.ReadFile(s.d.abs(c.path))
	if err != nil {
		return false, err
	}
	found := whole[c.size:]
	if bytes.HasPrefix(found, c.data) {
		return true, s.d.writeAt(c.path, c.size, found)
	}
	if bytes.HasPrefix(c.data, found) || len(bytes.Trim(found, "\x00")) == 0 {
		return false, nil
	}
	return false, s.setAside(c.path, found)
}

// setAside keeps bytes that are taken out of a file in <file>.torn-<n>.
func (s *Store) setAside(rel string, data []byte) error {
	for n := 1; ; n++ {
		name := fmt.Sprintf("%s.torn-%d", rel, n)
		old, err := os.ReadFile(s.d.abs(name))
		if os.IsNotExist(err) {
			return s.d.write(name, data, 0o640)
		}
		if err != nil || bytes.Equal(old, data) {
			return err
		}
	}
}

// tailSize is how much of the end of a file tells whether it was changed.
const tailSize = 4096

// tailOf returns how long a file is, and the checksum of the bytes before at;
// a missing file is an empty one.
func (s *Store) tailOf(rel string, at int64) (size int64, tail uint32, err error) {
	f, err := os.Open(s.d.abs(rel))
	if os.IsNotExist(err) {
		return 0, 0, nil
	}
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || at > info.Size() {
		return info.Size(), 0, err
	}
	p := make([]byte, min(at, tailSize))
	if _, err := f.ReadAt(p, at-int64(len(p))); err != nil && err != io.EOF {
		return 0, 0, err
	}
	return info.Size(), checksum(p), nil
}

// applyFile prepares a new or rewritten file and returns its name, or "" if
// somebody changed the file since the batch was planned: theirs stays, and
// kabar's is kept beside it.
func (s *Store) applyFile(c change) (string, error) {
	if err := s.d.mkdirAll(path.Dir(c.path)); err != nil {
		return "", err
	}
	old, err := s.sumOf(c.path)
	if err != nil {
		return "", err
	}
	if sum := hashOf(c.data); old != c.old && old != sum {
		c.path += ".conflict-" + sum[:8]
	}
	return c.path, s.d.prepare(c.path, c.data, 0o640)
}

// applyLetter prepares a letter in due/, if there is none of its key anywhere.
func (s *Store) applyLetter(c change) (string, error) {
	if _, ok := s.findLetter(c.path); ok {
		return "", s.d.syncDirs("outbox/due")
	}
	if err := s.d.mkdirAll("outbox/due"); err != nil {
		return "", err
	}
	name := "outbox/due/" + c.path
	return name, s.d.prepare(name, c.data, 0o640)
}

// sumOf is the SHA-256 of a file in hex; "" if there is none.
func (s *Store) sumOf(rel string) (string, error) {
	data, err := os.ReadFile(s.d.abs(rel))
	if os.IsNotExist(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return hashOf(data), nil
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
