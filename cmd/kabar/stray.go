package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/mail"
	"kabar/mail/auth"
	"kabar/mail/intake"
	"kabar/mail/reply"
	"kabar/store"
	"kabar/store/civil"
	"kabar/store/entry"
)

// byHand is how the author of an entry is known that an admin filed.
const byHand = "hand"

// findStray finds a stray by its id, or by the beginning of it.
func findStray(cfg *config.Config, st *store.Store, id string) (store.StrayInfo, error) {
	var found []store.StrayInfo
	list, err := st.Strays(strayTeams(cfg)...)
	if err := readable(err); err != nil { // those that can be read are
		return store.StrayInfo{}, err
	}
	for _, s := range list {
		if id != "" && strings.HasPrefix(s.ID, strings.ToLower(id)) {
			found = append(found, s)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return store.StrayInfo{}, fmt.Errorf("no stray %q: kabar strays lists them", mail.Clean(clipped(id, 40)))
	}
	return store.StrayInfo{}, fmt.Errorf("%d strays begin with %q: write more of the id", len(found), mail.Clean(id))
}

// showStray prints why a mail was set aside, and the mail: as it came, or its
// text, but in both cases made safe for a terminal.
func (a *app) showStray(cfg *config.Config, id string, text bool) error {
	st, err := store.View(cfg.Data)
	if err != nil {
		return err
	}
	defer st.Close()
	s, err := findStray(cfg, st, id)
	if err != nil {
		return err
	}
	raw, err := st.StrayMail(s.Team, s.ID)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(a.out)
	fmt.Fprintf(w, "%s, came %s\nwhy: %s\n\n", s.ID, s.Time.UTC().Format("2006-01-02 15:04 MST"),
		mail.Clean(s.Why))
	switch {
	case len(raw) == 0:
		fmt.Fprintln(w, "The mail was not fetched: it is still in the inbox.")
	case text:
		msg := mail.Parse(raw)
		body := msg.Text
		if body == "" {
			body = mail.HTMLText(msg.HTML)
		}
		fmt.Fprintf(w, "From: %s\nSubject: %s\n\n%s\n", mail.Clean(msg.RawFrom), mail.Clean(msg.Subject),
			strings.TrimRight(mail.CleanLines(body), "\n"))
		for _, p := range msg.Problems {
			fmt.Fprintf(w, "\nnote: %s", mail.Clean(p))
		}
	default:
		fmt.Fprintln(w, strings.TrimRight(mail.CleanLines(string(raw)), "\n"))
	}
	return w.Flush()
}

// dropStray takes a stray off the list.
func (a *app) dropStray(ctx context.Context, cfg *config.Config, id string) error {
	st, err := a.openInTurn(ctx, cfg)
	if err != nil {
		return err
	}
	defer st.Close()
	s, err := findStray(cfg, st, id)
	if err != nil {
		return err
	}
	from := strayFrom(st, s)
	if err := st.DropStray(a.now(), s.Team, s.ID, "dropped by hand"); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "dropped %s from %s\n", s.ID, from)
	return nil
}

// busy adds to "another kabar is running" what to do about it.
func busy(err error) error {
	var locked *store.LockedError
	if errors.As(err, &locked) {
		return fmt.Errorf("%w. It did not let this command in: run this as the same user, try it once more "+
			"when that one is done, or stop it for a moment (systemctl stop kabar); mail waits meanwhile", err)
	}
	return err
}

// fileStray files a stray by hand: as the update of a member, whatever kept it
// from being one. It is read as any reply is. Doing it again after a crash files
// nothing twice.
func (a *app) fileStray(ctx context.Context, cfg *config.Config, id, member, date string) error {
	s, err := a.stationInTurn(ctx, cfg)
	if err != nil {
		return err
	}
	defer s.Close()
	stray, err := findStray(cfg, s.store, id)
	if err != nil {
		return err
	}
	of, err := s.authorOf(stray, member)
	if err != nil {
		return err
	}
	raw, err := s.store.StrayMail(stray.Team, stray.ID)
	if err != nil {
		return err
	}
	now := a.now()
	msg := mail.Parse(raw)
	day, err := s.dayOf(now, msg, stray, *of, date)
	if err != nil {
		return err
	}
	f := &store.Filing{
		Team: of.team.ID, MessageID: msg.MessageID, Hash: handHash(stray, msg), Received: stray.Time,
		From: stray.From, Subject: msg.Subject, Outcome: "update",
		Reason:  "filed by hand as the update of " + of.member.ID,
		Entries: s.readByHand(msg, *of, day, day.Before(localDate(now, of.member))),
	}
	if len(f.Entries) == 0 {
		return fmt.Errorf("nothing new is found in it: kabar strays show %s --text; "+
			"kabar parse --explain shows why", stray.ID)
	}
	if err := s.file(now, []*store.Filing{f}); err != nil {
		return err
	}
	if err := s.store.DropStray(now, stray.Team, stray.ID, f.Reason); err != nil {
		return err
	}
	what := "filed"
	if f.Duplicate {
		what = "it was filed before"
	}
	fmt.Fprintf(a.out, "%s: %s of %s, %s\n", what, counted(len(f.Entries), "entry"), of.member.ID, day)
	return nil
}

// handHash is the key of a mail filed by hand: another than that of the mail,
// which has its outcome already.
func handHash(s store.StrayInfo, msg *mail.Message) string {
	sum := sha256.Sum256([]byte("by hand " + s.ID + " " + msg.Hash))
	return hex.EncodeToString(sum[:])
}

// authorOf finds the member that a stray is filed for: "ana", or "acme/ana"
// where no team or another one is known.
func (s *station) authorOf(stray store.StrayInfo, member string) (*way, error) {
	teams, err := s.teams()
	if err != nil {
		return nil, err
	}
	teamID, memberID, named := strings.Cut(member, "/")
	if !named {
		teamID, memberID = stray.Team, member
	}
	var all []string
	var found []way
	for _, t := range teams {
		for _, m := range t.Members {
			all = append(all, t.ID+"/"+m.ID)
			if m.ID == memberID && (t.ID == teamID || teamID == "") {
				found = append(found, way{t, m})
			}
		}
	}
	if len(found) != 1 {
		slices.Sort(all)
		return nil, usageError("%q is not one member: it is one of %s", mail.Clean(clipped(member, 60)),
			strings.Join(all, ", "))
	}
	return &found[0], nil
}

// dayOf is the day that a stray is filed for: the one given, else that of the
// prompt it answers, else the one on which it came.
func (s *station) dayOf(
	now time.Time, msg *mail.Message, stray store.StrayInfo, of way, given string,
) (civil.Date, error) {
	if given != "" {
		day, err := civil.ParseDate(given)
		if err != nil {
			return day, usageError("--date %q is no day: write it as 2026-11-22", mail.Clean(clipped(given, 40)))
		}
		if day.After(localDate(now, of.member)) {
			return day, usageError("--date %s is yet to come", day)
		}
		return day, nil
	}
	tok := auth.Find(s.tokenKeys(now), msg, []string{of.team.Address})
	if tok != nil && tok.Kind == "prompt" && tok.Team == of.team.ID && tok.Member == of.member.ID {
		return tok.Date, nil
	}
	return localDate(stray.Time, of.member), nil
}

// readByHand reads a mail as a reply of a member, whatever it says of itself.
func (s *station) readByHand(msg *mail.Message, of way, day civil.Date, late bool) []*entry.Entry {
	parent := ""
	for _, id := range append(slices.Clone(msg.InReplyTo), msg.References...) {
		if parent == "" {
			parent = s.sentText(id)
		}
	}
	name := of.member.Name
	if len(msg.From) == 1 { // as they may sign
		name = strings.TrimSpace(msg.From[0].Name + " " + name)
	}
	result := reply.Read(reply.Input{
		Text: msg.Text, HTML: msg.HTML, Parent: parent, Questions: of.team.Questions,
		Name: name,
	})
	files, _ := intake.Files(msg)
	return entriesIn(result, of.team, entry.Entry{
		Files: files, Kind: entry.Update, Team: of.team.ID, Member: of.member.ID, Name: of.member.Name, Date: day,
		Zone: of.member.Zone.String(), Source: msg.MessageID, Verdict: byHand, Late: late,
	})
}
