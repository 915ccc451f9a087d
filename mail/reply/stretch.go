package reply

import "strings"

// minBrokenOff is how long the first half of a wrapped attribution is.
const minBrokenOff = 30

// stretch takes lines with an attribution that programs broke off it: the
// sender above a date, a date above the sender, dashes below.
func (a *attributed) stretch(lines []line, from int, text string) {
	if i := a.first - 1; i >= from && lines[i].depth == lines[a.first].depth && len(lines[i].text) < maxAttribution {
		s := strings.TrimSpace(lines[i].text)
		switch {
		case len(s) < minBrokenOff || strings.ContainsAny(s[len(s)-1:], ".?!:"):
		case !hasAddress(text) && strings.Contains(s, "<") && hasAddress(s):
			a.first = i
		case !isDate(text) && isFullDate(lines[i].folded()) && startsWithDate(lines[i].folded()):
			a.first = i
		}
	}
	if i := a.last + 1; i < len(lines) && strings.HasPrefix(lines[a.first].text, "--") && strings.Trim(lines[i].text, "-") == "" {
		if !lines[i].blank && len(lines[i].text) > 2 {
			a.last = i
		}
	}
}
