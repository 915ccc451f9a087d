package store

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"iter"
	"os"
	"path"
	"slices"
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
	box  []boxing // append to a mailbox: mails that follow data
}

// pieces gives the bytes of a change. The mails for a mailbox are not copied
// for it: one may be as large as mails get (PROMISES P9).
func (c change) pieces(yield func([]byte) bool) {
	if !yield(c.data) {
		return
	}
	for _, b := range c.box {
		for p := range b.pieces {
			if !yield(p) {
				return
			}
		}
	}
}

// length is how many bytes pieces gives.
func (c change) length() int64 {
	n := int64(len(c.data))
	for _, b := range c.box {
		n += b.size
	}
	return n
}

// encodeJournal gives the journal in pieces.
func encodeJournal(changes []change) iter.Seq[[]byte] {
	rest := func(yield func([]byte) bool) {
		for _, c := range changes {
			var head string
			switch size := c.length(); c.kind {
			case "append":
				head = fmt.Sprintf("append %d %08x %d %s\n", c.size, c.tail, size, c.path)
			case "file":
				head = fmt.Sprintf("file %s - %d %s\n", escapeField(c.old), size, c.path)
			case "letter":
				head = fmt.Sprintf("letter - - %d %s\n", size, c.path)
			}
			if !yield([]byte(head)) {
				return
			}
			for p := range c.pieces {
				if !yield(p) {
					return
				}
			}
			if !yield([]byte("\n")) {
				return
			}
		}
	}
	return func(yield func([]byte) bool) {
		size, sum := 0, uint32(0)
		for p := range rest {
			size, sum = size+len(p), crc32.Update(sum, castagnoli(), p)
		}
		if yield(fmt.Appendf(nil, "kabar-journal 1 %d %08x\n", size, sum)) {
			rest(yield)
		}
	}
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
		return errReadOnly
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
	if err := s.d.writePieces(journalName, 0, encodeJournal(changes)); err != nil {
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
	marks := slices.ContainsFunc(s.pending, func(c change) bool { return path.Dir(c.path) == marksDir })
	s.pending = nil
	// Should the journal come back after a power cut, Open finds all of it done:
	// but for marks, which may say more by then.
	if marks {
		s.journalUnknown = s.clearJournal() != nil
	} else {
		s.journalUnknown = s.d.empty(journalName) != nil
	}
	if err := s.refresh(); err != nil {
		return err
	}
	s.shortLedgers()
	return nil
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
