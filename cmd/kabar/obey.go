package main

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"kabar/digest"
	"kabar/mail"
	"kabar/mail/auth"
	"kabar/mail/intake"
	"kabar/store"
	"kabar/store/civil"
	"kabar/store/entry"
	"kabar/store/team"
)

// answerTime is how long an answer is worth sending: who asked a day ago has
// asked again or found it.
const answerTime = 24 * time.Hour

// desk is where the commands of one mail are carried out: what changes lies in
// the filing and becomes durable with it, in one piece.
type desk struct {
	s      *station
	now    time.Time
	team   team.Team
	config team.Member // as the config has them
	member team.Member // as they are now
	set    team.Settings
	act    *intake.Commands
	msg    *mail.Message
	filing *store.Filing
	parts  []digest.Part

	hits     *found      // the search that the answer's numbers mean, kept with it
	searched bool        // the answer is one to a search
	files    []mail.File // that the answer brings
	token    *auth.Token // of the mail, if it has one

	enough  *digest.Enough // the answer is the last for a while
	place   int            // of the mail, among those that came together
	frozen  bool           // no decision can be changed now
	proof   string         // how the member is known, for what is filed
	ground  ground         // what a repair is about
	mending *mending       // nil until there is one
	about   civil.Date     // that the answer is about; zero: today
}

// obey carries out the commands of one mail and queues the one answer to it.
func (s *station) obey(a *arrival, c *intake.Commands) error {
	d, err := s.desk(a)
	if err != nil {
		return err
	}
	if c.Confirm {
		if err := d.ask(); err != nil {
			return fmt.Errorf("ask back: %w", err)
		}
	}
	for _, cmd := range c.List {
		if cmd.Changes && c.Confirm {
			continue
		}
		if err := d.carryOut(cmd); err != nil {
			return fmt.Errorf("%s: %w", cmd.Name, err)
		}
	}
	if err := d.mended(); err != nil {
		return fmt.Errorf("repair: %w", err)
	}
	if c.Refused > 0 {
		d.parts = append(d.parts, digest.TooMany{Done: len(c.List), Left: c.Refused})
	}
	return d.answer(d.parts...)
}

// desk prepares one for the member a mail is from.
func (s *station) desk(a *arrival) (*desk, error) {
	said := a.act.Said()
	d := &desk{s: s, now: a.now, msg: a.msg, filing: a.filing, member: a.member(), parts: a.parts,
		place: a.place, frozen: a.frozen, proof: said.Proof, ground: groundOf(said, a.verdict.Token), token: a.verdict.Token}
	d.act, _ = a.act.(*intake.Commands)
	for _, t := range a.teams {
		if t.ID == said.Team {
			d.team = t
			d.team.Members = slices.Clone(t.Members) // the answer shows them as they become
		}
	}
	for _, t := range s.cfg.Teams {
		if m, ok := t.Member(said.Member); ok && t.ID == said.Team {
			d.config = m
		}
	}
	var err error
	d.set, err = s.store.Settings(said.Team, said.Member)
	return d, s.readable(err)
}

// carryOut does what one command says.
func (d *desk) carryOut(c intake.Command) error {
	if c.Wrong {
		d.say(wrong(c))
		return nil
	}
	switch c.Name {
	case "help":
		d.say(digest.Help{})
	case "status":
		return d.standing()
	case "mydata":
		return d.mydata()
	case "who":
		d.say(digest.People{})
	case "search":
		return d.search(c.Args)
	case "best":
		return d.search(bestOf(c.Args))
	case "more":
		return d.more()
	case "get":
		return d.get(c.Args)
	case "thread":
		return d.thread(c.Args)
	case "decisions":
		return d.decisions(c)
	case "away", "back", "timezone", "hours", "prompt", "digest", "language", "pause", "resume":
		return d.change(c)
	case "decision":
		return d.decision(c)
	case "accept", "reject", "withdraw":
		return d.rule(c)
	case "supersede":
		return d.supersede(c)
	case "undo", "move", "drop":
		return d.repair(c)
	case "confirm":
		return d.confirmed(c)
	case "cancel":
		return d.forget()
	default:
		d.say(digest.Unknown{Line: c.Line, Near: c.Near})
	}
	return nil
}

// wrong is what is said to a line that begins like a command and does not go on
// as one. It was all the mail said, and was not filed: it may have been news.
func wrong(c intake.Command) digest.Refused {
	why := "unclear"
	if c.Args == "" {
		why = "missing"
	}
	return digest.Refused{Command: c.Name, Given: c.Args, Why: why, Near: c.Near,
		Unfiled: true}
}

func (d *desk) say(p digest.Part) { d.parts = append(d.parts, p) }

// change carries out a command that changes the member's own settings.
func (d *desk) change(c intake.Command) error {
	before := d.member
	after, period, err := c.Set(d.set, localDate(d.filing.Received, d.member))
	var arg *intake.ArgError
	if errors.As(err, &arg) {
		d.say(digest.Refused{Command: c.Name, Given: arg.Given, Why: arg.Problem, Near: arg.Near})
		return nil
	} else if err != nil {
		return err
	}
	now, problems := after.Apply(d.config)
	if len(problems) > 0 {
		d.say(digest.Refused{Command: c.Name, Given: c.Args, Why: "unclear"})
		return nil
	}
	if (c.Name == "prompt" || c.Name == "digest") && !digest.Inside(now, c.Name) {
		d.say(digest.Refused{Command: c.Name, Given: c.Args, Why: "outside"})
		return nil
	}
	d.set, d.member = after, now
	d.filing.Settings = map[string]team.Settings{d.member.ID: after}
	if c.Name == "resume" || c.Name == "back" {
		// What they missed meanwhile is not due: they start anew.
		value := d.now.UTC().Format(time.RFC3339)
		if err := d.s.store.SetMark(sinceMark(d.team, d.member), value); err != nil {
			return err
		}
	}
	d.say(digest.Changed{What: c.Name, Before: before, Range: period, Next: d.nextHeard()})
	return nil
}

// standing answers "status": how it is with the member.
func (d *desk) standing() error {
	today := localDate(d.now, d.member)
	own, err := d.ownUpdates(today, today)
	if err != nil {
		return err
	}
	d.say(digest.Standing{Next: d.nextHeard(),
		Today: entry.Entry{Kind: entry.Update, Date: today, Sections: together(own)}})
	return nil
}

// nextHeard is when the member hears from kabar next.
func (d *desk) nextHeard() time.Time {
	done, err := d.s.done(d.now, d.team, d.member)
	if err != nil {
		return time.Time{} // it is only a courtesy; publish says what is wrong
	}
	return digest.Next(d.team, d.member, d.now, done.slot)
}

// answer queues one mail to the member who wrote. Its key is made from the
// mail it answers, so that no mail is answered twice.
func (d *desk) answer(parts ...digest.Part) error {
	if len(parts) == 0 {
		return nil
	}
	ref := d.msg.Hash[:12]
	key, until := "answer."+ref+"."+d.member.ID+"."+d.team.ID, d.filing.Received.Add(answerTime)
	if !d.now.Before(until) { // it waited for us: an outage is over
		d.s.log.lapsed(key, "asked at "+d.filing.Received.UTC().Format(time.RFC3339))
		return nil
	}
	if ok, err := d.mayAnswer(); !ok || err != nil {
		return err
	}
	if d.enough != nil {
		parts = append(parts, *d.enough)
	}
	for i := range d.team.Members {
		if d.team.Members[i].ID == d.member.ID {
			d.team.Members[i] = d.member // the answer is written for who they are now
		}
	}
	token := auth.Token{Kind: "answer", Team: d.team.ID, Member: d.member.ID, Date: d.about, Ref: ref}
	if token.Date.IsZero() {
		token.Date = localDate(d.now, d.member)
	}
	w := writer{key: d.s.key, config: d.s.teamConfig(d.team.ID), now: d.now}
	env := w.envelope(d.team, d.member, token)
	env.To = mail.Address{Name: d.member.Name, Addr: d.filing.From}
	env.InReplyTo = d.msg.MessageID
	if d.msg.MessageID != "" {
		env.References = append(env.References, d.msg.References...)
		env.References = append(env.References, d.msg.MessageID)
	}
	draft := digest.Answer{
		Team: d.team, Reader: d.member, Now: d.now, Subject: d.msg.Subject, Parts: parts,
	}.Draft(env)
	draft.Files = d.files
	l := &store.Letter{
		Key: key, Kind: "answer", Team: d.team.ID, Member: d.member.ID, NotAfter: until,
	}
	// Letters go out in the order in which they were made: these, in the order in
	// which the mails came.
	if err := seal(d.now.Add(time.Duration(d.place)), l, &draft); err != nil {
		return err
	}
	d.filing.Letters = append(d.filing.Letters, l)
	return d.remember(l)
}
