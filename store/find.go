package store

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"kabar/store/entry"
)

// Find returns the filing numbers of the entries whose id begins with prefix,
// in the order of filing, most of them at most. It reads filed.log from end to
// end, some milliseconds for each ten thousand entries: for what somebody asks
// by hand.
func (s *Store) Find(prefix string, most int) (nums []int64, err error) {
	log, err := s.openFiled()
	if err != nil {
		return nil, err
	}
	defer log.close()
	if prefix == "" || log.File == nil {
		return nil, nil
	}
	err = eachPlace(log, log.size, []byte(" "+prefix), func(at int64) error {
		if len(nums) >= most {
			return errStop
		}
		line, err := log.lineAround(at)
		if err != nil {
			return err
		}
		f, ok := parseFiled(parseLine(line))
		if ok && strings.HasPrefix(f.id, prefix) && !slices.Contains(nums, f.num) {
			nums = append(nums, f.num)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find entry %s: %w", prefix, err)
	}
	return nums, nil
}

// longestLine bounds a line of filed.log, in bytes: no path is as long.
const longestLine = 8 << 10

// lineAround returns the line that holds the byte at an offset, without its
// line feed.
func (l *logFile) lineAround(at int64) ([]byte, error) {
	from := max(0, at-longestLine)
	p := make([]byte, min(l.size-from, 2*longestLine))
	if _, err := l.ReadAt(p, from); err != nil && err != io.EOF {
		return nil, err
	}
	here := int(at - from)
	begin := bytes.LastIndexByte(p[:here], '\n') + 1
	end := bytes.IndexByte(p[here:], '\n')
	if end < 0 {
		return nil, nil // not there yet
	}
	return p[begin : here+end], nil
}

// eachPlace calls f with every offset in the first size bytes of r at which
// what stands, ascending. errStop from f ends the walk without an error.
func eachPlace(r io.ReaderAt, size int64, what []byte, f func(at int64) error) error {
	p := make([]byte, min(size, 1<<20))
	for from := int64(0); from < size; {
		p = p[:min(int64(cap(p)), size-from)]
		if _, err := r.ReadAt(p, from); err != nil && err != io.EOF {
			return err
		}
		for at := 0; ; at++ {
			i := bytes.Index(p[at:], what)
			if i < 0 {
				break
			}
			at += i
			if err := f(from + int64(at)); err == errStop {
				return nil
			} else if err != nil {
				return err
			}
		}
		if len(p) < len(what) || from+int64(len(p)) == size {
			return nil
		}
		from += int64(len(p) - len(what) + 1)
	}
	return nil
}

// ErrNoMail is returned for a mail that is not kept (any more).
var ErrNoMail = errors.New("the mail is not kept")

// Mail returns the mail that an entry came in, byte for byte as it arrived; an
// error that wraps ErrNoMail if it is not kept: it came without one, or the
// mails of that month were deleted.
func (s *Store) Mail(e entry.Entry) ([]byte, error) {
	k, err := s.MailKept(e)
	return k.Raw, err
}

// MailKept is Mail, with what else is known of the mail.
func (s *Store) MailKept(e entry.Entry) (Kept, error) {
	if e.Mail == "" {
		return Kept{}, ErrNoMail
	}
	line := s.knownLine(&s.seen, seenLog, e.Mail)
	if len(line) >= seenFields {
		if ref, ok := parseBoxRef(line[seenFields-1]); ok && teamOf(ref.path) == e.Team {
			if k, ok := s.mailAt(ref, e.Mail); ok {
				return k, nil
			}
		}
	}
	// Longer ago than seen.log remembers, or the mailbox was rewritten: it is of
	// the month in which it was filed or, if it waited, of one before.
	for month := range 3 {
		at := time.Date(e.Filed.Year(), e.Filed.Month()-time.Month(month), 1, 0, 0, 0, 0, time.UTC)
		k, err := s.mailIn(mboxPath(e.Team, at), e.Mail)
		if k.Raw != nil || err != nil && !errors.Is(err, os.ErrNotExist) {
			return k, err
		}
	}
	return Kept{}, fmt.Errorf("mail %s: %w", e.Mail, ErrNoMail)
}

// mailAt reads a mail where it was put.
func (s *Store) mailAt(ref boxRef, key string) (k Kept, ok bool) {
	file, err := os.Open(s.d.abs(ref.path))
	if err != nil {
		return k, false
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || ref.offset+ref.length > info.Size() {
		return k, false
	}
	p := make([]byte, ref.length)
	if _, err := file.ReadAt(p, ref.offset); err != nil {
		return k, false
	}
	m, ok := readBoxed(p)
	return keptOf(m, p), ok && m.is(key)
}

// is tells whether this is the mail with a key, whole, and not one that was
// emptied since it was to be forgotten.
func (m boxed) is(key string) bool { return m.whole && m.key == key && len(m.raw) > 0 }

// mailIn looks for a mail in a mailbox from end to end; nil if it is not there.
func (s *Store) mailIn(rel, key string) (k Kept, err error) {
	file, err := os.Open(s.d.abs(rel))
	if err != nil {
		return k, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return k, err
	}
	field := []byte("\n" + mboxField + key + " ")
	err = eachPlace(file, info.Size(), field, func(at int64) error {
		r := bufio.NewReader(io.NewSectionReader(file, at+1, info.Size()-at-1))
		box, err := fromLine(file, at)
		if err != nil {
			return err
		}
		for { // to the next mail: no line within one begins as it does
			line, err := r.ReadBytes('\n')
			if bytes.HasPrefix(line, []byte("From ")) {
				break
			}
			box = append(box, line...)
			if err == io.EOF {
				break
			} else if err != nil {
				return err
			}
		}
		if m, ok := readBoxed(box); ok && m.is(key) {
			k = keptOf(m, box)
			return errStop
		}
		return nil
	})
	return k, err
}

// longestFrom bounds a From_ line, in bytes.
const longestFrom = 1 << 10

// fromLine returns the line of a mailbox that ends at an offset.
func fromLine(r io.ReaderAt, end int64) ([]byte, error) {
	line := make([]byte, min(end+1, longestFrom))
	if _, err := r.ReadAt(line, end+1-int64(len(line))); err != nil {
		return nil, err
	}
	if i := bytes.LastIndexByte(line[:len(line)-1], '\n'); i >= 0 {
		line = line[i+1:]
	}
	if !bytes.HasPrefix(line, []byte("From ")) { // longer, or somebody's own
		return []byte("From -\n"), nil
	}
	return line, nil
}
