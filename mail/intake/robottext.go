package intake

import (
	"strings"
	"unicode"
)

// How much of a text is looked at for the words of answering machines.
const (
	robotLines  = 25 // lines that are not empty
	thanksLines = 6  // of these, where the thanks must stand
	goneLines   = 15 // of these, where the absence must stand
	robotWidth  = 400
)

// textMark recognises by its words an answering machine that says so nowhere
// else. It needs a sentence that people don't write to a program that asks them
// how the day was: "This is an automated reply", or thanks for a mail together
// with an absence. That somebody is out of the office people write too.
func textMark(text string) (found *mark) {
	lines := spokenLines(text)
	for i, line := range lines {
		sentences(line, func(o opening) bool {
			switch {
			case !o.thanks && complete(line, o.phrase):
				found = &mark{why: "its text says so (" + o.words.lang + "): " +
					oneLine(line, maxGiven)}
			case o.thanks && i < thanksLines && anyLine(lines, o.words.gone):
				found = &mark{why: "its text is an answering machine's (" + o.words.lang + "): " +
					oneLine(line, maxGiven), away: true}
			}
			return found == nil
		})
		if found != nil {
			return found
		}
	}
	return nil
}

// saysGone tells whether a text, known to be a machine's, is about an absence.
func saysGone(text string) bool {
	lines := spokenLines(text)
	for _, list := range automata3() {
		for _, w := range list {
			if anyLine(lines, w.gone) {
				return true
			}
		}
	}
	return false
}

func anyLine(lines []string, phrases []string) bool {
	for i, line := range lines {
		if i < goneLines && containsAny(line, phrases) {
			return true
		}
	}
	return false
}

// spokenLines is the first lines of a text, as the tables are written.
func spokenLines(text string) (lines []string) {
	for line := range strings.Lines(text) {
		line = spoken(line[:min(len(line), robotWidth)])
		line = strings.TrimLeftFunc(line, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r)
		})
		if line == "" {
			continue
		}
		if lines = append(lines, line); len(lines) == robotLines {
			break
		}
	}
	return lines
}

// complete tells whether an English phrase ends there: "this is an automated
// reply" goes on with "from" or "sent", not with "feature".
func complete(line, says string) bool {
	if !strings.HasPrefix(says, "this is an auto") || strings.HasSuffix(says, "generated") {
		return true
	}
	_, after, _ := strings.Cut(line, says)
	word, _, _ := strings.Cut(strings.TrimPrefix(after, " "), " ")
	if after == "" || after[0] != ' ' {
		return !strings.HasPrefix(after, "s")
	}
	switch strings.Trim(word, ".,;:") {
	case "from", "to", "sent", "by", "for", "and", "please", "that", "generated", "because",
		"-", "–", "as", "in":
		return true
	}
	return false
}
