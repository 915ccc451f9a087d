package main

import (
	"errors"
	"slices"
	"strings"
	"time"

	"kabar/digest"
	"kabar/mail"
	"kabar/mail/auth"
	"kabar/mail/intake"
	"kabar/store/civil"
	"kabar/store/entry"
)

// mendTime is how long after its filing an update is the one that "undo"
// means, in a mail that answers none about another.
const mendTime = 24 * time.Hour

// ground is what a repair is about: which mail of ours it answers, and the date
// that one was about. Both may be empty.
type ground struct {
	Replied string     `json:"replied,omitempty"`
	Date    civil.Date `json:"date,omitzero"`
}

// groundOf finds the ground of a mail: by the member's own token.
func groundOf(said *intake.Said, tok *auth.Token) ground {
	g := ground{Replied: said.Replied}
	if tok != nil && tok.Member == said.Member && tok.Team == said.Team &&
		(tok.Kind == "prompt" || tok.Kind == "answer") {
		g.Date = tok.Date
	}
	return g
}

// mending is the repair of one update, as far as the commands of a mail have
// come.
type mending struct {
	own   []entry.Entry   // the member's updates for the date, in the order of filing
	shown []entry.Section // as the mail showed it that is answered
	was   []entry.Section // what all of own say
	now   []entry.Section // what they shall say
	after string          // the command that changed it last, "none" if none did
}

// repair carries out "undo", "move 2 next" and "drop 3", on the member's own
// updates and no others. Nothing on a page is changed: what differs is filed as
// an amendment, see mended.
func (d *desk) repair(c intake.Command) error {
	if d.mending == nil {
		m, err := d.toMend()
		if err != nil {
			return err
		}
		if m == nil {
			d.say(digest.Refused{Command: c.Name, Given: c.Args, Why: "nofiling"})
			return nil
		}
		d.mending = m
	}
	m := d.mending
	if c.Name == "undo" {
		if m.after != "none" { // of this very mail
			m.now, m.after = m.was, "none"
		} else {
			m.now, m.after = undone(m.own), c.Name
		}
		return nil
	}
	now, err := repaired(m.shown, m.now, c, d.team.Questions)
	var no *refusal
	if errors.As(err, &no) {
		d.say(digest.Refused{Command: c.Name, Given: c.Args, Why: no.why, Near: no.near})
		return nil
	} else if err != nil {
		return err
	}
	m.now, m.after = now, c.Name
	return nil
}

// mended files what the repairs of this mail come to, and says what stands now.
// An update in the same mail is newer than they are.
func (d *desk) mended() error {
	m := d.mending
	if m == nil {
		return nil
	}
	first, last := m.own[0], m.own[len(m.own)-1]
	stands := first
	stands.Sections = m.now
	for _, e := range d.filing.Entries {
		if e.Kind == entry.Update && e.Date == first.Date {
			stands = entry.Merge(stands, *e)
		}
	}
	if changes := amendment(m.was, m.now); len(changes) > 0 {
		d.filing.Entries = slices.Insert(d.filing.Entries, 0, &entry.Entry{
			Kind: entry.Update, Team: d.team.ID, Member: d.member.ID, Name: d.member.Name,
			Date: first.Date, Zone: d.member.Zone.String(), Source: d.msg.MessageID, Verdict: d.proof,
			Late: first.Date.Before(localDate(d.now, d.member)), Sections: changes,
		})
	} else {
		m.after = "none"
	}
	part := digest.Receipt{Entry: stands, After: m.after}
	if m.after == "undo" {
		var err error
		if part.Decisions, err = d.decidedIn(last); err != nil {
			return err
		}
	}
	d.about = first.Date
	d.say(part)
	return nil
}

// decidedIn are the decisions that came in the same mail as an update.
func (d *desk) decidedIn(update entry.Entry) (list []entry.Entry, err error) {
	all, err := d.s.store.On(d.team.ID, update.Date, update.Date)
	for _, e := range all {
		if e.Kind == entry.Decided && e.Mail == update.Mail && e.Mail != "" {
			list = append(list, e)
		}
	}
	return list, readable(err)
}

// toMend finds the update that a repair is about: that of the date which the
// mail answered is about, else the newest, if it is not older than a day. Nil
// if there is none.
func (d *desk) toMend() (*mending, error) {
	date := d.ground.Date
	own, err := d.ownUpdates(date, date)
	if err != nil {
		return nil, err
	}
	if len(own) == 0 {
		today := localDate(d.now, d.member)
		if own, err = d.ownUpdates(today.Add(-historyDays), today.Add(1)); err != nil {
			return nil, err
		}
		own = newest(own, d.now.Add(-mendTime))
	}
	if len(own) == 0 {
		return nil, nil
	}
	m := &mending{own: own, was: together(own), after: "none"}
	m.now, m.shown = m.was, together(filedBy(own, d.shownAt()))
	if m.shown == nil {
		m.shown = m.was
	}
	return m, nil
}

// ownUpdates are the member's updates for some dates.
func (d *desk) ownUpdates(from, to civil.Date) (own []entry.Entry, err error) {
	if from.IsZero() {
		return nil, nil
	}
	all, err := d.s.store.On(d.team.ID, from, to)
	for _, e := range all {
		if e.Kind == entry.Update && e.Member == d.member.ID {
			own = append(own, e)
		}
	}
	return own, readable(err)
}

// newest keeps the updates for the date that was written for last; none, if
// that is longer ago than since.
func newest(own []entry.Entry, since time.Time) []entry.Entry {
	if len(own) == 0 {
		return nil
	}
	last := slices.MaxFunc(own, entry.Order)
	if last.Filed.Before(since) {
		return nil
	}
	return slices.DeleteFunc(own, func(e entry.Entry) bool { return e.Date != last.Date })
}

// filedBy keeps the updates that were filed by a time; all for the zero time.
func filedBy(own []entry.Entry, at time.Time) (then []entry.Entry) {
	for _, e := range own {
		if at.IsZero() || !e.Filed.After(at) {
			then = append(then, e)
		}
	}
	return then
}

// shownAt is when the answer of ours was written that the mail replies to; zero
// if it replies to none. The receipt in it shows what stood then.
func (d *desk) shownAt() time.Time {
	data, ok := d.s.store.SentText(d.ground.Replied)
	if !ok || !strings.HasPrefix(d.ground.Replied, "answer.") {
		return time.Time{}
	}
	return mail.Parse(data).Date
}
