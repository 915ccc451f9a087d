package index

import (
	"cmp"
	"math"
	"slices"

	"kabar/store/entry"
)

// Newest first is the order of answers, because that is what one mostly wants
// of an archive that grows by the day. With "sort:best" the newest MaxTotal
// hits are put in the order of how much they are about what was looked for.

// ranked puts entries, which all match q, into that order: BM25, with the
// entries themselves as the collection. Equal ones stay newest first.
func ranked(entries []entry.Entry, q Query) {
	list := terms(q.root, nil)
	scores := make(map[int64]float64, len(entries))
	for _, column := range weigh(entries, list) {
		for i, e := range entries {
			scores[e.Num] += column[i]
		}
	}
	slices.SortStableFunc(entries, func(a, b entry.Entry) int {
		return cmp.Or(cmp.Compare(scores[b.Num], scores[a.Num]), cmp.Compare(b.Num, a.Num))
	})
}

// weigh returns for each term what it adds to the score of each entry.
func weigh(entries []entry.Entry, list []node) [][]float64 {
	// The usual constants of BM25: how soon a word said again adds little, and
	// how much of an entry's length counts against it.
	const again, length = 1.2, 0.75
	times := make([][]float64, len(list))
	for i := range times {
		times[i] = make([]float64, len(entries))
	}
	sizes := make([]float64, len(entries))
	average := 0.0
	for i, e := range entries {
		sizes[i] = float64(count(e, list, func(term int, n float64) { times[term][i] += n }))
		average += sizes[i] / float64(len(entries))
	}
	for _, column := range times {
		n := 0.0
		for _, t := range column {
			if t > 0 {
				n++
			}
		}
		rare := math.Log(1 + (float64(len(entries))-n+0.5)/(n+0.5))
		for i, t := range column {
			size := 1 - length + length*sizes[i]/max(average, 1)
			column[i] = rare * t * (again + 1) / (t + again*size)
		}
	}
	return times
}

// titleWeight is how often a word in the title of a decision counts.
const titleWeight = 3

// count tells how often each term is in an entry, and returns the entry's
// length in tokens.
func count(e entry.Entry, list []node, say func(term int, n float64)) (length int) {
	for at, s := range texts(e) {
		weight := 1.0
		if at == 0 && e.Decision != nil && len(e.Sections) == 0 {
			weight = titleWeight
		}
		unit := tokens(s)
		length += len(unit)
		for n, t := range list {
			if p, ok := t.(phrase); ok {
				for i := p.find(unit, 0); i >= 0; i = p.find(unit, i+1) {
					say(n, weight)
				}
			}
		}
	}
	return length
}
