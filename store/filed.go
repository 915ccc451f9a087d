package store

import (
	"bytes"
	"fmt"
	"strconv"
	"time"
)

const filedLog = "filed.log"

// filed is a line of filed.log: one entry, and where it was put.
type filed struct {
	num    int64
	at     time.Time
	path   string
	offset int64
	length int64
	sum    string // SHA-256 of those bytes
	id     string
}

func (f filed) line() []byte {
	return logLine(strconv.FormatInt(f.num, 10), f.at.UTC().Format(time.RFC3339), f.path,
		strconv.FormatInt(f.offset, 10), strconv.FormatInt(f.length, 10), f.sum, f.id)
}

// parseFiled reads the fields of a line; ok is false for one that is not of
// filed.log.
func parseFiled(fields []string) (f filed, ok bool) {
	if len(fields) < 7 {
		return f, false
	}
	var errs [4]error
	f.num, errs[0] = strconv.ParseInt(fields[0], 10, 64)
	f.at, errs[1] = time.Parse(time.RFC3339, fields[1])
	f.offset, errs[2] = strconv.ParseInt(fields[3], 10, 64)
	f.length, errs[3] = strconv.ParseInt(fields[4], 10, 64)
	for _, err := range errs {
		if err != nil {
			return f, false
		}
	}
	f.path, f.sum, f.id = fields[2], fields[5], fields[6]
	return f, f.num > 0 && f.offset >= 0 && f.length >= 0
}

// refreshFiled finds the newest entry again if filed.log changed.
func (s *Store) refreshFiled() error {
	log, err := openLog(s.d.abs(filedLog))
	if err != nil {
		return err
	}
	defer log.close()
	return s.takeFiled(log)
}

// takeFiled finds the newest entry of filed.log, unless it is as it was.
func (s *Store) takeFiled(log *logFile) error {
	if log.size == s.filedSize {
		return nil
	}
	line, err := log.lastLine()
	if err != nil {
		return err
	}
	f, ok := parseFiled(line)
	if !ok && line != nil {
		return fmt.Errorf("%s: the last line is not one of its own", filedLog)
	}
	s.last, s.filedSize = f.num, log.size
	return nil
}

// openFiled opens filed.log as far as it is known to be finished.
func (s *Store) openFiled() (*logFile, error) {
	s.known.Lock()
	defer s.known.Unlock()
	log, err := openLog(s.d.abs(filedLog))
	if err == nil && s.lock == nil {
		if err = s.takeFiled(log); err != nil {
			log.close()
		}
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", filedLog, err)
	}
	log.size, log.last, log.near = min(log.size, s.filedSize), s.last, s.near
	if log.near.num == 0 {
		log.near = spot{s.last + 1, log.size}
	}
	return log, nil
}

// guesses is how often it is guessed where a line stands, before the rest is
// halved until it is found.
const guesses = 6

// after returns where in filed.log the entries with numbers over num begin. Its
// lines are about as long as each other, so that the number says about where one
// is.
func (l *logFile) after(num int64) (int64, error) {
	before := func(fields []string) bool {
		f, ok := parseFiled(fields)
		return ok && f.num <= num
	}
	lo, hi := int64(0), l.size
	first, end := int64(0), l.last+1 // numbers there
	for n := 0; n < guesses && hi-lo > 4096 && first <= num && num < end; n++ {
		share := float64(num-first) / float64(end-first)
		mid := lo + int64(float64(hi-lo)*share) + int64(n%2*4096-2048) // a bit before, then a bit behind
		at, next, fields, err := l.lineAfter(min(max(mid, lo), hi-1), hi)
		if err != nil {
			return 0, err
		}
		f, ok := parseFiled(fields)
		switch {
		case !ok: // no good line begins there, up to hi
			n = guesses
		case before(fields):
			lo, first = next, f.num
		default:
			hi, end = at, f.num
		}
	}
	return l.searchIn(lo, hi, before)
}

// spot is where in filed.log the line of an entry begins.
type spot struct{ num, at int64 }

// nearSize is how much of filed.log is read to find a line about where it should
// be.
const nearSize = 4096

// nearby returns the line of an entry if it is about as far from the line that is
// known as the lengths of lines say: that of a hit of a search mostly is, since
// hits come one after the other.
func (l *logFile) nearby(num int64) (f filed, ok bool) {
	if l.File == nil || l.last == 0 {
		return f, false
	}
	guess := l.near.at + int64(float64(num-l.near.num)*float64(l.size)/float64(l.last))
	from := max(0, min(guess-nearSize/2, l.size-nearSize))
	part := make([]byte, min(nearSize, l.size-from))
	if _, err := l.ReadAt(part, from); err != nil {
		return f, false
	}
	at := bytes.Index(part, fmt.Appendf(nil, "\n%d ", num)) + 1
	line, _, whole := bytes.Cut(part[at:], []byte("\n"))
	if f, ok = parseFiled(parseLine(line)); !ok || !whole || f.num != num {
		return f, false
	}
	l.near = spot{num, from + int64(at)}
	return f, true
}

// filedAs returns the line of an entry.
func (l *logFile) filedAs(num int64) (f filed, ok bool, err error) {
	if f, ok := l.nearby(num); ok {
		return f, true, nil
	}
	from, err := l.after(num - 1)
	if err != nil {
		return f, false, fmt.Errorf("read %s: %w", filedLog, err)
	}
	part := &logFile{File: l.File, size: min(from+4096, l.size)} // a line is a part of that
	err = part.each(from, func(at int64, fields []string, _ int64) error {
		if f, ok = parseFiled(fields); !ok { // it can't be read; Check names it
			return nil
		}
		ok, l.near = f.num == num, spot{f.num, at}
		return errStop
	})
	return f, ok, err
}

// eachFiled calls f for the entries with numbers over num, in order. Lines
// that cannot be read are passed over; Check names them.
func (l *logFile) eachFiled(num int64, f func(filed) error) error {
	from, err := l.after(num)
	if err != nil {
		return fmt.Errorf("read %s: %w", filedLog, err)
	}
	return l.each(from, func(_ int64, fields []string, _ int64) error {
		if line, ok := parseFiled(fields); ok && line.num > num {
			return f(line)
		}
		return nil
	})
}
