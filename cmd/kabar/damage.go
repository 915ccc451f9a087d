package main

import (
	"errors"

	"kabar/store"
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
	if errors.As(err, &damaged) && damaged.Error() != s.damage {
		s.damage = damaged.Error()
		s.log.trouble("part of the archive can't be read, see kabar verify", err)
	}
	return readable(err)
}
