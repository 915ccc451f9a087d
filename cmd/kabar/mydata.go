package main

import (
	"bytes"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"

	"kabar/cmd/kabar/export"
	"kabar/digest"
	"kabar/mail"
	"kabar/store"
	"kabar/store/entry"
	"kabar/store/index"
	"kabar/store/team"
)

// mydata answers "mydata" with all that the member wrote, in every team that the
// address is a member's of: the entries in the form of `kabar export --format
// jsonl`, and the mails they came in. What does not fit into one mail is left
// out from the oldest on, and said.
func (d *desk) mydata() error {
	room := d.room()
	part := digest.Mine{Limit: d.s.cfg.Files, Member: d.member.ID}
	var lines, mails [][]byte // newest first
	seen := map[string]bool{}
	err := d.eachMine(func(e entry.Entry) (more bool, err error) {
		line, err := export.JSON(e)
		if err != nil {
			return false, err
		}
		if room -= int64(len(line)); room < 0 {
			part.Part = true
			return false, nil
		}
		lines = append(lines, line)
		if seen[e.Mail] {
			return true, nil
		}
		seen[e.Mail] = true
		raw, err := d.s.store.Mail(e)
		if gone(err) {
			return true, nil
		} else if err != nil {
			return false, err
		}
		boxed := mail.MboxEntry(raw, d.filing.From, e.Filed)
		if int64(len(boxed)) > room { // the entry tells what it said
			part.Part = true
			return true, nil
		}
		room -= int64(len(boxed))
		mails = append(mails, boxed)
		return true, nil
	})
	if err != nil {
		return err
	}
	part.Entries = len(lines)
	if part.Set, err = d.mySettings(); err != nil {
		return err
	}
	slices.Reverse(lines)
	slices.Reverse(mails)
	for _, f := range []mail.File{
		{Name: "kabar-" + d.member.ID + ".jsonl", Data: bytes.Join(lines, nil)},
		{Name: "kabar-" + d.member.ID + ".mbox", Data: bytes.Join(mails, nil)},
	} {
		if len(f.Data) > 0 {
			d.files = append(d.files, f)
		}
	}
	d.say(part)
	return nil
}

// mySettings puts what the member set by mail into files, one a team, and tells
// whether there is any.
func (d *desk) mySettings() (any bool, err error) {
	ids := d.s.memberships(d.filing.From)
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		set, err := d.s.store.Settings(id, ids[id])
		var damaged *store.DamagedError
		if err != nil && !errors.As(err, &damaged) { // the rest of it is theirs, too
			return any, err
		}
		if reflect.ValueOf(set).IsZero() {
			continue
		}
		text, err := team.Encode(set, nil)
		if err != nil {
			return any, err
		}
		name := "kabar-" + ids[id] + "-" + id + ".toml"
		d.files, any = append(d.files, mail.File{Name: name, Data: text}), true
	}
	return any, nil
}

// eachMine calls f for the entries of the member in all their teams, the newest
// first, until f wants no more.
func (d *desk) eachMine(f func(entry.Entry) (more bool, err error)) error {
	ids := d.s.memberships(d.filing.From) // their id may differ from team to team
	var teams, names []string
	for team, id := range ids {
		teams, names = append(teams, team), append(names, id)
	}
	slices.Sort(names)
	q := index.By(slices.Compact(names)...)
	for top := d.s.store.Last(); top > 0; {
		found, err := seek(d.s.store, d.s.index, q.UpTo(top), d.member.Lang, teams, 0, index.MaxTotal)
		if err != nil {
			return err
		}
		top = 0 // unless there are more
		for _, h := range found.Hits {
			if found.More {
				top = h.Num - 1
			}
			if h.Entry.Member != ids[h.Entry.Team] {
				continue
			}
			if more, err := f(h.Entry); err != nil || !more {
				return err
			}
		}
	}
	return nil
}

// memberships are the teams that an address is a member's of, with the member's
// id in each.
func (s *station) memberships(addr string) map[string]string {
	ids := map[string]string{}
	for _, t := range s.cfg.Teams {
		for _, m := range t.Members {
			for _, a := range m.Addresses {
				if strings.EqualFold(a, addr) {
					ids[t.ID] = m.ID
				}
			}
		}
	}
	return ids
}
