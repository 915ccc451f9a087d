package intake

import (
	"slices"
	"strings"

	"kabar/mail/reply"
)

// command reads what a member asks for: in the subject of a mail that answers
// none or whose writer changed it, or in the first lines they newly wrote. What is quoted, stands in a
// signature, or was beyond repair is never obeyed (F07, F08).
func (in *reading) command() Act {
	if in.m.Encrypted {
		return in.stray("it is encrypted: there is nothing to read")
	}
	if in.m.Fallback {
		return nil
	}
	p := in.place()
	text := in.result().Text
	var subject asks
	if in.ownSubject() {
		subject = in.subjectAsks(text, p)
	}
	if len(subject.list) > 0 && (subject.rest == "" || subject.news) {
		return in.obey(subject)
	}
	if in.answersQuestion() {
		return nil
	}
	a, ok := commandsIn(text, in.who.member.Name, p)
	if ok {
		for _, c := range subject.list {
			again := slices.ContainsFunc(a.list, func(d Command) bool { return d.Name == c.Name })
			if c.above && !again {
				a.list = append([]Command{c}, a.list...)
			}
		}
		return in.obey(a)
	}
	if c, f := in.splitCommand(text, p); f >= exact {
		return in.obey(asks{list: []Command{c}})
	} else if f == loose {
		in.doubts = []Command{c}
		return nil
	}
	line, more, _ := strings.Cut(text, "\n")
	if !in.onlyCourtesy(more) {
		in.doubts = in.askedAbove(a)
		return nil
	}
	if c, ok := unknown(line, p); ok {
		return in.obey(asks{list: []Command{c}})
	}
	if !p.answers && (in.kind() != "" || in.isReply()) {
		return nil
	}
	switch c, how := attempt(line, p); how {
	case isWrong:
		return in.obey(asks{list: []Command{c}})
	case isDoubtful:
		in.doubts = []Command{c}
	case isNews:
		if saysCommand(in.m.Subject) {
			in.doubts = []Command{{Line: oneLine(tidy(line), maxLine), Near: "help", Wrong: true}}
		}
	}
	return nil
}

// subjectAsks reads a subject that its writer chose. It counts if the
// text is empty, or repeats it; a setting also above an update (F16).
func (in *reading) subjectAsks(text string, p place) (a asks) {
	// Without a text there is no update to be expected, whatever it answers.
	p.asked = p.asked && !in.onlyCourtesy(text)
	c, f := match(in.m.Subject, p)
	empty := in.onlyCourtesy(text) || c.Name == "pause" && f >= exact && cannedText(text)
	switch {
	case empty && f >= loose:
		a.list = []Command{c}
	case empty && text == "":
		if c, ok := unknown(in.m.Subject, p); ok {
			a.list = []Command{c}
		} else if c, how := attempt(in.m.Subject, p); how != isNews {
			a.list = []Command{c}
		}
	case f == sure && c.above:
		a.list = []Command{c}
		if b, ok := commandsIn(text, in.who.member.Name, p); !ok || b.rest != "" {
			a.rest, a.news = text, true
			return a
		}
		a.rest = text // the text is commands too: it is read with them
	}
	return a
}

// onlyCourtesy tells whether a text says nothing to a program.
func (in *reading) onlyCourtesy(text string) bool {
	return courtesyOnly(text, in.who.member.Name)
}

// cannedText is what mail programs write into the mail that their "unsubscribe"
// button sends (B24).
func cannedText(text string) bool {
	small := spoken(cut(text, 600))
	return len(text) < 600 && (strings.Contains(small, "unsubscribe") ||
		strings.Contains(small, "automatically generated") || textMark(text) != nil)
}

// wordOnly tells whether a line is the bare command of this name.
func wordOnly(line, name string) bool {
	c, f := match(line, place{})
	return f >= exact && c.Name == name && c.Args == ""
}

// place tells where what the member wrote stands.
func (in *reading) place() place {
	p := place{today: in.today(), paused: in.who.member.Paused}
	kind := in.kind()
	p.asked = kind == "prompt" || kind == "" && in.isReply() && !in.quotesEntries()
	p.answers = kind == "answer" || kind == "confirm"
	for _, q := range in.who.team.Questions {
		p.sections = append(p.sections, strings.ToLower(q))
	}
	for _, r := range in.who.member.Away {
		p.away = p.away || r.Last.IsZero() || !r.Last.Before(p.today)
	}
	return p
}

// answersQuestion tells whether the text begins under a question of ours: then
// "help" is what blocks somebody, and no command.
func (in *reading) answersQuestion() bool {
	notes := in.result().Notes
	if len(notes) == 0 {
		return false
	}
	under := strings.TrimSpace(notes[0].Under)
	return strings.HasSuffix(under, ":") || strings.HasSuffix(under, "?") ||
		strings.HasSuffix(under, "：") || strings.HasSuffix(under, "？")
}

// obey makes the act of what is asked, if there is proof enough for it: a pass,
// or, where no server can vouch for anybody, the member's own token and a
// confirmation of whatever changes something.
func (in *reading) obey(a asks) Act {
	v := in.v
	proved := v.Pass || !in.r.Known
	if !proved && in.r.Trusted {
		if a.rest != "" {
			in.aside = "; its command was not obeyed, since only the token says who wrote it"
			return nil
		}
		return in.unproved("a command needs better proof than the token: " + v.Reason)
	}
	act := &Commands{saying: in.said, List: a.list, Refused: a.refused}
	for _, c := range a.list {
		act.Confirm = act.Confirm || !proved && c.Changes
	}
	why := "asks for " + a.list[0].Name
	switch {
	case a.list[0].Wrong:
		why = "begins like " + a.list[0].Name + ", and goes on like nothing that can be done"
	case a.list[0].Name == "":
		why = "looks like a command and is none"
	}
	if len(a.list) > 1 {
		why += " and more"
	}
	if a.rest != "" && (a.news || labelled(in.result())) {
		act.Rest = in.remaining(a)
	}
	in.because(why)
	return act
}

// remaining is the act of the text below commands.
func (in *reading) remaining(a asks) Act {
	said := *in.said
	said.Text = a.rest
	said.Result = without(in.said.Result, a, in.who)
	sub := *in
	sub.said, sub.done, sub.doubts, sub.below = &said, true, nil, true
	if act := sub.comment(); act != nil {
		return act
	}
	return sub.update()
}

// without is a result less the commands above: as it was placed, if they stand
// apart in it, else read anew.
func without(r reply.Result, a asks, w writer) reply.Result {
	if r.Text == a.rest {
		return r // the command was the subject
	}
	fresh := reply.Read(reply.Input{Text: a.rest, Name: w.name(), Questions: w.team.Questions})
	fresh.Lines, fresh.Unsure, fresh.Forward = r.Lines, r.Unsure, r.Forward
	fresh.Text = a.rest
	if len(r.Notes) < 2 {
		return fresh
	}
	// Answers further below stand under what they answer.
	cutAway := len(r.Text) - len(a.rest)
	notes := slices.Clone(r.Notes)
	if cutAway >= len(notes[0].Text) {
		notes = notes[1:]
	} else {
		notes[0].Text = strings.TrimSpace(notes[0].Text[cutAway:])
	}
	fresh.Notes = notes
	if placed, ok := strike(r.Sections, a.lines); ok {
		fresh.Sections = placed
	}
	return fresh
}

// strike takes the items that are these lines out of the sections; not ok if
// one of them is no item of its own.
func strike(sections []reply.Section, lines []string) (left []reply.Section, ok bool) {
	gone := 0
	for _, s := range sections {
		kept := reply.Section{Name: s.Name, Unlabelled: s.Unlabelled}
		for _, i := range s.Items {
			if gone < len(lines) && strings.TrimSpace(i.Text) == strings.TrimSpace(lines[gone]) {
				gone++
				continue
			}
			kept.Items = append(kept.Items, i)
		}
		if len(kept.Items) > 0 {
			left = append(left, kept)
		}
	}
	return left, gone == len(lines)
}
