package reply

import (
	"strings"
	"sync"
)

// forwardStems holds the words of all phrases above a forward, and the first
// letters of the long ones, each with the languages it is of, as bits.
var forwardStems = sync.OnceValue(indexForwardStems)

// stemLetters is how many letters two words share to be taken for the same.
const stemLetters = 5

// maxForwardWords bounds a phrase put together from known words.
const maxForwardWords = 6

func indexForwardStems() map[string]uint64 {
	m := map[string]uint64{}
	for i, l := range languages {
		for _, phrase := range list(l.forwarded) {
			for _, w := range strings.Fields(strings.TrimRight(fold(phrase), ": ")) {
				m[w] |= 1 << i
				if s, ok := stem(w); ok {
					m[s] |= 1 << i
				}
			}
		}
	}
	return m
}

// stem gives the first letters of a word that has more of them.
func stem(w string) (string, bool) {
	n := 0
	for i := range w {
		if n == stemLetters {
			return w[:i], true
		}
		n++
	}
	return w, n == stemLetters
}

// isForwardish tells a folded phrase that consists of words of one language's
// phrases above a forward, in another order or another case: "Beginn der
// weitergeleiteten Mail".
func isForwardish(s string) bool {
	stems, of, n := forwardStems(), ^uint64(0), 0
	for s != "" && of != 0 {
		var w string
		w, s, _ = strings.Cut(s, " ")
		in := stems[w]
		if st, ok := stem(w); ok {
			in |= stems[st]
		}
		of &= in
		n++
	}
	return of != 0 && n > 1 && n <= maxForwardWords
}
