package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/digest"
	"kabar/mail/send"
	"kabar/store"
	"kabar/store/team"
)

// post is one outgoing mail server, shared by the teams that use the same
// account.
type post struct {
	name    string
	account config.Account
	teams   map[string]bool
	conn    *send.Conn
	taken   *store.Letter // the server has it, and that is not noted yet
	retry   backoff
}

// A letter the server puts off is tried again after these pauses, then every
// hour (PROMISES H01; RFC 5321 section 4.5.4.1), for giveUp at most.
var retryPauses = []time.Duration{
	time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour,
}

const giveUp = 5 * 24 * time.Hour

// joinPost adds the team to the server its mail leaves by.
func (s *station) joinPost(t *config.Team) {
	name := t.SMTP.String()
	for _, p := range s.posts {
		if p.name == name {
			p.teams[t.ID] = true
			return
		}
	}
	s.posts = append(s.posts, &post{name: name, account: t.SMTP, teams: map[string]bool{t.ID: true}})
}

func (p *post) close() {
	if p.conn != nil {
		p.conn.Close()
		p.conn = nil
	}
}

// deliver hands the letters that wait to the mail servers, and returns when
// the next one wants to go.
func (s *station) deliver(ctx context.Context, now time.Time) (next time.Time, err error) {
	teams, err := s.teams()
	if err != nil {
		return time.Time{}, err
	}
	return s.deliverTo(ctx, now, teams)
}

// deliverTo is deliver for who has the teams at hand. The connections are left
// open for more of the same step.
func (s *station) deliverTo(
	ctx context.Context, now time.Time, teams []team.Team,
) (next time.Time, err error) {
	if !s.cfg.Send {
		return time.Time{}, nil
	}
	for _, p := range s.posts { // that of the round before, or it would be taken for one in doubt
		if err := s.noteTaken(p); err != nil {
			return time.Time{}, err
		}
	}
	if err := s.resume(ctx, now); err != nil {
		return time.Time{}, err
	}
	letters, err := s.store.Letters("due")
	if err = s.readable(err); err != nil {
		return time.Time{}, err
	}
	for _, p := range s.posts {
		at, err := s.deliverBy(ctx, now, teams, p, letters)
		if err = errors.Join(err, s.noteTaken(p)); err != nil {
			return next, err
		}
		next = earlier(next, at)
	}
	return next, nil
}

func (b *box) serves(teamID string) bool {
	for _, t := range b.teams {
		if t.ID == teamID {
			return true
		}
	}
	return false
}

// deliverBy sends what leaves by one server. A fault of the server or of the
// account ends the round for it; a fault of one recipient does not touch the
// others.
func (s *station) deliverBy(
	ctx context.Context, now time.Time, teams []team.Team, p *post, letters []*store.Letter,
) (next time.Time, err error) {
	for _, l := range letters {
		if !p.teams[l.Team] && !s.orphan(p, l) {
			continue
		}
		at, why := timing(teams, l, now)
		switch {
		case why != "":
			s.log.lapsed(l.Key, why)
			l.LastError = why
			if err := errors.Join(s.noteTaken(p), s.store.Move(l, "dropped")); err != nil {
				return next, err
			}
			continue
		case at.After(now):
			next = earlier(next, at)
			continue
		case p.retry.waits(now):
			return earlier(next, p.retry.next), nil
		}
		err := s.hand(ctx, p, l)
		if err == nil {
			p.retry = backoff{}
			s.delivered(now, p, l)
			continue
		}
		if ctx.Err() != nil {
			return next, nil
		}
		at, stop, err := s.putOff(now, p, l, err)
		if err != nil {
			return next, err
		}
		next = earlier(next, at)
		if stop {
			return next, nil
		}
	}
	return next, nil
}

// orphan tells whether l is of a team that is gone from the config; the first
// server takes care of those, which means that they are dropped with a record.
func (s *station) orphan(p *post, l *store.Letter) bool {
	for _, other := range s.posts {
		if other.teams[l.Team] {
			return false
		}
	}
	return p == s.posts[0]
}

// timing decides when a letter may go: now or earlier, later, or, with a
// reason, never. Prompts and digests keep to the receiver's working hours; an
// answer goes at once, since its receiver has just written to us.
func timing(teams []team.Team, l *store.Letter, now time.Time) (at time.Time, never string) {
	m, t, known := receiver(teams, l)
	switch {
	case !known:
		return now, "no longer a member"
	case !l.NotAfter.IsZero() && !now.Before(l.NotAfter):
		return now, fmt.Sprintf("its time ended %s", l.NotAfter.UTC().Format(time.RFC3339))
	case now.Sub(l.Created) > giveUp:
		return now, "not delivered in 5 days: " + l.LastError
	}
	// A time more than a day ahead was set by a clock that was wrong. A prompt for
	// such a day asks for nothing that is; a digest is news all the same.
	at = now
	for _, wait := range []time.Time{l.NotBefore, l.Next} {
		switch far := wait.After(now.Add(ahead)); {
		case far && l.Kind == string(digest.PromptKind):
			return now, "it was for " + wait.UTC().Format(time.DateOnly) + ", when the clock ran ahead"
		case !far && wait.After(at):
			at = wait
		}
	}
	if l.Kind == string(digest.PromptKind) || l.Kind == string(digest.DigestKind) {
		at = digest.NextOpen(t, m, at)
		if at.IsZero() { // paused: their letters wait, and are looked at now and then
			at = now.Add(time.Hour)
		}
	}
	return at, ""
}

// receiver finds the member a letter is for, at the address it was written to.
func receiver(teams []team.Team, l *store.Letter) (team.Member, team.Team, bool) {
	for _, t := range teams {
		if m, ok := t.Member(l.Member); ok && t.ID == l.Team {
			for _, a := range m.Addresses {
				if a == l.To {
					return m, t, true
				}
			}
		}
	}
	return team.Member{}, team.Team{}, false
}

// putOff decides what becomes of a letter that was not taken, and whether the
// server should be left alone for a while (stop).
func (s *station) putOff(now time.Time, p *post, l *store.Letter, cause error) (
	next time.Time, stop bool, err error,
) {
	var e *send.Error
	if !errors.As(cause, &e) { // the disk, not the server
		return time.Time{}, true, cause
	}
	server := ofServer(e)
	s.notTaken(now, p, l, server, cause)
	if server {
		p.close()
		next = p.retry.after(now, e.Account)
	}
	l.LastError = cause.Error()
	switch {
	case e.Unknown:
		// It stays in "sending"; resume decides in the next round.
		s.unanswered[l.Key]++
		s.log.sendFailed(l.Key, cause, next)
		return next, true, nil
	case !e.Temporary && !server:
		s.log.sendFailed(l.Key, cause, time.Time{})
		if err := s.refused(now, l, e); err != nil {
			return time.Time{}, true, err
		}
		return time.Time{}, false, s.store.Move(l, "dropped")
	case inHand(e):
		// It keeps a pause of its own, so that a letter over which the server
		// stumbles each time is not in the way of the others.
		l.Next = now.Add(retryPauses[min(l.Attempts, len(retryPauses)-1)])
		l.Attempts++
		next = earlier(next, l.Next)
		s.log.sendFailed(l.Key, cause, l.Next)
	default:
		s.log.sendFailed(l.Key, cause, next)
	}
	if err := s.store.Move(l, "due"); err != nil {
		return next, true, err
	}
	return next, server, s.store.Retry(l)
}

// ofServer tells whether a failure is about the server or our account, so that
// every other letter would meet it too.
func ofServer(e *send.Error) bool {
	return e.Account || e.Unknown || e.Code == 0 || e.Code == 421 || !inHand(e)
}

// inHand tells whether it came as far as to the letter itself.
func inHand(e *send.Error) bool {
	switch e.Op {
	case "mail", "rcpt", "data", "end":
		return true
	}
	return false
}
