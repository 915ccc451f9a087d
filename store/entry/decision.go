package entry

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kabar/store/civil"
)

// Headings of a decision file: MADR 4's, and Log, which is ours.
const (
	headContext      = "## Context and Problem Statement"
	headOutcome      = "## Decision Outcome"
	headConsequences = "### Consequences"
	headLog          = "## Log"
	objection        = "Objection: " // begins a point under Consequences
)

// EncodeDecision returns e, a decision, as a file of its own: MADR 4.
//
//	---
//	status: accepted
//	date: 2026-11-22              # of the last change
//	decision-makers: [Ana Putri]
//	deadline: 2026-12-01          # ours, as all below
//	kabar: 1
//	number: 7
//	for: 2026-11-22               # Entry.Date
//	id: "5f0c…"                   # and the other keys of a block line
//
//	---
//
//	# Use Postgres
//
//	- Status: accepted
//	- Date: 2026-11-22
//
//	## Context and Problem Statement
//
//	We need transactions.
//
//	## Decision Outcome
//
//	Chosen option: "Use Postgres"
//
//	### Consequences
//
//	- Objection: nobody here has run it
//
//	## Log
//
//	- 2026-11-22T09:52:10Z ana: filed
//
// The lines under the title are those of MADR 2 and 3, which log4brains reads;
// CommonMark, which it takes the front matter for too, needs the empty line
// before the second fence and no list above the title to find them. They and the
// sentence under Decision Outcome are for readers and not read back: the front
// matter counts. There is no "### Consequences" without objections. Text is escaped as on pages.
func EncodeDecision(e Entry) []byte {
	e.Kind = Decided
	e = Clean(e)
	d := Decision{}
	if e.Decision != nil {
		d = *e.Decision
	}
	var b bytes.Buffer
	b.WriteString("---\n")
	writeFront(&b, e, d)
	fmt.Fprintf(&b, "\n---\n\n# %s\n\n", escapeLine(d.Title))
	fmt.Fprintf(&b, "- Status: %s\n- Date: %s\n\n", escapeRest(d.Status), lastChange(e, d))
	b.WriteString(headContext + "\n\n")
	if d.Why != "" {
		b.WriteString(strings.Join(escapeText(d.Why), "\n") + "\n\n")
	}
	fmt.Fprintf(&b, "%s\n\nChosen option: \"%s\"\n\n", headOutcome, escapeRest(d.Title))
	if len(d.Objections) > 0 {
		b.WriteString(headConsequences + "\n\n")
		for _, o := range d.Objections {
			encodeItem(&b, Item{Text: objection + o})
		}
		b.WriteByte('\n')
	}
	b.WriteString(headLog + "\n\n")
	for _, c := range d.Log {
		b.WriteString(logLine(c) + "\n")
	}
	return b.Bytes()
}

func logLine(c Change) string {
	at := c.At.Format(time.RFC3339)
	return fmt.Sprintf("- %s %s: %s", at, escapeRest(c.By), escapeRest(c.What))
}

// writeFront writes the lines between the fences.
func writeFront(b *bytes.Buffer, e Entry, d Decision) {
	line := func(key, value string) {
		if value != "" {
			fmt.Fprintf(b, "%s: %s\n", key, value)
		}
	}
	list := func(key string, names []string) {
		if len(names) > 0 {
			line(key, yamlList(names))
		}
	}
	line("status", yamlScalar(d.Status))
	line("date", lastChange(e, d).String())
	list("decision-makers", d.Makers)
	list("consulted", d.Consulted)
	list("informed", d.Informed)
	line("deadline", d.Deadline.String())
	line("kabar", strconv.Itoa(formatVersion))
	line("number", strconv.Itoa(d.Number))
	for _, f := range fields {
		value := f.get(&e)
		switch {
		case value == "":
		case f.key == "date":
			line("for", value)
		case f.key == "num" || f.key == "filed":
			line(f.key, value)
		default:
			line(f.key, yamlScalar(value))
		}
	}
}

// lastChange is the date MADR wants: that of the last change, in the zone of
// the author.
func lastChange(e Entry, d Decision) civil.Date {
	if len(d.Log) == 0 {
		return e.Date
	}
	return dateIn(d.Log[len(d.Log)-1].At, e.Zone)
}

func dateIn(t time.Time, zone string) civil.Date {
	if loc, err := time.LoadLocation(zone); err == nil {
		t = t.In(loc)
	}
	return civil.DateOf(t)
}
