package main

import (
	"errors"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/store"
	"kabar/store/team"
)

// survey is what the archive shows of kabar's health at one moment.
type survey struct {
	Due, Sending int
	Oldest       time.Time // when the oldest letter that waits was written; zero: none waits
	Stuck        []waiting // letters that should have been taken long ago, oldest first
	Entries      int64
	Teams        []teamSurvey
	Free, Size   uint64 // bytes of the disk; 0 if they are not known
}

// teamSurvey is a survey of one team; the last one, without an ID, is of mail
// that belongs to no team.
type teamSurvey struct {
	ID      string   `json:"id"`
	Members int      `json:"members"`
	Paused  []string `json:"paused"` // member ids
	Strays  int      `json:"strays"`
}

// waiting is a letter that its server does not take.
type waiting struct {
	Key, Kind, Team, To string
	Since               time.Time
	Attempts            int
	LastError           string
}

// archiveView is what a survey reads of the store.
type archiveView interface {
	settings
	Letters(state string) ([]*store.Letter, error)
	Strays(teams ...string) ([]store.StrayInfo, error)
	Last() int64
	Room() (free, size uint64, err error)
}

// look makes a survey. Beside an error it returns all that could be read.
func look(cfg *config.Config, from archiveView, now time.Time) (survey, error) {
	var s survey
	var failed []error
	teams, err := withSettings(cfg, from)
	if err != nil {
		failed, teams = append(failed, err), nil
	}
	due, err := from.Letters("due")
	failed = append(failed, err)
	sending, err := from.Letters("sending")
	failed = append(failed, err)
	s.Due, s.Sending = len(due), len(sending)
	for _, l := range append(due, sending...) {
		if s.Oldest.IsZero() || l.Created.Before(s.Oldest) {
			s.Oldest = l.Created
		}
	}
	s.Stuck = stuck(teams, due, now)
	s.Entries = from.Last()
	for _, t := range append(teams, team.Team{}) {
		ts := teamSurvey{ID: t.ID, Members: len(t.Members), Paused: []string{}}
		for _, m := range t.Members {
			if m.Paused {
				ts.Paused = append(ts.Paused, m.ID)
			}
		}
		strays, err := from.Strays(t.ID)
		failed = append(failed, err)
		if ts.Strays = len(strays); t.ID != "" || ts.Strays > 0 {
			s.Teams = append(s.Teams, ts)
		}
	}
	s.Free, s.Size, _ = from.Room() // not known on every system
	return s, worst(failed)
}

// worst is the errors that are not of damaged files alone, else those that are;
// nil if there are none.
func worst(errs []error) error {
	var other []error
	for _, err := range errs {
		if readable(err) != nil {
			other = append(other, err)
		}
	}
	if len(other) > 0 {
		return errors.Join(other...)
	}
	return errors.Join(errs...)
}

// stuck finds the letters that a server has put off and could have taken for
// longer than stuckTime. Who is paused or asleep keeps nobody's mail stuck.
func stuck(teams []team.Team, due []*store.Letter, now time.Time) (list []waiting) {
	for _, l := range due {
		since := l.Created
		if l.NotBefore.After(since) {
			since = l.NotBefore
		}
		asap := *l
		asap.Next = time.Time{}
		at, never := timing(teams, &asap, now)
		if never == "" && !at.After(now) && l.Attempts > 0 && now.Sub(since) > stuckTime {
			list = append(list, waiting{l.Key, l.Kind, l.Team, l.To, since, l.Attempts, l.LastError})
		}
	}
	return list
}
