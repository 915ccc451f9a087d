package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a piece of a command's argument: a number, a word in lower case, or
// one sign.
type token struct {
	kind  byte   // 'n', 'w' or the sign itself
	text  string // lower case; digits of a number
	at    int    // where it begins in the argument, in bytes
	end   int    // where it ends
	glued bool   // nothing stands between it and the token before
}

// maxTokens bounds how much of an argument is read; what follows is note.
const maxTokens = 40

// tokens cuts an argument into its pieces. Dashes of all lengths are '-'.
func tokens(s string) []token {
	var list []token
	last := 0
	for i := 0; i < len(s) && len(list) < maxTokens; {
		r, size := utf8.DecodeRuneInString(s[i:])
		t := token{at: i, glued: i == last}
		switch {
		case unicode.IsSpace(r):
			i += size
			continue
		case r >= '0' && r <= '9':
			t.kind, t.end = 'n', i+span(s[i:], func(r rune) bool { return r >= '0' && r <= '9' })
		case unicode.IsLetter(r):
			t.kind, t.end = 'w', i+span(s[i:], func(r rune) bool {
				return unicode.IsLetter(r) || r == '\'' || r == '’'
			})
		case strings.ContainsRune("-‐‑‒–—―−", r):
			t.kind, t.end, t.text = '-', i+size, "-"
		case r < 0x80:
			t.kind, t.end = byte(r), i+size
		default:
			t.kind, t.end = '?', i+size
		}
		if t.text == "" {
			t.text = strings.ReplaceAll(strings.ToLower(s[t.at:t.end]), "’", "'")
		}
		list = append(list, t)
		i, last = t.end, t.end
	}
	return list
}

// span returns how many bytes of s, from its start, are of characters in set.
func span(s string, set func(rune) bool) int {
	for i, r := range s {
		if !set(r) {
			return i
		}
	}
	return len(s)
}

// scanner walks along tokens.
type scanner struct {
	source string
	list   []token
	pos    int
}

func scan(s string) *scanner { return &scanner{source: s, list: tokens(s)} }

// peek returns the n-th token from here; past the end one of kind 0.
func (s *scanner) peek(n int) token {
	if s.pos+n < len(s.list) {
		return s.list[s.pos+n]
	}
	return token{at: len(s.source), end: len(s.source)}
}

// take skips over the words of a phrase if they come next.
func (s *scanner) take(phrases ...string) bool {
	for _, phrase := range phrases {
		n := 0
		for word := range strings.FieldsSeq(phrase) {
			if s.peek(n).text != word {
				n = -1
				break
			}
			n++
		}
		if n > 0 {
			s.pos += n
			return true
		}
	}
	return false
}

// rest returns what of the source has not been read.
func (s *scanner) rest() string { return s.source[s.peek(0).at:] }
