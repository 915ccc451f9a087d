package digest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kabar/store/team"
)

// reason is why something waits for a reader, the most pressing last.
type reason int

const (
	notYours  reason = iota
	mentions         // @ben
	asks             // "Ben, can you look?"
	onYours          // a comment on what the reader wrote
	isBlocked        // a blocker that names the reader
)

// called are the names one member goes by.
type called struct {
	at   []string // after "@", lower case
	bare []string // without it, as written: only names nobody else of the team has
}

// callsOf collects what m is called: by id, by name, by first name.
func callsOf(t team.Team, m team.Member) called {
	first := firstName(m.Name)
	c := called{
		at:   []string{strings.ToLower(m.ID), strings.ToLower(m.Name), strings.ToLower(first)},
		bare: []string{m.Name},
	}
	shared := false
	for _, o := range t.Members {
		shared = shared || o.ID != m.ID && strings.EqualFold(firstName(o.Name), first)
	}
	// A first name of one letter, or one that a second member has, names nobody.
	if !shared && utf8.RuneCountInString(first) > 1 {
		c.bare = append(c.bare, first)
	}
	return c
}

// reason says why a text concerns the one who is called so. What stands in the
// way of somebody concerns whoever it names.
func (c called) reason(text string, blocks bool) reason {
	mentioned, named := false, false
	if strings.Contains(text, "@") {
		lower := strings.ToLower(text)
		for _, name := range c.at {
			mentioned = mentioned || name != "" && c.hasWord(lower, "@"+name)
		}
	}
	bare := func(name string) bool { return name != "" && strings.Contains(text, name) }
	if !mentioned && !slices.ContainsFunc(c.bare, bare) {
		return notYours // as of most texts: there is no need to look closer
	}
	for _, sentence := range sentences(text) {
		for _, name := range c.bare {
			if name != "" && c.hasWord(sentence, name) {
				named = true
				mentioned = mentioned || strings.ContainsAny(sentence, "?？")
			}
		}
	}
	switch {
	case blocks && (mentioned || named):
		return isBlocked
	case mentioned && strings.ContainsAny(text, "?？"):
		return asks
	case mentioned:
		return mentions
	}
	return notYours
}

// hasWord tells whether word stands in text on its own. A hyphen that goes on,
// as in an id, makes it another word.
func (called) hasWord(text, word string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		end := i + len(word)
		after, size := utf8.DecodeRuneInString(text[end:])
		next, _ := utf8.DecodeRuneInString(text[end+size:])
		goesOn := inWord(after) || (after == '-' || after == '.' || after == '@') && inWord(next)
		if !inWord(before) && !goesOn {
			return true
		}
		from = end
	}
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_')
}

// sentences splits a text after full stops, question and exclamation marks
// that a blank follows, after those of Chinese and Japanese, and at line ends.
// Joined again they are the text.
func sentences(text string) (list []string) {
	start := 0
	for i, r := range text {
		end := i + utf8.RuneLen(r)
		if r == utf8.RuneError {
			continue
		}
		stop := r == '\n' || strings.ContainsRune("。！？", r)
		if strings.ContainsRune(".!?…", r) {
			next, _ := utf8.DecodeRuneInString(text[end:])
			stop = end == len(text) || unicode.IsSpace(next)
		}
		if stop {
			list = append(list, text[start:end])
			start = end
		}
	}
	if start < len(text) {
		list = append(list, text[start:])
	}
	return list
}
