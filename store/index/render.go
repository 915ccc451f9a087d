package index

import (
	"iter"

	"kabar/store/entry"
)

// gap stands between the texts of an entry, so that no phrase reaches from one
// into the next. It is no part of any token.
const gap = " ¶"

// appendDocument appends the tags and tokens of an entry, with spaces between
// them: what FTS5 gets to see of it.
func appendDocument(b []byte, e entry.Entry) []byte {
	b = append(b, tagEntry...)
	for _, t := range tags(e) {
		b = append(b, ' ')
		b = append(b, t...)
	}
	for _, s := range texts(e) {
		b = append(b, gap...)
		cut(s, func(text []byte, _ token) {
			b = append(b, ' ')
			b = append(b, text...)
		})
	}
	return b
}

// renderAhead is how many entries are rendered before the first of them is
// taken.
const renderAhead = 128

// rendered goes through entries with their documents: the next ones
// are rendered while the index is busy with the last.
func rendered(entries []entry.Entry) iter.Seq2[entry.Entry, string] {
	return func(yield func(entry.Entry, string) bool) {
		docs := make(chan string, renderAhead)
		stop := make(chan struct{})
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			var b []byte
			for _, e := range entries {
				b = appendDocument(b[:0], e)
				select {
				case docs <- string(b):
				case <-stop:
					return
				}
			}
		}()
		defer func() { close(stop); <-ended }()
		for _, e := range entries {
			if !yield(e, <-docs) {
				return
			}
		}
	}
}
