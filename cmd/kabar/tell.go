package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/digest"
	"kabar/mail/auth"
	"kabar/mail/send"
	"kabar/store"
	"kabar/store/team"
)

// way is how an admin can be told: as a member of a team whose mail leaves.
type way struct {
	team   team.Team
	member team.Member
}

// ways finds a way to each admin of the teams that a trouble concerns, one for
// each person: over a team it concerns, or over another one of theirs. none
// says that there are no admins at all, whom nobody has to wait for.
func ways(teams []team.Team, t trouble, fails func(teamID string) bool) (list []way, none bool) {
	none = true
	seen := map[string]bool{}
	for _, of := range concerned(teams, t) {
		for _, m := range of.Members {
			if !m.Admin || seen[m.Addresses[0]] {
				continue
			}
			none = false
			if w, ok := wayTo(m.Addresses[0], of, teams, fails); ok {
				seen[m.Addresses[0]] = true
				list = append(list, w)
			}
		}
	}
	return list, none
}

// wayTo finds a team over which this admin can be told, the first being best.
// Who is paused is told nothing.
func wayTo(addr string, first team.Team, teams []team.Team, fails func(string) bool) (way, bool) {
	for _, t := range append([]team.Team{first}, teams...) {
		for _, m := range t.Members {
			if m.Admin && !m.Paused && m.Addresses[0] == addr && !fails(t.ID) {
				return way{t, m}, true
			}
		}
	}
	return way{}, false
}

func concerned(teams []team.Team, t trouble) (list []team.Team) {
	for _, of := range teams {
		if len(t.Teams) == 0 || slices.Contains(t.Teams, of.ID) {
			list = append(list, of)
		}
	}
	return list
}

// tell queues a mail about what is new to each admin concerned, all of it in
// one. It returns whether there is any.
func (s *station) tell(ctx context.Context, now time.Time, list []trouble) (queued bool, err error) {
	if !s.cfg.Send { // nothing is told in a dry run, nor held back for later
		return false, nil
	}
	teams, err := s.teams()
	if err != nil {
		return false, err
	}
	find := func(t trouble) ([]way, bool) { return ways(teams, t, s.health.mailFails) }
	before := encode(s.warned)
	fresh := s.warned.news(now, list, func(t trouble) bool {
		found, none := find(t)
		return none || len(found) > 0
	})
	letters, err := s.news(now, fresh, find)
	if err == nil {
		err = s.store.Publish(now, nil, letters...)
	}
	if err != nil { // all of it is news again, but what needs no disk
		s.warned = decodeWarned(before)
		s.tellAtOnce(ctx, now, fresh, find)
		return false, fmt.Errorf("tell the admin: %w", err)
	}
	for _, t := range fresh {
		s.log.unwell(t)
	}
	if after := encode(s.warned); after != before {
		err = s.store.SetMark(warnedMark, after)
	}
	return len(letters) > 0, err
}

// news writes the letters: one to each person.
func (s *station) news(
	now time.Time, fresh []trouble, find func(trouble) ([]way, bool),
) (letters []*store.Letter, err error) {
	var people []way
	parts := map[string][]trouble{}
	for _, t := range fresh {
		found, _ := find(t)
		for _, w := range found {
			key := w.team.ID + " " + w.member.ID
			if parts[key] == nil {
				people = append(people, w)
			}
			parts[key] = append(parts[key], t)
		}
	}
	for _, w := range people {
		key := w.team.ID + " " + w.member.ID
		l, err := troubleLetter(now, s.key, s.teamConfig(w.team.ID), w, parts[key])
		if err != nil {
			return nil, err
		}
		letters = append(letters, l)
	}
	return letters, nil
}

// troubleLetter is the mail that tells one admin. Its key is made of what it
// tells, so that a crash right after it was queued doubles nothing.
func troubleLetter(
	now time.Time, key auth.Key, c config.Team, to way, list []trouble,
) (*store.Letter, error) {
	hash := sha256.New()
	var parts []digest.Part
	for _, t := range list {
		fmt.Fprintf(hash, "%s\x00%d\x00%v\x00", t.Key, t.Since.Unix(), t.Over.IsZero())
		parts = append(parts, digest.Trouble{
			Kind: t.Kind, Detail: t.Detail, Since: t.Since, Over: t.Over, Who: t.Who,
		})
	}
	ref := hex.EncodeToString(hash.Sum(nil))[:12]
	token := auth.Token{
		Kind: "answer", Team: to.team.ID, Member: to.member.ID, Date: localDate(now, to.member), Ref: ref,
	}
	w := writer{key: key, config: c, now: now}
	draft := digest.Answer{Team: to.team, Reader: to.member, Now: now, Parts: parts}.
		Draft(w.envelope(to.team, to.member, token))
	l := &store.Letter{
		Key: "trouble." + ref + "." + to.member.ID + "." + to.team.ID, Kind: "trouble",
		Team: to.team.ID, Member: to.member.ID,
	}
	return l, seal(now, l, &draft)
}

// tellAtOnce is for the one trouble that a letter in the outbox can't tell of:
// there can't be any. The mail goes straight to the server, once as long
// as kabar runs; another one after a restart has the same Message-ID that day.
func (s *station) tellAtOnce(
	ctx context.Context, now time.Time, fresh []trouble, find func(trouble) ([]way, bool),
) {
	for _, t := range fresh {
		if t.Key != "disk" && t.Key != "archive" {
			continue
		}
		found, _ := find(t)
		for _, w := range found {
			t.Since = now.Truncate(24 * time.Hour) // the key is that of the day
			l, err := troubleLetter(now, s.key, s.teamConfig(w.team.ID), w, []trouble{t})
			if err == nil {
				err = s.sendAtOnce(ctx, l)
			}
			if err != nil {
				s.log.trouble("tell the admin of the disk", err)
				continue
			}
			s.log.sent(l.Key)
			s.warned.note(now, t)
			s.log.unwell(t)
		}
	}
}

// sendAtOnce sends a letter that is not in the outbox.
func (s *station) sendAtOnce(ctx context.Context, l *store.Letter) error {
	for _, p := range s.posts {
		if !p.teams[l.Team] {
			continue
		}
		conf, err := postConfig(p.account)
		if err != nil {
			return err
		}
		conn, err := send.Dial(ctx, conf)
		if err != nil {
			return err
		}
		defer conn.Close()
		return conn.Send(ctx, l.From, l.To, l.Data)
	}
	return errors.New("no server for it")
}
