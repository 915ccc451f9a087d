package auth

import "strings"

// results is one Authentication-Results field (RFC 8601 section 2.2).
type results struct {
	server string // authserv-id in lower case; "" in Microsoft's form, which has none
	list   []result
}

// result is one method and what came out: dmarc=pass header.from=example.org.
// All is in lower case.
type result struct {
	method string            // "dmarc"
	value  string            // "pass"
	props  map[string]string // "header.from": "example.org"
}

const (
	maxResults = 100 // of one field
	maxProps   = 30  // of one result
)

// parseResults reads a field. Comments and quoted strings are taken first, so
// that nothing inside them counts (A06, A40). A field that can't be read has a
// server and no results: it still stands where it stands.
func parseResults(value string) results {
	s := &resultScanner{rest: value}
	var r results
	word, assigned := s.word()
	if assigned {
		s = &resultScanner{rest: value} // Microsoft: no server, results at once
	} else {
		r.server = strings.ToLower(word)
		s.skipStatement() // an optional version
	}
	for s.rest != "" && !s.broken && len(r.list) < maxResults {
		if one, ok := s.result(); ok {
			r.list = append(r.list, one)
		}
	}
	if s.broken {
		r.list = nil
	}
	return r
}

// resultScanner reads a field from left to right, once.
type resultScanner struct {
	rest   string
	broken bool // a comment or string without an end
}

// result reads up to the next ";": method [/ version] = value, then properties.
func (s *resultScanner) result() (result, bool) {
	one := result{props: map[string]string{}}
	before := "" // a word without "=", perhaps the first half of "dmarc / 1"
	for {
		key, assigned := s.word()
		if key == "" && !assigned {
			s.skipStatement()
			return one, one.method != ""
		}
		if isHalf(before, key) {
			key = before + key
		}
		if !assigned {
			before = key
			continue
		}
		before = ""
		key, value := strings.ToLower(key), strings.ToLower(s.value())
		switch {
		case one.method == "":
			one.method, _, _ = strings.Cut(key, "/")
			one.value = value
		case one.props[key] == "" && len(one.props) < maxProps:
			one.props[key] = value
		}
	}
}

// isHalf tells whether two words with blanks between are one: the RFC allows
// them around "/" and ".".
func isHalf(before, after string) bool {
	return before != "" && (strings.ContainsAny(before[len(before)-1:], "/.") ||
		strings.HasPrefix(after, "/") || strings.HasPrefix(after, "."))
}

// word reads a word and the "=" behind it, if there is one. It is "" at a ";"
// and at the end.
func (s *resultScanner) word() (word string, assigned bool) {
	s.blanks()
	word = s.take("=;( \t")
	s.blanks()
	if strings.HasPrefix(s.rest, "=") {
		s.rest = s.rest[1:]
		return word, true
	}
	return word, false
}

// value reads what stands behind "=". It may hold "=" itself, as in the return
// paths of mailing lists.
func (s *resultScanner) value() string {
	s.blanks()
	return s.take(";( \t")
}

// take reads up to one of the stop bytes; quoted strings are read as a whole.
func (s *resultScanner) take(stop string) string {
	var b strings.Builder
	for i := 0; i < len(s.rest); i++ {
		c := s.rest[i]
		switch {
		case c == '"':
			end := quoteEnd(s.rest[i:])
			if end < 0 {
				s.rest, s.broken = "", true
				return ""
			}
			b.WriteString(s.rest[i+1 : i+end])
			i += end
		case strings.IndexByte(stop, c) >= 0:
			s.rest = s.rest[i:]
			return b.String()
		default:
			b.WriteByte(c)
		}
	}
	s.rest = ""
	return b.String()
}

// quoteEnd returns where the quoted string that s begins with ends.
func quoteEnd(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return -1
}

// blanks skips white space and comments, which can be nested and hold any
// character (OpenDKIM writes ";" in them).
func (s *resultScanner) blanks() {
	depth := 0
	for i := 0; i < len(s.rest); i++ {
		switch c := s.rest[i]; {
		case c == '\\' && depth > 0:
			i++
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case depth == 0 && c != ' ' && c != '\t' && c != '\r' && c != '\n':
			s.rest = s.rest[i:]
			return
		}
	}
	s.rest, s.broken = "", s.broken || depth > 0
}

// skipStatement skips up to and over the next ";".
func (s *resultScanner) skipStatement() {
	for s.rest != "" && !strings.HasPrefix(s.rest, ";") {
		before := len(s.rest)
		s.take("=;( \t")
		s.blanks()
		if strings.HasPrefix(s.rest, "=") || len(s.rest) == before {
			s.rest = s.rest[min(1, len(s.rest)):]
		}
	}
	s.rest = strings.TrimPrefix(s.rest, ";")
}
