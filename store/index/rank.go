package index

import (
	"cmp"
	"math"
	"slices"
)

// Newest first is the order of answers, because that is what one mostly wants
// of an archive that grows by the day. With "sort:best" the newest MaxTotal
// hits are put in the order of how much they are about what was looked for.

// ranked puts documents, which all match q, into that order: BM25, with the
// documents themselves as the collection. Equal ones stay newest first.
func ranked(docs []*document, q Query) {
	list := terms(q.root, nil)
	scores := make(map[int64]float64, len(docs))
	for _, column := range weigh(docs, list) {
		for i, d := range docs {
			scores[d.entry.Num] += column[i]
		}
	}
	slices.SortStableFunc(docs, func(a, b *document) int {
		return cmp.Or(cmp.Compare(scores[b.entry.Num], scores[a.entry.Num]),
			newestFirst(a.entry.Num, b.entry.Num))
	})
}

// weigh returns for each term what it adds to the score of each document.
func weigh(docs []*document, list []node) [][]float64 {
	// The usual constants of BM25: how soon a word said again adds little, and
	// how much of an entry's length counts against it.
	const again, length = 1.2, 0.75
	times := make([][]float64, len(list))
	for i := range times {
		times[i] = make([]float64, len(docs))
	}
	sizes := make([]float64, len(docs))
	average := 0.0
	for i, d := range docs {
		sizes[i] = float64(d.count(list, func(term int, n float64) { times[term][i] += n }))
		average += sizes[i] / float64(len(docs))
	}
	for _, column := range times {
		n := 0.0
		for _, t := range column {
			if t > 0 {
				n++
			}
		}
		rare := math.Log(1 + (float64(len(docs))-n+0.5)/(n+0.5))
		for i, t := range column {
			size := 1 - length + length*sizes[i]/max(average, 1)
			column[i] = rare * t * (again + 1) / (t + again*size)
		}
	}
	return times
}

// titleWeight is how often a word in the title of a decision counts.
const titleWeight = 3

// count tells how often each term is in the document, and returns its length in
// tokens.
func (d *document) count(list []node, say func(term int, n float64)) (length int) {
	e := d.entry
	for at, unit := range d.cutUp() {
		weight := 1.0
		if at == 0 && e.Decision != nil && len(e.Sections) == 0 {
			weight = titleWeight
		}
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
