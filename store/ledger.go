package store

import (
	"os"
	"strconv"
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
// back from the newest), and at least the last rememberBytes.
type ledger struct {
	at   map[uint64]int64 // key → offset of its newest line
	size int64            // bytes taken in
	last []string         // the newest good line
}

// keyOf makes a ledger's key of 16 hex digits; anything else is no key.
func keyOf(hex string) (uint64, bool) {
	n, err := strconv.ParseUint(hex, 16, 64)
	return n, err == nil && len(hex) == 16
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
		l.at, l.size, l.last = map[uint64]int64{}, 0, nil
		if l.size, err = log.start(); err != nil {
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
		if key, ok := keyOf(string(line[times : times+16])); ok {
			l.at[key] = off
		}
		return nil
	})
	if newest != nil {
		l.last = parseLine(newest)
	}
	return err
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

// find returns the newest line of a key, nil if there is none.
func (l *ledger) find(name string, key uint64) []string {
	off, ok := l.at[key]
	if !ok {
		return nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	log := &logFile{f, l.size}
	var found []string
	log.each(off, func(_ int64, fields []string, _ int64) error {
		found = fields
		return errStop
	})
	return found
}
