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
	a.takeName(lines, from)
	if i := a.last + 1; i < len(lines) && strings.HasPrefix(lines[a.first].text, "--") && strings.Trim(lines[i].text, "-") == "" {
		if !lines[i].blank && len(lines[i].text) > 2 {
			a.last = i
		}
	}
}

// takeName takes the sender's name that stands on the line above their address.
func (a *attributed) takeName(lines []line, from int) {
	i := a.first - 1
	if !strings.HasPrefix(lines[a.first].text, "<") || i < from || lines[i].blank || lines[i].depth != lines[a.first].depth {
		return
	}
	if s := lines[i].folded(); strings.Count(s, " ") < maxNameWords && !strings.ContainsAny(s[len(s)-1:], ".?!:>") {
		a.first = i
	}
}
