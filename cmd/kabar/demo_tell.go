package main

import (
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"kabar/mail"
)

// teller prints the demo's story: one line for each thing that happened, with
// their local time, who, and what.
type teller struct {
	w      io.Writer
	colour bool
}

// The colours of the timeline, by what happens.
const (
	colourAsk    = "36" // cyan: kabar asks
	colourWrite  = "33" // yellow: a person writes
	colourFile   = "32" // green: kabar files
	colourTell   = "35" // magenta: kabar tells
	colourIgnore = "90" // grey: nothing comes of it
	colourWrong  = "31" // red
)

// line prints one thing that happened to who at their local time.
func (t *teller) line(at time.Time, who, colour, what string) {
	fmt.Fprintf(t.w, "%s %s  %s\n", pad(at.Format("Mon 15:04 MST"), 13), pad(who, 12),
		t.paint(colour, mail.Clean(what)))
}

// paint colours s on a terminal.
func (t *teller) paint(colour, s string) string {
	if !t.colour {
		return s
	}
	return "\x1b[" + colour + "m" + s + "\x1b[0m"
}

// pad fills s with blanks to n characters.
func pad(s string, n int) string {
	for utf8.RuneCountInString(s) < n {
		s += " "
	}
	return s
}
