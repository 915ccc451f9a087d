package index

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Entries stand on shelves, each an FTS5 table of its own with the entries of
// one team, up to shelfSize of them, in the order of filing.
//
// A search opens only the shelves of the teams that who asks may see, so no
// other team's words are in reach of it, nor of its timing. It begins at the
// newest shelf and stops when it has enough, so that the work for a frequent
// word or a prefix does not grow with the archive; and as FTS5 merges inside a
// table, neither does the work for an entry added.
//
// An entry has a row for what stands of it, and if that is not all of it, a row
// for it as it was filed; see middle.
type shelf struct {
	id       int64
	low, top int64 // filing numbers; top is 0 as long as it is empty
	count    int   // entries ever added
	loose    int   // of those, since the table was last tidied up
	reach
}

// middle is where the rows of a shelf have their middle: what stands of an entry
// is its filing number above it, what was filed as far below. FTS5 writes
// numbers below 0 with 9 bytes, where each word begins, and these with 5.
const middle = 1 << 34

// mostNum is the highest filing number there may be.
const mostNum = middle - 1

const (
	// shelfSize is how many entries a shelf has when the next one is begun. A
	// prefix costs a few milliseconds for each shelf of this size that is
	// looked at, a rare word costs 50 microseconds for every shelf there is.
	shelfSize = 8192

	// maxLoose is how many entries may be added one by one before the parts
	// that FTS5 made of them are merged into one.
	maxLoose = 2048

	// few is how many entries are not a bulk, after which tidying up may wait.
	few = 64

	// hashSize is how much FTS5 gathers in memory before it writes, in bytes.
	hashSize = 8 << 20
)

func (s shelf) table() string { return fmt.Sprintf("shelf_%d", s.id) }

// readShelves returns all shelves in the order in which they were begun.
func readShelves(tx reading) (list []*shelf, err error) {
	err = tx.rows(`SELECT team, first, last, id, low, top, count, loose, undated
		FROM shelf ORDER BY id`, func(row []any) error {
		var texts [3]string
		var nums [6]int64
		ok := true
		for i, v := range row {
			if i < len(texts) {
				texts[i], ok = v.(string)
			} else {
				nums[i-len(texts)], ok = v.(int64)
			}
			if !ok {
				return fmt.Errorf("%w: its list of shelves", ErrDamaged)
			}
		}
		s := shelf{id: nums[0], low: nums[1], top: nums[2], count: int(nums[3]), loose: int(nums[4]),
			reach: reach{team: texts[0], undated: nums[5] != 0}}
		list = append(list, &s)
		return errors.Join(s.first.UnmarshalText([]byte(texts[1])), s.last.UnmarshalText([]byte(texts[2])))
	})
	return list, err
}

// create makes the table of a shelf.
func (s *shelf) create(tx *sql.Tx) error {
	_, err := tx.Exec(`CREATE VIRTUAL TABLE ` + s.table() +
		` USING fts5(t, content='', contentless_delete=1, tokenize='ascii')`)
	if err != nil {
		return err
	}
	return s.order(tx, "hashsize", hashSize)
}

// order gives FTS5 one of its special commands.
func (s *shelf) order(tx *sql.Tx, command string, value int) error {
	t := s.table()
	_, err := tx.Exec(`INSERT INTO `+t+`(`+t+`, rank) VALUES(?, ?)`, command, value)
	return err
}

// tidy merges the parts of the table, so that fewer are looked into by a
// search, if it is full or has many.
func (s *shelf) tidy(tx *sql.Tx, added, size int) error {
	full := s.count >= size && s.count-added < size
	if !full && (s.loose < maxLoose || added > few) {
		return nil
	}
	s.loose = 0
	return s.order(tx, "optimize", 0)
}

// save writes down what is on the shelf.
func (s *shelf) save(tx *sql.Tx) error {
	_, err := tx.Exec(`INSERT OR REPLACE INTO shelf VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		s.id, s.team, s.low, s.top, s.count, s.loose, s.first.String(), s.last.String(), s.undated)
	return err
}

// delete takes entries off the shelf, if they are there: in one statement, since
// each makes FTS5 write out what it has gathered.
func (s *shelf) delete(tx *sql.Tx, nums []int64) error {
	if len(nums) == 0 {
		return nil
	}
	rows := make([]int64, 0, 2*len(nums))
	for _, n := range nums {
		rows = append(rows, middle-n, middle+n)
	}
	list, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`DELETE FROM `+s.table()+` WHERE rowid IN (SELECT value FROM json_each(?))`, string(list))
	return err
}

// put makes room in what is known of the shelf for an entry.
func (s *shelf) put(c card) {
	s.count++
	s.loose++
	s.low, s.top = min(s.low, c.num), max(s.top, c.num)
	switch {
	case c.date.IsZero():
		s.undated = true
	case s.first.IsZero():
		s.first, s.last = c.date, c.date
	case c.date.Before(s.first):
		s.first = c.date
	case c.date.After(s.last):
		s.last = c.date
	}
}

// choose returns the shelf of a team for a filing number: of those that begin
// at or before it the newest, or the oldest there is. It is nil if a new one
// has to be begun, because the newest has size entries.
func choose(list []*shelf, team string, num int64, size int) *shelf {
	var best, newest *shelf
	for _, s := range list {
		if s.team != team {
			continue
		}
		if best == nil || s.low <= num {
			best = s
		}
		newest = s
	}
	if best != nil && best == newest && num > best.top && best.count >= size {
		return nil
	}
	return best
}

// next returns the number for a new shelf.
func next(list []*shelf) int64 {
	if len(list) == 0 {
		return 1
	}
	return slices.MaxFunc(list, func(a, b *shelf) int { return int(a.id - b.id) }).id + 1
}
