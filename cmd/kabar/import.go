package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/mail"
	"kabar/mail/auth"
	"kabar/mail/intake"
	"kabar/store"
	"kabar/store/team"
)

// importBatch is how many mails are made durable at once.
const importBatch = 500

// imported marks entries that were brought in from files: they can be found,
// and are news to nobody.
const imported = "import"

// runImport is `kabar import`: the mails of members in files become entries, by
// the same reading as live mail. Nothing is sent, no command is carried out,
// and importing the same mails again changes nothing.
func runImport(ctx context.Context, a *app, args []string) error {
	fs := a.flags("import")
	id := fs.String("team", "", "the team whose mails these are; needed where there are several")
	paths, err := parseMixed(fs, args)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return usageError("import needs files: kabar import --team acme Maildir old.mbox one.eml")
	}
	cfg, err := a.load()
	if err != nil {
		return err
	}
	c, err := teamNamed(cfg, *id)
	if err != nil {
		return err
	}
	s, err := openStation(cfg, a.now, newJournal(a.err, slog.LevelWarn, false))
	if err != nil {
		return err
	}
	defer s.Close()
	im := &importer{a: a, s: s, team: c, began: a.now()}
	for _, path := range paths {
		err = errors.Join(err, eachMail(path, a.in, func(name string, raw []byte) error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return im.take(name, raw)
		}))
	}
	err = errors.Join(err, im.flush())
	im.tell()
	return err
}

// teamNamed is the team with this id, or the only one for "".
func teamNamed(cfg *config.Config, id string) (config.Team, error) {
	var ids []string
	for _, t := range cfg.Teams {
		if t.ID == id || id == "" && len(cfg.Teams) == 1 {
			return t, nil
		}
		ids = append(ids, t.ID)
	}
	return config.Team{}, usageError("which team? --team wants one of: %s", strings.Join(ids, ", "))
}

// importer files mails from files.
type importer struct {
	a     *app
	s     *station
	team  config.Team
	began time.Time
	batch []*store.Filing

	read, filed, known, other int
}

// take files one mail, if it is a member's and was not filed before.
func (im *importer) take(name string, raw []byte) error {
	if im.read++; im.read%importBatch == 0 {
		if err := im.flush(); err != nil {
			return err
		}
		im.progress()
	}
	msg := mail.Parse(raw)
	if _, seen := im.s.store.Seen(msg.MessageID, msg.Hash); seen {
		im.known++
		return nil
	}
	f, err := im.filing(msg, raw)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if f == nil {
		im.other++
		return nil
	}
	im.batch = append(im.batch, f)
	return nil
}

// filing is what a mail leaves in the archive; nil if it is no update and no
// comment of a member's.
func (im *importer) filing(msg *mail.Message, raw []byte) (*store.Filing, error) {
	at := msg.Date
	if at.IsZero() || at.After(im.began) {
		at = im.began
	}
	verdict := auth.Verdict{Proof: imported, Reason: "imported by who runs kabar"}
	if len(msg.From) == 1 {
		verdict.From, verdict.Pass = msg.From[0].Addr, true
	}
	act := intake.Read(msg, intake.Roster{
		Teams: []team.Team{im.team.Team}, Trusted: true, Known: true, Now: at, Sent: im.s.sentText,
	}, verdict)
	if c, ok := act.(*intake.Commands); ok && c.Rest != nil {
		act = c.Rest
	}
	said := act.Said()
	f := &store.Filing{
		Team: im.team.ID, MessageID: msg.MessageID, Hash: msg.Hash, Raw: raw, Received: at,
		From: said.From.Addr, Subject: msg.Subject, Outcome: act.Kind(), Reason: said.Reason,
	}
	m, ok := im.team.Member(said.Member)
	if !ok {
		return nil, nil
	}
	switch act := act.(type) {
	case *intake.Update:
		f.Entries = entriesOf(act, m, msg)
	case *intake.Comment:
		f.Entries = im.s.comments(act, m, msg)
	}
	for _, e := range f.Entries {
		e.Filed = at.UTC().Truncate(time.Second)
	}
	if len(f.Entries) == 0 {
		return nil, nil
	}
	return f, nil
}

// flush makes what was taken durable and findable.
func (im *importer) flush() error {
	err := im.s.file(im.a.now(), im.batch)
	if err == nil {
		im.filed += len(im.batch)
	}
	im.batch = nil
	return err
}

// progress shows on a terminal how far it is.
func (im *importer) progress() {
	if im.a.tty {
		rate := float64(im.read) / max(im.a.now().Sub(im.began).Seconds(), 0.001)
		fmt.Fprintf(im.a.err, "\r%d mails read, %d filed, %.0f a second ", im.read, im.filed, rate)
	}
}

// tell says in the end what became of the mails.
func (im *importer) tell() {
	if im.a.tty {
		fmt.Fprintln(im.a.err)
	}
	fmt.Fprintf(im.a.out, "%s read: %d filed, %d filed before, %d not a member's update\n",
		counted(im.read, "mail"), im.filed, im.known, im.other)
}
