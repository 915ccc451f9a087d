package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Limits of a command.
const (
	maxLine = 200  // bytes of Command.Line
	maxArgs = 4096 // bytes of Command.Args
)

// match reads a line as a command: the form it fits best, and how well.
func match(line string, p place) (Command, fit) {
	line = tidy(line)
	small := lower(line[:min(len(line), longestWord+1)]) // and what follows the word
	var best Command
	how, length := never, 0
	if small == "" {
		return best, how
	}
	for _, w := range formsBy()[small[0]] {
		c, ok := callOf(line, small, w.word)
		if !ok || len(c.args) > maxArgs && w.name != "search" {
			continue
		}
		f := w.fits(c, p)
		// Of two forms that fit alike the longer word wins: "prompt time".
		if f > how || f == how && f > never && len(w.word) > length {
			best = Command{Name: w.name, Args: cut(c.args, maxArgs),
				Line: oneLine(line, maxLine), Changes: w.sets, above: w.above}
			how, length = f, len(w.word)
		}
	}
	return best, how
}

// callOf takes the word off the line, if the line begins with it.
func callOf(line, small, word string) (call, bool) {
	rest, ok := strings.CutPrefix(small, word)
	if !ok || !wordEnds(rest, word) {
		return call{}, false
	}
	args := strings.TrimSpace(line[len(word):])
	c := call{word: word}
	if after, ok := strings.CutPrefix(args, ":"); ok {
		c.colon, args = true, strings.TrimSpace(after)
	}
	if strings.Trim(args, ".!?") == "" {
		args = ""
	}
	c.args = args
	c.topic = formOf[lower(strings.Trim(args, ".!?"))] != ""
	return c, true
}

func wordEnds(rest, word string) bool {
	return rest == "" || strings.IndexByte(" \t:.!?", rest[0]) >= 0 ||
		word == "get" && rest[0] == '#'
}

// politeness may stand in front of a command.
var politeness = []string{
	"kabar,", "kabar:", "kabar", "@kabar", "please", "pls", "tolong", "mohon",
}

// endings may stand behind a command.
var endings = []string{"please", "please.", "please!", "pls", "dong", "ya"}

// wrappers are the pairs of signs that people and programs put around a command.
var wrappers = []string{"``", "''", `""`, "**", "__", "“”", "„“", "‘’", "«»", "<>", "[]"}

// tidy takes off a line what people put around a command: blanks, signs that
// are not seen, quotes, a slash, "please".
func tidy(line string) string {
	line = strings.TrimFunc(line, func(r rune) bool { return unicode.IsSpace(r) || unseen(r) })
	if hasOtherSpace(line) {
		line = strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return ' '
			}
			return r
		}, line)
	}
	for _, pair := range wrappers {
		if line == "" || line[0] != pair[0] {
			continue
		}
		left, right := firstRune(pair)
		if in, ok := strings.CutPrefix(line, left); ok {
			if in, ok = strings.CutSuffix(in, right); ok && !strings.Contains(in, left) {
				line = strings.TrimSpace(in)
			}
		}
	}
	// Phones write "I’m back".
	if word, rest, _ := strings.Cut(line, " "); strings.Contains(word, "’") {
		line = strings.TrimSpace(strings.ReplaceAll(word, "’", "'") + " " + rest)
	}
	if len(line) > 1 && line[0] == '/' {
		line = line[1:]
	}
	reason := strings.Contains(line, ": ") // "accept 8: yes please"
	for _, word := range endings {
		at := len(line) - len(word)
		if !reason && at > 1 && line[at-1] == ' ' && lower(line[at:]) == word {
			line = strings.TrimRight(line[:at], " ,")
		}
	}
	for _, word := range politeness {
		if len(line) > len(word)+1 && line[len(word)] == ' ' && lower(line[:len(word)]) == word {
			line = strings.TrimLeft(line[len(word):], " ")
		}
	}
	return line
}

// hasOtherSpace tells whether there is a blank that is not the usual one.
func hasOtherSpace(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return strings.IndexFunc(s[i:], func(r rune) bool { return r != ' ' && unicode.IsSpace(r) }) >= 0
		}
		if s[i] >= '\t' && s[i] <= '\r' {
			return true
		}
	}
	return false
}

// firstRune parts a string of two characters.
func firstRune(pair string) (left, right string) {
	for i := range pair {
		if i > 0 {
			return pair[:i], pair[i:]
		}
	}
	return pair, ""
}

// unseen tells whether a character takes no place: zero width, direction marks.
func unseen(r rune) bool { return unicode.Is(unicode.Cf, r) }

// courtesies are lines that say nothing to a program, in lower case without
// punctuation. They may stand around a command.
var courtesies = func() map[string]bool {
	set := map[string]bool{}
	for _, text := range []string{
		"hi", "hello", "hey", "dear kabar", "hi kabar", "hello kabar", "hey kabar", "halo",
		"hai", "halo kabar", "hai kabar", "kabar", "thanks", "thank you", "many thanks", "thx",
		"ty", "cheers", "thanks kabar", "thank you kabar", "thanks a lot", "thank you very much",
		"please", "best", "best regards", "kind regards", "regards", "terima kasih",
		"terimakasih", "makasih", "trims", "salam", "terima kasih kabar", "hormat saya", "danke",
		"merci", "gracias",
	} {
		set[text] = true
	}
	return set
}()

// courtesy tells whether a line is only that, or only the writer's own name.
func courtesy(line, name string) bool {
	if len(line) > 80 {
		return false
	}
	key := strings.Join(strings.FieldsFunc(strings.ToLower(line), func(r rune) bool {
		return !unicode.IsLetter(r)
	}), " ")
	if key == "" {
		return strings.Trim(strings.TrimSpace(line), " -–—_.!") == ""
	}
	own := strings.ToLower(name)
	return courtesies[key] || own != "" && (key == own || key == firstOf(own)) ||
		courtesies[strings.TrimSuffix(key, " "+firstOf(own))] && firstOf(own) != ""
}

// courtesyOnly tells whether all lines of a text are courtesies.
func courtesyOnly(text, name string) bool {
	if len(text) > 500 {
		return false
	}
	for line := range strings.Lines(text) {
		if !courtesy(line, name) {
			return false
		}
	}
	return true
}

func firstOf(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// unknown reads a line that is no command, yet was meant as one: a slip of the
// finger ("serach postgres"), or letters that only look right (F18). What
// stands behind the word must fit the command it is like.
func unknown(line string, p place) (Command, bool) {
	line = cut(tidy(line), maxLine)
	if plain := skeleton(line); plain != line {
		if near := offer(plain, p); near != "" {
			return Command{Line: oneLine(line, maxLine), Near: near}, true
		}
	}
	word, rest, _ := strings.Cut(line, " ")
	if p.asked || countWords(line, 5) > 4 || len(word) > 20 {
		return Command{}, false
	}
	near := nearest(lower(strings.Trim(word, ":.!?")), commandWords)
	if near == "" {
		return Command{}, false
	}
	near = offer(near+" "+rest, p)
	return Command{Line: oneLine(line, maxLine), Near: near}, near != ""
}

// offer is the command that a line means, as it is written; "" if it means none,
// or one that in writing (without broken characters, cut to maxGiven) is no
// longer understood.
func offer(line string, p place) string {
	c, f := match(line, p)
	if f < exact {
		return ""
	}
	near := whole(c)
	if _, f = match(near, p); f < exact {
		return ""
	}
	return near
}

// whole is a command as it is written.
func whole(c Command) string { return strings.TrimSpace(c.Name + " " + oneLine(c.Args, maxGiven)) }

// skeleton writes letters of other alphabets that look like ours as ours, and
// leaves out what can't be seen. It is used to say "did you mean", never to
// obey.
func skeleton(s string) string {
	return strings.Map(func(r rune) rune {
		if unseen(r) {
			return -1
		}
		if twin, ok := twins[r]; ok {
			return twin
		}
		return r
	}, norm.NFKC.String(s))
}

// twins are the letters of Cyrillic, Greek, Armenian and others that look like
// small or capital Latin ones (UTS 39).
var twins = func() map[rune]rune {
	m := map[rune]rune{}
	for _, pair := range strings.Fields("аa сc еe оo рp хx уy ѕs іi јj һh ԁd ԛq ԝw ѵv ьb кk " +
		"мm тt гr " +
		"АA ВB СC ЕE НH ІI ЈJ КK МM ОO РP ЅS ТT ХX УY αa οo ρp νv ιi κk υu τt ηn ϲc " +
		"ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX օo ոn ѐe ёe ıi ɑa ɡg ǀl ӏl Ӏl ƨs ʏy ᴄc ᴏo") {
		from := []rune(pair)
		m[from[0]] = from[1]
	}
	return m
}()

// cut returns at most max bytes of s, whole characters only.
func cut(s string, max int) string {
	if len(s) <= max {
		return s
	}
	for max > 0 && s[max]&0xC0 == 0x80 {
		max--
	}
	return s[:max]
}
