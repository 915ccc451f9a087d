package mail

import (
	"strings"
	"unicode/utf8"
)

// token is a lexical token of RFC 5322 section 3.2 in a structured field.
type token struct {
	kind  rune   // one of those below, a special character as itself, 0 at the end
	text  string // of an atom; the content of a string or comment; why a bad one is bad
	space bool   // blanks or a comment stood before it
}

const (
	tokenAtom    rune = 'a'
	tokenQuoted  rune = 'q'
	tokenComment rune = 'c'
	tokenLiteral rune = 'l' // a domain literal
	tokenBad     rune = 'b' // what can't be one; the rest may be lost
)

// scanner cuts a field into tokens from left to right. Each byte is looked at
// a fixed number of times, whatever is nested or not ended.
type scanner struct {
	rest  string
	space bool
}

func (s *scanner) next() token {
	trimmed := strings.TrimLeft(s.rest, " \t")
	space := s.space || len(trimmed) < len(s.rest)
	s.rest, s.space = trimmed, false
	if s.rest == "" {
		return token{}
	}
	t := token{space: space}
	switch c := s.rest[0]; c {
	case '<', '>', '@', ',', ';', ':', '.':
		t.kind, t.text = rune(c), s.rest[:1]
		s.rest = s.rest[1:]
	case '"':
		t.kind, t.text = tokenQuoted, s.until('"')
	case '[':
		t.kind, t.text = tokenLiteral, s.until(']')
	case '(':
		t.kind, t.text = tokenComment, s.comment()
		s.space = true
	default:
		t.kind, t.text = tokenAtom, s.atom()
	}
	switch {
	case t.kind == tokenAtom && t.text == "":
		_, size := utf8.DecodeRuneInString(s.rest)
		s.rest = s.rest[size:]
		return token{kind: tokenBad, text: "a character that can't stand there", space: space}
	case t.text == unended:
		return token{kind: tokenBad, text: "a quote, bracket or comment without an end", space: space}
	}
	return t
}

// unended is what a string or comment without its end is read as; no real one
// can hold a NUL.
const unended = "\x00"

// until reads a quoted string or domain literal, up to the byte end.
func (s *scanner) until(end byte) string {
	var b strings.Builder
	for i := 1; i < len(s.rest); i++ {
		switch c := s.rest[i]; {
		case c == end:
			s.rest = s.rest[i+1:]
			return b.String()
		case c == '\\' && i+1 < len(s.rest):
			i++
		}
		b.WriteByte(s.rest[i])
	}
	s.rest = ""
	return unended
}

// comment reads a comment, in which others can be (D14): counted, not
// recursed into.
func (s *scanner) comment() string {
	var b strings.Builder
	depth := 0
	for i := 0; i < len(s.rest); i++ {
		switch s.rest[i] {
		case '\\':
			if i+1 < len(s.rest) {
				i++
			}
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				s.rest = s.rest[i+1:]
				return b.String()
			}
		}
		b.WriteByte(s.rest[i])
	}
	s.rest = ""
	return unended
}

// atom reads an atom, or an encoded word as a whole: some programs leave a
// comma in it.
func (s *scanner) atom() string {
	if strings.HasPrefix(s.rest, "=?") {
		if _, size, ok := cutWord(s.rest); ok && !strings.ContainsAny(s.rest[:size], "<>\" \t") {
			word := s.rest[:size]
			s.rest = s.rest[size:]
			return word
		}
	}
	end := len(s.rest)
	for i, r := range s.rest {
		if !isAtext(r) {
			end = i
			break
		}
	}
	atom := s.rest[:end]
	s.rest = s.rest[end:]
	return atom
}

// isAtext tells whether r can stand in an atom: RFC 5322 section 3.2.3 and
// RFC 6532 section 3.2, less what can't be seen.
func isAtext(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
		return true
	case r >= utf8.RuneSelf:
		return r != utf8.RuneError && !isHarmful(r) && !isJoiner(r)
	}
	return r > ' ' && strings.ContainsRune("!#$%&'*+-/=?^_`{|}~", r)
}

// isAtom tells whether s can be written without quotes.
func isAtom(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !isAtext(r) })
}

// isDotAtom tells whether s is a local part that needs no quotes.
func isDotAtom(s string) bool {
	for _, part := range strings.Split(s, ".") {
		if !isAtom(part) {
			return false
		}
	}
	return true
}
