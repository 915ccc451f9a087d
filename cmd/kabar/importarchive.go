package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kabar/store"
	"kabar/store/entry"
	"kabar/store/team"
)

// isArchive tells whether path is the data folder of a kabar.
func isArchive(path string) bool {
	_, err := os.Stat(filepath.Join(path, "kabar.toml"))
	return err == nil
}

// carrier carries what another archive holds of a team over into this one: the
// entries as they are there, in the order in which they were filed, each with its
// mail where that is kept. An entry is known again by the key of its mail, which
// stays what it was, so that carrying over again changes nothing.
type carrier struct {
	im   *importer
	from *store.Store
	id   string // of the team there

	group   []entry.Entry     // of one mail, so far
	ids     map[string]string // that are others here
	numbers map[int]int       // of the decisions
	members map[string]string // ids of members there and here, as mails showed them
}

// archive carries over an archive: what it has of the team with this id, or of
// its only team.
func (im *importer) archive(ctx context.Context, dir string) (err error) {
	id, err := teamThere(dir, im.team.ID)
	if err != nil {
		return err
	}
	st, err := store.View(dir)
	if err != nil {
		return err
	}
	defer st.Close()
	im.told.archives++
	c := &carrier{im: im, from: st, id: id, ids: map[string]string{}, members: map[string]string{}}
	if c.numbers, err = im.decisionNumbers(st, id); err != nil {
		return err
	}
	err = st.Each(id, func(e entry.Entry) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if len(c.group) > 0 && (e.Mail != c.group[0].Mail || e.Mail == "") {
			if err := c.carry(); err != nil {
				return err
			}
		}
		c.group = append(c.group, e)
		return nil
	})
	var damaged *store.DamagedError
	if err == nil || errors.As(err, &damaged) { // what can be read is carried over
		err = errors.Join(err, c.carry())
	}
	if err != nil {
		return fmt.Errorf("%s: %w", dir, err)
	}
	return im.told.rest(st, dir, id)
}

// carry files the entries of a mail together, as they were.
func (c *carrier) carry() error {
	group := c.group
	c.group = nil
	if len(group) == 0 {
		return nil
	}
	key, whole := group[0].Mail, len(group[0].Mail) == 16
	for n, e := range group {
		whole = whole && e.ID == entry.NewID(key, n)
	}
	if whole {
		return c.file(key, group)
	}
	// Some entries of the mail are gone, or it came twice: each by itself.
	for n, e := range group {
		if err := c.file(entry.Key("", "carried "+e.ID), group[n:n+1]); err != nil {
			return err
		}
	}
	return nil
}

// file files some entries under a key.
func (c *carrier) file(key string, group []entry.Entry) error {
	im := c.im
	kept, err := c.from.MailKept(group[0])
	if err != nil && !errors.Is(err, store.ErrNoMail) && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f := &store.Filing{
		Team: im.team.ID, Key: key, MessageID: group[0].Source, Raw: kept.Raw, From: kept.From,
		Received: group[0].Filed, Outcome: string(group[0].Kind), Reason: "carried over from another archive",
	}
	if !kept.Received.IsZero() {
		f.Received = kept.Received
	}
	for _, e := range group {
		member, ok := c.author(e, kept)
		if !ok {
			im.told.others.add(e.Name)
			continue
		}
		if _, here := im.team.Member(member); !here {
			im.told.former.add(e.Name)
		}
		if to := entry.NewID(key, len(f.Entries)); to != e.ID {
			c.ids[e.ID] = to
		}
		f.Entries = append(f.Entries, c.as(e, member))
	}
	if im.done += int64(len(kept.Raw)); len(f.Entries) == 0 {
		return nil
	}
	if _, f.Duplicate = im.s.store.SeenAs(key); f.Duplicate {
		im.told.count(f)
		return nil
	}
	return im.add(f)
}

// as is an entry as it is filed here.
func (c *carrier) as(e entry.Entry, member string) *entry.Entry {
	e.Num, e.ID, e.Mail, e.Amends, e.Team = 0, "", "", "", c.im.team.ID
	e.Member, e.Verdict = member, entry.Imported
	if to, ok := c.ids[e.On]; ok {
		e.On = to
	}
	if e.Decision != nil {
		e.Decision = c.decision(*e.Decision)
	}
	return &e
}

// author is whose an entry is here: the member's from whose address its mail came
// or, where that is not kept or the address not known, who has both the id and the
// name. Else they keep the id they have there, as one who left the team does,
// unless somebody else has it here: then it is not ok.
func (c *carrier) author(e entry.Entry, kept store.Kept) (id string, ok bool) {
	t := c.im.team.Team
	if m, ok := memberAt(t, kept.From); ok {
		c.members[e.Member] = m.ID
		return m.ID, true
	}
	if m, taken := t.Member(e.Member); taken && !strings.EqualFold(m.Name, e.Name) {
		id, ok = c.members[e.Member]
		return id, ok
	}
	return e.Member, true
}

// memberAt is the member with an address.
func memberAt(t team.Team, addr string) (team.Member, bool) {
	for _, m := range t.Members {
		if slices.ContainsFunc(m.Addresses, func(a string) bool { return strings.EqualFold(a, addr) }) {
			return m, true
		}
	}
	return team.Member{}, false
}

// teamThere is the id of the team in another archive: the one given, if it is
// there, or the only one.
func teamThere(dir, id string) (string, error) {
	var ids []string
	for _, folder := range []string{"updates", "decisions", "mail"} {
		names, err := filepath.Glob(filepath.Join(dir, "*", folder))
		if err != nil {
			return "", err
		}
		for _, name := range names {
			ids = append(ids, filepath.Base(filepath.Dir(name)))
		}
	}
	slices.Sort(ids)
	switch ids = slices.Compact(ids); {
	case slices.Contains(ids, id):
		return id, nil
	case len(ids) == 1:
		return ids[0], nil
	case len(ids) == 0:
		return "", fmt.Errorf("%s: an archive with nothing in it", dir)
	}
	return "", usageError("%s holds nothing of a team %s, but of: %s. The mails of one of them can be "+
		"imported by its mbox files: %s", dir, id, strings.Join(ids, ", "), filepath.Join(dir, "TEAM", "mail"))
}

// weigh adds up the bytes of all files at the paths; 0 if one of them is no
// file.
func weigh(paths []string) (total int64) {
	for _, path := range paths {
		if path == "-" {
			return 0
		}
		if isArchive(path) {
			path = filepath.Join(path, "*", "mail")
		}
		names, _ := filepath.Glob(path)
		if len(names) == 0 {
			names = []string{path} // a name with signs that Glob knows
		}
		for _, name := range names {
			filepath.WalkDir(name, func(_ string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return nil // who imports it says what is wrong
				}
				if info, err := d.Info(); err == nil {
					total += info.Size()
				}
				return nil
			})
		}
	}
	return total
}
