package main

import (
	"os"
	"path/filepath"
	"testing"

	"kabar/store/team"
)

// keysDue are the keys of the letters in the outbox.
func keysDue(t *testing.T, s *station) (keys map[string]bool) {
	t.Helper()
	letters, err := s.store.Letters("due")
	if err != nil {
		t.Fatal(err)
	}
	keys = map[string]bool{}
	for _, l := range letters {
		keys[l.Key] = true
	}
	return keys
}

const anaAsked, benAsked = "prompt.2026-11-18.ana.acme", "prompt.2026-11-18.ben.acme"

// TestOneKeepsNobodyWaiting: a member whose mail can't be written, or can't be
// queued, keeps no other from theirs, and gets it as soon as that is mended.
func TestOneKeepsNobodyWaiting(t *testing.T) {
	for name, harm := range map[string]func(t *testing.T, s *station) (mend func()){
		"can't be written": func(t *testing.T, s *station) func() {
			members := s.cfg.Teams[0].Members
			was := members[1].Name
			members[1].Name = "Ben\r\nBcc: everybody"
			return func() { members[1].Name = was }
		},
		"can't be queued": func(t *testing.T, s *station) func() {
			mark := filepath.Join(s.store.Dir(), "marks", "prompt.acme.ben")
			if err := os.Symlink("elsewhere", mark); err != nil { // not ours to write through
				t.Fatal(err)
			}
			return func() { os.Remove(mark) }
		},
		"has a mark that can't be read": func(t *testing.T, s *station) func() {
			mark := filepath.Join(s.store.Dir(), "marks", "prompt.acme.ben")
			if err := os.WriteFile(mark, []byte("x"), 0o600); err != nil {
				t.Fatal(err)
			}
			return func() { os.Remove(mark) }
		},
	} {
		t.Run(name, func(t *testing.T) {
			log := &lockedBuffer{}
			s := moodyStation(t, &moodyServer{}, log)
			mend := harm(t, s)
			s.publish(t.Context(), moodyTime(1))
			if keys := keysDue(t, s); !keys[anaAsked] || keys[benAsked] {
				t.Fatalf("queued: %v\n%s", keys, log)
			}
			ben, _ := s.cfg.Teams[0].Team.Member("ben")
			if mark, err := s.store.Mark(promptMark(team.Team{ID: "acme"}, ben)); err == nil && mark != "" {
				t.Errorf("he was not asked, and is marked as asked: %q", mark)
			}
			mend()
			if _, err := s.publish(t.Context(), moodyTime(2)); err != nil {
				t.Error(err)
			}
			if keys := keysDue(t, s); !keys[anaAsked] || !keys[benAsked] || len(keys) != 2 {
				t.Errorf("queued in the end: %v\n%s", keys, log)
			}
		})
	}
}
