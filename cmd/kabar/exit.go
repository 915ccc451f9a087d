package main

import (
	"errors"
	"flag"
	"fmt"

	"kabar/cmd/kabar/config"
	"kabar/store"
)

// The exit codes, as PROMISES group L lists them.
const (
	exitFine    = 0
	exitFailed  = 1
	exitConfig  = 2 // configuration, or the command line
	exitDamaged = 3 // the archive is damaged
	exitLocked  = 4 // another kabar has the archive
	exitNetwork = 5 // network or login
)

// exitError is an error with an exit code of its own.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string { return e.err.Error() }
func (e *exitError) Unwrap() error { return e.err }

// usageError is a command line that can't be understood; text says how to
// write it.
func usageError(format string, args ...any) error {
	return &exitError{exitConfig, fmt.Errorf(format, args...)}
}

// errShown ends the program with a code when all has been said already.
type errShown int

func (e errShown) Error() string { return fmt.Sprintf("exit %d", int(e)) }

// fail tells a person about err, if it is one, and returns the exit code.
func (a *app) fail(err error) int {
	var (
		coded  *exitError
		shown  errShown
		conf   config.Errors
		locked *store.LockedError
	)
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
		return exitFine
	case errors.As(err, &shown):
		return int(shown)
	case errors.As(err, &conf):
		fmt.Fprintln(a.err, conf)
		return exitConfig
	}
	fmt.Fprintf(a.err, "kabar: %v\n", err)
	switch {
	case errors.As(err, &coded):
		return coded.code
	case errors.As(err, &locked):
		return exitLocked
	}
	return exitFailed
}
