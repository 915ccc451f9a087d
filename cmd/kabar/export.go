package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"kabar/cmd/kabar/config"
	"kabar/cmd/kabar/export"
	"kabar/mail"
	"kabar/store"
	"kabar/store/civil"
	"kabar/store/entry"
	"kabar/store/index"
	"kabar/store/team"
)

// exportFormats are what --format takes. All but html are one file.
var exportFormats = []string{"md", "jsonl", "csv", "mbox", "ics", "html"}

// runExport is `kabar export`: the archive, or what a query finds of it, for
// other programs. It only reads the archive, also beside a running daemon.
func runExport(ctx context.Context, a *app, args []string) error {
	fs := a.flags("export")
	format := fs.String("format", "", "the `format`: "+strings.Join(exportFormats, ", "))
	id := fs.String("team", "", "one `team` only; else all")
	path := fs.String("out", "-", "`path` of a file, or - for standard output; for html of a folder")
	base := fs.String("base", "", "html: the `address` where the site will lie, for its feed: https://news.acme.example/")
	if err := parseFlags(fs, args); err != nil {
		return err
	}
	at, err := siteAddress(*base)
	if err != nil {
		return err
	}
	switch {
	case !slices.Contains(exportFormats, *format):
		return usageError("--format is one of %s: kabar export --format csv --out news.csv since:october",
			strings.Join(exportFormats, ", "))
	case *format == "html" && *path == "-":
		return usageError("a site is many files: kabar export --format html --out public")
	}
	cfg, err := a.load()
	if err != nil {
		return err
	}
	x := &exporter{ctx: ctx, format: *format, base: at, every: *id == ""}
	if x.query, err = a.filter(fs.Args()); err != nil {
		return err
	}
	if x.st, err = store.View(cfg.Data); err != nil {
		return err
	}
	defer x.st.Close()
	if err := x.choose(cfg, *id); err != nil {
		return err
	}
	said, err := x.write(a.out, *path, cfg.Data)
	if err != nil {
		return err
	}
	if *path != "-" {
		fmt.Fprintf(a.out, "%s: %s\n", *path, said)
	}
	return x.damage()
}

// siteAddress reads the address of a site's folder; "" for none.
func siteAddress(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery+u.Fragment != "" {
		return "", usageError("--base is the whole address of a folder on the web: --base https://news.acme.example/")
	}
	return strings.TrimRight(u.String(), "/") + "/", nil
}

// filter reads a query; nil for none.
func (a *app) filter(words []string) (*index.Query, error) {
	text := strings.Join(words, " ")
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	q, err := a.query(text)
	return &q, err
}

// exporter is one export, and the archive as it sees it: of some teams, with
// what a query finds, as of the moment it began.
type exporter struct {
	ctx    context.Context
	st     *store.Store
	format string
	base   string // address of the site; "": it is not known
	teams  []team.Team
	every  bool         // all teams
	query  *index.Query // nil: everything
	known  *versions    // for query
	last   int64        // entries filed later are not part of it
	found  int          // entries that Each gave
	broken []store.Problem
}

// choose takes the team with this id, or all for "".
func (x *exporter) choose(cfg *config.Config, id string) error {
	if id != "" {
		if _, err := teamNamed(cfg, id); err != nil {
			return err
		}
	}
	teams, err := withSettings(cfg, x.st)
	for _, t := range teams {
		if x.every || t.ID == id {
			x.teams = append(x.teams, t)
		}
	}
	x.last = x.st.Last()
	return err
}

// write writes the export, and says in words what is in it. data is the archive's
// folder, which no export may write to.
func (x *exporter) write(stdout io.Writer, path, data string) (said string, err error) {
	if path != "-" {
		if path, err = outside(path, data); err != nil {
			return "", err
		}
	}
	switch {
	case x.format == "html":
		err = writeFolder(path, func(create creator) error { return export.Site(create, x.teams, x.base, x) })
		return counted(x.found, "entry"), err
	case path == "-":
		return x.file(stdout)
	}
	err = writeFile(path, func(w io.Writer) (err error) {
		said, err = x.file(w)
		return err
	})
	return said, err
}

// file writes one of the formats that are one file.
func (x *exporter) file(w io.Writer) (said string, err error) {
	out := newPatient(w)
	switch x.format {
	case "md":
		err = export.Markdown(out, x.teams, x)
	case "jsonl":
		err = x.Each(func(e entry.Entry) error {
			line, err := export.JSON(e)
			if err == nil {
				_, err = out.Write(line)
			}
			return err
		})
	case "csv":
		t := export.NewTable(out)
		err = errors.Join(x.Each(t.Add), t.Flush())
	case "ics":
		// A query is about entries, and an away day is none.
		err = export.Calendar(out, x.teams, x, x.query == nil)
		return "away days and deadlines", errors.Join(err, out.Flush())
	case "mbox":
		n, err := x.mails(out)
		return counted(n, "mail"), errors.Join(err, out.Flush())
	}
	return counted(x.found, "entry"), errors.Join(err, out.Flush())
}

// mails writes the kept mails: all, or those that the entries found came in.
func (x *exporter) mails(w io.Writer) (n int, err error) {
	wanted := map[string]bool{}
	if x.query != nil {
		err = x.Each(func(e entry.Entry) error {
			wanted[e.Mail] = true
			return nil
		})
		if err != nil {
			return 0, err
		}
	}
	var of []string
	for _, t := range x.teams {
		of = append(of, t.ID)
	}
	if x.every {
		of = append(of, "") // mails of no team
	}
	for _, id := range of {
		err := x.note(x.st.EachKept(id, func(k store.Kept) error {
			if x.query != nil && !wanted[k.Key] {
				return x.ctx.Err()
			}
			n++
			_, err := w.Write(mail.MboxEntry(k.Raw, k.From, k.Received))
			return errors.Join(err, x.ctx.Err())
		}))
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// Each is part of export.Source.
func (x *exporter) Each(f func(entry.Entry) error) error {
	one := ""
	if len(x.teams) == 1 {
		one = x.teams[0].ID
	}
	x.found = 0
	return x.note(x.st.Each(one, func(e entry.Entry) error {
		if err := x.ctx.Err(); err != nil {
			return err
		}
		if !x.Matches(e) {
			return nil
		}
		x.found++
		return f(e)
	}))
}

// Matches is part of export.Source.
func (x *exporter) Matches(e entry.Entry) bool {
	known := slices.ContainsFunc(x.teams, func(t team.Team) bool { return t.ID == e.Team })
	if !known || e.Num > x.last || x.query == nil {
		return known && e.Num <= x.last
	}
	if x.known == nil {
		x.known = &versions{page: x.Page}
	}
	all, _ := x.known.Versions(e) // a page that can't be read gave no entry either
	return x.query.Match(e, all)
}

// Page is part of export.Source.
func (x *exporter) Page(team string, date civil.Date) ([]entry.Entry, error) {
	if err := x.ctx.Err(); err != nil {
		return nil, err
	}
	list, err := x.st.Page(team, date)
	return slices.DeleteFunc(list, func(e entry.Entry) bool { return e.Num > x.last }), err
}

// Decisions is part of export.Source.
func (x *exporter) Decisions(team string) ([]entry.Entry, error) {
	list, err := x.st.Decisions(team)
	return slices.DeleteFunc(list, func(e entry.Entry) bool { return !x.Matches(e) }), x.note(err)
}

// Entry is part of export.Source.
func (x *exporter) Entry(num int64) (entry.Entry, error) { return x.st.Entry(num) }

// note keeps in mind what could not be read: the rest is exported all the same.
func (x *exporter) note(err error) error {
	var damaged *store.DamagedError
	if !errors.As(err, &damaged) {
		return err
	}
	for _, p := range damaged.Problems {
		if !slices.Contains(x.broken, p) {
			x.broken = append(x.broken, p)
		}
	}
	return nil
}

// damage is what could not be read, in the end.
func (x *exporter) damage() error {
	if len(x.broken) == 0 {
		return nil
	}
	return &exitError{exitDamaged, fmt.Errorf("not all is in it, since part of the archive can't be read: %w",
		&store.DamagedError{Problems: x.broken})}
}
