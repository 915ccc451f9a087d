package intake

import "strings"

// splitCommand reads a command whose word is the subject of a fresh mail and
// whose rest is its text: "search" above "postgres", "away" above "until
// Friday". It is exact or sure if the two are a command together; loose, with
// how it would be written, if they may be one that went wrong; else never, as
// "Status" above "all green" is.
func (in *reading) splitCommand(line string, p place) (Command, fit) {
	word := tidy(strings.TrimRight(tidy(in.m.Subject), " .:!?"))
	f, c := formAt(word)
	if p.asked || in.isReply() || f == nil || f.example == "" || c.args != "" {
		return Command{}, never
	}
	joined := word + " " + tidy(line)
	if cmd, fits := match(joined, p); fits >= exact {
		return cmd, fits
	}
	cmd, how := attempt(joined, p)
	if how == isNews {
		return Command{}, never
	}
	cmd.Line = oneLine(tidy(line), maxLine)
	return cmd, loose
}
