package reply

import (
	"strings"
	"unicode"
)

// isGreeting tells a line that only greets: "Hi", "Hello team,", "Halo!".
func isGreeting(s string) bool { return isManner(s, wordings().greetings, 2) }

// isClosing tells a line that only closes: "Cheers, Ana", "Viele Grüße".
func isClosing(s string) bool { return isManner(s, wordings().closings, 3) }

// isManner tells whether a line is a known phrase and at most extra more words
// without a digit, as names are.
func isManner(s string, phrases map[string]bool, extra int) bool {
	if len(s) > 80 || strings.ContainsAny(s, "@#:?0123456789") {
		return false
	}
	k := mannerKey(s)
	if phrases[k] {
		return true
	}
	for i := len(k) - 1; i > 0; i-- {
		if k[i] != ' ' {
			continue
		}
		if strings.Count(k[i:], " ") > extra {
			return false
		}
		if phrases[strings.TrimRight(k[:i], " ,")] {
			return true
		}
	}
	return false
}

// mannerKey folds a line to its words.
func mannerKey(s string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) || r == ' ' || r == '\'' || r == '+' || r == '.' || r == '。' || unicode.Is(unicode.M, r):
			return r
		case r == ',' || r == '-' || r == '!':
			return ' '
		}
		return -1
	}, strings.Join(strings.Fields(fold(strings.NewReplacer(",", " ", "!", " ", "，", " ", "！", " ").Replace(s))), " ")), " .。")
}

// isNameLine tells a line that can be a name below a closing.
func isNameLine(s string) bool {
	s = strings.Trim(s, " -–—~,.!")
	if s == "" || len(s) > 40 || strings.Count(s, " ") > 2 || strings.ContainsAny(s, ":;?0123456789#@") {
		return false
	}
	for _, r := range s {
		return unicode.IsUpper(r) || !unicode.IsLower(r) && unicode.IsLetter(r)
	}
	return false
}

// isNothing tells an answer that says there is nothing to say.
func isNothing(s string) bool {
	if len(s) > 60 {
		return false
	}
	k := fold(s)
	if wordings().nothings[k] {
		return true
	}
	return wordings().nothings[strings.Trim(k, " .!,;:()*_-–。！~")]
}

// mannersAbove counts the lines at the top that only greet, with the blank
// lines around them.
func mannersAbove(lines []string) int {
	n := 0
	for i, s := range lines {
		switch {
		case isBlank(s):
		case isGreeting(s) || isClosing(s) && i == 0 && hasMore(lines[1:]):
			n = i + 1
		default:
			return n
		}
		if i > 4 {
			break
		}
	}
	return n
}

// mannersBelow finds where the closing at the bottom begins: a closing line
// and at most a name or two under it.
func (p *placer) mannersBelow(lines []string, head int) int {
	names := 0
	for i := len(lines) - 1; i >= head && i >= len(lines)-8; i-- {
		switch s := lines[i]; {
		case isBlank(s):
		case isClosing(s):
			return i
		case (isNameLine(s) && !isNothing(s) || p.isSender(s)) && names < 2:
			names++
		default:
			return len(lines)
		}
	}
	return len(lines)
}
