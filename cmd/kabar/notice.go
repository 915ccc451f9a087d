package main

import (
	"kabar/digest"
	"kabar/mail/intake"
	"kabar/store/entry"
)

// unsure tells whether kabar may have read a mail wrong.
func unsure(act intake.Act) bool { return act != nil && act.Said().Result.Unsure != "" }

// receipt tells a member what was filed of a mail that kabar is not sure to
// have read right: all that stands for its date now, by numbers, and how to
// repair it. It says nothing where all is clear: who has answered has done
// their part.
func (s *station) receipt(a *arrival, u *intake.Update) error {
	if !unsure(u) {
		return nil
	}
	d, err := s.desk(a)
	if err != nil {
		return err
	}
	own, err := d.ownUpdates(u.Date, u.Date)
	if err != nil {
		return err
	}
	part := digest.Receipt{Unsure: true}
	for _, e := range a.filing.Entries {
		shown := *e
		shown.Filed = a.now
		if e.Kind == entry.Decided {
			part.Decisions = append(part.Decisions, shown)
		} else {
			own = append(own, shown)
		}
	}
	part.Entry = entry.Entry{Kind: entry.Update, Member: d.member.ID, Name: d.member.Name,
		Date: u.Date, Sections: together(own)}
	if d.act != nil { // it stands under commands: they are answered in the same mail
		a.parts = append(a.parts, part)
		return nil
	}
	d.about = u.Date
	return d.answer(part)
}

// strayNotice tells a member that their mail found no place. Only somebody who
// is proved to have written it hears of it.
func (s *station) strayNotice(a *arrival, act *intake.Stray) error {
	v := a.verdict
	proved := v.Pass || v.Token != nil && v.Token.Member == act.Member
	if act.Member == "" || !proved || v.Fail {
		return nil
	}
	d, err := s.desk(a)
	if err != nil {
		return err
	}
	why := ""
	switch {
	case a.member().Guest:
		why = "guest"
	case a.msg.Encrypted:
		why = "encrypted"
	case act.Text == "":
		why = "empty"
	}
	return d.answer(digest.Unplaced{Subject: a.msg.Subject, At: a.filing.Received, Why: why})
}
