package digest

import (
	"fmt"
	"strings"
	"unicode"
)

// clean makes what a person wrote harmless to look at: valid UTF-8 with no
// control characters but the line break. Characters that reorder the text
// around them are shown by their number; what can't be seen at all is dropped.
func clean(s string) string {
	if isPrint(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	if strings.IndexFunc(s, odd) < 0 {
		return s
	}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(s)
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\t':
			b.WriteString("    ")
		case !odd(r) || r == '\n':
			b.WriteRune(r)
		case reorders(r):
			fmt.Fprintf(&b, "<U+%04X>", r)
		}
	}
	return b.String()
}

// isPrint tells whether s is nothing but printable ASCII, as most of it is.
func isPrint(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// oneLine is clean for what must stay on its line, such as a name.
func oneLine(s string) string {
	s = clean(s)
	if !strings.Contains(s, "\n") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

func odd(r rune) bool {
	switch r {
	case '\u00AD', '\u200B', '\u2060', '\uFEFF', '\u2028', '\u2029': // soft hyphen, zero widths
		return true
	case '\u200C', '\u200D': // joiners: Persian and emoji need them
		return false
	}
	return unicode.IsControl(r) || reorders(r)
}

// reorders tells whether r is an explicit bidirectional embedding, override or
// isolate (UAX 9): ordinary text in any script has none.
func reorders(r rune) bool {
	return r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
}
