package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxByName bounds a line that only names a writer, in bytes.
const maxByName = 60

// byName tells a line right above a quote that only names its writer, as many
// on lists write it: "[Ana Putri]" or, at the top, "Ana Putri:".
func (r *reading) byName(i int) bool {
	l := &r.lines[i]
	if l.depth > 0 || l.verdict != "" || l.blank || len(l.text) > maxByName || i+1 >= len(r.lines) {
		return false
	}
	if name, ok := strings.CutSuffix(l.text, " writes"); ok && allNames(name, 2) {
		n := r.next(i) // without its colon
		return n > 0 && n < i+3 && r.lines[n].depth > 0 && r.lines[n].mark == ""
	}
	if l.text[0] != '[' && !endsInColon(l.text) && l.text[0] != 'F' {
		return false
	}
	if below := &r.lines[i+1]; below.depth == 0 || below.mark != "" {
		return false
	}
	s := strings.TrimRight(l.text, ": ")
	if strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") {
		return allNames(s[1:len(s)-1], 1)
	}
	if r.newAbove(i) {
		return false
	}
	if strings.HasPrefix(s, "From: ") {
		return hasAddress(s)
	}
	return allNames(s, 2) && !isGreeting(s) || isTold(s)
}

// isTold tells a lead-in that names somebody by two words and doesn't speak of
// its writer: "Regarding the crane, Ana Putri adds".
func isTold(s string) bool {
	words := strings.Fields(s)
	named := false
	for i, w := range words {
		switch strings.ToLower(w) {
		case "i", "i'd", "i'm", "we", "my", "our", "me", "us", "you", "your":
			return false
		}
		named = named || i > 0 && allNames(words[i-1]+" "+w, 2)
	}
	return named && len(words) > 2 && len(words) <= 12 && !isGreeting(s)
}

// cutSigns are what people write in brackets where they cut a quote.
var cutSigns = set("snip snipped cut deleted omitted trimmed removed")

// allNames tells whether a text is a few words that each begin with a capital
// and go on in small letters, at least min of them.
func allNames(s string, min int) bool {
	n := 0
	for s != "" {
		var w string
		w, s, _ = strings.Cut(s, " ")
		if w == "" {
			continue
		}
		first, size := utf8.DecodeRuneInString(w)
		next, _ := utf8.DecodeRuneInString(w[size:])
		if n++; n > 4 || !unicode.IsUpper(first) || !unicode.IsLower(next) && next != '.' && next != '\'' ||
			cutSigns()[strings.ToLower(w)] {
			return false
		}
	}
	return n >= min
}
