package reply

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxName bounds a mention or project, in bytes, its sign not counted.
const maxName = 64

// Mentions gives the people a text names with "@", in order, each once, lower
// case, without the sign. An "@" inside a word (an address) names nobody.
func Mentions(text string) []string { return marked(text, '@') }

// Projects gives the projects a text names with "#", as Mentions does. A bare
// number ("#12") is none.
func Projects(text string) []string {
	var out []string
	for _, name := range marked(text, '#') {
		if strings.Trim(name, "0123456789") != "" {
			out = append(out, name)
		}
	}
	return out
}

// marked finds the names that follow a sign at the beginning of a word.
func marked(text string, sign rune) []string {
	var out []string
	before := ' '
	for i, r := range text {
		if r == sign && !isNameRune(before) && before != sign && before != '/' {
			if name := strings.ToLower(nameAt(text[i+utf8.RuneLen(sign):])); name != "" && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
		before = r
	}
	return out
}

// nameAt reads a name: letters, digits, and "-", "_", "." inside.
func nameAt(s string) string {
	end := 0
	for i, r := range s {
		if !isNameRune(r) || i+utf8.RuneLen(r) > maxName {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	return strings.Trim(s[:end], ".-_")
}

func isNameRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || r == '-' || r == '_' || r == '.'
}
