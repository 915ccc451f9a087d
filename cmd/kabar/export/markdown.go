package export

import (
	"fmt"
	"io"
	"strings"
	"time"

	"kabar/mail"
	"kabar/store/civil"
	"kabar/store/entry"
	"kabar/store/team"
)

// Markdown writes the entries of teams as one document to be read: a chapter a
// team, in it a section a day, updates as they stand, comments below what they
// are on.
func Markdown(w io.Writer, teams []team.Team, from Source) error {
	s, err := take(from)
	if err != nil {
		return err
	}
	for _, t := range teams {
		m := chapter{w: w, team: t.ID, teamSurvey: s.team(t.ID), from: from}
		if err := m.write(t.Name); err != nil {
			return err
		}
	}
	return nil
}

// chapter is what one team wrote.
type chapter struct {
	*teamSurvey
	w    io.Writer
	team string
	from Source
}

func (m chapter) write(name string) error {
	if _, err := fmt.Fprintf(m.w, "# %s\n\n", entry.Plain(mail.Clean(name))); err != nil {
		return err
	}
	decided, err := byDay(m.from, m.team)
	if err != nil {
		return err
	}
	for _, date := range m.dates() {
		list, err := m.day(m.from, m.team, date, decided[date])
		if err != nil {
			return err
		}
		if _, err := io.WriteString(m.w, "## "+dayWords(date)+"\n\n"+m.text(list)); err != nil {
			return err
		}
	}
	return nil
}

// text is all there is of one day.
func (m chapter) text(list []shown) string {
	var b strings.Builder
	for _, s := range list {
		if !s.gone {
			b.Write(entry.Readable(s.Entry, 3, m.below(s)))
		}
		for _, c := range s.comments {
			if c.Date == s.Date { // others stand on their own day
				b.Write(entry.Readable(c, 4, ""))
			}
		}
	}
	if b.Len() == 0 {
		b.WriteString(allTakenBack + "\n\n")
	}
	return mail.CleanLines(b.String())
}

// allTakenBack stands on a day of which nothing is left.
const allTakenBack = "What was written for this day was taken back."

// below is the line below a heading: what a comment is on, when an update was
// amended.
func (m chapter) below(s shown) string {
	switch {
	case s.on.num > 0:
		return fmt.Sprintf("On #%d of %s:", s.on.num, dayWords(s.on.date()))
	case len(s.versions) > 1:
		return "Amended " + times(s.versions[1:]) + "."
	}
	return ""
}

// times are the times at which versions of an update were filed, in their
// author's zone.
func times(versions []entry.Entry) string {
	list := make([]string, len(versions))
	for i, v := range versions {
		list[i] = clockOf(v)
		if local(v).Format(time.DateOnly) != v.Date.String() {
			list[i] = local(v).Format("2 January ") + list[i]
		}
	}
	return strings.Join(list, ", ")
}

// local is when an entry was filed, in its author's zone.
func local(e entry.Entry) time.Time {
	if zone, err := time.LoadLocation(e.Zone); err == nil {
		return e.Filed.In(zone)
	}
	return e.Filed
}

// clockOf is "16:52 WIB".
func clockOf(e entry.Entry) string {
	at := local(e)
	zone := at.Format("MST")
	if strings.HasPrefix(zone, "+") || strings.HasPrefix(zone, "-") {
		zone = "UTC" + zone // a zone without letters
	}
	return at.Format("15:04 ") + zone
}

// dayWords is "Sunday 22 November 2026", as pages of the archive have it.
func dayWords(d civil.Date) string {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC).Format("Monday 2 January 2006")
}

// byDay returns the decisions of a team by their dates.
func byDay(from Source, team string) (map[civil.Date][]entry.Entry, error) {
	list, err := from.Decisions(team)
	if err != nil {
		return nil, err
	}
	days := map[civil.Date][]entry.Entry{}
	for _, e := range list {
		days[e.Date] = append(days[e.Date], e)
	}
	return days, nil
}
