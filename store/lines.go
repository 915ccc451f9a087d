package store

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"net/url"
	"os"
	"strconv"
	"strings"
	"unicode"
)

func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

func checksum(p []byte) uint32 { return crc32.Checksum(p, castagnoli()) }

// logLine makes a line of a log; see the package comment.
func logLine(fields ...string) []byte {
	for i, f := range fields {
		fields[i] = escapeField(f)
	}
	line := strings.Join(fields, " ")
	return fmt.Appendf(nil, "%s %08x\n", line, checksum([]byte(line)))
}

// parseLine reads a line without its line feed; nil if it is damaged.
func parseLine(line []byte) []string {
	n := wholeLine(line)
	if n < 0 {
		return nil
	}
	fields := strings.Split(string(line[:n]), " ")
	escaped := bytes.IndexByte(line[:n], '%') >= 0
	for i, f := range fields {
		if escaped || f == "-" {
			fields[i] = unescapeField(f)
		}
	}
	return fields
}

// wholeLine returns where the fields of a line end, -1 if it is damaged.
func wholeLine(line []byte) int {
	n := len(line) - len(" 00000000")
	if n < 0 || line[n] != ' ' {
		return -1
	}
	sum, err := strconv.ParseUint(string(line[n+1:]), 16, 32)
	if err != nil || uint32(sum) != checksum(line[:n]) {
		return -1
	}
	return n
}

func escapeField(s string) string {
	if s == "" {
		return "-"
	}
	if s == "-" {
		return "%2D"
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c == '%' || c == 0x7F {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func unescapeField(s string) string {
	if s == "-" {
		return ""
	}
	if !strings.Contains(s, "%") {
		return s
	}
	if t, err := url.PathUnescape(s); err == nil {
		return t
	}
	return s
}

// oneLine makes text fit a line of a file that people read.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.Fields(s), " ")
}

// logFile is an open log for reading.
type logFile struct {
	*os.File
	size int64
	last int64 // number of the last line of filed.log; 0: it is not known
	near spot  // where a line of it is, or was: others are looked for from there
}

// openLog opens a log; a missing one is an empty one.
func openLog(name string) (*logFile, error) {
	f, err := os.Open(name)
	if os.IsNotExist(err) {
		return &logFile{}, nil
	}
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	return &logFile{File: f, size: info.Size()}, nil
}

func (l *logFile) close() {
	if l.File != nil {
		l.Close()
	}
}

// errStop ends a walk over lines early, without an error.
var errStop = errors.New("stop")

// each calls f for every line from an offset at which a line begins, with the
// offset of the line and of the next; fields is nil for a damaged line. A last
// line without its line feed is not there yet.
func (l *logFile) each(from int64, f func(off int64, fields []string, next int64) error) error {
	return l.eachRaw(from, func(off int64, line []byte, next int64) error {
		return f(off, parseLine(line), next)
	})
}

// eachRaw is each for the lines as they are, whole or damaged. f must not keep
// them.
func (l *logFile) eachRaw(from int64, f func(off int64, line []byte, next int64) error) error {
	if l.File == nil || from >= l.size {
		return nil
	}
	rest := l.size - from
	r := bufio.NewReaderSize(io.NewSectionReader(l.File, from, rest), int(min(rest, 16<<10)))
	for {
		line, err := r.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			begin := bytes.Clone(line)
			line, err = r.ReadBytes('\n')
			line = append(begin, line...)
		}
		if err != nil {
			return ignoreEOF(err)
		}
		next := from + int64(len(line))
		if err := f(from, line[:len(line)-1], next); err == errStop {
			return nil
		} else if err != nil {
			return err
		}
		from = next
	}
}

// search returns the offset of the first line that is not before what is
// looked for; the lines are in order. Damaged lines are passed over.
func (l *logFile) search(before func(fields []string) bool) (int64, error) {
	return l.searchIn(0, l.size, before)
}

// searchIn is search for a line between two offsets at which lines begin, or
// which is the end.
func (l *logFile) searchIn(lo, hi int64, before func(fields []string) bool) (int64, error) {
	found := hi
	for hi-lo > 4096 {
		mid := lo + (hi-lo)/2
		at, next, fields, err := l.lineAfter(mid, hi)
		switch {
		case err != nil:
			return 0, err
		case fields == nil: // no good line begins between mid and hi
			hi = mid
		case before(fields):
			lo = next
		default:
			hi, found = at, at
		}
	}
	part := &logFile{File: l.File, size: found} // a few lines, and one that is not before
	err := part.each(lo, func(off int64, fields []string, _ int64) error {
		if fields == nil || before(fields) {
			return nil
		}
		found = off
		return errStop
	})
	return found, err
}

// lastLine returns the last good line, nil if there is none.
func (l *logFile) lastLine() (last []string, err error) {
	for reach := int64(4096); last == nil; reach *= 8 {
		from := max(0, l.size-reach)
		if from > 0 { // begin at a line, if one does
			_, at, _, err := l.lineAfter(from, l.size)
			if err != nil {
				return nil, err
			}
			if from = at; at == 0 {
				from = l.size
			}
		}
		err = l.each(from, func(_ int64, fields []string, _ int64) error {
			if fields != nil {
				last = fields
			}
			return nil
		})
		if err != nil || reach >= l.size {
			break
		}
	}
	return last, err
}

// lineAfter returns the first good line that begins after from and before to.
func (l *logFile) lineAfter(from, to int64) (at, next int64, fields []string, err error) {
	r := bufio.NewReaderSize(io.NewSectionReader(l.File, from, l.size-from), 1024)
	skipped, err := r.ReadSlice('\n')
	for errors.Is(err, bufio.ErrBufferFull) {
		from += int64(len(skipped))
		skipped, err = r.ReadSlice('\n')
	}
	if err != nil {
		return 0, 0, nil, ignoreEOF(err)
	}
	for at = from + int64(len(skipped)); at < to; {
		line, err := r.ReadBytes('\n')
		if err != nil {
			return 0, 0, nil, ignoreEOF(err)
		}
		next = at + int64(len(line))
		if fields = parseLine(bytes.TrimSuffix(line, []byte("\n"))); fields != nil {
			return at, next, fields, nil
		}
		at = next
	}
	return 0, 0, nil, nil
}

func ignoreEOF(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}
