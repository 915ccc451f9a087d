package main

import (
	"context"
	"net"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/mail"
	"kabar/mail/auth"
	"kabar/mail/intake"
	"kabar/store"
)

// watch is what a station knows and does about its own health.
type watch struct {
	health   health
	kept     kept
	warned   warned
	keys     *signingKeys
	built    time.Time           // see builtAt
	held     time.Time           // the clock must be at least this; zero: it can be right
	released *config.Config      // for which release was done
	ill      error               // damage met in this step
	muted    map[string][]string // by team: whose marks were not believed in this step
	filings  map[int64]time.Time // by number: when it was filed; nil: not read in this step
	walked   time.Time           // when the archive was last looked over for it
	herald   herald
	monitor  *monitor // nil: nobody is shown anything
	count    *counts  // nil: nothing is counted
}

// newWatch goes on from what was kept.
func newWatch(st *store.Store) watch {
	w := watch{warned: loadWarned(st), muted: map[string][]string{}, keys: newSigningKeys(net.DefaultResolver.LookupTXT)}
	w.health, _ = loadHealth(st)
	return w
}

// begin opens a step. It returns false if nothing may be done in it.
func (s *station) begin(now time.Time) bool {
	if s.tooEarly(now) {
		s.show(now, facts{}, []trouble{s.clockTrouble()})
		return false
	}
	s.health.attend(now, s.boxes, s.posts)
	if s.released != s.cfg {
		if err := s.release(now); err != nil {
			s.broken(now, err)
			return true
		}
		s.released = s.cfg
	}
	return true
}

// broken notes that the archive could not be written or read.
func (s *station) broken(now time.Time, err error) {
	s.log.trouble("step", err)
	s.health.broken(now, err)
}

func (s *station) clockTrouble() trouble {
	return trouble{Key: "clock", Kind: "clock", Shown: true, Detail: "the clock says less than " +
		s.held.UTC().Format(time.RFC3339) + ": nothing is read and nothing sent until it is right"}
}

// end closes a step: it looks at how kabar fares, tells the admins what is new
// of it, and keeps it for kabar status. It returns when it wants the next step.
func (s *station) end(ctx context.Context, now time.Time) (next time.Time) {
	if ctx.Err() != nil { // what was broken off says nothing
		return next
	}
	h := &s.health
	seen, err := look(s.cfg, s.store, now)
	if err = s.readable(err); err != nil {
		s.broken(now, err)
	}
	s.mended(now)
	if err := h.keep(now, s.store, &s.kept); err != nil {
		s.broken(now, err)
	}
	if !h.broke {
		h.Archive = nil
	}
	f := facts{health: h.snapshot(), survey: seen, dry: !s.cfg.Send}
	list := troubles(now, f)
	queued, err := s.tell(ctx, now, list)
	if err != nil {
		s.broken(now, err)
	}
	if queued {
		if next, err = s.deliver(ctx, now); err != nil {
			s.broken(now, err)
		}
	}
	if err := h.keep(now, s.store, &s.kept); err != nil {
		h.broken(now, err)
	}
	s.show(now, f, list)
	return next
}

// walkEvery is how often a damaged archive is looked over as a whole.
const walkEvery = time.Hour

// mended notes damage that was met in this step, and looks now and then whether
// what there was of it is gone: most files are read seldom.
func (s *station) mended(now time.Time) {
	if s.ill != nil {
		s.health.broken(now, s.ill)
	}
	if s.ill = nil; s.health.Damage == nil || now.Sub(s.walked) < walkEvery {
		return
	}
	s.walked = now
	for _, p := range s.store.Check() {
		if !p.Edited {
			return
		}
	}
	s.health.Damage, s.damage = nil, ""
}

// show lets whoever asks see how kabar is.
func (s *station) show(now time.Time, f facts, list []trouble) {
	s.count.step()
	if s.monitor != nil {
		s.monitor.show(&picture{at: now, facts: f, troubles: list})
	}
	state := "well"
	if bad := unwell(list); len(bad) > 0 {
		state = "unwell: " + bad[0].Kind + ": " + bad[0].Detail
	}
	s.herald.say("WATCHDOG=1", "STATUS="+state)
}

// alive is a sign of life in the middle of a long step.
func (s *station) alive() { s.herald.say("WATCHDOG=1") }

// noteMail takes in what a mail says about kabar's own health: that mail of ours
// is forwarded back, and that a reply address is in wrong hands.
func (s *station) noteMail(a *arrival) error {
	said := a.act.Said()
	s.count.mail(said.Team, a.act.Kind())
	if _, ignored := a.act.(*intake.Ignore); !ignored {
		return s.noteTwin(a)
	}
	if data, ours := s.store.SentText(a.msg.MessageID); ours {
		return s.happened(a.now, "loop "+a.box.name, event{
			Kind: "loop", Team: a.box.teams[0].ID, Who: receiverOf(data), Detail: said.Reason,
		})
	}
	tok := a.verdict.Token
	if tok == nil || said.Member != "" || a.msg.Report != nil || ofMember(a.teams, a.verdict.From) {
		return nil
	}
	w, err := s.memberNow(tok.Team, tok.Member)
	if w == nil || err != nil {
		return err
	}
	return s.happened(a.now, "token "+tok.Team+" "+tok.Member, event{
		Kind: "token", Team: tok.Team, Who: w.member.Name, Detail: "used by " + a.verdict.From,
	})
}

// noteTwin takes in that a member, proven to be one, has answered a mail that
// another kabar sent in this team's name: two on one mailbox ask everybody twice,
// and each files half (K06). So does one whose archive was made anew.
func (s *station) noteTwin(a *arrival) error {
	said := a.act.Said()
	t, id, ok := auth.Claimed(a.msg)
	if !ok || !a.verdict.Pass || a.verdict.Token != nil || t.Team != said.Team || t.Member != said.Member {
		return nil
	}
	if _, ours := s.store.SentText(id); ours {
		return nil
	}
	return s.happened(a.now, "twin "+said.Team, event{
		Kind: "twin", Team: said.Team, Detail: "answered is " + id,
	})
}

// delivered takes in that a server has taken a letter.
func (s *station) delivered(now time.Time, p *post, l *store.Letter) {
	s.health.reached(now, postKey(p))
	s.health.sentLetter(now, l.Team, l.Kind == "prompt")
	s.count.sent(l.Team, l.Kind)
	s.alive()
}

// notTaken takes in that a letter was not taken: because of the server or the
// account, or of the letter alone.
func (s *station) notTaken(now time.Time, p *post, l *store.Letter, server bool, err error) {
	s.count.notTaken(l.Team, l.Kind)
	if server {
		s.health.lost(now, postKey(p), err)
	} else {
		s.health.reached(now, postKey(p))
	}
}

// receiverOf is whom a mail of ours was for.
func receiverOf(data []byte) string {
	if to := mail.Parse(data).To; len(to) > 0 {
		return to[0].Addr
	}
	return ""
}
