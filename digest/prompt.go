package digest

import (
	"slices"
	"strings"
	"time"

	"kabar/mail"
	"kabar/store/civil"
	"kabar/store/entry"
	"kabar/store/team"
)

// Ask is what the prompt of one member for one date is made from.
type Ask struct {
	Team   team.Team
	Member team.Member
	Date   civil.Date // on the member's calendar
	// History is of the team, the last 30 days or so: by date, and for one date in
	// the order of filing.
	History []entry.Entry
	// AwayMail is true if a mail that looked like "out of office" came from the
	// member since the last prompt: then the prompt asks "away until …?".
	AwayMail bool
}

type promptWords struct {
	subject, title, how    string
	planned, blocked, away string
	sinceOn, silence, foot string
}

// Most items a prompt reminds of: it must stay quick to read on a phone.
const (
	mostPlanned   = 6
	mostReminders = 4
)

// Prompt writes the mail that asks a member: what they planned and what was in
// their way, then every question with room below it.
func Prompt(in Ask, env Envelope) mail.Draft {
	m := placed(in.Team, in.Member)
	l := localeOf(lang(in.Team, m))
	p := page{
		l:      l,
		title:  l.say(l.prompt.title, "name", firstName(m.Name), "date", l.longDate(in.Date)),
		blocks: []block{para{l.say(l.prompt.how)}},
		foot:   []phrase{l.say(l.prompt.silence), l.say(l.prompt.foot, "example", awayUntil(m, in.Date))},
	}
	if in.AwayMail {
		p.blocks = append(p.blocks, para{l.say(l.prompt.away, "example", awayUntil(m, in.Date))})
	}
	p.blocks = append(p.blocks, reminders(l, m, in)...)
	for _, q := range questions(in.Team) {
		p.blocks = append(p.blocks, blank{asked(l.label(q))})
	}
	subject := l.line(l.prompt.subject, "name", firstName(m.Name), "date", l.date(in.Date))
	return env.draft(in.Team, m, p, subject)
}

// questions are the sections a team asks for, and always the decision: it is
// what a team most wants back later, and nobody remembers to write.
func questions(t team.Team) []string {
	list := slices.Clone(t.Questions)
	if len(list) == 0 {
		list = []string{"done", "next", "blocked"}
	}
	if !slices.Contains(list, "decision") {
		list = append(list, "decision")
	}
	return list
}

// asked is a label as a question: with a colon, unless it ends as one.
func asked(label string) string {
	label = strings.TrimSpace(label)
	if strings.HasSuffix(label, "?") || strings.HasSuffix(label, ":") {
		return label
	}
	return label + ":"
}

// reminders are what the member planned in their last update, and what was in
// their way.
func reminders(l *locale, m team.Member, in Ask) (blocks []block) {
	days := updatesOf(in.History, m.ID, in.Date)
	if len(days) == 0 {
		return nil
	}
	last := days[len(days)-1]
	var planned, blocked []item
	for _, pt := range points(last.Sections, "next") {
		if len(planned) < mostPlanned && !isNothing(pt.text()) {
			planned = append(planned, pt.items()...)
		}
	}
	for i, b := range stillOpen(days) {
		if i == mostReminders {
			break
		}
		its := b.point.items()
		since := l.line(l.prompt.sinceOn, "date", l.date(b.since))
		its[0].text += " (" + since + ")"
		blocked = append(blocked, its...)
	}
	if len(planned) > 0 {
		blocks = append(blocks, card{head: l.say(l.prompt.planned, "date", l.date(last.Date)),
			parts: []part{{items: planned}}})
	}
	if len(blocked) > 0 {
		blocks = append(blocks, card{head: l.say(l.prompt.blocked, "label", l.label("blocked")),
			parts: []part{{items: blocked}}})
	}
	return blocks
}

// awayUntil is an example of a date to be away until, that any reader of
// commands understands: a week after d, on a Friday or the last day they work.
func awayUntil(m team.Member, d civil.Date) string {
	for n := 7; n > 0; n-- {
		if e := d.Add(n); m.Days.Has(e.Weekday()) && !m.Days.Has(e.Add(1).Weekday()) {
			return e.String()
		}
	}
	return d.Add(7).String()
}

// firstName is how a person is spoken to.
func firstName(name string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return first
}

// lang is the language of a member: their own, else the team's.
func lang(t team.Team, m team.Member) string {
	if m.Lang != "" {
		return m.Lang
	}
	return t.Lang
}

// greeting is by the reader's clock.
func greeting(l *locale, m team.Member, now time.Time) phrase {
	words := l.edition.morning
	switch h := now.In(zone(m)).Hour(); {
	case h >= 18 || h < 4:
		words = l.edition.night
	case h >= 15:
		words = l.edition.evening
	case h >= 11:
		words = l.edition.noon
	}
	return l.say(words, "name", firstName(m.Name))
}
