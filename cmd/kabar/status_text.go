package main

import (
	"bufio"
	"fmt"
	"strings"
	"time"

	"kabar/mail"
)

// mostStuck is how many letters that wait are shown.
const mostStuck = 5

// print writes a report for people: one screen, the answer first.
func (r *report) print(a *app) error {
	w := bufio.NewWriter(a.out)
	now := a.now()
	line := func(name, format string, args ...any) {
		fmt.Fprintf(w, "%-8s %s\n", name, mail.Clean(fmt.Sprintf(format, args...)))
	}
	if r.Well {
		fmt.Fprintln(w, "kabar is well.")
	} else {
		fmt.Fprintln(w, "kabar is unwell:")
	}
	printLines(w, now, "!", r.Troubles)
	if len(r.Notes) > 0 {
		fmt.Fprintln(w, "To know:")
	}
	printLines(w, now, "-", r.Notes)
	fmt.Fprintln(w)
	if !r.Send {
		line("send", "false: letters wait, nothing goes out")
	}
	line("round", "%s", when(now, r.Step))
	line("mail in", "%s", when(now, r.Read))
	line("mail out", "%s", when(now, r.Sent))
	queue := fmt.Sprintf("%d due, %d on their way", r.Due, r.Sending)
	if !r.Oldest.IsZero() {
		queue += ", the oldest from " + when(now, r.Oldest)
	}
	line("queue", "%s", queue)
	for i, l := range r.Stuck {
		if i == mostStuck {
			line("", "and %d more", len(r.Stuck)-i)
			break
		}
		line("", "%s to %s: %d tries, %s", l.Key, l.To, l.Attempts, l.Error)
	}
	for _, acc := range r.Accounts {
		state := map[string]string{"well": "works", "failing": "fails", "unknown": "not tried yet"}[acc.State]
		if acc.State != "unknown" {
			state += " since " + when(now, acc.Since)
		}
		line(acc.Protocol, "%s: %s", acc.Name, state)
	}
	for _, t := range r.Teams {
		name := t.ID
		if name == "" {
			name = "no team"
		}
		people := fmt.Sprintf("%s, ", counted(t.Members, "member"))
		if len(t.Paused) > 0 {
			people += fmt.Sprintf("paused: %s, ", strings.Join(t.Paused, " "))
		}
		if t.ID == "" {
			people = ""
		}
		line(name, "%s%s", people, counted(t.Strays, "stray"))
	}
	line("archive", "%s, %s", r.Data, counted(int(r.Entries), "entry"))
	if r.Size > 0 {
		line("disk", "%s free of %s", bytesOf(r.Free), bytesOf(r.Size))
	}
	return w.Flush()
}

// printLines writes what is wrong, each with what to do about it.
func printLines(w *bufio.Writer, now time.Time, sign string, list []reportLine) {
	for _, t := range list {
		text := t.Detail
		switch {
		case t.Who != "" && text != "":
			text = t.Who + ": " + text
		case t.Who != "":
			text = t.Who
		}
		fmt.Fprintf(w, "  %s %s: %s\n", sign, t.Kind, mail.Clean(text))
		more := ""
		if !t.Since.IsZero() {
			more = "since " + when(now, t.Since)
		}
		if t.Told {
			more += "; the admin was told"
		}
		if more != "" {
			fmt.Fprintf(w, "    %s\n", strings.TrimPrefix(more, "; "))
		}
		if t.Hint != "" {
			fmt.Fprintf(w, "    → %s\n", mail.Clean(t.Hint))
		}
	}
}

// when is an instant in UTC, and how long ago it is.
func when(now, t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	text := t.UTC().Format("2006-01-02 15:04 MST")
	if age := now.Sub(t); age >= 0 {
		text += ", " + ageOf(age) + " ago"
	}
	return text
}
