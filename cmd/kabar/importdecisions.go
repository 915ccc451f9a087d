package main

import (
	"fmt"
	"slices"
	"strconv"

	"kabar/store"
	"kabar/store/entry"
)

// decisionNumbers are the numbers that the decisions of another archive have here
// or will get: the next ones, in the order in which they were filed there. So in
// an archive without decisions they stay as they are, and a link forward can be
// written before what it leads to.
func (im *importer) decisionNumbers(from *store.Store, id string) (map[int]int, error) {
	if err := im.flush(); err != nil {
		return nil, err
	}
	there, err := from.Decisions(id)
	if err = readable(err); err != nil { // Each names what can't be read
		return nil, err
	}
	here, err := im.s.store.Decisions(im.team.ID)
	last := lastDecision(here, err)
	if err = readable(err); err != nil {
		return nil, err
	}
	numbers := map[int]int{}
	slices.SortStableFunc(there, func(a, b entry.Entry) int { return int(a.Num - b.Num) })
	for _, e := range there {
		same := slices.IndexFunc(here, func(h entry.Entry) bool {
			return h.ID == e.ID || h.ID == entry.NewID(entry.Key("", "carried "+e.ID), 0)
		})
		if same >= 0 {
			numbers[e.Decision.Number] = here[same].Decision.Number
		} else {
			last++
			numbers[e.Decision.Number] = last
		}
	}
	for there, here := range numbers {
		if there != here {
			im.told.renumbered++
		}
	}
	return numbers, nil
}

// decisionLink is where kabar writes the number of another decision.
var decisionLink = pattern(`(?i)\b(supersedes|superseded by) (\d{1,9})\b`)

// decision is one as it is filed here: its links lead where they led.
func (c *carrier) decision(d entry.Decision) *entry.Decision {
	link := func(text string) string {
		return decisionLink().ReplaceAllStringFunc(text, func(s string) string {
			m := decisionLink().FindStringSubmatch(s)
			n, _ := strconv.Atoi(m[2])
			if to, ok := c.numbers[n]; ok {
				return fmt.Sprintf("%s %04d", m[1], to)
			}
			return s
		})
	}
	d.Number, d.Status, d.Log = 0, link(d.Status), slices.Clone(d.Log)
	for i, l := range d.Log {
		d.Log[i].What = link(l.What)
		if to, ok := c.members[l.By]; ok {
			d.Log[i].By = to
		}
	}
	return &d
}
