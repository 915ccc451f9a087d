package index

import (
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
	Unread  int    // entries that can't be read: of those looked at for Hits, or of all
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
	// Entry returns the entry with a filing number, or an error: one that wraps
	// fs.ErrNotExist if there is none any more, another if it can't be read.
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
	var newest []*document
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
		newest = append(newest, found)
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

// hits makes hits of documents, which are in their order: take of them after the
// first skip.
func (r *Result) hits(list []*document, q Query, skip, take int) {
	from := min(skip, len(list))
	for _, d := range list[from:min(from+take, len(list))] {
		h := Hit{Num: d.entry.Num, Entry: d.entry}
		h.Excerpt, h.Marks = d.excerpt(q, excerptWidth)
		r.Hits = append(r.Hits, h)
	}
}

// cutNewest sorts documents newest first and keeps n of them.
func cutNewest(list []*document, n int) []*document {
	slices.SortFunc(list, func(a, b *document) int { return newestFirst(a.entry.Num, b.entry.Num) })
	return list[:min(n, len(list))]
}
