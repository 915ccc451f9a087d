// Package config turns config.toml into checked values.
//
// Load reads the file, finds every mistake in one run and says for each the
// line, what is wrong and what to write instead. A config with one mistake is
// no config: nothing is applied by halves. What each key means and defaults to
// stands in one table, schema.go, from which config.example.toml is written.
//
// Passwords never leave this package but through Account.Secret: they are in
// no message, no String and no log value.
package config

import (
	"log/slog"
	"os"
	"time"

	"kabar/store/team"
)

// Config is a config file without a mistake in it.
type Config struct {
	Data     string        // archive folder; a relative one is beside the config file
	Send     bool          // false: dry, nothing is sent
	KeepMail int           // days the raw mails are kept; 0: for ever
	Files    int64         // bytes of files that one answer brings at most
	Poll     time.Duration // how often the inbox is looked at even if the server is silent
	Listen   string        // loopback address with port, for /healthz and /metrics; "": none
	LogLevel slog.Level
	LogJSON  bool     // false: text
	Teams    []Team   // at least one, in the order of the file
	Warnings []string // what works but is probably not meant, "config.toml:12: …"
}

// Team is a team with the accounts its mail goes through. Members and their
// hours are resolved: what a member does not say is the team's.
type Team struct {
	team.Team
	IMAP, SMTP    Account
	AuthservIDs   []string // servers whose Authentication-Results are believed; lower case
	Sealers       []string // domains whose ARC seals are believed; lower case
	Microsoft     bool     // the mailbox is at Microsoft 365, whose results name no server
	DKIM          bool     // signatures are checked where the mail server says nothing
	PlusAddresses bool     // kabar+anything@… reaches the inbox too
}

// Load reads the config file at path, and the files it names. The error is an
// Errors with everything that is wrong, or that of reading the file itself.
//
// env is the environment: os.Getenv but in tests.
func Load(path string, env func(string) string) (*Config, error) {
	return load(path, disk{env: env, read: readFile, lax: readableByAll, secrets: true})
}

// Look is Load for commands that log in nowhere: it touches no source of a
// password. So it needs none that can be read, and Account.Secret of what it
// returns is an error.
func Look(path string, env func(string) string) (*Config, error) {
	return load(path, disk{env: env, read: readFile, lax: readableByAll})
}

func load(path string, d disk) (*Config, error) {
	src, err := d.read(path, maxConfig)
	if err != nil {
		return nil, Errors{{File: path, Msg: plainError(err),
			Remedy: "see config.example.toml, or begin with kabar init"}}
	}
	c, errs := parse(path, src, d)
	if len(errs) > 0 {
		return nil, errs
	}
	return c, nil
}

// Sound returns what of a config with mistakes can be tried all the same, so
// that one mistake does not hide the next: Data, and the accounts of the teams.
// One with a mistake in it is the zero Account. Of the rest nothing may be
// believed. It is nil where the file can't be read at all.
func Sound(path string, env func(string) string) *Config {
	d := disk{env: env, read: readFile, lax: readableByAll, secrets: true}
	src, err := d.read(path, maxConfig)
	if err != nil {
		return nil
	}
	c, _ := draft(path, src, d)
	if c == nil {
		return nil
	}
	for i := range c.Teams {
		for _, a := range []*Account{&c.Teams[i].IMAP, &c.Teams[i].SMTP} {
			if !a.sound {
				*a = Account{}
			}
		}
	}
	return c
}

// disk is what the pure half of Load sees of the machine.
type disk struct {
	env  func(string) string
	read func(path string, limit int) ([]byte, error)
	// lax returns the mode of a file that everybody on the machine can read,
	// and whether it is one.
	lax func(path string) (os.FileMode, bool)
	// secrets tells whether the sources of passwords are tried and remembered.
	secrets bool
}

// maxConfig is the most a config file may have: some thousand members.
const maxConfig = 256 << 10
