package main

import (
	"context"
	"fmt"
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

// runPreview is `kabar preview`: the exact mail, nothing sent and nothing
// changed.
func runPreview(_ context.Context, a *app, args []string) error {
	fs := a.flags("preview")
	when := fs.String("at", "", "as it would be at this `time`, theirs: \"2026-11-23 08:30\", 2026-11-23, or 2026-11-22T16:30:00Z; now if not given")
	asHTML := fs.Bool("html", false, "the HTML half")
	asText := fs.Bool("text", false, "the text half (what you get without a flag)")
	asEML := fs.Bool("eml", false, "the whole mail, as it goes out")
	words, err := parseMixed(fs, args)
	if err != nil {
		return err
	}
	if len(words) != 2 || words[0] != "prompt" && words[0] != "digest" {
		return usageError("preview wants what and for whom: kabar preview digest ana --html")
	}
	if *asHTML && *asEML || *asText && (*asHTML || *asEML) {
		return usageError("preview shows one of them: --text, --html or --eml")
	}
	if _, err := a.instant(*when, time.UTC); err != nil { // said before a config is needed
		return err
	}
	cfg, err := a.load()
	if err != nil {
		return err
	}
	now := func(zone *time.Location) (time.Time, error) { return a.instant(*when, zone) }
	draft, at, note, err := previewOf(cfg, digest.Kind(words[0]), words[1], now)
	if err != nil {
		return err
	}
	if note != "" {
		fmt.Fprintln(a.err, "kabar:", note)
	}
	switch {
	case draft == nil:
		fmt.Fprintf(a.err, "kabar: there is nothing new for %s at %s; an empty digest is not sent\n", words[1],
			at.UTC().Format(time.RFC3339))
	case *asHTML:
		fmt.Fprint(a.out, draft.HTML)
	case *asEML:
		data, err := mail.Compose(*draft)
		if err != nil {
			return err
		}
		_, err = a.out.Write(data)
		return err
	default:
		fmt.Fprintf(a.out, "To: %s <%s>\nSubject: %s\n\n%s", draft.To.Name, draft.To.Addr, draft.Subject, draft.Text)
	}
	return nil
}

// previewOf writes the mail of a member for the date it is at a time, for which
// their zone is given; or, where nothing goes out on that, for the next on which
// something does. It returns when that is, and a note if it is not the date
// asked for. A nil draft is an empty digest.
func previewOf(cfg *config.Config, kind digest.Kind, who string,
	when func(*time.Location) (time.Time, error),
) (draft *mail.Draft, at time.Time, note string, err error) {
	var src archive = emptyArchive{}
	var from settings = noSettings{}
	w := writer{key: auth.Key("a preview needs no secret: it is not sent")}
	var d told
	c, m, err := someone(cfg, who)
	if err != nil {
		return nil, at, "", err
	}
	w.config = c
	if st, err := store.View(cfg.Data); err == nil {
		defer st.Close()
		src, from = st, st
		if key, err := st.Key(); err == nil {
			w.key = key
		}
		value, err := st.Mark(digestMark(c.Team, m))
		if err != nil {
			return nil, at, "", err
		}
		fmt.Sscanf(value, "%d", &d.num)
	}
	teams, err := withSettings(cfg, from)
	if err != nil {
		return nil, at, "", err
	}
	for _, t := range teams {
		if t.ID == c.ID {
			m, _ = t.Member(m.ID)
			now, err := when(m.Zone)
			if err != nil {
				return nil, at, "", err
			}
			slot, note := nextSlot(t, m, kind, now)
			w.now = slot.At
			got, err := w.gather(newRecords(src), t, m, slot, d)
			if err != nil {
				return nil, slot.At, note, err
			}
			return got.draft(), slot.At, note, nil
		}
	}
	return nil, at, "", fmt.Errorf("team %s is gone", c.ID)
}

// nextSlot is what a preview at a time is of: the mail of that date, at that
// time, or else the next that goes out, with a note that says so.
func nextSlot(t team.Team, m team.Member, kind digest.Kind, now time.Time) (digest.Slot, string) {
	today := digest.Slot{Kind: kind, Team: t.ID, Member: m.ID, Date: localDate(now, m), At: now}
	why := ""
	for _, s := range digest.Slots(t, m, now.AddDate(0, 0, -2), now.AddDate(0, 0, 400)) {
		switch {
		case s.Kind != kind || s.Date.Before(today.Date):
		case s.Skip == "" && s.Date == today.Date:
			return today, ""
		case s.Skip == "":
			return s, fmt.Sprintf("%s is %s; this is the next, of %s", m.ID, why,
				s.At.In(m.Zone).Format("Mon 2006-01-02 15:04 MST"))
		case s.Date == today.Date:
			why = whatHappens(s)
		}
	}
	if why == "" { // a date that their zone never had
		return today, ""
	}
	return today, fmt.Sprintf("%s is %s; this is what it would say", m.ID, why)
}

// someone finds a member by id, or by team/id where two teams have one.
func someone(cfg *config.Config, who string) (config.Team, team.Member, error) {
	var names []string
	var found []config.Team
	id, inTeam := who, ""
	if t, m, ok := strings.Cut(who, "/"); ok {
		inTeam, id = t, m
	}
	for _, t := range cfg.Teams {
		for _, m := range t.Members {
			names = append(names, t.ID+"/"+m.ID)
			if m.ID == id && (inTeam == "" || inTeam == t.ID) {
				found = append(found, t)
			}
		}
	}
	switch len(found) {
	case 1:
		m, _ := found[0].Member(id)
		return found[0], m, nil
	case 0:
		return config.Team{}, team.Member{}, usageError("nobody is called %q; there are: %s", who, strings.Join(names, ", "))
	}
	return config.Team{}, team.Member{}, usageError("%q is in several teams; write %s/%s", who, found[0].ID, id)
}

// emptyArchive is the archive before the first mail.
type emptyArchive struct{}

func (emptyArchive) Since(string, int64) ([]entry.Entry, error)               { return nil, nil }
func (emptyArchive) On(string, civil.Date, civil.Date) ([]entry.Entry, error) { return nil, nil }
func (emptyArchive) Decisions(string) ([]entry.Entry, error)                  { return nil, nil }
func (emptyArchive) Last() int64                                              { return 0 }
