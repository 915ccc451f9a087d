package index

import (
	"cmp"
	"fmt"
	"slices"

	"kabar/store/entry"
)

// Bounds of an answer.
const (
	MaxTotal = 1000   // hits are counted up to here
	maxLimit = 1000   // hits of one answer
	maxSkip  = 10_000 // hits before the first of one answer
)

// Result is the answer to a query.
type Result struct {
	Hits    []Hit  // newest first, by filing number, unless the query says sort:best
	Total   int    // how many entries match, counted up to MaxTotal, or less far; see Search
	More    bool   // there are more than Total
	Partial string // why this is not all there is, such as a reindex under way; "" if it is
}

// Hit is an entry found.
type Hit struct {
	Num     int64       // filing number
	Entry   entry.Entry // what the query looked at: what of it stands, or all
	Excerpt string      // one or two lines; see Excerpt
	Marks   []Mark      // where in Excerpt the match is
}

// excerptWidth is the width in columns of the excerpts of Scan.
const excerptWidth = 72

// bounds brings the place and the size of an answer into their limits.
func bounds(offset, limit int) (skip, take int) {
	return min(max(offset, 0), maxSkip), min(max(limit, 0), maxLimit)
}

// Archive is where entries are read.
type Archive interface {
	// Entry returns the entry with a filing number, or an error that wraps
	// fs.ErrNotExist if there is none any more.
	Entry(num int64) (entry.Entry, error)
	// Versions returns all versions of an update; others may be among them.
	Versions(update entry.Entry) ([]entry.Entry, error)
}

// Scan answers a query by looking at every entry that each yields: slow, and
// right by definition. Only entries of the teams given are seen. The answer
// has limit hits at most, after the first offset ones.
//
// Entries may come in any order; those without a filing number are not filed
// yet and not found.
func Scan(
	q Query, from Archive, each func(func(entry.Entry) error) error,
	teams []string, offset, limit int,
) (Result, error) {
	skip, take := bounds(offset, limit)
	keep := skip + take
	if q.best {
		keep = MaxTotal
	}
	var newest []entry.Entry
	total := 0
	err := each(func(e entry.Entry) error {
		if e.Num < 1 || !slices.Contains(teams, e.Team) {
			return nil
		}
		found, err := q.in(from, e, e.Kind == entry.Update)
		if err != nil || found == nil {
			return err
		}
		total++
		newest = append(newest, found.entry)
		if len(newest) >= 2*keep+100 {
			newest = cutNewest(newest, keep)
		}
		return nil
	})
	if err != nil {
		return Result{}, err
	}
	r := Result{Total: min(total, MaxTotal), More: total > MaxTotal}
	newest = cutNewest(newest, keep)
	if q.best {
		ranked(newest, q)
	}
	r.hits(newest, q, skip, take)
	return r, nil
}

// in returns the document of an entry that the query finds, nil if it finds
// none. The other versions are read if it may have any.
func (q Query) in(from Archive, e entry.Entry, amended bool) (*document, error) {
	if !amended {
		return q.look(newDocuments(e, nil)), nil
	}
	all, err := from.Versions(e)
	if err != nil {
		return nil, fmt.Errorf("read the versions of entry %d: %w", e.Num, err)
	}
	return q.look(newDocuments(e, all)), nil
}

// hits makes hits of entries, which are in their order: take of them after the
// first skip.
func (r *Result) hits(entries []entry.Entry, q Query, skip, take int) {
	from := min(skip, len(entries))
	for _, e := range entries[from:min(from+take, len(entries))] {
		r.Hits = append(r.Hits, hit(e, q))
	}
}

// hit makes the hit that e is for q.
func hit(e entry.Entry, q Query) Hit {
	h := Hit{Num: e.Num, Entry: e}
	h.Excerpt, h.Marks = Excerpt(e, q, excerptWidth)
	return h
}

// cutNewest sorts entries newest first and keeps n of them.
func cutNewest(entries []entry.Entry, n int) []entry.Entry {
	slices.SortFunc(entries, func(a, b entry.Entry) int { return cmp.Compare(b.Num, a.Num) })
	return entries[:min(n, len(entries))]
}
