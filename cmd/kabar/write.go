package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/digest"
	"kabar/mail"
	"kabar/mail/auth"
	"kabar/store"
	"kabar/store/civil"
	"kabar/store/entry"
	"kabar/store/team"
)

// historyDays is how far back a digest or prompt looks: for the age of a
// blocker, and for what somebody planned.
const historyDays = 30

// archive is what the writer of prompts and digests reads.
type archive interface {
	Since(team string, num int64) ([]entry.Entry, error)
	On(team string, first, last civil.Date) ([]entry.Entry, error)
	Decisions(team string) ([]entry.Entry, error)
	Last() int64
}

// writer makes mails from the archive; nothing is changed by it, so that a
// preview is the very mail.
type writer struct {
	key    auth.Key
	config config.Team
	now    time.Time
}

// matter is all that the mail of a slot is made from.
type matter struct {
	env    digest.Envelope
	ask    *digest.Ask   // nil: it is a digest
	source digest.Source // of the digest
	num    int64         // the last entry that the reader has been told of after it
}

// gather reads what the mail of a slot is made from.
func (w writer) gather(a *records, t team.Team, m team.Member, slot digest.Slot, d told) (
	got matter, err error,
) {
	first, last := slot.Date.Add(-historyDays), slot.Date.Add(1)
	got.num = d.num
	got.env = w.envelope(t, m, auth.Token{
		Kind: string(slot.Kind), Team: t.ID, Member: m.ID, Date: slot.Date,
	})
	if slot.Kind == digest.PromptKind {
		history, err := a.on(t.ID, first, last)
		got.ask = &digest.Ask{
			Team: t, Member: m, Date: slot.Date, History: history, AwayMail: d.away,
		}
		return got, err
	}
	got.num = a.from.Last()
	history, err := a.toldOn(t.ID, first, last)
	if err != nil {
		return got, err
	}
	fresh, err := a.since(t.ID, d.num)
	if err != nil {
		return got, err
	}
	common := a.commonOf(audience{slot.Date, d.num}, fresh, history)
	if slices.ContainsFunc(fresh, isRemark) {
		decisions, err := a.decisions(t.ID)
		if err != nil {
			return got, err
		}
		fresh, history = withDecisions(m.ID, fresh, history, decisions)
	}
	got.source = digest.Source{
		Team: t, Reader: m, Date: slot.Date, Now: w.now, Fresh: fresh, History: history,
		Common: common, // decisions added above have no part in it
	}
	return got, nil
}

// draft makes the mail. Nil is a digest with nothing in it.
func (m matter) draft() *mail.Draft {
	if m.ask != nil {
		prompt := digest.Prompt(*m.ask, m.env)
		return &prompt
	}
	edition := digest.Build(m.source)
	if edition.Empty() {
		return nil
	}
	told := edition.Draft(m.env)
	return &told
}

// envelope addresses a mail to a member. The token stands in the Message-ID,
// which comes back in In-Reply-To, and in the Reply-To where the server
// delivers plus addresses.
func (w writer) envelope(t team.Team, m team.Member, token auth.Token) digest.Envelope {
	_, domain, _ := strings.Cut(t.Address, "@")
	env := digest.Envelope{
		From:      mail.Address{Name: "kabar · " + t.Name, Addr: t.Address},
		To:        mail.Address{Name: m.Name, Addr: m.Addresses[0]},
		MessageID: w.key.MessageID(token, domain),
		Date:      w.now,
	}
	if w.config.PlusAddresses {
		if addr, ok := w.key.Address(token, t.Address); ok {
			env.ReplyTo = &mail.Address{Name: env.From.Name, Addr: addr}
		}
	}
	return env
}

// seal writes the draft into the letter.
func seal(now time.Time, l *store.Letter, draft *mail.Draft) error {
	data, err := mail.Compose(*draft)
	if err != nil {
		return fmt.Errorf("write %s: %w", l.Key, err)
	}
	l.MessageID, l.From, l.To = draft.MessageID, draft.From.Addr, draft.To.Addr
	l.Created, l.Data = now, data
	return nil
}
