package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/mail"
	"kabar/mail/fetch"
	"kabar/mail/send"
	"kabar/store"
)

// checkTime bounds how long check waits for one server.
const checkTime = 30 * time.Second

// checker collects what `kabar check` finds.
type checker struct {
	a       *app
	network bool // a server could not be reached or refused us
	damaged bool
	other   bool
}

// runCheck is `kabar check`: every problem in one run, each with its remedy.
// It only reads.
func runCheck(ctx context.Context, a *app, args []string) error {
	fs := a.flags("check")
	if err := parseAlone(fs, args); err != nil {
		return err
	}
	cfg, err := a.loadAll()
	if err != nil {
		code := a.fail(err)
		if cfg = a.sound(); cfg != nil {
			c := &checker{a: a}
			c.rest(ctx, cfg)
			for _, t := range cfg.Teams {
				c.untried("inbox", t.IMAP)
				c.untried("smtp", t.SMTP)
			}
		}
		return errShown(code)
	}
	c := &checker{a: a}
	c.good("config", "%s, %s", counted(len(cfg.Teams), "team"), counted(count(cfg), "member"))
	for _, w := range cfg.Warnings {
		c.note("config", w)
	}
	c.rest(ctx, cfg)
	if !cfg.Send {
		c.note("send", "send = false: letters wait in the outbox, nothing goes out")
	}
	switch {
	case c.damaged:
		return errShown(exitDamaged)
	case c.network:
		return errShown(exitNetwork)
	case c.other:
		return errShown(exitFailed)
	}
	return nil
}

// untried says that nobody was asked at a server whose settings are wrong.
func (c *checker) untried(what string, a config.Account) {
	if a.Host == "" {
		c.note(what, "not tried: what the config says of it comes first")
	}
}

// sound returns what can be tried of a config with mistakes, or nil.
func (a *app) sound() *config.Config {
	path, err := config.Find(a.flag, a.env)
	if err != nil {
		return nil
	}
	return config.Sound(path, a.env)
}

// rest looks at all but the config. What the config does not say it leaves out.
func (c *checker) rest(ctx context.Context, cfg *config.Config) {
	if cfg.Data != "" {
		c.store(cfg)
	}
	for _, b := range accountsOf(cfg, func(t config.Team) config.Account { return t.IMAP }, boxName) {
		c.inbox(ctx, b)
	}
	for _, p := range accountsOf(cfg, func(t config.Team) config.Account { return t.SMTP }, config.Account.String) {
		c.post(ctx, p)
	}
}

// accountsOf lists the different accounts of the teams that have one.
func accountsOf(
	cfg *config.Config, account func(config.Team) config.Account, name func(config.Account) string,
) (list []config.Account) {
	seen := map[string]bool{}
	for _, t := range cfg.Teams {
		if a := account(t); a.Host != "" && !seen[name(a)] {
			seen[name(a)] = true
			list = append(list, a)
		}
	}
	return list
}

func (c *checker) good(what, format string, args ...any) {
	fmt.Fprintf(c.a.out, "ok    %-7s %s\n", what, fmt.Sprintf(format, args...))
}

func (c *checker) note(what, text string) { fmt.Fprintf(c.a.out, "note  %-7s %s\n", what, text) }

func (c *checker) bad(what string, err error, remedy string) {
	fmt.Fprintf(c.a.out, "FAIL  %-7s %v\n", what, err)
	if remedy != "" {
		fmt.Fprintf(c.a.out, "              → %s\n", remedy)
	}
}

// store looks at the archive without opening it for writing.
func (c *checker) store(cfg *config.Config) {
	info, err := os.Stat(cfg.Data)
	switch {
	case errors.Is(err, os.ErrNotExist):
		parent := filepath.Dir(cfg.Data)
		if p, err := os.Stat(parent); err != nil || !p.IsDir() {
			c.other = true
			c.bad("archive", fmt.Errorf("%s: the folder above it is missing", cfg.Data), "mkdir -p "+parent)
			return
		}
		c.good("archive", "%s will be made at the first run", cfg.Data)
		return
	case err != nil || !info.IsDir():
		c.other = true
		c.bad("archive", fmt.Errorf("%s is not a folder that can be read (%v)", cfg.Data, err),
			"set data to a folder of kabar's own")
		return
	}
	st, err := store.View(cfg.Data)
	if err != nil {
		c.damaged = true
		c.bad("archive", err, "look at the file named; kabar changes nothing in it")
		return
	}
	defer st.Close()
	c.room(st.Room())
	problems := st.Check()
	for _, p := range problems {
		c.damaged = true
		c.bad("archive", fmt.Errorf("%v", p), "")
	}
	if len(problems) == 0 {
		c.good("archive", "%s, %s", cfg.Data, counted(int(st.Last()), "entry"))
	}
}

// room looks whether the disk has some (L23). On some systems nobody can say.
func (c *checker) room(free, size uint64, err error) {
	switch {
	case err != nil:
	case free < lowRoom:
		c.other = true
		c.bad("disk", fmt.Errorf("%s free of %s, %s needed", bytesOf(free), bytesOf(size), bytesOf(lowRoom)),
			"free some space, or mail will wait in the inbox")
	default:
		c.good("disk", "%s free of %s", bytesOf(free), bytesOf(size))
	}
}

// inbox logs in and looks at the folder.
func (c *checker) inbox(ctx context.Context, a config.Account) {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	conf, err := inboxConfig(a)
	if err == nil {
		var box *fetch.Inbox
		if box, err = fetch.Dial(ctx, conf); err == nil {
			defer box.Close()
			c.good("inbox", "%s, folder %s", a, a.Folder)
			c.server(ctx, box)
			for _, n := range box.Notices() {
				c.note("inbox", n)
			}
			return
		}
	}
	c.network = true
	var e *fetch.Error
	remedy := ""
	if errors.As(err, &e) {
		remedy = e.Hint
	}
	c.bad("inbox", fmt.Errorf("%s: %w", a, err), remedy)
}

// post logs in to the outgoing server and sends nothing.
func (c *checker) post(ctx context.Context, a config.Account) {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	conf, err := postConfig(a)
	if err == nil {
		var conn *send.Conn
		if conn, err = send.Dial(ctx, conf); err == nil {
			conn.Close()
			c.good("smtp", "%s", a)
			return
		}
	}
	c.network = true
	var e *send.Error
	remedy := ""
	if errors.As(err, &e) {
		remedy = e.Hint
	}
	c.bad("smtp", fmt.Errorf("%s: %w", a, err), remedy)
}

// server says which name the inbox's own server signs with, as the newest mail
// has it: that is what authserv_id wants to be.
func (c *checker) server(ctx context.Context, box *fetch.Inbox) {
	cursor, err := box.Start(ctx)
	if err != nil || cursor.UID == 0 {
		return // an empty inbox tells nothing
	}
	cursor.UID--
	mails, _, _, err := box.After(ctx, cursor, 1, mail.MaxSize)
	if err != nil || len(mails) == 0 {
		return
	}
	field := mail.Parse(mails[0].Raw).Header.Get("Authentication-Results")
	name, _, ok := strings.Cut(field, ";")
	if words := strings.Fields(name); ok && len(words) > 0 {
		c.note("inbox", "the newest mail was judged by "+mail.Clean(words[0])+
			": if that is your own server, authserv_id = \""+mail.Clean(words[0])+"\"")
	}
}
