package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"kabar/digest"
	"kabar/mail/intake"
	"kabar/mail/reply"
	"kabar/store"
	"kabar/store/entry"
	"kabar/store/team"
)

// decided is the status that each command gives a decision.
var decided = map[string]string{"accept": "accepted", "reject": "rejected", "withdraw": "withdrawn"}

// ruling reads "7: fine with me": a number, and why.
var ruling = pattern(
	`(?is)^(?:decision |keputusan )?#?([0-9]{1,9})\s*(?:[:,;–—(-]\s*)?(.*)$`)

// replacing reads "7: use SQLite" and "7 with 9": a number, and what takes its
// place.
var replacing = pattern(
	`(?is)^(?:decision |keputusan )?#?([0-9]{1,9})` +
		`\s*(?:[:–-]|with\b|by\b|dengan\b|oleh\b)\s*(\S.*)$`)

// readRuling reads what stands after "accept", "reject", "withdraw" and
// "decision".
func readRuling(args string) (number int, why string, ok bool) {
	m := ruling().FindStringSubmatch(strings.TrimSpace(args))
	if m == nil {
		return 0, "", false
	}
	why = strings.TrimSpace(m[2])
	if !strings.Contains(why, "(") {
		why = strings.TrimSuffix(why, ")")
	}
	if strings.Trim(why, ".!?") == "" {
		why = ""
	}
	number, _ = strconv.Atoi(m[1])
	return number, why, true
}

// readReplacing reads what stands after "supersede": the decision that is
// replaced, and the title of a new one or the number of another.
func readReplacing(args string) (number int, title string, by int, ok bool) {
	m := replacing().FindStringSubmatch(strings.TrimSpace(args))
	if m == nil {
		return 0, "", 0, false
	}
	number, _ = strconv.Atoi(m[1])
	title = strings.TrimSpace(m[2])
	if by, err := strconv.Atoi(strings.Trim(title, "#.! ")); err == nil && len(title) < 12 {
		return number, "", by, true
	}
	return number, title, 0, true
}

// mayChange tells whether a member may give a decision a status; the error is a
// *refusal. Withdrawing is for whoever made it.
func mayChange(e entry.Entry, m team.Member, status string) error {
	d := e.Decision
	word := d.State()
	switch {
	case m.Guest:
		return &refusal{why: "guest"}
	case word == "superseded":
		near := ""
		if _, by, ok := strings.Cut(d.Status, "superseded by "); ok {
			near = "decision " + strings.TrimLeft(by, "0")
		}
		return &refusal{why: "overtaken", near: near}
	case word == status:
		return &refusal{why: "already", near: fmt.Sprintf("decision %d", d.Number)}
	case status == "withdrawn" && !m.Admin && !made(e, m):
		near := "reject"
		if word == "rejected" {
			near = "decision"
		}
		return &refusal{why: "author", near: fmt.Sprintf("%s %d", near, d.Number)}
	}
	return nil
}

// made tells whether a member is one of those who made a decision. Older files
// name them by id.
func made(e entry.Entry, m team.Member) bool {
	return e.Member == m.ID ||
		slices.ContainsFunc(e.Decision.Makers, func(who string) bool { return is(m, who) })
}

// stateWords are the states that "decisions open" may name, in what people
// write.
var stateWords = map[string]string{
	"open": "proposed", "proposed": "proposed", "terbuka": "proposed", "diusulkan": "proposed",
	"usulan":   "proposed",
	"accepted": "accepted", "diterima": "accepted", "rejected": "rejected", "ditolak": "rejected",
	"withdrawn": "withdrawn", "ditarik": "withdrawn", "superseded": "superseded", "diganti": "superseded",
}

// decisions answers "decisions" with the team's, newest first, and "decisions
// open" with those in a state.
func (d *desk) decisions(c intake.Command) error {
	all, err := d.s.store.Decisions(d.team.ID)
	if err := readable(err); err != nil {
		return err
	}
	part := digest.Decisions{Status: stateWords[strings.ToLower(strings.Trim(c.Args, " .!?"))]}
	for i := len(all) - 1; i >= 0; i-- {
		if part.Status != "" && all[i].Decision.State() != part.Status {
			continue
		}
		if part.Total++; len(part.List) < pageHits {
			part.List = append(part.List, all[i])
		}
	}
	d.say(part)
	return nil
}

// decision answers "decision 7".
func (d *desk) decision(c intake.Command) error {
	number, _, ok := readRuling(c.Args)
	if !ok {
		return d.refuse(c, &refusal{why: "unclear", near: "decision 7"})
	}
	e, err := d.decisionNumbered(number)
	if err != nil {
		return err
	}
	record := digest.Record{Number: number, Entry: e, May: d.may(e)}
	if e.Decision != nil {
		full, err := d.full(e.Num)
		if err != nil {
			return err
		}
		record.Comments = slices.DeleteFunc(full.Comments, func(c entry.Entry) bool {
			return filedChange(e, c)
		})
	}
	d.say(record)
	return nil
}

// rule carries out "accept 7", "reject 7: why" and "withdraw 7".
func (d *desk) rule(c intake.Command) error {
	number, why, ok := readRuling(c.Args)
	if !ok {
		return d.refuse(c, &refusal{why: "unclear", near: c.Name + " 7"})
	}
	e, err := d.decisionNumbered(number)
	if err != nil {
		return err
	}
	status := decided[c.Name]
	if err := d.mayDecide(e, status); err != nil {
		return d.refuse(c, err)
	}
	what := status
	if why != "" {
		what += ": " + why
	}
	d.alter(&e, c, status, what)
	if status == "rejected" && why != "" {
		// Why somebody is against it is an objection, which has:objection finds.
		change := &d.filing.Changes[len(d.filing.Changes)-1]
		change.Objection = d.member.Name + ": " + why
		e.Decision.Objections = append(slices.Clone(e.Decision.Objections), change.Objection)
	}
	d.say(digest.Record{Number: number, Entry: e, Changed: true, May: d.may(e)})
	return nil
}

// supersede carries out "supersede 7: use SQLite", which files the new decision
// with the next number, and "supersede 7 with 9".
func (d *desk) supersede(c intake.Command) error {
	number, title, by, ok := readReplacing(c.Args)
	if !ok {
		n := 7
		if given, _, ok := readRuling(c.Args); ok {
			n = given
		}
		near := fmt.Sprintf("supersede %d: use SQLite", n)
		return d.refuse(c, &refusal{why: "missing", near: near})
	}
	e, err := d.decisionNumbered(number)
	if err != nil {
		return err
	}
	if err := d.mayDecide(e, "superseded"); err != nil {
		return d.refuse(c, err)
	}
	var next entry.Entry
	if title == "" {
		if next, err = d.decisionNumbered(by); err != nil {
			return err
		}
		if next.Decision == nil || by == number {
			return d.refuse(c, &refusal{why: "nodecision", near: "decisions"})
		}
	} else if next, err = d.newDecision(title, number); err != nil {
		return err
	}
	status := fmt.Sprintf("superseded by %04d", next.Decision.Number)
	d.alter(&e, c, status, status)
	d.say(digest.Record{Number: number, Entry: e, Changed: true, Next: &next})
	return nil
}

// may are the commands that the member can give a decision as it stands.
func (d *desk) may(e entry.Entry) (commands []string) {
	for _, c := range []struct{ name, status string }{
		{"accept", "accepted"}, {"reject", "rejected"}, {"withdraw", "withdrawn"}, {"supersede", "superseded"},
	} {
		if d.mayDecide(e, c.status) == nil {
			commands = append(commands, c.name)
		}
	}
	return commands
}

// mayDecide is mayChange for the member, also of a decision that is not there.
func (d *desk) mayDecide(e entry.Entry, status string) error {
	switch {
	case e.Decision == nil:
		return &refusal{why: "nodecision", near: "decisions"}
	case d.frozen:
		return &refusal{why: "damaged"}
	}
	return mayChange(e, d.member, status)
}

// refuse says why a command can't be carried out. Any other error is returned.
func (d *desk) refuse(c intake.Command, err error) error {
	var no *refusal
	if !errors.As(err, &no) {
		return err
	}
	d.say(digest.Refused{Command: c.Name, Given: c.Args, Why: no.why, Near: no.near})
	return nil
}

// alter changes a decision's file and files the member's own words as a comment
// under it: an entry, by which the change is told in the digests.
func (d *desk) alter(e *entry.Entry, c intake.Command, status, what string) {
	number, words := e.Decision.Number, c.Line
	if strings.HasSuffix(words, "…") {
		words = c.Name + " " + c.Args
	}
	d.filing.Changes = append(d.filing.Changes, store.DecisionChange{
		Number: number, By: d.member.ID, What: what, NewStatus: status,
	})
	d.filing.Entries = append(d.filing.Entries, &entry.Entry{
		Kind: entry.Comment, Team: d.team.ID, Member: d.member.ID, Name: d.member.Name,
		Date: localDate(d.filing.Received, d.member), Zone: d.member.Zone.String(),
		Source: d.msg.MessageID, Verdict: d.proof, On: e.ID,
		Sections: []entry.Section{{Name: "note", Items: []entry.Item{{Text: words}}}},
	})
	*e = d.asChanged(*e, d.filing.Changes[len(d.filing.Changes)-1])
}

// asChanged is a decision as a change leaves it.
func (d *desk) asChanged(e entry.Entry, c store.DecisionChange) entry.Entry {
	after := *e.Decision
	after.Status = c.NewStatus
	if c.Objection != "" {
		after.Objections = append(slices.Clone(after.Objections), c.Objection)
	}
	after.Log = append(slices.Clone(after.Log), entry.Change{At: d.now, By: c.By, What: c.What})
	e.Decision = &after
	return e
}

// decisionNumbered finds a decision of the team as it stands after what this
// mail has changed so far; a zero entry if there is none.
func (d *desk) decisionNumbered(number int) (entry.Entry, error) {
	all, err := d.s.store.Decisions(d.team.ID)
	if err := readable(err); err != nil {
		return entry.Entry{}, err
	}
	for _, e := range all {
		if e.Decision.Number != number {
			continue
		}
		for _, c := range d.filing.Changes {
			if c.Number == number {
				e = d.asChanged(e, c)
			}
		}
		return e, nil
	}
	return entry.Entry{}, nil
}

// newDecision files a decision that takes the place of another, with the number
// that the store will give it.
func (d *desk) newDecision(title string, old int) (entry.Entry, error) {
	all, err := d.s.store.Decisions(d.team.ID)
	number := lastDecision(all, err)
	if err := readable(err); err != nil {
		return entry.Entry{}, err
	}
	for _, e := range d.filing.Entries {
		if e.Kind == entry.Decided {
			number++
		}
	}
	e := entry.Entry{
		Kind: entry.Decided, Team: d.team.ID, Member: d.member.ID, Name: d.member.Name,
		Date: localDate(d.filing.Received, d.member), Zone: d.member.Zone.String(),
		Source: d.msg.MessageID, Verdict: d.proof, Decision: &entry.Decision{
			Number: number + 1, Title: title, Status: "accepted", Makers: []string{d.member.Name},
			Deadline: deadlineOf(reply.Decision{Title: title}, localDate(d.filing.Received, d.member)),
			Log: []entry.Change{{At: d.now, By: d.member.ID,
				What: fmt.Sprintf("filed: supersedes %04d", old)}},
		},
	}
	filed := e
	d.filing.Entries = append(d.filing.Entries, &filed)
	e.Filed = d.now
	e.Num = d.s.store.Last() + int64(len(d.filing.Entries)) // commands are filed alone
	return e, nil
}

// decisionFile is the path of a decision, as a *store.DamagedError names it.
var decisionFile = pattern(`/decisions/([0-9]{4,9})-`)

// lastDecision is the highest number of a team's decisions, those included that
// could not be read.
func lastDecision(all []entry.Entry, err error) (last int) {
	for _, e := range all {
		last = max(last, e.Decision.Number)
	}
	var damaged *store.DamagedError
	if errors.As(err, &damaged) {
		for _, p := range damaged.Problems {
			if m := decisionFile().FindStringSubmatch(p.File); m != nil {
				n, _ := strconv.Atoi(m[1])
				last = max(last, n)
			}
		}
	}
	return last
}

// fileCommand makes what a mail of commands does durable, alone. A decision
// file may be one that can't be changed, since somebody is in the middle of
// editing it: then all is done but that, and the member is told. No mail may
// keep those behind it waiting.
func (s *station) fileCommand(now time.Time, a *arrival) error {
	err := s.file(now, []*store.Filing{a.filing})
	if err == nil || len(a.filing.Changes) == 0 {
		return err
	}
	again := *a.filing
	again.Entries, again.Letters, again.Settings, again.Changes = nil, nil, nil, nil
	a.filing, a.parts, a.frozen = &again, nil, true
	if s.fill(a, a.act) != nil || s.file(now, []*store.Filing{a.filing}) != nil {
		return err // it is the disk, not the decision
	}
	s.log.trouble("decision not changed", err)
	return nil
}
