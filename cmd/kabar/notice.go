package main

import (
	"kabar/digest"
	"kabar/mail/intake"
	"kabar/store/entry"
)

// receipt tells a member what was filed of a mail that kabar is not sure to
// have read right. It says nothing where all is clear: who has answered has
// done their part.
func (s *station) receipt(a *arrival, u *intake.Update) error {
	if u.Result.Unsure == "" {
		return nil
	}
	part := digest.Receipt{Unsure: true}
	for _, e := range a.filing.Entries {
		shown := *e
		shown.Filed = a.now
		if e.Kind == entry.Decided {
			part.Decisions = append(part.Decisions, shown)
		} else {
			part.Entry = shown
		}
	}
	d, err := s.desk(a)
	if err != nil {
		return err
	}
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
	case a.msg.Encrypted:
		why = "encrypted"
	case act.Text == "":
		why = "empty"
	}
	return d.answer(digest.Unplaced{Subject: a.msg.Subject, At: a.filing.Received, Why: why})
}
