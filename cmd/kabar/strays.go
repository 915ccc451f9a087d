package main

import (
	"context"
	"fmt"

	"kabar/mail"
	"kabar/store"
)

// runStrays is `kabar strays`: the mails that could not be placed, and why.
func runStrays(_ context.Context, a *app, args []string) error {
	fs := a.flags("strays")
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
	n := 0
	for _, t := range cfg.Teams {
		list, err := st.Strays(t.ID)
		if err != nil {
			return err
		}
		for _, s := range list {
			n++
			fmt.Fprintf(a.out, "%s  %s  %s: %s\n    %s\n", s.ID, s.Time.UTC().Format("2006-01-02 15:04 MST"),
				mail.Clean(s.From), mail.Clean(s.Subject), mail.Clean(s.Why))
		}
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
