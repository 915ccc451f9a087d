package index

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
