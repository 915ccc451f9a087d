package digest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mail programs that send plain text break lines at 72 columns or so, which
// looks torn on a phone and in an indented column. Lines this long may have
// been broken by one.
const shortestBroken, longestBroken = 60, 80

// unbroken joins the lines of a text that a mail program broke: a long line is
// joined to the next where that one's first word did not fit beside it any
// more, and where nothing says that a new thought begins. Not a letter changes.
func unbroken(text string) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	lines := strings.Split(text, "\n")
	edge := 0 // the longest line shows where lines were broken
	for _, line := range lines {
		if n := columns(line); n <= longestBroken {
			edge = max(edge, n)
		}
	}
	var b strings.Builder
	for i, line := range lines {
		if i > 0 {
			sep := "\n"
			if before := lines[i-1]; goesOn(before, line, edge) {
				sep = " "
				if strings.HasSuffix(before, " ") {
					sep = ""
				}
			}
			b.WriteString(sep)
		}
		b.WriteString(line)
	}
	return b.String()
}

// goesOn tells whether line was broken off before. edge is where this text
// breaks.
func goesOn(before, line string, edge int) bool {
	n := columns(before)
	if n < shortestBroken || n > longestBroken || line == "" {
		return false
	}
	first, size := utf8.DecodeRuneInString(line)
	if second, _ := utf8.DecodeRuneInString(line[size:]); !unicode.IsLetter(first) &&
		!unicode.IsDigit(first) && !unicode.IsLetter(second) || first == '#' || first == '>' {
		return false // a bullet, an indent, a rule
	}
	word, _, _ := strings.Cut(line, " ")
	numbered := unicode.IsDigit(first) && strings.ContainsAny(word[len(word)-1:], ".)")
	if numbered || n+1+columns(word) <= edge {
		return false
	}
	// A full stop at the end and a capital after it may well be two lines.
	return !strings.ContainsRune(".!?:;", rune(before[len(before)-1])) || unicode.IsLower(first)
}
