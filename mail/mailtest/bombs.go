// Package mailtest has the mails that overwhelm a parser: group D of the
// promises, and more of the kind. It is for tests: of the parser, and of the
// whole program under a limit of time and memory.
package mailtest

import (
	"iter"
	"strings"
)

// Bombs gives them one at a time, each with a name that begins with its case
// where it has one, and as it would arrive from the sender with this address.
// The same bomb is always the same bytes. They are up to 27 MB long: whoever
// keeps them all needs half a gigabyte.
func Bombs(from string) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		w := &writer{from: from, yield: yield}
		w.structures()
		w.headers()
		w.texts()
		w.pages()
		w.giants()
	}
}

// writer gives out bombs and knows the pieces that most of them share.
type writer struct {
	from  string
	yield func(string, []byte) bool
	ended bool // nobody wants more
}

func (w *writer) bomb(name, raw string) {
	w.ended = w.ended || !w.yield(name, []byte(raw))
}

// head is the one field that every mail needs.
func (w *writer) head() string { return "From: Ana <" + w.from + ">\r\n" }

// fields is a mail with these lines in its header.
func (w *writer) fields(lines string) string { return w.head() + lines + "\r\nDone: it\r\n" }

// body is a plain mail.
func (w *writer) body(text string) string { return w.head() + "\r\n" + text }

// typed is a mail of this content type.
func (w *writer) typed(media, text string) string {
	return w.head() + "Content-Type: " + media + "\r\n\r\n" + text
}

// encoded is a plain mail with this transfer encoding.
func (w *writer) encoded(encoding, text string) string {
	return w.head() + "Content-Transfer-Encoding: " + encoding + "\r\n\r\n" + text
}

// html is an HTML mail.
func (w *writer) html(body string) string { return w.typed("text/html", body) }

const plainPart = "Content-Type: text/plain\r\n\r\nDone: it"

// many is strings.Repeat by a shorter name.
func many(s string, n int) string { return strings.Repeat(s, n) }
