package entry

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// escapeText makes each line of text plain Markdown; see escapeLine.
func escapeText(text string) []string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = escapeLine(line)
	}
	return lines
}

// escapeLine puts a backslash before what Markdown, Hugo or Obsidian would
// take for more than text. unescape gives line back, whatever it is.
func escapeLine(line string) string {
	if isPlain(line) {
		return line
	}
	body := strings.TrimLeft(line, " \t")
	lead := line[:len(line)-len(body)]
	var b strings.Builder
	b.WriteString(lead)
	if startsBlock(body) {
		b.WriteByte('\\')
		b.WriteByte(body[0])
		body = body[1:]
	}
	for i := 0; i < len(body); i++ {
		if special(body, i) {
			b.WriteByte('\\')
		}
		b.WriteByte(body[i])
	}
	return b.String()
}

// isPlain tells whether escapeLine has nothing to do; true of nearly all there
// is to write. It may be wrong only about lines that are plain.
func isPlain(line string) bool {
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\', '<', '%', '&', '[', '(':
			return false
		}
	}
	return !startsBlock(strings.TrimLeft(line, " \t"))
}

// escapeRest is escapeLine for text that does not begin its line.
func escapeRest(s string) string { return strings.TrimPrefix(escapeLine("x"+s), "x") }

// startsBlock tells whether a line that begins with s would begin a heading,
// a list, a rule, a quote or a definition of a link.
func startsBlock(s string) bool {
	if s == "" {
		return false
	}
	switch s[0] {
	case '#':
		rest := strings.TrimLeft(s, "#")
		return rest == "" || rest[0] == ' ' || rest[0] == '\t'
	case '-':
		return len(s) == 1 || s[1] == ' ' || s[1] == '\t' || strings.Trim(s, "- \t") == ""
	case '=':
		return strings.Trim(s, "=") == ""
	case '>':
		return true
	case '[':
		return strings.Contains(s, "]:")
	}
	return false
}

// special tells whether the byte of s at i needs a backslash before it.
func special(s string, i int) bool {
	next := byte(0)
	if i+1 < len(s) {
		next = s[i+1]
	}
	switch s[i] {
	case '\\': // would escape what follows; at the end of a line it is a line break
		return next == 0 || isPunct(next)
	case '<': // HTML
		return isLetter(next) || next == '/' || next == '!' || next == '?' || afterBraces(s, i)
	case '%': // a shortcode of Hugo, a comment of Obsidian
		return next == '%' || i > 0 && s[i-1] == '%' || afterBraces(s, i)
	case '&': // an entity
		return isLetter(next) || next == '#'
	case '[': // a picture
		return i > 0 && s[i-1] == '!'
	case '(': // a link that hides its target
		return i > 0 && s[i-1] == ']'
	}
	return false
}

func afterBraces(s string, i int) bool { return strings.HasSuffix(s[:i], "{{") }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// isPunct tells whether c is ASCII punctuation: what a backslash can escape
// (CommonMark 0.31, section 2.4).
func isPunct(c byte) bool {
	return c > ' ' && c < 0x7F && !isLetter(c) && (c < '0' || c > '9')
}

// unescape takes away the backslashes that escapeLine puts.
func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && isPunct(s[i+1]) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// escapeName writes the name of a section as a heading: "done" as "Done". A
// name that would not come back from that has "=" in front.
func escapeName(name string) string {
	first, n := utf8.DecodeRuneInString(name)
	upper := unicode.ToUpper(first)
	if first == '=' || unicode.ToLower(upper) != first {
		return escapeLine("=" + name)
	}
	return escapeLine(string(upper) + name[n:])
}

// unescapeName reads what escapeName writes.
func unescapeName(heading string) string {
	name := unescape(heading)
	if rest, ok := strings.CutPrefix(name, "="); ok {
		return rest
	}
	first, n := utf8.DecodeRuneInString(name)
	return string(unicode.ToLower(first)) + name[n:]
}

// escapeValue writes s, which is valid UTF-8, as a value of a block line.
func escapeValue(s string) string {
	if isPlainValue(s) {
		return s
	}
	var b strings.Builder
	before := rune(0)
	for _, r := range s {
		if plainInValue(r, before) {
			b.WriteRune(r)
		} else {
			for _, c := range []byte(string(r)) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		}
		before = r
	}
	return b.String()
}

// isPlainValue tells whether escapeValue has nothing to do; true of nearly all
// values. It may be wrong only about values that are plain.
func isPlainValue(s string) bool {
	before := rune(0)
	for i := 0; i < len(s); i++ {
		c := rune(s[i])
		if c <= ' ' || c >= 0x7F || !plainInValue(c, before) {
			return false
		}
		before = c
	}
	return true
}

// plainInValue tells whether r, standing after before, stands for itself.
func plainInValue(r, before rune) bool {
	switch r {
	case '%', '<', '>', '"':
		return false
	case '-':
		return before != '-' // "--" has a meaning inside comments
	}
	return r > ' ' && unicode.IsPrint(r)
}

// unescapeValue reads what escapeValue writes; what is no escape is itself.
func unescapeValue(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if c, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(c))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return strings.ToValidUTF8(b.String(), "\uFFFD")
}
