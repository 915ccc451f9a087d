package store

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Store is an archive on disk. Its methods may be called from several
// goroutines.
type Store struct {
	d      durable
	lock   *os.File // nil: read only
	wanted *os.File // held for a turn, see OpenInTurn
	clock  func() time.Time

	mu             sync.Mutex
	pending        []change  // of a batch whose journal is written; see settle
	opened         bool      // recover is through
	journalUnknown bool      // the journal may hold what was not asked for
	created        time.Time // when the archive was made; zero: not known
	most           int       // lines a ledger holds in memory
	firsts         pageCache
	months         []string // folders under outbox/sent and dropped; nil: not read yet

	// known is held by who changes or asks what is below, and never while writes
	// are waited for: mails are read, and searches answered, while mu is held for a
	// batch that is being filed. A store that writes takes in what it wrote under
	// both, so that under mu alone the newest number stays.
	known     sync.Mutex
	last      int64  // number of the newest entry
	filedSize int64  // bytes of filed.log that are known
	near      spot   // of the entry that was asked for last
	seen      ledger // seen.log by mail key
	ids       ledger // outbox/ids.log by Message-ID
}

// errReadOnly is returned by what writes, on a store opened with View.
var errReadOnly = errors.New("the store is open for reading only")

// Problem is something in the data folder that is not as kabar left it.
type Problem struct {
	File   string // path in the data folder
	Line   int    // from 1; 0 for the file as a whole
	What   string // one line, no full stop
	Edited bool   // only changed by hand: still readable
}

// String is "file:line: what".
func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.What
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.What)
}

// DamagedError says that some entries could not be read. It comes beside all
// those that could: one damaged file does not keep the rest from being served.
type DamagedError struct{ Problems []Problem }

// Error names every problem, in one line.
func (e *DamagedError) Error() string {
	parts := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		parts[i] = p.String()
	}
	return "damaged: " + strings.Join(parts, "; ")
}

// damage returns problems as an error, nil if there are none.
func damage(problems []Problem) error {
	if len(problems) == 0 {
		return nil
	}
	return &DamagedError{problems}
}

// Open opens the archive in a folder for writing; an empty or missing folder
// becomes a new archive. It finishes what a crash left undone, records blocks
// that are on a page but not in filed.log, cuts off torn ends (kept aside as
// <file>.torn-<n>) and sweeps old temporary files. A second process gets a
// *LockedError; a folder of a newer kabar, or one that is no archive, is
// refused with nothing written.
//
// clock is what the time is: for the age of temporary files and of what seen.log
// remembers. What is filed gets its time from who files it.
func Open(dir string, clock func() time.Time) (*Store, error) {
	return open(dir, realDisk{}, clock)
}

func open(dir string, disk disk, clock func() time.Time) (*Store, error) {
	s := &Store{d: durable{disk, dir, map[string]bool{}}, clock: clock, most: mostLines}
	if _, err := os.Stat(dir); os.IsNotExist(err) {
		if err := makeRoot(dir); err != nil {
			return nil, fmt.Errorf("make the data folder: %w", err)
		}
	}
	fresh, err := s.checkStamp()
	if err != nil {
		return nil, err
	}
	if s.lock, err = takeLock(s.d.abs("lock"), syscall.Flock); err != nil {
		return nil, err
	}
	if fresh {
		err = s.writeStamp(clock())
	}
	if err == nil {
		err = s.recover()
	}
	if err != nil {
		s.Close()
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	s.opened = true
	return s, nil
}

// View opens an archive for reading, at any time, beside a process that
// writes. It sees what that has filed so far, and goes on seeing what it files.
func View(dir string) (*Store, error) {
	never := func() time.Time { return time.Time{} } // nothing is too old to be read
	s := &Store{d: durable{realDisk{}, dir, nil}, clock: never}
	switch fresh, err := s.checkStamp(); {
	case fresh && err == nil || errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("%s: no archive yet; the first kabar run makes it", dir)
	case err != nil:
		return nil, err
	}
	s.known.Lock()
	defer s.known.Unlock()
	// The other logs are taken in when they are asked.
	if err := s.refreshFiled(); err != nil {
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	return s, nil
}

// Close gives up the lock. What was filed is safe without it.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lock != nil && s.pending == nil && s.opened {
		s.noteExamined(s.clock()) // only spares the next start work
	}
	s.known.Lock()
	defer s.known.Unlock()
	s.seen.close()
	s.ids.close()
	if s.lock == nil {
		return nil
	}
	err := dropLock(s.lock)
	s.lock = nil
	if s.wanted != nil { // after the lock: whoever gave way may take it now
		err = errors.Join(err, dropLock(s.wanted))
		s.wanted = nil
	}
	return err
}

// Dir returns the data folder.
func (s *Store) Dir() string { return s.d.root }

// Last returns the number of the newest entry, 0 in an empty archive.
func (s *Store) Last() int64 {
	s.known.Lock()
	defer s.known.Unlock()
	if s.lock == nil {
		s.refreshFiled() // what it cannot read now it says to those who ask for entries
	}
	return s.last
}

// refresh takes in what was appended to the logs since it last looked.
func (s *Store) refresh() error {
	s.known.Lock()
	defer s.known.Unlock()
	if err := s.refreshFiled(); err != nil {
		return err
	}
	if err := s.seen.refresh(s.d.abs(seenLog)); err != nil {
		return err
	}
	return s.ids.refresh(s.d.abs(idsLog))
}

// shortLedgers moves what the ledgers hold in memory into tables, once it
// is much. Those are derived: that one cannot be written harms nothing.
func (s *Store) shortLedgers() {
	for name, l := range map[string]*ledger{seenLog: &s.seen, idsLog: &s.ids} {
		s.known.Lock()
		much := len(l.at) >= s.most
		s.known.Unlock()
		if much {
			s.writeTable(name, l)
		}
	}
}
