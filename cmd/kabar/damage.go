package main

import (
	"errors"

	"kabar/store"
	"kabar/store/civil"
	"kabar/store/entry"
)

// readable passes over damage: what could be read is there beside it, and
// `kabar verify` names the rest. One damaged page must not keep the others from
// being told.
func readable(err error) error {
	var damaged *store.DamagedError
	if errors.As(err, &damaged) {
		return nil
	}
	return err
}

// readable is the function of that name, and logs the damage, each once.
func (s *station) readable(err error) error {
	var damaged *store.DamagedError
	if errors.As(err, &damaged) {
		s.ill = err // an admin hears of it at the end of the step
		if damaged.Error() != s.damage {
			s.damage = damaged.Error()
			s.log.trouble("part of the archive can't be read, see kabar verify", err)
		}
	}
	return readable(err)
}

// noting is the archive as prompts and digests are written from it, with a note
// taken of damage.
type noting struct {
	*store.Store
	note func(error) error
}

func (n noting) Since(team string, num int64) ([]entry.Entry, error) {
	list, err := n.Store.Since(team, num)
	return list, n.note(err)
}

func (n noting) On(team string, first, last civil.Date) ([]entry.Entry, error) {
	list, err := n.Store.On(team, first, last)
	return list, n.note(err)
}

func (n noting) Decisions(team string) ([]entry.Entry, error) {
	list, err := n.Store.Decisions(team)
	return list, n.note(err)
}
