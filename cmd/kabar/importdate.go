package main

import (
	"time"

	"kabar/mail"
	"kabar/mail/auth"
)

// firstMail is before all mail that may be imported: dates before it are those of
// clocks that were not set.
var firstMail = time.Date(1990, time.January, 1, 0, 0, 0, 0, time.UTC)

// fast is how much later than now a mail may say it was written: clocks differ.
const fast = time.Hour

// timeOf is the time that a mail counts for: when it was written or, where it has
// no date that can be right, when it came. ok is false if nothing tells.
func (im *importer) timeOf(m *oldMail) (at time.Time, ok bool) {
	for _, look := range []func() time.Time{
		func() time.Time { return m.msg.Date },
		m.msg.Arrived,
		func() time.Time { return m.came },
	} {
		if at = look(); at.After(firstMail) && !at.After(im.began.Add(fast)) {
			if at.After(im.began) {
				at = im.began
			}
			return at, true
		}
	}
	return im.began, false
}

// setAside makes a mail that is of no day a stray: kabar strays file can give it
// one.
func (m *oldMail) setAside() {
	m.fate, m.comment = undated, nil
	m.about = "Date: " + m.msg.Header.Get("Date")
	m.filing.Hash, m.filing.Outcome = m.msg.Hash, "stray"
	m.filing.Reason = "imported; nothing in it tells which day it is of"
	m.filing.StrayWhy = m.filing.Reason
}

// How far before a mail the prompt or the digest may be that it answers, in days.
const mostAnswered = 60

// token is the one the mail brings back. One of another kabar's can't be proved,
// and is believed, as the whole mail is, on the word of who imports it; own tells
// that it is one of ours.
func (im *importer) token(msg *mail.Message, at time.Time) (t *auth.Token, own bool) {
	if t := auth.Find(im.keys, msg, []string{im.team.Address}); t != nil {
		t.Team = im.team.ID // it may have had another name
		return t, true
	}
	claimed, _, ok := auth.Claimed(msg)
	if !ok || len(msg.From) != 1 {
		return nil, false
	}
	if late := at.Sub(claimed.Date.Midnight()); late < -24*time.Hour || late > mostAnswered*24*time.Hour {
		return nil, false
	}
	claimed.Team = im.team.ID
	if _, known := im.team.Member(claimed.Member); !known { // there they had another id
		if m, ok := memberAt(im.team.Team, msg.From[0].Addr); ok {
			claimed.Member = m.ID
		}
	}
	return &claimed, false
}
