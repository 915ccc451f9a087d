package reply

import "strings"

// Limits of a signature below a closing line.
const (
	maxSignOff     = 8  // lines below it, blank ones left out
	maxSignOffLine = 70 // bytes of each
	maxSenderWords = 4
)

// signOff finds where what the person signs with begins, at the end of their
// text: a closing with names, a closing with a whole signature, or their own
// name below a blank line. It is len(lines) if there is nothing of it.
func (p *placer) signOff(lines []string, head int) int {
	at := p.mannersBelow(lines, head)
	if at < len(lines) {
		return at
	}
	if at = p.card(lines, head); at < len(lines) {
		return at
	}
	end := lastLine(lines)
	if end > head && isBlank(lines[end-1]) && p.isSender(lines[end]) {
		return end
	}
	return len(lines)
}

// card finds a closing line with a business card below it: a name first, then
// short lines of any kind, but no item, label or sentence.
func (p *placer) card(lines []string, head int) int {
	name, n := "", 0
	for i := len(lines) - 1; i >= head && n <= maxSignOff; i-- {
		s := strings.TrimSpace(lines[i])
		if s == "" {
			continue
		}
		if isClosing(s) {
			if p.isSender(name) || isPersonLine(name) {
				return i
			}
			return len(lines)
		}
		_, _, _, labelled := p.cutLabel(s)
		_, bullet := cutBullet(s)
		if labelled || bullet && !p.isSender(s) || len(s) > maxSignOffLine || isSentence(s) {
			return len(lines)
		}
		name, n = s, n+1
	}
	return len(lines)
}

// isSentence tells a line of several words that ends as a sentence does.
func isSentence(s string) bool {
	return strings.ContainsAny(s[len(s)-1:], ".?!:") && strings.Count(s, " ") > 2
}

// isPersonLine tells a line that is a person's name and perhaps a title behind
// a comma.
func isPersonLine(s string) bool {
	s, _, _ = strings.Cut(s, ",")
	if !isNameLine(s) || isNothing(s) {
		return false
	}
	return allNames(s, 1) || fold(s) == strings.ToLower(s) && strings.ToUpper(s) == s && s[0] >= 0x80
}

// isSender tells a line that consists of the sender's name or a part of it.
func (p *placer) isSender(s string) bool {
	if len(s) > maxSignOffLine {
		return false
	}
	words := nameWords(s)
	for _, w := range words {
		if !p.sender[w] {
			return false
		}
	}
	return len(words) > 0 && len(words) <= maxSenderWords
}

// nameWords gives the folded words of a name.
func nameWords(s string) []string {
	return strings.FieldsFunc(fold(s), func(r rune) bool {
		return strings.ContainsRune(" \t-–—~,.!\"'()*_", r)
	})
}

// isStray tells a name at the end that no other rule knows: one capitalised
// word below an answer that says there is nothing to say.
func (p *placer) isStray(s string) bool {
	a := p.answers[p.cur]
	if a == nil || len(a.items) == 0 || a.finish() != nil {
		return false
	}
	s = strings.TrimSpace(s)
	return !strings.Contains(s, " ") && allNames(s, 1) && !isNothing(s)
}

// lastLine is the index of the last line that isn't blank; -1 if all are.
func lastLine(lines []string) int {
	i := len(lines) - 1
	for i >= 0 && isBlank(lines[i]) {
		i--
	}
	return i
}
