package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/mail/auth"
	"kabar/store"
	"kabar/store/index"
	"kabar/store/team"
)

// station is one running kabar: the config, the archive, the index and the
// open connections. Its step carries data round once.
type station struct {
	cfg     *config.Config
	store   *store.Store
	index   *index.Index // nil: searches read the pages
	key     auth.Key
	oldKeys []store.Secret // see tokenKeys
	log     journal
	boxes   []*box
	posts   []*post
	damage  string    // what of the archive could not be read, as last logged
	dropped time.Time // when old mail was last removed
	heavy   bool      // mails were read that took much memory
	behind  bool      // the index lacks entries; see stroll
	strolls int       // folders of the archive that were looked at; see stroll
	walk    store.FiledWalk
	// unanswered is how often a letter was handed over and the line was lost
	// before the answer, by key.
	unanswered map[string]int
	// doubted is since when a letter waits for the Sent folder to be asked, by key.
	doubted map[string]time.Time
	looked  time.Time // when strays were last looked at again: see lookAgain
	claim   *os.File  // that this is the one daemon; nil: a command
	once    bool      // there is one step only
	backlog bool      // mails wait in an inbox that the last step left there
	whole   time.Time // when a step did all that a step does
	due     time.Time // when something but mail wants the next one
	watch
}

// openStation opens the archive for writing. Close it.
func openStation(cfg *config.Config, clock func() time.Time, log journal) (*station, error) {
	st, err := store.Open(cfg.Data, clock)
	if err != nil {
		return nil, err
	}
	return newStation(cfg, st, log)
}

// stationInTurn is openStation for a command beside the daemon.
func (a *app) stationInTurn(ctx context.Context, cfg *config.Config) (*station, error) {
	st, err := a.openInTurn(ctx, cfg)
	if err != nil {
		return nil, err
	}
	return newStation(cfg, st, newJournal(a.err, slog.LevelWarn, false))
}

func newStation(cfg *config.Config, st *store.Store, log journal) (*station, error) {
	keys, err := st.Keys()
	if err != nil {
		st.Close()
		return nil, err
	}
	s := &station{store: st, key: keys[0].Key, oldKeys: keys[1:], log: log, unanswered: map[string]int{},
		doubted: map[string]time.Time{}, watch: newWatch(st)}
	s.openIndex()
	s.configure(cfg)
	return s, nil
}

// configure puts a config in force. Connections made under the old one are
// closed; the next step opens what it needs.
func (s *station) configure(cfg *config.Config) {
	s.hangUp()
	s.cfg = cfg
	s.boxes, s.posts = nil, nil
	for i := range cfg.Teams {
		t := &cfg.Teams[i]
		s.joinBox(t)
		s.joinPost(t)
	}
}

// Close lets go of everything.
func (s *station) Close() error {
	s.hangUp()
	if s.index != nil {
		s.index.Close() // it is derived: nothing of it can be lost
	}
	err := s.store.Close()
	if s.claim != nil { // after the archive: a daemon that starts now gets both
		s.claim.Close()
	}
	return err
}

// hangUp closes the connections.
func (s *station) hangUp() {
	for _, b := range s.boxes {
		b.close()
	}
	s.closePosts()
}

func (s *station) closePosts() {
	for _, p := range s.posts {
		p.close()
	}
}

// teams returns the teams as they are now: the config with what each member
// set by mail laid over it.
func (s *station) teams() ([]team.Team, error) { return withSettings(s.cfg, s.store) }

// teamConfig returns what the config says of a team.
func (s *station) teamConfig(id string) config.Team {
	for _, t := range s.cfg.Teams {
		if t.ID == id {
			return t
		}
	}
	return config.Team{}
}

// settings is where people's own settings are kept.
type settings interface {
	Settings(team, member string) (team.Settings, error)
}

// withSettings lays what members set by mail over the config. A setting that
// no longer fits is left out; `kabar verify` names it.
func withSettings(cfg *config.Config, from settings) ([]team.Team, error) {
	teams := make([]team.Team, len(cfg.Teams))
	for i, t := range cfg.Teams {
		teams[i] = t.Team
		teams[i].Members = make([]team.Member, len(t.Members))
		for k, m := range t.Members {
			set, err := from.Settings(t.ID, m.ID)
			if err = readable(err); err != nil {
				return nil, fmt.Errorf("settings of %s: %w", m.ID, err)
			}
			teams[i].Members[k], _ = set.Apply(m)
		}
	}
	return teams, nil
}

// step carries data round once and returns when it wants to run again. The
// order is what makes a crash harmless: file and mark, queue and mark, send
// and mark (docs/DESIGN.md §4). Trouble at one station of the line is logged
// and does not stop the others.
func (s *station) step(ctx context.Context, now time.Time) time.Time {
	if !s.begin(now) {
		return now.Add(time.Minute)
	}
	s.dropOldMail(now)
	at := s.through(ctx, now, s.receive)
	if s.backlog && now.Before(s.due) && now.Sub(s.whole).Abs() < backlogTime {
		s.alive()
		return at
	}
	next := earlier(now.Add(s.cfg.Poll), s.through(ctx, now, s.publish))
	next = earlier(next, s.through(ctx, now, s.deliver))
	if err := s.readable(s.store.WalkFiled(&s.walk)); err != nil {
		s.broken(now, err)
	}
	next = earlier(next, s.end(ctx, now))
	s.closePosts()
	if s.whole, s.due = now, next; s.backlog {
		return at
	}
	if s.stroll() {
		next = now
	}
	return earlier(next, at)
}

// backlogTime is for how long steps may do nothing but file the mails that wait,
// while nothing else is due.
const backlogTime = 2 * time.Second

// through goes through one station of the line, and returns when that wants the
// next step.
func (s *station) through(
	ctx context.Context, now time.Time, station func(context.Context, time.Time) (time.Time, error),
) time.Time {
	at, err := station(ctx, now)
	if err != nil {
		s.broken(now, err)
		return now.Add(time.Minute)
	}
	return at
}

// dropOldMail removes, once a day, the raw mails that are older than the config
// wants them kept.
func (s *station) dropOldMail(now time.Time) {
	if s.cfg.KeepMail == 0 || now.Sub(s.dropped) < 24*time.Hour {
		return
	}
	s.dropped = now
	files, err := s.store.DropMail(now.AddDate(0, 0, -s.cfg.KeepMail))
	if err != nil {
		s.log.trouble("old mail can't be removed", err)
	}
	for _, f := range files {
		s.log.mailDropped(f)
	}
}
