package main

import (
	"cmp"
	"fmt"
	"strings"

	"kabar/mail"
	"kabar/mail/reply"
)

// lineRead is one line of a mail and what kabar took it for.
type lineRead struct {
	Verdict string `json:"verdict"`
	Rule    string `json:"rule,omitempty"`
	Text    string `json:"text"`
}

func linesRead(lines []reply.Line) []lineRead {
	list := make([]lineRead, len(lines))
	for i, l := range lines {
		list[i] = lineRead{string(l.Verdict), l.Rule, l.Text}
	}
	return list
}

// explain shows every line of a mail in columns: its number, its verdict, the
// rule that decided ("-" for a new line that no rule took away) and the line
// itself. On a terminal what is not new is faint.
func (p *mailReader) explain(lines []lineRead) {
	if len(lines) == 0 {
		fmt.Fprint(p.out, "  no line of it was read\n")
		return
	}
	verdicts, rules := 0, 0
	for _, l := range lines {
		verdicts, rules = max(verdicts, len(l.Verdict)), max(rules, len(l.Rule))
	}
	digits := len(fmt.Sprint(len(lines)))
	fmt.Fprint(p.out, "  line by line:\n")
	for i, l := range lines {
		text := fmt.Sprintf("%*d  %-*s  %-*s  %s", digits, i+1, verdicts, l.Verdict, rules,
			cmp.Or(l.Rule, "-"), mail.Clean(l.Text))
		text = strings.TrimRight(text, " ")
		if p.a.tty && l.Verdict != string(reply.New) {
			text = "\x1b[2m" + text + "\x1b[0m"
		}
		fmt.Fprintf(p.out, "    %s\n", text)
	}
}
