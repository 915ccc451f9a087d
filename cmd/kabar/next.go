package main

import (
	"context"
	"fmt"
	"sort"
	"text/tabwriter"
	"time"

	"kabar/digest"
	"kabar/store"
	"kabar/store/team"
)

// runNext is `kabar next`: who is asked and told when, in their time and in
// UTC, and why somebody is not.
func runNext(_ context.Context, a *app, args []string) error {
	fs := a.flags("next")
	days := fs.Int("days", 2, "the `number` of days to look ahead, 1 to 366")
	from := fs.String("from", "", "start at this `time` instead of now: 2026-11-22T16:30:00Z or 2026-11-22")
	if err := parseAlone(fs, args); err != nil {
		return err
	}
	if *days < 1 || *days > 366 {
		return usageError("--days wants a number from 1 to 366, not %d", *days)
	}
	start, err := a.instant(*from, time.UTC)
	if err != nil {
		return err
	}
	teams, err := a.teamsNow()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "THEIR TIME\tUTC\tWHO\tTEAM\tWHAT")
	lines := 0
	for _, p := range plan(teams, start, start.AddDate(0, 0, *days)) {
		local := p.slot.At.In(p.member.Zone)
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", local.Format("Mon 2006-01-02 15:04 MST"),
			p.slot.At.UTC().Format("02 15:04"), p.member.ID, p.slot.Team, whatHappens(p.slot))
		lines++
	}
	if lines == 0 {
		fmt.Fprintln(w, "nobody is asked or told anything in this time")
	}
	return w.Flush()
}

// planned is one slot and whose it is.
type planned struct {
	slot   digest.Slot
	member team.Member
}

// plan lists all slots of all teams from start to end, in order of time.
func plan(teams []team.Team, start, end time.Time) (all []planned) {
	for _, t := range teams {
		for _, m := range t.Members {
			for _, s := range digest.Slots(t, m, start, end) {
				all = append(all, planned{s, m})
			}
		}
	}
	sort.SliceStable(all, func(i, k int) bool { return all[i].slot.At.Before(all[k].slot.At) })
	return all
}

// whatHappens says in a few words what becomes of a slot.
func whatHappens(s digest.Slot) string {
	kind := map[digest.Kind]string{
		digest.PromptKind: "asked for " + s.Date.String(),
		digest.DigestKind: "told what is new",
	}[s.Kind]
	if s.Skip == "" {
		return kind
	}
	why := map[string]string{
		"paused": "paused", "guest": "a guest is not asked", "weekend": "day off", "away": "away",
		"holiday": "holiday", "hours": "outside working hours",
	}[s.Skip]
	if s.Note != "" {
		why += " " + s.Note
	}
	return "not " + kind + ": " + why
}

// instant reads a time given on the command line, in this zone unless it names
// its own; "" is now.
func (a *app) instant(s string, zone *time.Location) (time.Time, error) {
	if s == "" {
		return a.now(), nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, usageError("%q is not a time: write 2026-11-22T16:30:00Z, or 2026-11-22 for midnight", s)
}

// teamsNow reads the config and, where the archive exists already, what people
// set by mail.
func (a *app) teamsNow() ([]team.Team, error) {
	cfg, err := a.load()
	if err != nil {
		return nil, err
	}
	st, err := store.View(cfg.Data)
	if err != nil {
		return withSettings(cfg, noSettings{})
	}
	defer st.Close()
	return withSettings(cfg, st)
}

// noSettings stands for an archive that does not exist yet.
type noSettings struct{}

func (noSettings) Settings(string, string) (team.Settings, error) { return team.Settings{}, nil }
