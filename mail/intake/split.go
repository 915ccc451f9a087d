package intake

import (
	"slices"
	"strings"
)

// mostReason is how many lines the reason of a vote may have where it stands in
// the text of the mail.
const mostReason = 20

// splitCommand reads a command that begins in the subject of a fresh mail and
// goes on in its text: "search" above "postgres", "away" above "until Friday",
// "reject 7" above the reason. It is exact or sure if the two are a command
// together; loose, with how it would be written, if they may be one that went
// wrong; else never, as "Status" above "all green" is.
func (in *reading) splitCommand(text string, p place) (Command, fit) {
	word := tidy(strings.TrimRight(tidy(in.m.Subject), " .:!?"))
	f, c := formAt(word)
	lines := in.saidLines(text, mostReason+1)
	if p.asked || in.isReply() || f == nil || f.example == "" || len(lines) == 0 {
		return Command{}, never
	}
	joined := word + " " + tidy(lines[0])
	switch {
	case isVote(f.name) && oneNumber().MatchString(c.args) && len(lines) <= mostReason:
		return match(word+": "+strings.Join(lines, " "), p)
	case c.args != "" || len(lines) > 1:
		return Command{}, never
	}
	if cmd, fits := match(joined, p); fits >= exact {
		return cmd, fits
	}
	cmd, how := attempt(joined, p)
	if f.name == "help" && c.word != "tolong" { // what follows may be all they need help with
		cmd, how = Command{Name: f.name, Near: f.example, Wrong: true}, isDoubtful
	}
	if how == isNews {
		return Command{}, never
	}
	cmd.Line = oneLine(tidy(lines[0]), maxLine)
	return cmd, loose
}

// saidLines is the lines of a text, at most so many, without blank ones and the
// courtesies at its end.
func (in *reading) saidLines(text string, most int) (lines []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if lines = append(lines, line); len(lines) == most {
			return lines
		}
	}
	for len(lines) > 0 && courtesy(lines[len(lines)-1], in.who.member.Name) {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// isVote tells whether a command says what is to become of a decision, so that
// text below it is the reason.
func isVote(name string) bool {
	return slices.Contains([]string{"accept", "reject", "withdraw", "supersede"}, name)
}
