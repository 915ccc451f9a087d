package store

import (
	"errors"
	"fmt"
	"time"

	"kabar/store/civil"
	"kabar/store/entry"
	"kabar/store/team"
)

// Filing is everything that one mail does to the archive.
type Filing struct {
	Team      string    // whose folder; "" if none is known: then there are no entries
	MessageID string    // without <>; may be empty
	Hash      string    // of the content, hex; may be empty if Raw is not
	Key       string    // "", or the mail's key (entry.Key) where another archive has it already
	Raw       []byte    // the mail as it came, for mail/2026-11.mbox; nil: it is not kept
	From      string    // address of the sender
	Subject   string    // for the list of strays; "": read from Raw
	Received  time.Time // when it arrived; zero: now
	Outcome   string    // one word for seen.log: "update", "command", "stray", …
	Reason    string    // one line for seen.log

	// Entries are filed in this order. File sets their ID, Num, Mail, Amends and
	// Decision.Number, and where they are empty Filed, Team and Source.
	Entries  []*entry.Entry
	StrayWhy string                   // not empty: the mail is kept as a stray, for this reason
	Letters  []*Letter                // to queue; see Publish
	Settings map[string]team.Settings // by member id: what they set by mail, as it is now
	Changes  []DecisionChange

	Duplicate bool // set by File: it was filed before, and nothing was done
}

// DecisionChange is a change of a decision by mail: the new values in their
// places, and a line in the file's log.
type DecisionChange struct {
	Number    int
	By        string     // member id
	What      string     // the line for the log
	NewStatus string     // "": as it is
	Deadline  civil.Date // zero: as it is
	Objection string     // one more; "": none
}

// key is the key of the filing's mail.
func (f *Filing) key() (string, error) {
	if f.Key != "" {
		if _, ok := keyOf(f.Key); !ok {
			return "", fmt.Errorf("a filing with the key %q, which is none", oneLine(f.Key))
		}
		return f.Key, nil
	}
	hash := f.Hash
	if hash == "" && f.Raw != nil {
		hash = hashOf(f.Raw)
	}
	if hash == "" && f.MessageID == "" {
		return "", errors.New("a filing without Message-ID and hash: it could not be known again")
	}
	return entry.Key(f.MessageID, hash), nil
}

// File files a batch: every filing as a whole, in order, each mail once. When
// it returns nil, nothing of it can be lost. After an error the same batch may
// be filed again, in this process or the next: what was done is not repeated.
func (s *Store) File(now time.Time, batch []*Filing) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.settle(); err != nil {
		return fmt.Errorf("file: %w", err)
	}
	p := plan{s: s, now: now}
	for i, f := range batch {
		if err := p.filing(f); err != nil {
			return fmt.Errorf("file mail %d of %d (%s): %w",
				i+1, len(batch), oneLine(f.MessageID), err)
		}
	}
	if err := p.commit(); err != nil {
		return fmt.Errorf("file: %w", err)
	}
	p.report()
	return nil
}
