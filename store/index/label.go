package index

import (
	"strings"
	"unicode/utf8"
)

// joint stands in labels where a text has anything but letters and digits. It
// is no part of any token.
const joint = '¬'

// label is the form in which names of people, projects and sections are
// compared: folded words with a joint between them. "#Acme-Web" and "acme_web"
// have one label. It is at most maxToken bytes long.
func label(s string) string {
	var b, folded []byte
	gap := false
	for i := 0; i < len(s) && len(b) < maxToken; {
		f, n := quick(s[i:])
		if n == 0 {
			n = segment(s[i:])
			folded = appendFolded(folded[:0], s[i:i+n])
			f = string(folded)
		}
		i += n
		for _, r := range f {
			if !wordly(r) && !pictogram(r) {
				gap = len(b) > 0
				continue
			}
			if gap {
				b = utf8.AppendRune(b, joint)
				gap = false
			}
			b = utf8.AppendRune(b, r)
		}
	}
	return strings.TrimRight(shorten(string(b), maxToken), string(joint)) // cut behind a joint
}

// parts returns the words of a label.
func parts(label string) []string {
	if label == "" {
		return nil
	}
	return strings.Split(label, string(joint))
}

// shorten cuts s to at most n bytes, between two runes.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// A handle is a name that a text calls with a sign: #acme, @ben.
type handle struct {
	sign       byte
	name       string // as written, without the sign
	start, end int    // with the sign
}

// handles returns the handles of s. A sign in the middle of a word or of an
// address is none: ana@example.org, https://example.org/#top.
func handles(s string) []handle {
	if !mayCall(s) {
		return nil
	}
	var list []handle
	before := ' '
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if sign := signOf(r); sign != 0 && opens(before) {
			if end := nameEnd(s, i+n); end > i+n {
				list = append(list, handle{sign, s[i+n : end], i, end})
				before, i = 'x', end
				continue
			}
		}
		before = r
		i += n
	}
	return list
}

// mayCall tells whether one of the signs may be in s. Nearly no text has one, and
// each is asked.
func mayCall(s string) bool {
	return strings.IndexByte(s, '#') >= 0 || strings.IndexByte(s, '@') >= 0 ||
		strings.Contains(s, "\uff03") || strings.Contains(s, "\uff20") // wide
}

// signOf returns '#' or '@' if r is that sign, which Japanese keyboards type
// wide, or 0.
func signOf(r rune) byte {
	switch r {
	case '#', '＃':
		return '#'
	case '@', '＠':
		return '@'
	}
	return 0
}

// opens tells whether a sign after the rune r begins a handle: after a word it
// does only in scripts without spaces.
func opens(r rune) bool {
	r = foldCase(r)
	return (!wordly(r) || dense(r)) && !strings.ContainsRune("/&#@.=?_%+", r)
}

// nameEnd returns where the name that begins at i ends: letters, digits, and
// between them single "-", "_" and ".". A name in a script with spaces ends
// where one without begins: @benさん.
func nameEnd(s string, i int) int {
	start, end := i, i
	spaced := false
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '-' || r == '_' || r == '.':
			if i != end || i == start {
				return end
			}
		case !wordly(foldCase(r)), spaced && dense(r):
			return end
		default:
			spaced = !dense(r)
			end = i + n
		}
		i += n
	}
	return end
}

// foldCase makes an ASCII capital small, for wordly.
func foldCase(r rune) rune {
	if 'A' <= r && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}
