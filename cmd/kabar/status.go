package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/store"
)

// report is what `kabar status` says, in the order in which it says it; with
// --json these are the keys.
type report struct {
	Well     bool          `json:"well"`
	Troubles []reportLine  `json:"troubles"` // why kabar is unwell
	Notes    []reportLine  `json:"notes"`    // what an admin should know, though kabar is well
	Data     string        `json:"data"`
	Entries  int64         `json:"entries"`
	Free     uint64        `json:"free_bytes"` // of the disk; 0: not known
	Size     uint64        `json:"size_bytes"`
	Step     time.Time     `json:"last_step,omitzero"`
	Read     time.Time     `json:"last_mail,omitzero"`
	Sent     time.Time     `json:"last_letter,omitzero"`
	Send     bool          `json:"send"`
	Due      int           `json:"due"`
	Sending  int           `json:"sending"`
	Oldest   time.Time     `json:"oldest,omitzero"`
	Stuck    []stuckLine   `json:"stuck"`
	Accounts []accountLine `json:"accounts"`
	Teams    []teamSurvey  `json:"teams"`
}

// reportLine is one trouble.
type reportLine struct {
	Kind   string    `json:"kind"`
	Who    string    `json:"who,omitempty"`
	Detail string    `json:"detail"`
	Hint   string    `json:"hint,omitempty"`
	Since  time.Time `json:"since,omitzero"`
	Told   bool      `json:"told"` // the admins were told by mail
}

type stuckLine struct {
	Key      string    `json:"key"`
	To       string    `json:"to"`
	Since    time.Time `json:"since"`
	Attempts int       `json:"attempts"`
	Error    string    `json:"error"`
}

type accountLine struct {
	Protocol string    `json:"protocol"`
	Name     string    `json:"name"`
	State    string    `json:"state"` // "well", "failing", "unknown"
	Since    time.Time `json:"since,omitzero"`
	Last     time.Time `json:"last_try,omitzero"`
	Error    string    `json:"error,omitempty"`
}

// sleepTime is how old the newest step may be before kabar counts as not
// running. With cron it must be started more often.
const sleepTime = 30 * time.Minute

// runStatus is `kabar status`: how kabar is. It only reads, and works beside
// the daemon.
func runStatus(_ context.Context, a *app, args []string) error {
	fs := a.flags("status")
	asJSON := fs.Bool("json", false, "one JSON object, for programs")
	if err := parseAlone(fs, args); err != nil {
		return err
	}
	cfg, err := a.load()
	if err != nil {
		return err
	}
	r, err := a.report(cfg)
	if err != nil {
		return err
	}
	if *asJSON {
		enc := json.NewEncoder(a.out)
		enc.SetIndent("", "  ")
		err = enc.Encode(r)
	} else {
		err = r.print(a)
	}
	if err == nil && !r.Well {
		return errShown(exitFailed)
	}
	return err
}

// report looks at the archive and at what the daemon left there.
func (a *app) report(cfg *config.Config) (*report, error) {
	now := a.now()
	r := &report{Data: cfg.Data, Send: cfg.Send, Troubles: []reportLine{}, Notes: []reportLine{},
		Stuck: []stuckLine{}, Accounts: []accountLine{}, Teams: []teamSurvey{}}
	if _, err := os.Stat(cfg.Data); errors.Is(err, os.ErrNotExist) {
		r.Troubles = append(r.Troubles, reportLine{Kind: "stopped", Detail: "kabar never ran with this config",
			Hint: "kabar check, then kabar run"})
		return r, nil
	}
	st, err := store.View(cfg.Data)
	if err != nil {
		return nil, err
	}
	defer st.Close()
	h, readable := loadHealth(st)
	seen, err := look(cfg, st, now)
	if err = errors.Join(err, readMarks(cfg, st)); err != nil {
		h.broken(now, err)
	}
	list := troubles(now, facts{health: h, survey: seen, dry: !cfg.Send})
	list = append(a.stopped(now, h, readable), list...)
	told := loadWarned(st).Told
	for _, t := range list {
		line := reportLine{Kind: t.Kind, Who: t.Who, Detail: t.Detail, Hint: t.Hint, Since: t.Since}
		if _, line.Told = told[t.Key]; t.Shown {
			r.Troubles = append(r.Troubles, line)
		} else if t.Ripe {
			r.Notes = append(r.Notes, line)
		}
	}
	r.fill(h, seen, cfg)
	r.Well = len(r.Troubles) == 0
	return r, nil
}

// stopped says that kabar does not run, or can't do anything.
func (a *app) stopped(now time.Time, h health, readable bool) []trouble {
	after := early(now, h.Newest, builtAt(a.env))
	switch age := now.Sub(h.At); {
	case !after.IsZero():
		return []trouble{{Kind: "clock", Shown: true, Since: h.At, Detail: fmt.Sprintf(
			"the clock says %s, which was before %s: nothing is read and nothing sent",
			now.UTC().Format(time.RFC3339), after.UTC().Format(time.RFC3339)),
			Hint: "set the clock; if it is right and was wrong before, stop kabar and delete marks/status"}}
	case !readable:
		return []trouble{{Kind: "damaged", Shown: true, Detail: "marks/status can't be read",
			Hint: "it is made anew at the next round; if not, kabar verify"}}
	case h.At.IsZero():
		return []trouble{{Kind: "stopped", Shown: true, Detail: "kabar did no round yet", Hint: "kabar run"}}
	case age > sleepTime:
		return []trouble{{Kind: "stopped", Shown: true, Since: h.At,
			Detail: "kabar does not run: its last round was " + ageOf(age) + " ago",
			Hint:   "systemctl status kabar, or the crontab"}}
	}
	return nil
}

// fill takes over what there is to say.
func (r *report) fill(h health, seen survey, cfg *config.Config) {
	r.Entries, r.Free, r.Size = seen.Entries, seen.Free, seen.Size
	r.Step, r.Read, r.Sent = h.At, h.Read, h.Sent
	r.Due, r.Sending, r.Oldest = seen.Due, seen.Sending, seen.Oldest
	for _, l := range seen.Stuck {
		r.Stuck = append(r.Stuck, stuckLine{l.Key, l.To, l.Since, l.Attempts, l.LastError})
	}
	if seen.Teams != nil {
		r.Teams = seen.Teams
	}
	// The accounts of the config, in its order: what the daemon knows may be
	// about others.
	for _, proto := range []string{"imap", "smtp"} {
		name := boxName
		account := func(t config.Team) config.Account { return t.IMAP }
		if proto == "smtp" {
			name, account = config.Account.String, func(t config.Team) config.Account { return t.SMTP }
		}
		for _, acc := range accountsOf(cfg, account, name) {
			line := accountLine{Protocol: proto, Name: name(acc), State: "unknown"}
			if known := h.Accounts[proto+" "+line.Name]; known != nil && known.Failing != nil {
				f := known.Failing
				line.State, line.Since, line.Last, line.Error = "failing", f.Since, f.Last, f.Error
			} else if known != nil && !known.Well.IsZero() {
				line.State, line.Since = "well", known.Well
			}
			r.Accounts = append(r.Accounts, line)
		}
	}
}
