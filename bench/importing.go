package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// configHead is the config of a kabar that has nothing to do with a server.
const configHead = `data = %q
[imap]
host = "127.0.0.1"
user = "kabar@acme.example"
password = "s3cret"
`

// home is a kabar's config and archive in a folder of the lab.
func (l *lab) home(name string) (config, data string, err error) {
	dir, err := l.fresh(name)
	if err != nil {
		return "", "", err
	}
	config, data = filepath.Join(dir, "config.toml"), filepath.Join(dir, "data")
	return config, data, l.configure(config, fmt.Sprintf(configHead, data))
}

func (l *lab) configure(config, head string) error {
	f, err := os.OpenFile(config, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(writeConfig(f, head), f.Close())
}

// take imports the mails of all teams, at dir/t0, dir/t1 and so on with suffix.
func (l *lab) take(config, dir, suffix string) (sum taken, err error) {
	for t := range corpusTeams {
		one, err := l.run(nil, l.kabar, "--config", config, "import", "--team", teamName(t),
			filepath.Join(dir, teamName(t)+suffix))
		if err != nil {
			return sum, err
		}
		sum.wall += one.wall
		sum.cpu += one.cpu
	}
	return sum, nil
}

// notmuchConfig is for mails in a folder.
const notmuchConfig = "[database]\npath=%[1]s\nmail_root=%[1]s\n[user]\nname=x\n" +
	"primary_email=x@example.org\n[new]\ntags=new\n[search]\n[maildir]\nsynchronize_flags=false\n"

// notmuch prepares notmuch for the mails in dir: its environment, and what
// makes it forget them.
func (l *lab) notmuch(dir string) (env []string, forget func() error, err error) {
	config := filepath.Join(l.dir, "notmuch.conf")
	err = os.WriteFile(config, fmt.Appendf(nil, notmuchConfig, dir), 0o644)
	return []string{"NOTMUCH_CONFIG=" + config}, func() error {
		return os.RemoveAll(filepath.Join(dir, ".notmuch"))
	}, err
}

// mu is the same for mu.
func (l *lab) mu(dir string) (option string, forget func() error) {
	home := filepath.Join(l.dir, "mu")
	return "--muhome=" + home, func() error {
		err := os.RemoveAll(home)
		if err == nil {
			_, err = l.run(nil, "mu", "init", "--muhome="+home, "--maildir="+dir)
		}
		return err
	}
}

// importing measures how mails in Maildirs become durable and searchable,
// beside notmuch new and mu index.
func (l *lab) importing() error {
	n := l.middle()
	mails, err := l.fresh("maildirs")
	if err == nil {
		err = maildirs(mails, n)
	}
	if err != nil {
		return err
	}
	var config string
	round := 0
	all := []*contender{{
		name: "kabar import",
		// The archive of the round before stays: for half a minute after many files
		// are removed, ext4 takes several times as long to make new ones.
		before: func() (err error) {
			round++
			config, _, err = l.home(fmt.Sprintf("imported-%d", round))
			return err
		},
		run: func() (taken, error) { return l.take(config, mails, "") },
	}}
	if installed("notmuch") {
		env, forget, err := l.notmuch(mails)
		if err != nil {
			return err
		}
		all = append(all, &contender{name: "notmuch new", before: forget,
			run: func() (taken, error) { return l.run(env, "notmuch", "new") }})
	}
	if installed("mu") {
		home, forget := l.mu(mails)
		all = append(all, &contender{name: "mu index", before: forget,
			run: func() (taken, error) { return l.run(nil, "mu", "index", "--quiet", home) }})
	}
	if err := l.compete(all); err != nil {
		return err
	}
	fmt.Printf("%d mails in Maildirs, filed durably and searchable:\n", n)
	rates(n, all)
	return nil
}
