package digest

import (
	"strings"
	"time"

	"kabar/mail"
	"kabar/store/civil"
	"kabar/store/team"
)

// Answer is the mail that answers one member: to the commands of one mail, or
// to say what became of it.
type Answer struct {
	Team    team.Team
	Reader  team.Member
	Now     time.Time
	Subject string // of the mail answered; "": the first part gives one
	Parts   []Part // in the order of the commands, at least one
}

// Part is what is said to one command, or about one mail. It is one of Help,
// Hits, BadQuery, Full, Enclosed, Mine, Changed, Refused, Decisions, Record,
// People, Unknown, TooMany, Enough, Confirm, WrongCode, Standing, Receipt, Remarked,
// Unplaced, Trouble.
type Part interface {
	// lay returns the part's first line and what stands below it.
	lay(r reading) (title phrase, blocks []block)
}

// reading is for whom a part is laid out.
type reading struct {
	l     *locale
	team  team.Team
	m     team.Member // with a zone
	now   time.Time
	today civil.Date // on the reader's calendar
}

type answerWords struct {
	foot     string
	help     helpWords
	search   searchWords
	file     fileWords
	settings settingsWords
	people   peopleWords
	notice   noticeWords
	receipt  receiptWords
	record   recordWords
	code     codeWords
	standing standingWords
	trouble  map[string][2]string // kind: what happened, what to do
}

// Draft writes the answer.
func (a Answer) Draft(env Envelope) mail.Draft {
	m := placed(a.Team, a.Reader)
	l := localeOf(lang(a.Team, m))
	r := reading{l: l, team: a.Team, m: m, now: a.Now, today: civil.DateOf(a.Now.In(m.Zone))}
	p := page{l: l, foot: []phrase{l.say(l.answer.foot)}}
	for i, part := range a.Parts {
		title, blocks := part.lay(r)
		if i == 0 {
			p.title = title
		} else {
			p.blocks = append(p.blocks, topic{title})
		}
		p.blocks = append(p.blocks, blocks...)
	}
	return env.draft(a.Team, m, p, replySubject(a.Subject, p.title))
}

// longestSubject is in columns.
const longestSubject = 120

// replySubject is the subject of the mail answered with one "Re:" in front, or
// the first sentence of the answer.
func replySubject(subject string, title phrase) string {
	subject = oneLine(subject)
	if subject == "" {
		first := sentences(strings.ReplaceAll(say(title), hold, " "))[0]
		return strings.TrimRight(first, ". ")
	}
	if len(subject) >= 3 && strings.EqualFold(subject[:3], "re:") {
		return firstColumns(subject, longestSubject)
	}
	return "Re: " + firstColumns(subject, longestSubject)
}

// when is an instant on the reader's clock.
func (r reading) when(t time.Time) string { return r.l.when(t.In(r.m.Zone), r.today) }

// day is the date of a moment to come on the reader's calendar, with its time.
func (r reading) day(t time.Time) string {
	t = t.In(r.m.Zone)
	return r.l.date(civil.DateOf(t)) + " " + civil.ClockOf(t).String()
}
