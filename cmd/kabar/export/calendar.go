package export

import (
	"fmt"
	"io"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"kabar/mail"
	"kabar/store/civil"
	"kabar/store/entry"
	"kabar/store/team"
)

// Calendar writes all-day events as iCalendar (RFC 5545): the days members are
// away, if away says so, and the deadlines of decisions. UIDs are made of team,
// member and first day, or of the decision's id; time stamps are those of the
// thing itself: a program that reads a later export knows the events again.
func Calendar(w io.Writer, teams []team.Team, from Source, away bool) error {
	cal := ics.NewCalendarFor("kabar")
	cal.SetProductId("-//kabar//export//EN")
	cal.SetXWRCalName("kabar")
	for _, t := range teams {
		if away {
			for _, m := range t.Members {
				for _, r := range m.Away {
					addAway(cal, t, m, r)
				}
			}
		}
		list, err := from.Decisions(t.ID)
		if err != nil {
			return err
		}
		for _, e := range list {
			if !e.Decision.Deadline.IsZero() {
				addDeadline(cal, t, e)
			}
		}
	}
	return cal.SerializeTo(w, ics.WithNewLineWindows)
}

func addAway(cal *ics.Calendar, t team.Team, m team.Member, r team.Range) {
	ev := cal.AddEvent(fmt.Sprintf("away.%s.%s@%s", m.ID, r.First, host(t)))
	ev.SetDtStampTime(midnight(r.First))
	ev.SetAllDayStartAt(midnight(r.First))
	words := fmt.Sprintf("%s away", m.Name)
	if r.Last.IsZero() {
		words += " until further notice"
	} else {
		ev.SetAllDayEndAt(midnight(r.Last.Add(1))) // RFC 5545, 3.6.1: the end is not part of it
	}
	ev.SetSummary(text(words))
	if r.Note != "" {
		ev.SetDescription(text(r.Note))
	}
	ev.SetTimeTransparency(ics.TransparencyTransparent)
}

func addDeadline(cal *ics.Calendar, t team.Team, e entry.Entry) {
	d := *e.Decision
	ev := cal.AddEvent(fmt.Sprintf("%s@%s", mail.Clean(e.ID), host(t)))
	stamp := e.Filed
	if n := len(d.Log); n > 0 {
		stamp = d.Log[n-1].At
	}
	if stamp.IsZero() {
		stamp = midnight(e.Date)
	}
	ev.SetDtStampTime(stamp)
	ev.SetAllDayStartAt(midnight(d.Deadline))
	ev.SetAllDayEndAt(midnight(d.Deadline.Add(1)))
	ev.SetSummary(text(fmt.Sprintf("Deadline of decision %d: %s", d.Number, d.Title)))
	words := []string{"Status: " + d.Status}
	if d.Why != "" {
		words = append(words, d.Why)
	}
	ev.SetDescription(text(strings.Join(words, "\n")))
	ev.SetStatus(certainty(d.Status))
	ev.SetTimeTransparency(ics.TransparencyTransparent)
}

// certainty is what a decision's status says of its deadline (RFC 5545, 3.8.1.11).
func certainty(status string) ics.ObjectStatus {
	switch word, _, _ := strings.Cut(status, " "); word {
	case "accepted":
		return ics.ObjectStatusConfirmed
	case "rejected", "withdrawn", "superseded":
		return ics.ObjectStatusCancelled
	}
	return ics.ObjectStatusTentative
}

// host makes UIDs those of one team: the domain of its address.
func host(t team.Team) string {
	_, domain, _ := strings.Cut(t.Address, "@")
	return t.ID + "." + domain
}

// midnight is the beginning of a date in UTC; 1970 for none.
func midnight(d civil.Date) time.Time {
	if d.IsZero() {
		return time.Unix(0, 0).UTC()
	}
	return d.Midnight()
}

// text is what a property may hold: lines without controls.
func text(s string) string { return strings.ReplaceAll(mail.CleanLines(s), "\t", " ") }
