package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"kabar/mail"
	"kabar/store"
	"kabar/store/entry"
)

// witness looks at a world from the outside: the archive as any reader sees it,
// the inboxes, and what the mail server has taken.
type witness struct {
	w  *crashWorld
	st *store.Store
}

func (w *crashWorld) witness() (*witness, error) {
	st, err := store.View(w.archive())
	return &witness{w, st}, err
}

// entries are all entries, one a line, without the times of filing.
func (x *witness) entries() (lines []string, err error) {
	err = x.st.Each("", func(e entry.Entry) error {
		what := fmt.Sprint(e.Sections)
		if d := e.Decision; d != nil {
			what = fmt.Sprintf("%04d %s: %s", d.Number, d.Title, d.Why)
		}
		lines = append(lines, fmt.Sprintf("entry #%d %s %s of %s/%s for %s from %s late=%t amends=%q "+
			"on=%q: %s", e.Num, e.ID, e.Kind, e.Team, e.Member, e.Date, e.Mail, e.Late, e.Amends, e.On,
			what))
		return nil
	})
	return lines, err
}

// shown is a mail as the mail program shows it, and what became of it.
type shown struct {
	id, folder string
	flagged    bool
	outcome    string // "": kabar does not know it
}

func (m shown) String() string {
	return fmt.Sprintf("mail %s in %s: %q, flagged=%t", m.id, m.folder, m.outcome, m.flagged)
}

// mails are all mails on the server, those of a folder by their ids.
func (x *witness) mails() (all []shown, err error) {
	for _, user := range []string{"kabar@acme.example", "kabar@beta.example"} {
		for _, folder := range []string{"INBOX", "Archive"} {
			items, ierr := x.w.imap.Items(user, folder)
			err = errors.Join(err, ierr)
			for _, it := range items {
				m := mail.Parse(it.Raw)
				o, _ := seenBefore(x.st, m)
				flagged := slices.ContainsFunc(it.Flags, func(f string) bool {
					return strings.EqualFold(f, "$kabar")
				})
				all = append(all, shown{m.MessageID, folder, flagged, o.Outcome})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b shown) int { return strings.Compare(a.id, b.id) })
	return all, err
}

// wrongAtDeath is what must never be, not even between a crash and the restart.
// It counts in unsure the letters whose outcome kabar can't know now.
func (x *witness) wrongAtDeath(before, reference []string, unsure map[string]int) error {
	lines, err := x.entries()
	if err != nil {
		return err
	}
	if n := len(lines); n < len(before) || n > len(reference) || !slices.Equal(lines, reference[:n]) {
		err = fmt.Errorf("the archive is not on its way to the reference:\n%s", strings.Join(lines, "\n"))
	}
	mails, merr := x.mails()
	err = errors.Join(err, merr)
	for _, m := range mails {
		if m.outcome == "" && (m.flagged || m.folder != "INBOX") {
			err = errors.Join(err, fmt.Errorf("P1: not filed, but the server shows it as done: %s", m))
		}
	}
	return errors.Join(err, x.unsureLetters(unsure))
}

// unsureLetters counts the letters in "sending", of which there can be one. What
// the mail server has taken must be there or in "sent", or wait to be sent
// again since an earlier crash left its outcome unknown.
func (x *witness) unsureLetters(unsure map[string]int) error {
	sending, err := x.st.Letters("sending")
	sent, serr := x.st.Letters("sent")
	err = errors.Join(err, serr)
	recorded := maps.Clone(unsure)
	for _, l := range slices.Concat(sending, sent) {
		recorded[l.MessageID]++
	}
	for _, l := range x.w.letters() {
		if recorded[l.id] == 0 {
			err = errors.Join(err, fmt.Errorf("%s went out unrecorded", l.id))
		}
	}
	for _, l := range sending {
		unsure[l.MessageID]++
	}
	if len(sending) > 1 {
		err = errors.Join(err, fmt.Errorf("%d letters are half sent: %v", len(sending), unsure))
	}
	return err
}

// repeats counts the letters the mail server took more than once. Each repeat
// must be the same bytes to the same person, of a letter that a crash left in
// "sending", and by a server that keeps no copy which could have been looked up.
func (w *crashWorld) repeats(unsure map[string]int) (n int, err error) {
	first := map[string]taken{}
	for _, l := range w.letters() {
		f, known := first[l.id]
		if !known {
			first[l.id] = l
			continue
		}
		n++
		if unsure[l.id]--; unsure[l.id] < 0 {
			err = errors.Join(err, fmt.Errorf("P3: %s was sent again, outside of the one window", l.id))
		}
		if l.from == sentKept {
			err = errors.Join(err, fmt.Errorf("P3: %s was sent again, and lay in the Sent folder", l.id))
		}
		if f.to != l.to || f.data != l.data {
			err = errors.Join(err, fmt.Errorf("P3: %s came again as something else", l.id))
		}
	}
	return n, err
}

// facts is all that must be the same in the end, whatever happened: one fact a
// line, without times.
func (x *witness) facts() (facts []string, err error) {
	say := func(format string, args ...any) { facts = append(facts, fmt.Sprintf(format, args...)) }
	for _, p := range x.st.Check() {
		say("problem %s", p)
	}
	lines, err := x.entries()
	facts = append(facts, lines...)
	decisions, derr := x.st.Decisions("acme")
	err = errors.Join(err, derr)
	for _, e := range decisions {
		d := e.Decision
		say("decision %04d is %s, changed %d times", d.Number, d.Status, len(d.Log))
	}
	for _, team := range []string{"acme", "beta", ""} {
		strays, serr := x.st.Strays(team)
		err = errors.Join(err, serr)
		for _, s := range strays {
			say("stray of %q %s from %s %q: %s", team, s.ID, s.From, s.Subject, s.Why)
		}
	}
	for _, state := range []string{"due", "sending", "sent", "dropped"} {
		letters, lerr := x.st.Letters(state)
		err = errors.Join(err, lerr)
		var keys []string
		for _, l := range letters {
			keys = append(keys, l.Key+" "+l.MessageID)
		}
		for _, key := range slices.Sorted(slices.Values(keys)) {
			say("%s %s", state, key)
		}
	}
	mails, merr := x.mails()
	err = errors.Join(err, merr)
	for _, m := range mails {
		say("%s", m)
	}
	files, ferr := x.files()
	return append(append(facts, files...), x.told()...), errors.Join(err, ferr)
}

// files is what only the files tell: people's settings and the mails kept.
func (x *witness) files() (facts []string, err error) {
	for _, pattern := range []string{"*/people/*", "*/mail/*", "mail/*"} {
		names, _ := filepath.Glob(filepath.Join(x.w.archive(), pattern))
		for _, name := range names {
			data, rerr := os.ReadFile(name)
			err = errors.Join(err, rerr)
			rel, _ := filepath.Rel(x.w.archive(), name)
			fact := fmt.Sprintf("%s: %s", rel, data)
			if strings.HasSuffix(name, ".mbox") {
				n := strings.Count(string(data), "\nX-Kabar-Mail:")
				fact = fmt.Sprintf("%s: %d mails", rel, n)
			}
			facts = append(facts, fact)
		}
	}
	return facts, err
}

var crashClock = regexp.MustCompile(`\d\d:\d\d`)

var crashMarker = regexp.MustCompile(
	`\b(alfa|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|kilo|lima)\d\d\b`)

// told is who got which letter, what answers say, and how often each piece of
// news was told to whom in all their digests; a repeat counts once.
func (x *witness) told() (facts []string) {
	got, news := map[string]string{}, map[string]int{}
	for _, l := range x.w.letters() {
		if _, again := got[l.id]; again {
			continue
		}
		m := mail.Parse([]byte(l.data))
		got[l.id] = l.to
		switch kind, _, _ := strings.Cut(l.id, "."); kind {
		case "answer":
			got[l.id] += " " + m.Subject + "\n" + crashClock.ReplaceAllString(m.Text, "00:00")
		case "digest":
			for _, marker := range crashMarker.FindAllString(m.Text, -1) {
				news[l.to+" "+marker]++
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(got)) {
		facts = append(facts, "letter "+id+" to "+got[id])
	}
	for _, what := range slices.Sorted(maps.Keys(news)) {
		facts = append(facts, fmt.Sprintf("told %s: %d times", what, news[what]))
	}
	return facts
}

// differences lists the facts that are missing, and those that should not be.
func differences(want, got []string) error {
	var all []error
	only := func(sign string, list, other []string) {
		for _, fact := range list {
			if !slices.Contains(other, fact) {
				all = append(all, errors.New(sign+fact))
			}
		}
	}
	only("missing: ", want, got)
	only("too much: ", got, want)
	if len(all) == 0 && !slices.Equal(want, got) {
		all = append(all, fmt.Errorf("the order or the number differs:\n%s", strings.Join(got, "\n")))
	}
	return errors.Join(all...)
}
