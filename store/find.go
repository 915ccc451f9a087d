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
	if e.Mail == "" {
		return nil, ErrNoMail
	}
	line := s.knownLine(&s.seen, seenLog, e.Mail)
	if len(line) >= seenFields {
		if ref, ok := parseBoxRef(line[seenFields-1]); ok && teamOf(ref.path) == e.Team {
			if raw, ok := s.mailAt(ref, e.Mail); ok {
				return raw, nil
			}
		}
	}
	// Longer ago than seen.log remembers, or the mailbox was rewritten: it is of
	// the month in which it was filed or, if it waited, of one before.
	for month := range 3 {
		at := time.Date(e.Filed.Year(), e.Filed.Month()-time.Month(month), 1, 0, 0, 0, 0, time.UTC)
		raw, err := s.mailIn(mboxPath(e.Team, at), e.Mail)
		if raw != nil || err != nil && !errors.Is(err, os.ErrNotExist) {
			return raw, err
		}
	}
	return nil, fmt.Errorf("mail %s: %w", e.Mail, ErrNoMail)
}

// mailAt reads a mail where it was put.
func (s *Store) mailAt(ref boxRef, key string) (raw []byte, ok bool) {
	file, err := os.Open(s.d.abs(ref.path))
	if err != nil {
		return nil, false
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || ref.offset+ref.length > info.Size() {
		return nil, false
	}
	p := make([]byte, ref.length)
	if _, err := file.ReadAt(p, ref.offset); err != nil {
		return nil, false
	}
	m, ok := readBoxed(p)
	return m.raw, ok && m.is(key)
}

// is tells whether this is the mail with a key, whole, and not one that was
// emptied since it was to be forgotten.
func (m boxed) is(key string) bool { return m.whole && m.key == key && len(m.raw) > 0 }

// mailIn looks for a mail in a mailbox from end to end; nil if it is not there.
func (s *Store) mailIn(rel, key string) (raw []byte, err error) {
	file, err := os.Open(s.d.abs(rel))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	field := []byte("\n" + mboxField + key + " ")
	err = eachPlace(file, info.Size(), field, func(at int64) error {
		r := bufio.NewReader(io.NewSectionReader(file, at+1, info.Size()-at-1))
		box := []byte("From -\n")
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
			raw = m.raw
			return errStop
		}
		return nil
	})
	return raw, err
}
