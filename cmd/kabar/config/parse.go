package config

import (
	"bytes"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// parse is the half of Load that decides. What it needs of the machine it asks
// of d; the rest is a matter of src alone.
func parse(file string, src []byte, d disk) (*Config, Errors) {
	c, errs := draft(file, src, d)
	if len(errs) > 0 {
		return nil, errs
	}
	return c, nil
}

// draft is parse that also returns what could be read of a config with
// mistakes; nil where there is no reading it.
func draft(file string, src []byte, d disk) (*Config, Errors) {
	src = bytes.TrimPrefix(src, []byte("\ufeff")) // some editors begin with it
	doc := &document{file: file}
	places, deep := locate(string(src))
	if deep != nil {
		return nil, Errors{{File: file, Line: deep.line, Col: deep.col,
			Msg: "nested too deep", Remedy: "see config.example.toml"}}
	}
	vals := map[string]any{}
	if _, err := toml.Decode(string(src), &vals); err != nil {
		return nil, Errors{syntaxError(file, string(src), err)}
	}
	root := newNode(doc, "", vals, places)
	c := readTop(root, d)
	if len(doc.problems) > 0 {
		return c, tidy(doc.problems)
	}
	for _, w := range tidy(doc.warnings) {
		c.Warnings = append(c.Warnings, w.String())
	}
	return c, nil
}

func readTop(root *node, d disk) *Config {
	l := layers{root}
	log := layers{root.table("log"), newNode(root.doc, "log", nil, nil)}
	c := &Config{
		Data:     d.path(root.doc.file, l.text("data")),
		Send:     l.flag("send"),
		KeepMail: int(l.number("keep_mail")),
		Files:    l.number("attachments") * 1_000_000,
		Poll:     readPoll(l),
		Listen:   readListen(l),
		LogLevel: levels[log.oneOf("level", "info", "debug", "warn", "error")],
		LogJSON:  log.oneOf("format", "text", "json") == "json",
	}
	if n := l.number("keep_mail"); n < 0 || n > 36500 {
		l.fail("keep_mail", fmt.Sprintf("%d is no number of days", n),
			"keep_mail = 0 keeps for ever")
	}
	if n := l.number("attachments"); n < 0 || n > 100 {
		l.fail("attachments", fmt.Sprintf("%d is no number of megabytes from 0 to 100", n),
			"attachments = 10")
	}
	if l.text("data") == "" && !root.bad["data"] {
		l.fail("data", "empty", `data = "data"`)
	}
	readTeams(c, root, d)
	return c
}

var levels = map[string]slog.Level{
	"debug": slog.LevelDebug, "info": slog.LevelInfo,
	"warn": slog.LevelWarn, "error": slog.LevelError,
}

// The bounds of poll: below, servers close the door; above, nobody would wait.
const (
	minPoll = time.Second
	maxPoll = time.Hour
)

func readPoll(l layers) time.Duration {
	s := l.text("poll")
	poll, err := time.ParseDuration(s)
	switch n := l.says("poll"); {
	case n != nil && n.bad["poll"]:
	case err != nil:
		l.fail("poll", shown(s)+" is no length of time", `poll = "5m"`)
	case poll < minPoll || poll > maxPoll:
		l.fail("poll", fmt.Sprintf("%s is not between %s and %s", s, minPoll, maxPoll),
			`poll = "5m"`)
	}
	return poll
}

// path makes the path of a file named in the config: a relative one is beside
// the config file, "~/" is the home folder.
func (d disk) path(config, p string) string {
	if rest, ok := strings.CutPrefix(p, "~/"); ok && d.env("HOME") != "" {
		return filepath.Join(d.env("HOME"), rest)
	}
	if p == "" || filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(filepath.Dir(config), p)
}
