package index

import "iter"

// gap stands between the texts of an entry, so that no phrase reaches from one
// into the next. It is no part of any token.
const gap = " ¶"

// appendDocument appends the tags and tokens of a document, with spaces between
// them: what FTS5 gets to see of it.
func appendDocument(b []byte, d *document) []byte {
	b = append(b, tagEntry...)
	for _, t := range d.tags() {
		b = append(b, ' ')
		b = append(b, t...)
	}
	for _, s := range texts(d.entry) {
		b = append(b, gap...)
		cut(s, func(text []byte, _ token) {
			b = append(b, ' ')
			b = append(b, text...)
		})
	}
	return b
}

// renderAhead is how many documents are rendered before the first of them is taken.
const renderAhead = 128

// rendered goes through documents with their texts: the next ones are rendered
// while the index is busy with the last.
func rendered(list []placed) iter.Seq2[placed, string] {
	return func(yield func(placed, string) bool) {
		docs := make(chan string, renderAhead)
		stop := make(chan struct{})
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			var b []byte
			for _, r := range list {
				b = appendDocument(b[:0], r.document)
				select {
				case docs <- string(b):
				case <-stop:
					return
				}
			}
		}()
		defer func() { close(stop); <-ended }()
		for _, r := range list {
			if !yield(r, <-docs) {
				return
			}
		}
	}
}
