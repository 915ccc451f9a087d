package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/mail"
	"kabar/store"
	"kabar/store/civil"
	"kabar/store/entry"
	"kabar/store/index"
)

// pageHits is how many hits one answer shows.
const pageHits = 20

// runSearch is `kabar search`: the same query language and the same hits as by
// mail.
func runSearch(_ context.Context, a *app, args []string) error {
	hurry()
	fs := a.flags("search")
	limit := fs.Int("n", pageHits, "the `number` of hits to show, newest first")
	query, err := parseQuery(fs, args)
	if err != nil {
		return err
	}
	if strings.TrimSpace(query) == "" {
		return usageError(`search wants words: kabar search postgres from:ana (docs/SEARCH.md has the language)`)
	}
	if *limit < 1 {
		return usageError("--n wants a number from 1 on: kabar search --n 50 postgres")
	}
	o, err := a.outline()
	if err != nil {
		return err
	}
	q, err := a.query(query)
	if err != nil {
		return err
	}
	st, err := store.View(o.Data)
	if err != nil {
		return err
	}
	defer st.Close()
	x, err := index.View(filepath.Join(o.Data, indexFile))
	if err == nil {
		defer x.Close()
	}
	found, err := seek(st, x, q, "en", o.Teams, 0, min(*limit, index.MaxTotal))
	if err != nil {
		return err
	}
	w := bufio.NewWriter(a.out)
	a.showHits(w, found)
	if found.Total == 0 {
		if hint := a.hint(q); hint != "" {
			fmt.Fprintln(w, hint)
		}
	}
	if err := w.Flush(); err != nil || found.Unread == 0 {
		return err
	}
	return &exitError{exitDamaged, errors.New(index.Unread("en", found.Unread))}
}

// query reads a query in the zone of whoever sits here; what is wrong with one,
// or left out of it, is shown to them.
func (a *app) query(text string) (index.Query, error) {
	now := a.now()
	q, err := index.Parse(text, now, now.Location())
	var syntax *index.SyntaxError
	if errors.As(err, &syntax) {
		fmt.Fprintln(a.err, syntax.Text("en"))
		return q, errShown(exitConfig)
	}
	if note := q.Note("en"); note != "" {
		fmt.Fprintln(a.err, note)
	}
	return q, err
}

// outline finds the config, and reads of it what a search needs.
func (a *app) outline() (config.Outline, error) {
	path, err := config.Find(a.flag, a.env)
	if err != nil {
		return config.Outline{}, &exitError{exitConfig, err}
	}
	if o, ok := config.Sketch(path, a.env); ok {
		return o, nil
	}
	cfg, err := config.Look(path, a.env)
	if err != nil {
		return config.Outline{}, err
	}
	return config.Outline{Data: cfg.Data, Teams: teamIDs(cfg)}, nil
}

func teamIDs(cfg *config.Config) (ids []string) {
	for _, t := range cfg.Teams {
		ids = append(ids, t.ID)
	}
	return ids
}

// showHits prints hits for a terminal or a pipe.
func (a *app) showHits(w *bufio.Writer, found index.Result) {
	for _, h := range found.Hits {
		at := h.Entry.Filed.In(a.now().Location())
		fmt.Fprintf(w, "#%d  %s  %s (%s), %s%s · %s\n", h.Num, at.Format("2006-01-02 15:04"),
			mail.Clean(h.Entry.Name), h.Entry.Team, h.Entry.Kind, forDay(h.Entry, at), shortID(h.Entry.ID))
		fmt.Fprintf(w, "    %s\n", indent(a.marked(h), "    "))
	}
	switch {
	case found.Total == 0:
		fmt.Fprintln(w, "nothing found")
	case found.More:
		fmt.Fprintf(w, "%d shown, more than %d found\n", len(found.Hits), found.Total)
	default:
		fmt.Fprintf(w, "%d shown, %d found\n", len(found.Hits), found.Total)
	}
	if found.Partial != "" {
		fmt.Fprintln(w, found.Partial)
	}
}

// forDay says which day an entry is for, if that is not the one it came.
func forDay(e entry.Entry, filed time.Time) string {
	switch {
	case e.Late:
		return " for " + e.Date.String() + ", late"
	case e.Date != civil.DateOf(filed):
		return " for " + e.Date.String()
	}
	return ""
}

// marked is the excerpt with its matches in bold on a terminal.
func (a *app) marked(h index.Hit) string {
	var b strings.Builder
	at := 0
	for _, m := range h.Marks {
		b.WriteString(mail.CleanLines(h.Excerpt[at:m.Start]))
		word := mail.CleanLines(h.Excerpt[m.Start:m.End])
		if a.tty {
			word = "\x1b[1m" + word + "\x1b[0m"
		}
		b.WriteString(word)
		at = m.End
	}
	b.WriteString(mail.CleanLines(h.Excerpt[at:]))
	return b.String()
}
