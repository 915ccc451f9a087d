package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"kabar/cmd/kabar/config"
	"kabar/mail"
	"kabar/store"
)

// runStrays is `kabar strays`: the mails that could not be placed, and why; and
// what an admin does about one of them.
func runStrays(ctx context.Context, a *app, args []string) error {
	fs := a.flags("strays")
	text := fs.Bool("text", false, "show: the text as kabar reads it, in place of the mail as it came")
	date := fs.String("date", "", "file: the `date` it is for, 2026-11-22; else the day it came")
	words, err := parseMixed(fs, args)
	if err != nil {
		return err
	}
	cfg, err := a.load()
	if err != nil {
		return err
	}
	switch {
	case len(words) == 0:
		return a.listStrays(cfg)
	case words[0] == "show" && len(words) == 2:
		return a.showStray(cfg, words[1], *text)
	case words[0] == "drop" && len(words) == 2:
		return a.dropStray(ctx, cfg, words[1])
	case words[0] == "file" && len(words) == 3:
		return a.fileStray(ctx, cfg, words[1], words[2], *date)
	}
	return usageError("kabar strays; kabar strays show ID [--text]; kabar strays drop ID; " +
		"kabar strays file ID MEMBER [--date 2026-11-22]")
}

// strayTeams are where strays may lie: with each team, and with none.
func strayTeams(cfg *config.Config) []string { return append(teamIDs(cfg), "") }

func (a *app) listStrays(cfg *config.Config) error {
	st, err := store.View(cfg.Data)
	if err != nil {
		return err
	}
	defer st.Close()
	list, err := st.Strays(strayTeams(cfg)...)
	for _, s := range list {
		fmt.Fprintf(a.out, "%s  %s  %s: %s\n    %s\n", s.ID, s.Time.UTC().Format("2006-01-02 15:04 MST"),
			strayFrom(st, s), cmp.Or(clipped(mail.Clean(s.Subject), mostShown), "(no subject)"),
			mail.Clean(s.Why))
	}
	if err != nil {
		return &exitError{exitDamaged, err}
	}
	if len(list) == 0 {
		fmt.Fprintln(a.out, "no strays: every mail has found its place")
	}
	return nil
}

// mostShown is how much of a field of a mail is shown in a list, in bytes.
const mostShown = 80

// strayFrom says who a stray is from, for a list: where no address could be
// read, it is what the field says.
func strayFrom(st *store.Store, s store.StrayInfo) string {
	from := s.From
	if from == "" {
		raw, err := st.StrayMail(s.Team, s.ID)
		if err == nil && len(raw) == 0 {
			return "(not fetched)"
		}
		from = mail.Parse(raw).RawFrom
	}
	return cmp.Or(clipped(strings.TrimSpace(mail.Clean(from)), mostShown), "(no From)")
}
