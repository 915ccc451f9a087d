package mail

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxColumn is the width of a line (RFC 5322 section 2.1.1 asks for 78 at
// most), and of a line with an encoded word (RFC 2047 section 2).
const maxColumn = 76

// fieldWriter writes header fields, folded. After the first error it keeps
// that one.
type fieldWriter struct {
	fields []string
	err    error
}

func (w *fieldWriter) fail(name string, err error) {
	if w.err == nil {
		w.err = fmt.Errorf("%s: %w", name, err)
	}
}

// words writes a field of words, which may be parted by a line end. This is
// the one place where a field is made: nothing that could begin another one
// gets past it (E01 to E03, H29).
func (w *fieldWriter) words(name string, words ...string) {
	var b strings.Builder
	b.WriteString(name + ":")
	column := b.Len()
	for i, word := range words {
		if strings.ContainsAny(word, "\r\n\x00") || !isASCII([]byte(word)) {
			w.fail(name, errors.New("has a line end, a NUL or a letter outside of ASCII"))
			return
		}
		if i > 0 && column+1+len(word) > maxColumn {
			b.WriteString("\r\n")
			column = 0
		}
		b.WriteString(" " + word)
		column += 1 + len(word)
	}
	b.WriteString("\r\n")
	w.fields = append(w.fields, b.String())
}

// text writes a field of text for people, encoded where it must be.
func (w *fieldWriter) text(name, value string) {
	words, err := encodeText(value, len(name)+2)
	if err != nil {
		w.fail(name, err)
		return
	}
	if len(words) > 0 {
		w.words(name, words...)
	}
}

func (w *fieldWriter) address(name string, a *Address, required bool) {
	if a == nil || !required && *a == (Address{}) {
		return
	}
	words, err := encodeAddress(*a, len(name)+2)
	if err != nil {
		w.fail(name, err)
		return
	}
	w.words(name, words...)
}

// ids writes message ids, given without <>.
func (w *fieldWriter) ids(name string, required bool, ids ...string) {
	var words []string
	for _, id := range ids {
		if id == "" && !required {
			continue
		}
		if !validID(id) {
			w.fail(name, fmt.Errorf("%q is no message id", shorten(Clean(id), 80)))
			return
		}
		words = append(words, "<"+id+">")
	}
	if len(words) > 0 {
		w.words(name, words...)
	}
}

// validID tells whether an id can be written between < and >. It need not be
// one by RFC 5322: others send what they like, and it must come back as it was.
func validID(id string) bool {
	if id == "" || len(id) > maxID-len("References: <>") {
		return false
	}
	return !strings.ContainsFunc(id, func(r rune) bool {
		return r <= ' ' || r > '~' || r == '<' || r == '>'
	})
}

// listID writes "Acme <acme.kabar.example>" (RFC 2919).
func (w *fieldWriter) listID(value string) {
	if value == "" {
		return
	}
	name, id, ok := strings.Cut(strings.TrimSuffix(value, ">"), "<")
	if !ok {
		name, id = "", value
	}
	id, ok = CheckDomain(id)
	if !ok {
		w.fail("List-Id", fmt.Errorf("%q is no list id", value))
		return
	}
	words, err := encodePhrase(strings.TrimSpace(name), len("List-Id: "))
	if err != nil {
		w.fail("List-Id", err)
		return
	}
	w.words("List-Id", append(words, "<"+id+">")...)
}

// unsubscribe writes a mailto URI (RFC 2369). There is no
// List-Unsubscribe-Post: that is for HTTPS only (RFC 8058).
func (w *fieldWriter) unsubscribe(uri string) {
	if uri == "" {
		return
	}
	if !strings.HasPrefix(uri, "mailto:") || strings.ContainsFunc(uri, func(r rune) bool {
		return r <= ' ' || r > '~' || r == '<' || r == '>' || r == '"'
	}) {
		w.fail("List-Unsubscribe", fmt.Errorf("%q is no mailto URI", shorten(Clean(uri), 80)))
		return
	}
	w.words("List-Unsubscribe", "<"+uri+">")
}

// encodeAddress writes a mailbox: name and address, each where it needs
// encoding. The domain is written in ASCII; a local part has no such form.
func encodeAddress(a Address, column int) ([]string, error) {
	addr, err := CheckAddress(a.Addr)
	if err != nil {
		return nil, err
	}
	words, err := encodePhrase(a.Name, column)
	if err != nil {
		return nil, err
	}
	if len(words) == 0 {
		return []string{addr}, nil
	}
	return append(words, "<"+addr+">"), nil
}

// CheckAddress returns addr as it is written and compared, its domain in lower
// case and in ASCII, or says why no mail can go there: it is no address, or
// its local part is not ASCII.
func CheckAddress(addr string) (string, error) {
	list := parseAddresses(addr, &notes{})
	if len(list.odd) > 0 || len(list.addrs) != 1 || list.addrs[0].Name != "" ||
		strings.ContainsAny(addr, "<>()\r\n\x00") {
		return "", fmt.Errorf("%q is no mail address: write it as ana@example.org",
			shorten(Clean(addr), maxAddress))
	}
	if !isASCII([]byte(list.addrs[0].Addr)) {
		return "", fmt.Errorf("%q: the part before the @ must be ASCII", Clean(addr))
	}
	return list.addrs[0].Addr, nil
}

// encodePhrase writes a display name: as it is, in quotes, or encoded.
func encodePhrase(name string, column int) ([]string, error) {
	words, err := encodeText(name, column)
	if err != nil || len(words) == 0 || strings.HasPrefix(words[0], "=?") {
		return words, err
	}
	for _, word := range words {
		if !isAtom(word) {
			return quotePhrase(name, column)
		}
	}
	return words, nil
}

// quotePhrase writes a name in quotes. A long one is encoded instead, since a
// quoted string that is folded may come back changed.
func quotePhrase(name string, column int) ([]string, error) {
	quoted := quoteString(strings.Join(strings.Fields(name), " "))
	if column+len(quoted) > maxColumn {
		return encodedWords(name, column), nil
	}
	return []string{quoted}, nil
}

// encodeText writes text as words that may be folded between: as it is if that
// is safe, else as encoded words (RFC 2047).
func encodeText(s string, column int) ([]string, error) {
	if strings.ContainsAny(s, "\r\n\x00") {
		return nil, errors.New("has a line end or a NUL")
	}
	s = strings.TrimSpace(Clean(s))
	words := strings.Split(s, " ")
	if s == "" {
		words = nil
	}
	for _, word := range words {
		if word == "" || !isASCII([]byte(word)) || strings.Contains(word, "=?") ||
			len(word) > maxColumn-column {
			return encodedWords(s, column), nil
		}
	}
	return words, nil
}

// encodedWords cuts s into encoded words of at most 75 characters, between
// characters, the first one short enough to stand at column. Base64 is one
// form for all languages; its cost over Q is small at this size.
func encodedWords(s string, column int) []string {
	const head, tail, maxWord = "=?utf-8?b?", "?=", 75
	var words []string
	room := func(at int) int {
		return (min(maxWord, maxColumn-at) - len(head) - len(tail)) / 4 * 3
	}
	for left := room(column); s != ""; left = room(1) {
		end := 0
		for end < len(s) {
			_, size := utf8.DecodeRuneInString(s[end:])
			if end+size > max(left, utf8.UTFMax) {
				break
			}
			end += size
		}
		words = append(words, head+base64.StdEncoding.EncodeToString([]byte(s[:end]))+tail)
		s = s[end:]
	}
	return words
}
