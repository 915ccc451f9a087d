package index

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Index is the full-text index in one file. It is derived from the archive and
// may be deleted at any time. Its methods may be called from several
// goroutines: searches go on beside an Add.
type Index struct {
	path  string
	db    *sql.DB
	fresh string
	file  os.FileInfo // as it was when it was opened for writing; nil: it is not known
	size  int         // of a shelf; the tests have small ones

	writing sync.Mutex              // one adds at a time
	known   atomic.Pointer[[]shelf] // as they were committed here; nil before that
}

// ErrDamaged means that the index file can't be used as it is. After Reset, or
// a new Open, all entries have to be added again.
var ErrDamaged = errors.New("the index can't be used")

// version is that of the tables and of what is written into them. Any
// change to either, to folding, tokens or tags, must raise it.
const version = 5

// pageSize is that of SQLite, in bytes: its own default, which connect leaves.
const pageSize = 4096

// stamp says what wrote an index: an index is used only by what would write the
// same. Newer Unicode tables may fold a letter differently.
func stamp() string {
	return fmt.Sprintf("kabar index %d, Unicode %s and %s", version, unicode.Version, norm.Version)
}

// Open opens the index for writing and searching. One that is missing, damaged
// or of another version is begun anew, empty; Fresh tells so and why. Only one
// process may have it open so; others use View.
func Open(path string) (*Index, error) {
	x := &Index{path: path, size: shelfSize}
	if err := x.connect(false); err != nil {
		return nil, err
	}
	why, err := x.inspect()
	if err == nil && why == "" {
		return x, nil
	}
	x.db.Close()
	if err == nil {
		err = x.begin(why)
	}
	if err != nil {
		return nil, err
	}
	return x, nil
}

// View opens an index for searching only, beside the process that writes it.
// One that is missing is an error that wraps os.ErrNotExist, one that Open
// would begin anew is ErrDamaged.
func View(path string) (*Index, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("open the index: %w", err)
	}
	x := &Index{path: path, size: shelfSize}
	if err := x.connect(true); err != nil {
		return nil, err
	}
	why, err := x.inspect()
	if err == nil && why != "" {
		err = fmt.Errorf("%w: %s", ErrDamaged, why)
	}
	if err != nil {
		x.db.Close()
		return nil, err
	}
	return x, nil
}

// Fresh says, in a few English words, why the index was begun anew by Open or
// Reset: all entries have to be added. It is "" if the index was there.
func (x *Index) Fresh() string { return x.fresh }

// Gone tells whether somebody deleted the file since it was opened for writing, or
// put another in its place: what is added now nobody else would ever see, and it
// would be gone with this process. Open it again then.
func (x *Index) Gone() bool {
	now, err := os.Stat(x.path)
	return errors.Is(err, os.ErrNotExist) || err == nil && x.file != nil && !os.SameFile(now, x.file)
}

// Close closes the index.
func (x *Index) Close() error { return x.db.Close() }

// Reset begins the index anew, empty, for a reason that Fresh returns from then
// on. Nothing else may use x meanwhile.
func (x *Index) Reset(why string) error {
	x.db.Close()
	return x.begin(why)
}

// begin makes an empty index in the place of what is there.
func (x *Index) begin(why string) error {
	for _, end := range []string{"-wal", "-shm", ""} {
		if err := os.Remove(x.path + end); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("begin the index anew: %w", err)
		}
	}
	if err := x.connect(false); err != nil {
		return err
	}
	if err := x.create(); err != nil {
		x.db.Close()
		return failed("begin the index anew", err)
	}
	x.fresh = why
	x.known.Store(nil)
	return nil
}

// connect opens the file, without looking into it.
func (x *Index) connect(readOnly bool) error {
	if !readOnly { // everybody's words are in it: SQLite would let all read it
		if f, err := os.OpenFile(x.path, os.O_CREATE|os.O_RDWR, 0o600); err == nil {
			x.file, _ = f.Stat()
			f.Close()
		}
	}
	db, err := sql.Open("sqlite", dsn(x.path, readOnly))
	if err != nil {
		return fmt.Errorf("open the index: %w", err)
	}
	// A writer and a few readers. Each has a cache of its own.
	db.SetMaxOpenConns(4)
	db.SetMaxIdleConns(2)
	x.db = db
	return nil
}

// inspect says why the file can't be used as it is; "" if it can.
func (x *Index) inspect() (why string, err error) {
	// SQLite fills a page that the file ends in with zeros, and answers.
	if info, err := os.Stat(x.path); err == nil && info.Size()%pageSize != 0 {
		return "it was damaged", nil
	}
	var got string
	err = x.db.QueryRow(`SELECT stamp FROM about`).Scan(&got)
	if err == nil && got == stamp() {
		return "", nil
	}
	var tables int
	if err != nil && x.db.QueryRow(`SELECT count(*) FROM sqlite_schema`).Scan(&tables) == nil && tables == 0 {
		return "there was none", nil
	}
	switch {
	case err == nil:
		return "another version had written it", nil
	case damaged(err) || errors.Is(err, sql.ErrNoRows) || code(err) == sqlite3.SQLITE_ERROR:
		return "it was damaged", nil
	}
	return "", fmt.Errorf("open the index: %w", err)
}

// dsn returns the name of the file for the driver. An index that a crash of the
// machine sets back by a few entries is filled up again from the archive, so
// commits don't wait for the disk; checkpoints do, so it stays whole.
func dsn(path string, readOnly bool) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	v := url.Values{"_pragma": {"busy_timeout(5000)"}}
	if readOnly { // to begin with it costs more than the search: 2 MiB of cache is SQLite's own default
		v.Set("mode", "ro")
	} else {
		v["_pragma"] = append(v["_pragma"], "cache_size(-2048)", "synchronous(NORMAL)",
			"journal_size_limit(16777216)", "temp_store(MEMORY)", "journal_mode(WAL)")
	}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: v.Encode()}).String()
}

func (x *Index) create() error {
	_, err := x.db.Exec(`
		CREATE TABLE about(stamp TEXT NOT NULL);
		CREATE TABLE shelf(
			id      INTEGER PRIMARY KEY,
			team    TEXT NOT NULL,
			low     INTEGER NOT NULL, -- filing numbers from low on
			top     INTEGER NOT NULL, -- to this one
			count   INTEGER NOT NULL, -- entries ever added
			loose   INTEGER NOT NULL, -- of those, since the table was tidied up
			first   TEXT NOT NULL,    -- of their dates; '' if none has one
			last    TEXT NOT NULL,
			undated INTEGER NOT NULL
		);
		CREATE TABLE file(
			path TEXT PRIMARY KEY,
			size INTEGER NOT NULL,
			time INTEGER NOT NULL -- nanoseconds since 1970
		) WITHOUT ROWID;
		INSERT INTO about VALUES(?)`, stamp())
	return err
}

// code returns the extended result code of SQLite in err; 0 if there is none.
func code(err error) int {
	if e := (*sqlite.Error)(nil); errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

// damaged tells whether err means that the file is no good.
func damaged(err error) bool {
	c := code(err)
	return c&0xff == sqlite3.SQLITE_CORRUPT || c&0xff == sqlite3.SQLITE_NOTADB ||
		c == sqlite3.SQLITE_IOERR_SHORT_READ
}

// failed wraps an error of SQLite.
func failed(what string, err error) error {
	if err == nil {
		return nil
	}
	if damaged(err) {
		return fmt.Errorf("%s: %w: %w", what, ErrDamaged, err)
	}
	return fmt.Errorf("%s: %w", what, err)
}

// within runs f in one transaction.
func (x *Index) within(readOnly bool, f func(*sql.Tx) error) error {
	tx, err := x.db.BeginTx(context.Background(), &sql.TxOptions{ReadOnly: readOnly})
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}
