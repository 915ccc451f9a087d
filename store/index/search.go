package index

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"
)

// Search returns the filing numbers of the entries that the query finds among
// those of the teams given, newest first: limit of them at most, after the
// offset newest. Total counts all up to MaxTotal; more tells that there are
// more. It answers exactly as Scan does, but for the order that sort:best asks
// for, for which see Find, and for what is dear to count: of a phrase or a prefix
// total may be less, and more then says so.
func (x *Index) Search(q Query, teams []string, offset, limit int) (
	nums []int64, total int, more bool, err error,
) {
	f, err := x.search(q, teams, offset, limit)
	total, more = f.counted()
	return f.newest, total, more, err
}

// search is Search; of the hits it also says which of them were amended.
func (x *Index) search(q Query, teams []string, offset, limit int) (finder, error) {
	skip, take := bounds(offset, limit)
	f := finder{query: q, want: skip + take, on: map[int64]*shelf{}, amended: map[int64]bool{},
		dear: dear(q.root)}
	err := x.reading(func(tx reading) error {
		f.tx = tx
		shelves, err := readShelves(tx)
		if err != nil {
			return err
		}
		shelves = slices.DeleteFunc(shelves, func(s *shelf) bool {
			return !slices.Contains(teams, s.team)
		})
		slices.SortFunc(shelves, func(a, b *shelf) int { return cmp.Compare(b.top, a.top) })
		for _, s := range shelves {
			if err := f.look(s); err != nil {
				return err
			}
		}
		f.newest = f.newest[min(skip, len(f.newest)):]
		return f.lookForAmended()
	})
	if err != nil {
		return finder{}, failed("search", err)
	}
	return f, nil
}

// Find is Search with the entries. What is not in the archive any more, was
// moved out of these teams, or no longer matches because its page was edited,
// is left out of the hits; so is what can't be read, which Unread counts.
func (x *Index) Find(q Query, from Archive, teams []string, offset, limit int) (Result, error) {
	skip, take := bounds(offset, limit)
	if q.best {
		offset, limit = 0, MaxTotal
	}
	f, err := x.search(q, teams, offset, limit)
	if err != nil {
		return Result{}, err
	}
	r := Result{}
	var list []*document
	for _, n := range f.newest {
		e, err := from.Entry(n)
		if err != nil {
			if !errors.Is(err, fs.ErrNotExist) {
				r.Unread++
			}
			continue
		}
		if !slices.Contains(teams, e.Team) {
			continue
		}
		found, err := q.in(from, e, f.amended[n])
		if err != nil {
			return Result{}, err
		}
		if found != nil {
			list = append(list, found)
		}
	}
	if !q.best {
		skip = 0 // search did it
	} else {
		ranked(list, q)
	}
	r.Total, r.More = f.counted()
	r.hits(list, q, skip, take)
	return r, nil
}

// finder gathers the answer to a query, shelf by shelf.
type finder struct {
	tx      reading
	query   Query
	want    int              // how many hits
	newest  []int64          // up to want, newest first
	on      map[int64]*shelf // where those are
	dear    bool             // the query is one of which not all is counted
	looked  int              // shelves
	passed  bool             // not all is counted
	total   int              // of all; more than MaxTotal is not exact
	amended map[int64]bool   // of the hits: has a row of what was filed
}

// look adds what is found on a shelf. Shelves come with the newest first, but
// those of different teams overlap.
func (f *finder) look(s *shelf) error {
	limit, above := max(f.want, f.most()+1-f.total), int64(0)
	if f.enough() { // newer hits than the ones at hand?
		if above = f.oldest(); s.top <= above {
			return nil
		}
		limit = f.want
	}
	if f.query.top > 0 && s.low > f.query.top {
		return nil
	}
	nums, err := f.hits(s, above, limit)
	if err != nil {
		return err
	}
	f.looked++
	f.total += len(nums)
	nums = nums[:min(len(nums), f.want)]
	for _, n := range nums {
		f.on[n] = s
	}
	f.newest = append(f.newest, nums...)
	slices.SortFunc(f.newest, newestFirst)
	f.newest = f.newest[:min(len(f.newest), f.want)]
	return nil
}

// mostCounted is how many shelves are looked at for nothing but the count, if
// each is dear. On those the newest hits are on, it is looked for them all the
// same.
const mostCounted = 16

// dearCounted is up to where is counted what is dear.
const dearCounted = 250

// most is up to where hits are counted.
func (f *finder) most() int {
	if f.dear {
		return dearCounted
	}
	return MaxTotal
}

// enough tells whether it has been counted enough.
func (f *finder) enough() bool {
	f.passed = f.passed || f.dear && f.total > f.want && (f.looked >= mostCounted || f.total > dearCounted)
	return f.passed || f.total > MaxTotal
}

// counted is the total, and whether there are more.
func (f *finder) counted() (total int, more bool) {
	if (f.passed || f.dear && f.total > max(f.want, dearCounted)) && f.total <= MaxTotal {
		return f.total - 1, true
	}
	return min(f.total, MaxTotal), f.total > MaxTotal
}

// dear tells whether a shelf costs more than a few seeks: for a phrase all
// entries are looked at that have its rarest word, for a prefix all that have a
// word that begins so.
func dear(n node) bool {
	return some(n, func(leaf node) bool {
		switch n := leaf.(type) {
		case phrase:
			return n.prefix || len(n.toks) > 1
		case tag:
			return n.prefix
		}
		return false
	})
}

// hits returns up to limit entries of a shelf that the query finds, newest
// first, of those above a number.
func (f *finder) hits(s *shelf, above int64, limit int) ([]int64, error) {
	match := f.query.expression(s.reach)
	if match == "" {
		return nil, nil
	}
	w := window{above: above, upTo: f.query.top, but: f.query.but, limit: limit}
	if w.upTo == 0 || w.upTo > mostNum {
		w.upTo = mostNum
	}
	if !f.query.past() {
		return s.find(f.tx, match, w)
	}
	filed, err := s.filed(f.tx, match, w)
	if err != nil {
		return nil, err
	}
	// What stands as it was filed has no other row.
	match = s.expression(and{f.query.condition(), not{tag{tagPart, false}}})
	whole, err := s.find(f.tx, match, w)
	list := append(filed, whole...)
	slices.SortFunc(list, newestFirst)
	return list[:min(len(list), limit)], err
}

// lookForAmended notes which of the hits are not as they were filed: those that
// have a row of what was.
func (f *finder) lookForAmended() error {
	byShelf := map[*shelf][]int64{}
	for _, n := range f.newest {
		byShelf[f.on[n]] = append(byShelf[f.on[n]], middle-n)
	}
	var ask []string
	for s, rows := range byShelf {
		ask = append(ask, fmt.Sprintf(`SELECT rowid FROM %s WHERE rowid IN (%s)`, s.table(), commas(rows)))
	}
	for part := range slices.Chunk(ask, 100) { // SQLite takes 500
		err := numbers(f.tx, strings.Join(part, " UNION ALL "), func(n int64) bool {
			f.amended[middle-n] = true
			return true
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// window is a stretch of filing numbers.
type window struct {
	above, upTo int64   // those above one and up to another
	but         []int64 // without these, which are sorted
	limit       int     // the newest of them
}

// find returns the entries whose row matches an expression of FTS5, newest
// first.
func (s *shelf) find(tx reading, match string, w window) ([]int64, error) {
	return s.rows(tx, match, w, false)
}

// filed is find for the rows of entries as they were filed: of those that do
// not stand so any more.
func (s *shelf) filed(tx reading, match string, w window) ([]int64, error) {
	return s.rows(tx, match, w, true)
}

// rows reads the rows that match, from the newest entry on, until there are
// enough. What of the window can be seen here is no condition for SQLite: with
// each it plans longer, for every shelf. The rows that are looked for, on one side
// of the middle, come first.
func (s *shelf) rows(tx reading, match string, w window, below bool) (nums []int64, err error) {
	sign, where, order := int64(1), "", "DESC"
	if below {
		sign, order = -1, "ASC"
	}
	if w.upTo < s.top && below {
		where = fmt.Sprintf(" AND rowid >= %d", middle-w.upTo)
	} else if w.upTo < s.top {
		where = fmt.Sprintf(" AND rowid <= %d", middle+w.upTo)
	}
	// All stands in the text: for values that are bound SQLite plans twice. No
	// expression has a single quote in it.
	ask := fmt.Sprintf(`SELECT rowid FROM %[1]s WHERE %[1]s MATCH '%[2]s'%[3]s ORDER BY rowid %[4]s`,
		s.table(), strings.ReplaceAll(match, "'", ""), where, order)
	err = numbers(tx, ask, func(n int64) bool {
		if n = sign * (n - middle); n <= w.above {
			return false
		}
		if _, out := slices.BinarySearch(w.but, n); !out {
			nums = append(nums, n)
		}
		return len(nums) < w.limit
	})
	return nums, err
}

// numbers calls each for the first column of the rows, until it wants no more.
func numbers(tx reading, ask string, each func(n int64) (more bool)) error {
	err := tx.rows(ask, func(row []any) error {
		n, ok := row[0].(int64)
		switch {
		case !ok:
			return fmt.Errorf("%w: a number is none", ErrDamaged)
		case !each(n):
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// errEnough ends a walk over rows.
var errEnough = errors.New("enough")

func commas(nums []int64) string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(nums), " ", ","), "[]")
}

func newestFirst(a, b int64) int { return cmp.Compare(b, a) }

// oldest returns the filing number above which another hit is wanted.
func (f *finder) oldest() int64 {
	switch {
	case f.want == 0:
		return math.MaxInt64
	case len(f.newest) < f.want:
		return 0
	}
	return f.newest[f.want-1]
}
