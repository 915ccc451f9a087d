package mail

import (
	"strings"
	"unicode"
)

// Clean makes one line of untrusted text that is safe to show in a terminal, a
// log line or a mail: line breaks and tabs become a space each; controls,
// terminal escapes, bidi overrides and characters that show nothing are left
// out (E20, E21). It is idempotent.
func Clean(s string) string { return clean(s, false) }

// CleanLines is Clean for text of several lines: line feeds and tabs stay, all
// other line breaks become line feeds.
func CleanLines(s string) string { return clean(s, true) }

func clean(s string, lines bool) string {
	if plain(s, lines) {
		return s
	}
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	var b strings.Builder
	b.Grow(len(s))
	prev := rune(0)
	for i, r := range s {
		switch {
		case isBreak(r):
			r = '\n'
			if !lines {
				r = ' '
			}
		case r == '\t':
			if !lines {
				r = ' '
			}
		case isJoiner(r):
			if !joins(prev, s[i+len(string(r)):]) {
				continue
			}
		case isHarmful(r):
			continue
		}
		b.WriteRune(r)
		prev = r
	}
	return b.String()
}

// plain tells whether s is printable ASCII, as most text is.
func plain(s string, lines bool) bool {
	for i := range len(s) {
		if (s[i] < ' ' || s[i] > '~') && !(lines && (s[i] == '\n' || s[i] == '\t')) {
			return false
		}
	}
	return true
}

// isBreak tells whether a line ends with r.
func isBreak(r rune) bool {
	return r >= '\n' && r <= '\r' || r == 0x85 || r == 0x2028 || r == 0x2029
}

// isHarmful tells whether r is a control, or shows nothing itself but changes
// how its neighbours look: Unicode's Cc and Cf, and fillers that look empty.
func isHarmful(r rune) bool {
	switch r {
	case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x034F, 0x17B4, 0x17B5:
		return true
	case 0x0600, 0x0601, 0x0602, 0x0603, 0x0604, 0x0605, 0x06DD: // visible Arabic number signs
		return false
	}
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r)
}

// isJoiner tells whether r is one of the two invisible characters that Persian,
// Indic scripts and emoji are written with.
func isJoiner(r rune) bool { return r == 0x200C || r == 0x200D }

// joins tells whether a joiner stands between two characters of which neither
// is Latin, Greek or Cyrillic, where it would only hide.
func joins(prev rune, rest string) bool {
	const firstJoining = 0x0600
	for _, next := range rest {
		return prev >= firstJoining && next >= firstJoining &&
			!isJoiner(next) && !isHarmful(next) && !isBreak(next)
	}
	return false
}

// oneLine is Clean with runs of blanks made one and none at the ends, cut to
// max characters.
func oneLine(s string, max int) string {
	return shorten(strings.Join(strings.Fields(Clean(s)), " "), max)
}

// hasHarmful tells whether Clean would leave something out of s.
func hasHarmful(s string) bool {
	return strings.ContainsFunc(s, isHarmful)
}

// hidesOrder tells whether s holds a control or a bidi override, embedding or
// isolate, with which a name can be made to look like another one (A34). The
// mere marks of right-to-left names are no sign of that.
func hidesOrder(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 ||
			unicode.Is(unicode.Cc, r) && r != '\t'
	})
}
