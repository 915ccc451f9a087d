package main

import (
	"strings"

	"kabar/mail"
	"kabar/mail/intake"
	"kabar/mail/reply"
	"kabar/store/civil"
	"kabar/store/entry"
	"kabar/store/team"
)

// entriesOf turns an update into the entries the archive keeps: the update
// itself and each decision in it.
func entriesOf(
	u *intake.Update, t team.Team, m team.Member, msg *mail.Message,
) []*entry.Entry {
	files, _ := intake.Files(msg)
	return entriesIn(u.Result, t, entry.Entry{
		Files: files, Kind: entry.Update, Team: u.Team, Member: u.Member, Name: m.Name, Date: u.Date,
		Zone: m.Zone.String(), Source: msg.MessageID, Verdict: u.Proof, Late: u.Late,
	})
}

// entriesIn is what a reply to a team says as entries, each with all else from
// base, but for the files, which the first one has.
func entriesIn(r reply.Result, t team.Team, base entry.Entry) (all []*entry.Entry) {
	if len(r.Sections) > 0 {
		update := base
		for _, sec := range r.Sections {
			items := make([]entry.Item, len(sec.Items))
			for i, it := range sec.Items {
				items[i] = entry.Item{Text: it.Text, Depth: it.Depth}
			}
			update.Sections = append(update.Sections, entry.Section{Name: sec.Name, Items: items})
		}
		all = append(all, &update)
	}
	for _, d := range r.Decisions {
		decided := base
		decided.Kind = entry.Decided
		decided.Decision = &entry.Decision{
			Title: d.Title, Why: d.Reason(base.Date.Midnight()), Status: "accepted",
			Makers: fullNames(t, d.Deciders()), Deadline: deadlineOf(d, base.Date),
		}
		if d.Proposed {
			decided.Decision.Status = "proposed"
		}
		if len(decided.Decision.Makers) == 0 {
			decided.Decision.Makers = []string{base.Name}
		}
		all = append(all, &decided)
	}
	for _, e := range all[min(len(all), 1):] {
		e.Files = nil
	}
	return all
}

// deadlineOf is the date that a decision names as its end ("move by Friday", or
// a line "Deadline: …"), seen from the day it was written for; zero if none.
func deadlineOf(d reply.Decision, day civil.Date) civil.Date {
	at, ok := d.Deadline(day.Midnight())
	if !ok {
		return civil.Date{}
	}
	return civil.DateOf(at)
}

// fullNames writes the members among those who decided, who may be named by id
// ("@ana"), by their names.
func fullNames(t team.Team, deciders []string) (names []string) {
	for _, who := range deciders {
		for _, m := range t.Members {
			if is(m, who) {
				who = m.Name
				break
			}
		}
		names = append(names, who)
	}
	return names
}

// is tells whether a member is called so, by id or by name.
func is(m team.Member, who string) bool {
	return strings.EqualFold(m.ID, who) || strings.EqualFold(m.Name, who)
}

// comments turns notes under a digest into entries.
func (s *station) comments(c *intake.Comment, m team.Member, msg *mail.Message) (all []*entry.Entry) {
	for _, n := range c.Notes {
		e := &entry.Entry{
			Kind: entry.Comment, Team: c.Team, Member: c.Member, Name: m.Name, Date: c.Date,
			Zone: m.Zone.String(), Source: msg.MessageID, Verdict: c.Proof,
			Sections: []entry.Section{{Name: "note", Items: []entry.Item{{Text: n.Text}}}},
		}
		if on, err := s.store.Entry(n.On); n.On > 0 && err == nil && on.Team == c.Team {
			e.On = on.ID
		}
		all = append(all, e)
	}
	if len(all) > 0 {
		all[0].Files, _ = intake.Files(msg)
	}
	return all
}
