package store

import (
	"os"
	"time"
)

const (
	seenLog = "seen.log"
	idsLog  = "outbox/ids.log"
)

// remember is how long mails and letters are known again: the time a
// redelivered mail or a reply may take, and more.
const remember = 400 * 24 * time.Hour

// ledger is a log whose lines begin with a time and a key, and where the
// newest line of each key stands. It holds the lines of the last 400 days (counted
// back from the newest), and at least the last rememberBytes: the older ones in a
// table, the newest in memory.
type ledger struct {
	table *lineTable       // nil: there is none
	at    map[uint64]int64 // key → offset of its newest line, of those not in the table
	size  int64            // bytes taken in
	last  []string         // the newest good line

	distrust bool // of the table: it could not be read
}

// keyOf makes a ledger's key of 16 hex digits; anything else is no key.
func keyOf[T string | []byte](hex T) (key uint64, ok bool) {
	if len(hex) != 16 {
		return 0, false
	}
	for i := 0; i < len(hex); i++ {
		c := hex[i]
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		default:
			return 0, false
		}
		key = key<<4 | uint64(c)
	}
	return key, true
}

// refresh takes in the lines appended since it last looked. A log that became
// shorter is another log: it is read anew.
func (l *ledger) refresh(name string) error {
	log, err := openLog(name)
	if err != nil {
		return err
	}
	defer log.close()
	if l.at == nil || log.size < l.size {
		if err := l.begin(name, log); err != nil {
			return err
		}
	}
	newest := []byte(nil)
	err = log.eachRaw(l.size, func(off int64, line []byte, next int64) error {
		l.size = next
		n := wholeLine(line)
		const times = len("2026-11-22T12:00:00Z ")
		if n < times+16 {
			return nil
		}
		newest = append(newest[:0], line...)
		if key, ok := keyOf(line[times : times+16]); ok {
			l.at[key] = off
		}
		return nil
	})
	if newest != nil {
		l.last = parseLine(newest)
	} else if l.last == nil && err == nil {
		l.last, err = log.lastLine()
	}
	return err
}

// begin takes in the table, if it is of this log.
func (l *ledger) begin(name string, log *logFile) (err error) {
	l.close()
	*l = ledger{at: map[uint64]int64{}, distrust: l.distrust}
	if !l.distrust {
		l.table = openTable(tableOf(name), log)
	}
	if l.table != nil {
		l.size = l.table.covers
		return nil
	}
	l.size, err = log.start()
	return err
}

func (l *ledger) close() {
	if l.table != nil {
		l.table.Close()
		l.table = nil
	}
}

// offset returns where the newest line of a key is. A table that cannot
// be read is not asked again: what it knew is in the log.
func (l *ledger) offset(name string, key uint64) (off int64, ok bool) {
	if off, ok = l.at[key]; ok || l.table == nil {
		return off, ok
	}
	off, ok, err := l.table.find(key)
	if err != nil {
		l.at, l.distrust = nil, true
		l.refresh(name) // what it cannot read it does not know
		off, ok = l.at[key]
	}
	return off, ok
}

// rememberBytes is how much of a log is held in any case: a clock that was
// years ahead for a minute must not make kabar forget yesterday's mails.
const rememberBytes = 4 << 20

// start returns where the part of a log that is held begins.
func (l *logFile) start() (int64, error) {
	if l.size <= rememberBytes {
		return 0, nil
	}
	last, err := l.lastLine()
	if err != nil || last == nil {
		return 0, err
	}
	newest, err := time.Parse(time.RFC3339, last[0])
	if err != nil {
		return 0, nil
	}
	from := newest.Add(-remember)
	off, err := l.search(func(fields []string) bool {
		t, err := time.Parse(time.RFC3339, fields[0])
		return err == nil && t.Before(from)
	})
	if err != nil || off <= l.size-rememberBytes {
		return off, err
	}
	_, off, _, err = l.lineAfter(l.size-rememberBytes, l.size)
	return off, err
}

// knownLine returns the newest line of a key in a log, nil if there is none.
func (s *Store) knownLine(l *ledger, log, hex string) []string {
	s.known.Lock()
	defer s.known.Unlock()
	if s.lock == nil {
		l.refresh(s.d.abs(log)) // what it cannot read it does not know
	}
	key, _ := keyOf(hex)
	return l.find(s.d.abs(log), key)
}

// find returns the newest line of a key, nil if there is none.
func (l *ledger) find(name string, key uint64) []string {
	off, ok := l.offset(name, key)
	if !ok {
		return nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	log := &logFile{File: f, size: l.size}
	var found []string
	log.each(off, func(_ int64, fields []string, _ int64) error {
		found = fields
		return errStop
	})
	return found
}
