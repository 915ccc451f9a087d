package reply

import (
	"strings"
	"sync"
)

// separators are the phrases between dashes above a quoted mail, and above a
// forwarded one, folded.
var separators = sync.OnceValue(indexSeparators)

type separator struct {
	lang    string
	forward bool
}

func indexSeparators() map[string]separator {
	m := map[string]separator{}
	add := func(words, lang string, forward bool) {
		for _, w := range list(words) {
			k := strings.TrimRight(fold(w), ": ")
			if _, ok := m[k]; !ok {
				m[k] = separator{lang, forward}
			}
		}
	}
	for _, l := range languages {
		add(l.forwarded, l.code, true)
		add(l.original, l.code, false)
	}
	return m
}

// maxSeparator bounds the words between the dashes, in bytes.
const maxSeparator = 120

// findSeparator tells whether a line is "-----Original Message-----" or a
// relative of it. bare tells that it has no dashes: then header lines must follow.
func findSeparator(l *line) (s separator, bare, ok bool) {
	if l.blank || len(l.text) > 600 {
		return s, false, false
	}
	c := l.text[0]
	if c < 0x80 && isRule(l.text[:1], 1) && isReplyLine(l.folded()) {
		return separator{lang: "reply-line"}, false, true
	}
	dashed := c == '-' || c == '_' || c == '=' || c == '*' || c == '~' || c >= 0x80 || c == ' ' || c == '\t' || c == '.'
	if !dashed && !strings.HasSuffix(strings.TrimRight(l.text, " "), ":") && len(l.text) > maxSeparator {
		return s, false, false
	}
	text := l.folded()
	body := strings.TrimLeft(text, "-_=*~ .")
	left := len(text) - len(body)
	// What stands after further dashes may be headers on the same line.
	if k := strings.Index(body, "--"); k > 0 {
		body = body[:k]
	}
	body = strings.TrimRight(body, "-_=*~: .")
	if body == "" || len(body) > maxSeparator {
		return s, false, false
	}
	if s, ok = separators()[body]; ok {
		return s, left < 2, true
	}
	if left >= 4 { // "---- Forwarded by Ana Putri on 11/22/2026 04:30 PM"
		for k, sp := 0, 0; k < len(body) && sp < 5; k++ {
			if body[k] == ' ' {
				sp++
				if s, ok = separators()[body[:k]]; ok {
					return s, false, true
				}
			}
		}
	}
	if left == 0 && isForwardish(body) && endsInColon(l.text) {
		return separator{lang: "forward", forward: true}, true, true
	}
	// Words between dashes in no known language: header lines must follow.
	if left >= 3 && strings.HasSuffix(strings.TrimRight(text, " "), "---") && strings.Count(body, " ") < 6 && hasLetters(body) {
		return separator{lang: "any"}, true, true
	}
	return s, false, false
}

// isRule tells a line drawn of dashes, underscores or the like, at least min
// of them.
func isRule(s string, min int) bool {
	n := 0
	for _, r := range s {
		switch {
		case r == '-' || r == '_' || r == '=' || r == '*' || r == '~' || r == '#' || r == '+' || isDash(r):
			n++
		case r == ' ' || r == '\t' || isInvisible(r):
		default:
			return false
		}
	}
	return n >= min
}

// underlines tells whether the drawn line i belongs to the text right above it,
// as the line under a heading does. Underscores belong to what is below.
func underlines(lines []line, i int) bool {
	return i > 0 && lines[i].mark != markRule && !lines[i-1].blank && !isRule(lines[i-1].text, 2) &&
		strings.Trim(lines[i].text, " _") != ""
}

// hasLetters tells a text with a word of three letters or a CJK sign.
func hasLetters(s string) bool {
	found := false
	eachWord(s, func(w string) bool {
		found = len(w) >= 3
		return !found
	})
	return found
}
