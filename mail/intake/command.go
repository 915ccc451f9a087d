package intake

import (
	"strings"
	"unicode"

	"kabar/mail/reply"
)

// maxCommands is how many commands of one mail are carried out (F06).
const maxCommands = 20

// maxRefused is how many commands more are looked at. Lines below these are
// counted as refused, whatever they are.
const maxRefused = 1000

// asks is what a text asks for, and what it says besides.
type asks struct {
	list    []Command
	refused int
	rest    string   // what stands below the commands; "" if nothing
	news    bool     // rest is to be filed
	lines   []string // the lines of the commands, as written
}

// commandsIn reads the commands that a text begins with. Not ok: it is prose,
// or begins with lines that are commands only where nothing else is said.
func commandsIn(text, name string, p place) (a asks, ok bool) {
	surely, above, polite := true, true, 0
	for at := 0; at < len(text); {
		line, next := text[at:], len(text)
		if i := strings.IndexByte(line, '\n'); i >= 0 {
			line, next = line[:i], at+i+1
		}
		if strings.TrimSpace(line) == "" || a.full() {
			a.refuse(line)
			at = next
			continue
		}
		c, f := match(line, p)
		switch {
		case f >= exact || f == loose && len(a.list) == 0 && !courtesy(line, name) && courtesyOnly(text[next:], name):
			surely, above = surely && f == sure, above && c.above
			a.add(c, line)
		case polite < maxCommands && courtesy(line, name):
			polite++
		default:
			a.rest = strings.TrimSpace(text[at:])
			a.news = above
			// Below other text only the settings are obeyed where an update is
			// expected, and elsewhere what can't be meant as anything else.
			return a, len(a.list) > 0 && surely && (above || !p.asked)
		}
		at = next
	}
	return a, len(a.list) > 0
}

// add takes one more command, or refuses it.
func (a *asks) add(c Command, line string) {
	if len(a.list) == maxCommands {
		a.refused++
		return
	}
	a.list, a.lines = append(a.list, c), append(a.lines, line)
}

// full tells whether no more lines are read as commands.
func (a *asks) full() bool { return a.refused >= maxRefused }

// refuse counts a line that is not read.
func (a *asks) refuse(line string) {
	if strings.TrimSpace(line) != "" {
		a.refused++
	}
}

// labelled tells whether a text has labels of sections in it, such as "Done:":
// words that stand in no item and no decision.
func labelled(r reply.Result) bool {
	n := letters(r.Text)
	for _, s := range r.Sections {
		for _, i := range s.Items {
			n -= letters(i.Text)
		}
	}
	for _, d := range r.Decisions {
		n -= letters(d.Title) + letters(d.Why) + letters(d.Who)
	}
	return n > 1 || len(r.Decisions) > 0
}

// labelled tells whether the mail has labels of sections.
func (in *reading) labelled() bool { return labelled(in.result()) }

// letters counts the letters of a text. Numbers don't count: those of bullets
// are no label.
func letters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
