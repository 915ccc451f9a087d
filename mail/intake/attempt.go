package intake

import (
	"slices"
	"strings"
)

// One line that begins with the word of a command and is none may be two
// things: a command that went wrong ("get abc", "hours 25:00"), or news ("Get
// coffee for all"). Nobody's words may be lost over it, and nobody's command
// may be filed in silence. The rule, for a mail that answers nothing and whose
// whole new text is that one line:
//
//  1. It does not begin with the word of a command, or reads like a sentence
//     (isSentence, more than mostTried words, a colon after the word): news.
//     A word that kabar does not know is never guessed to be a command; one that
//     is misspelled is asked back for (unknown).
//  2. One word too few or too many for a command that wants a number or nothing
//     (strict below): it is refused, with the nearest form that works, and is
//     not filed. The answer says how to file it.
//  3. Else it is filed, and the receipt says how the command is written
//     (Update.Doubts). So is news under a subject that says "command".
//
// Where there is nothing to file, in a subject without text, rule 3 is rule 2.

// mostTried is how many words may stand behind the word of a command for the
// line to be doubtful; more are news.
const mostTried = 3

// strict is the words of commands after which a single word that does not fit
// is a mistake rather than news, with an example of what fits. Words that begin
// much of people's news ("start", "status", "mulai", "terima") are not among
// them, unless a digit says that a number was meant.
var strict = []string{"get", "lihat", "thread", "utas", "accept", "setujui", "reject", "tolak",
	"withdraw", "tarik", "supersede", "gantikan", "move", "pindah", "pindahkan", "drop", "hapus",
	"undo", "urungkan", "away", "cuti", "pause", "jeda"}

// tried is what a line is that begins with the word of a command.
type tried int

const (
	isNews     tried = iota
	isDoubtful       // filed, and said how the command is written
	isWrong          // refused, and not filed
)

// attempt reads one line that is no command: as one that went wrong, if it may
// be one.
func attempt(line string, p place) (Command, tried) {
	line = tidy(line)
	f, c := formAt(line)
	if f == nil || c.colon || f.example == "" || strings.HasSuffix(c.args, ".") {
		return Command{}, isNews
	}
	words := countWords(c.args, mostTried+1)
	switch {
	case words > mostTried, isSentence(c.args, sentenceWords), isSentence(c.args, timeWords):
		return Command{}, isNews
	case words == 0 && !slices.Contains(strict, c.word):
		return Command{}, isNews
	}
	cmd := Command{Name: f.name, Args: cut(c.args, maxArgs), Line: oneLine(line, maxLine),
		Near: f.nearest(c, p), Wrong: true}
	number := hasDigit().MatchString(c.args) && !f.above || f.above && clockStart().MatchString(c.args)
	if words <= 1 && (number || slices.Contains(strict, c.word)) {
		return cmd, isWrong
	}
	return cmd, isDoubtful
}

// saysCommand tells whether a subject announces a command.
func saysCommand(subject string) bool {
	switch spoken(strings.Trim(subject, " .:!")) {
	case "command", "commands", "perintah":
		return true
	}
	return false
}

// formAt finds the form whose longest word a line begins with.
func formAt(line string) (found *form, longest call) {
	small := lower(line)
	if small == "" {
		return nil, longest
	}
	for _, w := range formsBy()[small[0]] {
		if c, ok := callOf(line, small, w.word); ok && len(w.word) > len(longest.word) {
			found, longest = w.form, c
		}
	}
	return found, longest
}

// nearest is the nearest command of this form that is understood.
func (f *form) nearest(c call, p place) string {
	near := ""
	switch f.name {
	case "search":
		near = "search " + oneLine(c.args, maxGiven)
	case "away":
		_, err := parseAway(c.args, p.today)
		near = nearOf(err)
	case "timezone":
		_, err := parseZone(c.args)
		near = nearOf(err)
	case "hours":
		_, err := parseHours(c.args)
		near = nearOf(err)
	}
	if near == "" {
		return f.example
	}
	return near
}

// mostDoubts is how many lines of one mail are asked about, and doubtLines how
// many of its lines are looked at.
const (
	mostDoubts = 3
	doubtLines = 400
)

// doubted is both lists without what is in them twice, at most mostDoubts.
func doubted(list, more []Command) []Command {
	for _, c := range more {
		same := func(d Command) bool { return d.Line == c.Line }
		if len(list) < mostDoubts && !slices.ContainsFunc(list, same) {
			list = append(list, c)
		}
	}
	return list
}

// askedAbove is the commands at the top of a mail that were not obeyed, since
// something else stands below them. One line like a command is much of people's
// news ("Search ranking"); two in a row, or a search above labels, hardly ever.
func (in *reading) askedAbove(a asks) (list []Command) {
	switch {
	case len(a.list) == 0:
		return nil
	case len(a.list) == 1 && (a.list[0].Name != "search" || !in.labelled()):
		return nil
	}
	for _, c := range a.list[:min(len(a.list), mostDoubts)] {
		c.Near, c.Wrong = whole(c), true
		list = append(list, c)
	}
	return list
}

// untaken lists the lines of an update or a comment that would be commands in a mail of
// their own: below other text they are filed as they stand, and the member
// hears that they were not obeyed. Words that are news too ("help", "more")
// count only where the command would change something.
func untaken(text string, p place) (list []Command) {
	p.asked = true
	n := 0
	for line := range strings.Lines(text) {
		if n++; n > doubtLines || len(list) == mostDoubts {
			break
		}
		c, f := match(line, p)
		if f == sure || f == exact && c.Changes {
			c.Near, c.Wrong = whole(c), true
			list = append(list, c)
		}
	}
	return list
}
