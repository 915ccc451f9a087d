package digest

import (
	"kabar/store/civil"
)

// Help answers "help".
type Help struct{}

// People answers "who": the members of the reader's team.
type People struct{}

type helpWords struct {
	title, how, more string
	commands         [][2]string // command, what it does
}

type peopleWords struct {
	title, there, works, guest string
	away, gone, atWork         string
}

func (Help) lay(r reading) (phrase, []block) {
	w := r.l.answer.help
	var t terms
	for _, c := range w.commands {
		t.rows = append(t.rows, term{phrase{{r.l.command(c[0]), code}}, r.l.say(c[1])})
	}
	return r.l.say(w.title), []block{para{r.l.say(w.how)}, t, para{r.l.say(w.more)}}
}

func (People) lay(r reading) (phrase, []block) {
	w := r.l.answer.people
	var t terms
	for _, m := range r.team.Members {
		m = placed(r.team, m)
		local := r.now.In(m.Zone)
		now := r.l.shortDays[local.Weekday()] + " " + civil.ClockOf(local).String()
		about := join(r.l.say(w.there, "time", now, "zone", m.Zone.String()),
			r.l.say(w.works, "hours", workingHours(r.l, m)))
		away, gone := m.AwayOn(civil.DateOf(local))
		switch {
		case gone && away.Last.IsZero():
			about = join(about, r.l.say(w.gone))
		case gone:
			about = join(about, r.l.say(w.away, "date", r.l.date(away.Last)))
		case reachable(r.team, m, r.now):
			about = join(about, r.l.say(w.atWork))
		}
		title := phrase{{name(m.Name), strong}}
		if m.Guest {
			title = join(title, r.l.say(w.guest))
		}
		t.rows = append(t.rows, term{title, about})
	}
	return r.l.say(w.title, "team", name(r.team.Name)), []block{t}
}
