package reply

import (
	"strings"
	"unicode/utf8"
)

// bullets are the signs people begin an item with.
const bullets = "-*•‣◦·・･●○▪▫■□–—+➤►✓✔✅☑→⁃✗✘❌⏳🔜🚧"

// cutBullet takes a bullet or a number off a line.
func cutBullet(s string) (rest string, ok bool) {
	if s == "" {
		return s, false
	}
	r, n := utf8.DecodeRuneInString(s)
	if strings.ContainsRune(bullets, r) {
		after := strings.TrimPrefix(s[n:], "\ufe0f")
		if after == "" || after[0] != ' ' && after[0] != '\t' && r < 0x2000 && !bulletWord(r, after) {
			return s, false
		}
		rest = strings.TrimLeft(after, " \t\u00a0")
		if box, found := cutBox(rest); found {
			rest = box
		}
		return rest, true
	}
	for _, mark := range []string{"o\t", "o  ", "§\t", "§ "} { // Word's bullets in plain text
		if strings.HasPrefix(s, mark) {
			return strings.TrimLeft(s[len(mark):], " \t"), true
		}
	}
	return cutNumber(s)
}

// bulletWord tells "-word" and "•word", bullets without a space.
func bulletWord(r rune, after string) bool {
	c := after[0]
	return r == '-' && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80)
}

// cutBox takes a task list's box off an item.
func cutBox(s string) (string, bool) {
	for _, box := range []string{"[ ] ", "[x] ", "[X] "} {
		if strings.HasPrefix(s, box) {
			return strings.TrimLeft(s[len(box):], " "), true
		}
	}
	return s, false
}

// cutNumber takes "1.", "2)", "(3)", "a)" off a line.
func cutNumber(s string) (rest string, ok bool) {
	t := strings.TrimPrefix(s, "(")
	j := digits(t, 0)
	if j == 0 && len(t) > 1 && t[0] >= 'a' && t[0] <= 'z' && t[1] == ')' {
		j = 1
	}
	if j == 0 || j > 2 || j >= len(t) {
		return s, false
	}
	after := t[j+1:]
	switch {
	case t[j] == ')' || t[j] == '.' && len(t) == len(s):
		if after == "" || after[0] == ' ' || after[0] == '\t' || after[0] >= 0x80 {
			return strings.TrimLeft(after, " \t\u00a0"), true
		}
	}
	return s, false
}
