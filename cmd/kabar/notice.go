package main

import (
	"strings"

	"kabar/digest"
	"kabar/mail"
	"kabar/mail/intake"
	"kabar/store/entry"
)

// unsure tells whether kabar may have read a mail wrong.
func unsure(act intake.Act) bool { return act != nil && act.Said().Result.Unsure != "" }

// needsReceipt tells whether a member is to see what was filed of a mail: where
// kabar may have read it wrong, or lines of it may have been commands.
func needsReceipt(act intake.Act) bool { return unsure(act) || len(doubtsOf(act)) > 0 }

// doubtsOf is the lines of a mail that were filed, and may have been commands.
func doubtsOf(act intake.Act) (doubts []digest.Doubt) {
	var lines []intake.Command
	switch act := act.(type) {
	case *intake.Update:
		lines = act.Doubts
	case *intake.Comment:
		lines = act.Doubts
	}
	for _, c := range lines {
		doubts = append(doubts, digest.Doubt{Line: c.Line, Command: c.Near})
	}
	return doubts
}

// receipt tells a member what was filed of a mail that kabar is not sure to
// have read right, or in which a line may have been meant as a command: all
// that stands for its date now, by numbers, and how to repair it. It says nothing where all is clear: who has answered has done
// their part.
func (s *station) receipt(a *arrival, u *intake.Update) error {
	if !needsReceipt(u) {
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
	part := digest.Receipt{Unsure: unsure(u), Doubts: doubtsOf(u)}
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
	d.about = u.Date
	return d.besides(a, part)
}

// besides answers with a part; or where what it is about stands under commands,
// it leaves the part to the answer to them: one mail gets one.
func (d *desk) besides(a *arrival, part digest.Part) error {
	if d.act != nil {
		a.parts = append(a.parts, part)
		return nil
	}
	return d.answer(part)
}

// remarked tells a member of lines of their comments that may have been
// commands. Of a comment that is clear it says nothing.
func (s *station) remarked(a *arrival, c *intake.Comment) error {
	doubts := doubtsOf(c)
	if len(doubts) == 0 {
		return nil
	}
	d, err := s.desk(a)
	if err != nil {
		return err
	}
	return d.besides(a, digest.Remarked{Count: len(a.filing.Entries), Doubts: doubts})
}

// onlySubject tells whether all that somebody wrote stands in the subject.
func onlySubject(m *mail.Message) bool {
	return m.Text == "" && m.HTML == "" && len(m.Attachments) == 0 && len(m.InReplyTo) == 0 &&
		strings.TrimSpace(m.Subject) != ""
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
	case act.Text == "" && onlySubject(a.msg):
		why = "subject"
	case act.Text == "":
		why = "empty"
	}
	return d.answer(digest.Unplaced{Subject: a.msg.Subject, At: a.filing.Received, Why: why})
}
