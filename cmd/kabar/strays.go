package main

import (
	"context"
	"errors"
	"fmt"

	"kabar/cmd/kabar/config"
	"kabar/mail"
	"kabar/store"
)

// runStrays is `kabar strays`: the mails that could not be placed, and why; and
// what an admin does about one of them.
func runStrays(_ context.Context, a *app, args []string) error {
	fs := a.flags("strays")
	text := fs.Bool("text", false, "show: the text as kabar reads it, in place of the mail as it came")
	date := fs.String("date", "", "file: the day it is for, 2026-11-22; else the day it came")
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
		return a.dropStray(cfg, words[1])
	case words[0] == "file" && len(words) == 3:
		return a.fileStray(cfg, words[1], words[2], *date)
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
	n := 0
	var failed []error
	for _, t := range strayTeams(cfg) {
		list, err := st.Strays(t)
		failed = append(failed, err)
		for _, s := range list {
			n++
			fmt.Fprintf(a.out, "%s  %s  %s: %s\n    %s\n", s.ID, s.Time.UTC().Format("2006-01-02 15:04 MST"),
				mail.Clean(s.From), mail.Clean(s.Subject), mail.Clean(s.Why))
		}
	}
	if err := errors.Join(failed...); err != nil {
		return &exitError{exitDamaged, err}
	}
	if n == 0 {
		fmt.Fprintln(a.out, "no strays: every mail has found its place")
	}
	return nil
}

// runVerify is `kabar verify`: the walk over the whole archive.
func runVerify(_ context.Context, a *app, args []string) error {
	fs := a.flags("verify")
	if err := parseFlags(fs, args); err != nil {
		return err
	}
	cfg, err := a.load()
	if err != nil {
		return err
	}
	st, err := store.View(cfg.Data)
	if err != nil {
		return err
	}
	defer st.Close()
	problems := st.Check()
	for _, p := range problems {
		fmt.Fprintln(a.out, p)
	}
	if len(problems) > 0 {
		fmt.Fprintf(a.err, "kabar: %d problem(s) in %s; nothing was changed\n", len(problems), cfg.Data)
		return errShown(exitDamaged)
	}
	fmt.Fprintf(a.out, "%s: %d entries, all as they were filed\n", cfg.Data, st.Last())
	return nil
}
