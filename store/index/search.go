package index

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"

	"kabar/store/entry"
)

// Search returns the filing numbers of the entries that the query finds among
// those of the teams given, newest first: limit of them at most, after the
// offset newest. Total counts all up to MaxTotal; more tells that there are
// more. It answers exactly as Scan does, but for the order that sort:best asks
// for, for which see Find.
func (x *Index) Search(q Query, teams []string, offset, limit int) (
	nums []int64, total int, more bool, err error,
) {
	skip, take := bounds(offset, limit)
	f := finder{query: q, want: skip + take}
	err = x.within(true, func(tx *sql.Tx) error {
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
		return nil
	})
	if err != nil {
		return nil, 0, false, failed("search", err)
	}
	nums = f.newest[min(skip, len(f.newest)):]
	return nums, min(f.total, MaxTotal), f.total > MaxTotal, nil
}

// Find is Search with the entries: load returns the entry with a filing number,
// or an error that wraps fs.ErrNotExist if there is none any more. What is not
// there, was moved out of these teams, or no longer matches because its page
// was edited, is left out of the hits.
func (x *Index) Find(
	q Query, load func(num int64) (entry.Entry, error), teams []string, offset, limit int,
) (Result, error) {
	skip, take := bounds(offset, limit)
	if q.best {
		offset, limit = 0, MaxTotal
	}
	nums, total, more, err := x.Search(q, teams, offset, limit)
	if err != nil {
		return Result{}, err
	}
	var entries []entry.Entry
	for _, n := range nums {
		e, err := load(n)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return Result{}, fmt.Errorf("load entry %d: %w", n, err)
		}
		if slices.Contains(teams, e.Team) && q.Match(e) {
			entries = append(entries, e)
		}
	}
	if !q.best {
		skip = 0 // Search did it
	} else {
		ranked(entries, q)
	}
	r := Result{Total: total, More: more}
	r.hits(entries, q, skip, take)
	return r, nil
}

// finder gathers the answer to a query, shelf by shelf.
type finder struct {
	tx     *sql.Tx
	query  Query
	want   int     // how many hits
	newest []int64 // up to want, newest first
	total  int     // of all; more than MaxTotal is not exact
}

// look adds what is found on a shelf. Shelves come with the newest first, but
// those of different teams overlap.
func (f *finder) look(s *shelf) error {
	limit, above := max(f.want, MaxTotal+1-f.total), int64(0)
	if f.total > MaxTotal { // counted enough: newer hits than the ones at hand?
		if above = f.oldest(); s.top <= above {
			return nil
		}
		limit = f.want
	}
	match := f.query.expression(s.reach)
	if match == "" || f.query.top > 0 && s.low > f.query.top {
		return nil
	}
	upTo := f.query.top
	if upTo == 0 {
		upTo = math.MaxInt64
	}
	nums, err := s.find(f.tx, match, above, upTo, limit)
	if err != nil {
		return err
	}
	f.total += len(nums)
	f.newest = append(f.newest, nums[:min(len(nums), f.want)]...)
	slices.SortFunc(f.newest, newestFirst)
	f.newest = f.newest[:min(len(f.newest), f.want)]
	return nil
}

// find returns up to limit entries of the shelf that match an expression of
// FTS5, newest first, of those above one number and up to another. They come in one row, as a thousand rows would take
// longer to hand over than to find.
func (s *shelf) find(tx *sql.Tx, match string, above, upTo int64, limit int) ([]int64, error) {
	// All stands in the text: for values that are bound SQLite plans twice. No
	// expression has a single quote in it.
	ask := fmt.Sprintf(`SELECT group_concat(rowid) FROM (SELECT rowid FROM %[1]s
		WHERE %[1]s MATCH '%[2]s' AND rowid > %[3]d AND rowid <= %[4]d
		ORDER BY rowid DESC LIMIT %[5]d)`,
		s.table(), strings.ReplaceAll(match, "'", ""), above, upTo, limit)
	var list sql.NullString
	err := tx.QueryRow(ask).Scan(&list)
	if err != nil || !list.Valid {
		return nil, err
	}
	var nums []int64
	for s := range strings.SplitSeq(list.String, ",") {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return nil, err
		}
		nums = append(nums, n)
	}
	slices.SortFunc(nums, newestFirst)
	return nums, nil
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
