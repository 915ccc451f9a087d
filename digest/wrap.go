package digest

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// textWidth is the widest a line of the text half becomes, in columns, unless
// a link is longer.
const textWidth = 76

// longestLink is the most bytes of a link that are kept on one line: SMTP ends
// lines at 998.
const longestLink = 900

// mostBytes is how many bytes a column may take: characters without a width,
// such as marks on marks, would make endless lines.
const mostBytes = 8

// wrap breaks one line (no line break in it) into lines of at most max columns:
// at blanks, between East Asian characters, and, where there is neither, inside
// the word. A link is never broken. It returns at least one line.
func wrap(s string, max int) (lines []string) {
	line, used := []byte(nil), 0
	lay := func(piece string, w, gap int) {
		if len(line) == 0 {
			gap = 0
		}
		if len(line) > 0 && (used+gap+w > max || len(line)+len(piece) > mostBytes*max) {
			lines = append(lines, string(line))
			line, used, gap = line[:0], 0, 0
		}
		if gap > 0 {
			line = append(line, ' ')
		}
		line = append(line, piece...)
		used += gap + w
	}
	for word, rest := "", s; rest != ""; {
		if word, rest, _ = strings.Cut(rest, " "); word == "" {
			continue
		}
		if w, ok := whole(word, max); ok {
			lay(word, w, 1)
			continue
		}
		for i, piece := range breakable(word, max) {
			gap := 0
			if i == 0 {
				gap = 1
			}
			lay(piece, columns(piece), gap)
		}
	}
	return append(lines, string(line))
}

// whole tells of most words, with less work than breakable, that they stay in
// one piece, and how many columns they take.
func whole(word string, max int) (w int, ok bool) {
	for _, r := range word {
		if r >= firstWide {
			return 0, false
		}
		w += runeColumns(r)
	}
	return w, w <= max && len(word) <= mostBytes*max
}

// breakable splits a word into what may stand on different lines.
func breakable(word string, max int) []string {
	if isLink(word) && len(word) <= longestLink {
		return []string{word}
	}
	var pieces []string
	start, used := 0, 0
	last := rune(0)
	for i, r := range word {
		w := runeColumns(r)
		between := i-start > mostBytes*max || w > 0 && i > start && (used+w > max ||
			(wide(r) || wide(last)) && !sticksLeft(r) && !sticksRight(last))
		if between {
			pieces = append(pieces, word[start:i])
			start, used = i, 0
		}
		used += w
		last = r
	}
	return append(pieces, word[start:])
}

// columns is how many columns of a terminal s takes.
func columns(s string) (n int) {
	for _, r := range s {
		n += runeColumns(r)
	}
	return n
}

func runeColumns(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case wide(r):
		return 2
	}
	return 1
}

// firstWide is where East Asian characters begin.
const firstWide = 0x1100

func wide(r rune) bool {
	if r < firstWide {
		return false
	}
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}

// sticksLeft and sticksRight are the characters that must not begin or end a
// line of Chinese or Japanese.
func sticksLeft(r rune) bool {
	return strings.ContainsRune("、。，．・：；？！）］｝」』】〉》ー々…,.)]}!?:;", r)
}
func sticksRight(r rune) bool { return strings.ContainsRune("（［｛「『【〈《([{", r) }

func isLink(word string) bool {
	return strings.Contains(word, "https://") || strings.Contains(word, "http://")
}
