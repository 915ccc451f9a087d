package main

import (
	"fmt"
	"maps"
	"slices"

	"kabar/mail"
	"kabar/store"
	"kabar/store/civil"
	"kabar/store/entry"
)

// fate is why a mail became no entry. It is said of one or many.
type fate string

const (
	noMail   fate = "no mail at all"
	notTo    fate = "not to an address of --to"
	stranger fate = "of nobody in the team"
	robot    fate = "written by a program"
	ours     fate = "sent by kabar"
	asked    fate = "a command: none is carried out"
	unplaced fate = "not to be read as an update"
	blank    fate = "with nothing new in it"
	undated  fate = "of a day that nothing tells: set aside, kabar strays lists it"
)

// fates are all, in the order in which they are told.
func fates() []fate {
	return []fate{undated, unplaced, blank, asked, notTo, stranger, robot, ours, noMail}
}

// leftOut is the mails of one fate.
type leftOut struct {
	count int
	some  []string // the first ones
}

// mostTold is how many mails of one fate are named without --verbose.
const mostTold = 3

// tally is what became of the mails of an import.
type tally struct {
	read, filed, known int
	elsewhere          int // of those filed: not addressed to the team
	left               map[fate]*leftOut
}

// leave counts a mail that becomes no entry.
func (im *importer) leave(m *oldMail) {
	l := im.left[m.fate]
	if l == nil {
		l = &leftOut{}
		im.left[m.fate] = l
	}
	l.count++
	name := m.name
	if m.about != "" {
		name += " (" + clipped(mail.Clean(m.about), mostShown) + ")"
	}
	switch {
	case im.verbose && im.a.tty:
		fmt.Fprintf(im.a.err, "\r\x1b[K")
		fallthrough
	case im.verbose:
		fmt.Fprintf(im.a.out, "%s: %s\n", name, m.fate)
	case len(l.some) < mostTold:
		l.some = append(l.some, name)
	}
}

// count counts what was filed.
func (im *importer) count(f *store.Filing) {
	switch {
	case f.Key != "":
		im.told.count(f)
	case f.Duplicate:
		im.known++
	case f.StrayWhy == "":
		im.filed++
	}
}

// tell says in the end what became of all.
func (im *importer) tell() {
	out := im.a.out
	if im.a.tty {
		fmt.Fprintln(im.a.err)
	}
	filed := "filed"
	if im.dry {
		filed = "to be filed"
	}
	left := 0
	for _, l := range im.left {
		left += l.count
	}
	if im.read > 0 || im.told.archives == 0 {
		fmt.Fprintf(out, "%s read: %d %s, %d filed before, %d left out\n",
			counted(im.read, "mail"), im.filed, filed, im.known, left)
	}
	for _, why := range fates() {
		l := im.left[why]
		if l == nil {
			continue
		}
		fmt.Fprintf(out, "  %d %s\n", l.count, why)
		for _, name := range l.some {
			fmt.Fprintf(out, "    %s\n", name)
		}
		if more := l.count - len(l.some); more > 0 && !im.verbose {
			fmt.Fprintf(out, "    and %d more, which --verbose names\n", more)
		}
	}
	if im.elsewhere > 0 {
		fmt.Fprintf(out, "%d of those %s not addressed to %s: --to %s leaves such mails out\n",
			im.elsewhere, filed, im.team.Address, im.team.Address)
	}
	im.told.tell(out, filed)
	for _, id := range slices.Sorted(maps.Keys(im.gains)) {
		fmt.Fprintf(out, "%s\n", im.gains[id])
	}
	if im.dry {
		fmt.Fprintln(out, "nothing was changed")
	}
}

// gain is what a member would have more of after an import.
type gain struct {
	member      string
	kinds       map[entry.Kind]int
	first, last civil.Date
}

// String is "ana: 2 updates, 1 decision, 2025-03-04 to 2025-03-07".
func (g *gain) String() string {
	s := g.member + ": "
	for _, kind := range []entry.Kind{entry.Update, entry.Decided, entry.Comment} {
		if g.kinds[kind] > 0 {
			s += counted(g.kinds[kind], string(kind)) + ", "
		}
	}
	if s += g.first.String(); g.last != g.first {
		s += " to " + g.last.String()
	}
	return s
}

// pretend notes what the batch would become, in the place of filing it.
func (im *importer) pretend() {
	for _, f := range im.batch {
		key := f.Key
		if key == "" {
			key = entry.Key(f.MessageID, f.Hash)
		}
		f.Duplicate = im.would[key]
		im.would[key] = true
		im.count(f)
		for _, e := range f.Entries {
			if f.Duplicate {
				continue
			}
			g := im.gains[e.Member]
			if g == nil {
				g = &gain{e.Member, map[entry.Kind]int{}, e.Date, e.Date}
				im.gains[e.Member] = g
			}
			g.kinds[e.Kind]++
			if e.Date.Before(g.first) {
				g.first = e.Date
			}
			if e.Date.After(g.last) {
				g.last = e.Date
			}
		}
	}
	im.batch, im.bytes = nil, 0
	im.progress()
}
