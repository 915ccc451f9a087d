package digest

import (
	"time"

	"kabar/store/civil"
	"kabar/store/entry"
	"kabar/store/team"
)

// Standing answers "status": how it is with the reader, who may know all of it.
type Standing struct {
	Today entry.Entry // what they have written for today, merged; its date is today
	Next  time.Time   // when they hear next, see Next; zero: not known
}

type standingWords struct {
	title, today, nothing string
	hours, asked, told    string
	paused, away, soon    string
	gone, next            string
	others                string
}

func (s Standing) lay(r reading) (phrase, []block) {
	w, m := r.l.answer.standing, r.m
	today := r.l.say(w.nothing, "date", r.l.date(r.today))
	if counts := (Receipt{Entry: s.Today}).counts(r); len(counts) > 0 {
		today = r.l.say(w.today, "date", r.l.date(r.today), "counts", counts)
	}
	now := civil.ClockOf(r.now.In(m.Zone)).String()
	lines := []phrase{r.l.say(w.hours, "hours", workingHours(r.l, m), "zone", m.Zone.String(), "time", now)}
	if !m.Guest {
		lines = append([]phrase{today}, append(lines, r.l.say(w.asked, "time", m.Prompt.String()))...)
	}
	lines = append(lines, r.l.say(w.told, "time", m.Digest.String()))
	lines = append(lines, s.silence(r)...)
	if !s.Next.IsZero() && !m.Paused {
		lines = append(lines, r.l.say(w.next, "date", r.day(s.Next)))
	}
	blocks := outside(r)
	for i := len(lines) - 1; i >= 0; i-- {
		blocks = append([]block{para{lines[i]}}, blocks...)
	}
	return r.l.say(w.title, "name", firstName(m.Name)), append(blocks, para{r.l.say(w.others)})
}

// silence says why the reader hears nothing, and how it ends.
func (s Standing) silence(r reading) (lines []phrase) {
	w := r.l.answer.standing
	if r.m.Paused {
		lines = append(lines, r.l.say(w.paused))
	}
	for _, a := range r.m.Away {
		if !a.Last.IsZero() && a.Last.Before(r.today) {
			continue
		}
		text := w.away
		if a.First.After(r.today) {
			text = w.soon
		}
		lines = append(lines, r.l.say(text, "range", r.absence(a)))
	}
	return lines
}

// absence is "24 Dec – 2 Jan" in the reader's words.
func (r reading) absence(a team.Range) string {
	switch {
	case a.Last.IsZero():
		return r.l.line(r.l.answer.standing.gone, "first", r.l.date(a.First))
	case a.First == a.Last:
		return r.l.date(a.First)
	}
	return r.l.date(a.First) + " – " + r.l.date(a.Last)
}
