package store

import (
	"slices"
	"time"

	"kabar/store/entry"
)

// Outcome is what became of a mail.
type Outcome struct {
	At      time.Time
	Outcome string
	Reason  string
	Ref     string // id of its first entry, or of the stray; may be empty
}

// Seen returns what became of a mail, if it was filed in the last 400 days.
// The same Message-ID with another hash is another mail (N04).
func (s *Store) Seen(messageID, hash string) (Outcome, bool) {
	return s.outcome(entry.Key(messageID, hash))
}

// SeenAs is Seen for a mail of which the key (entry.Key) is known.
func (s *Store) SeenAs(key string) (Outcome, bool) { return s.outcome(key) }

// Barren counts the mails of a team that were kept and left no entry, by their
// outcome.
func (s *Store) Barren(team string) (map[string]int, error) {
	outcomes := map[uint64]string{}
	err := s.seenSince(time.Time{}, func(line []string) {
		key, _ := keyOf(line[1])
		ref, ok := parseBoxRef(line[seenFields-1])
		if line[4] == "0" && ok && teamOf(ref.path) == team && line[2] != incomplete {
			outcomes[key] = line[2]
		} else {
			delete(outcomes, key) // the newest line counts
		}
	})
	counts := map[string]int{}
	for _, outcome := range outcomes {
		counts[outcome]++
	}
	return counts, err
}

func (s *Store) outcome(mail string) (o Outcome, ok bool) {
	line := s.knownLine(&s.seen, seenLog, mail)
	if len(line) < seenFields || line[2] == incomplete {
		return Outcome{}, false
	}
	o.At, _ = time.Parse(time.RFC3339, line[0])
	o.Outcome, o.Ref, o.Reason = line[2], line[3], line[5]
	return o, true
}

// rebuildSeen puts into seen.log what the archive knows and seen.log does not,
// if it is gone or lost its end (I20). Mails that left nothing in the archive
// are forgotten.
func (s *Store) rebuildSeen() error {
	if s.last == 0 {
		return nil
	}
	if e, err := s.Entry(s.last); err == nil && s.knows(e.Mail) {
		return nil
	}
	type mail struct {
		at time.Time
		seenLine
	}
	var mails []*mail
	found := map[string]*mail{}
	oldest := s.clock().Add(-remember)
	add := func(m mail) {
		if m.at.Before(oldest) {
			return
		}
		m.reason = "rebuilt from the archive"
		if found[m.mail] == nil && !s.knows(m.mail) {
			found[m.mail] = &m
			mails = append(mails, &m)
		} else if found[m.mail] != nil {
			found[m.mail].entries += m.entries
		}
	}
	gone, err := s.eachReadable(func(e entry.Entry) {
		add(mail{e.Filed, seenLine{mail: e.Mail, what: string(e.Kind), ref: e.ID,
			entries: 1, source: e.Source}})
	})
	if err != nil {
		return err
	}
	for _, m := range mails {
		for n := range m.entries + min(len(gone), maxEntries) {
			if gone[entry.NewID(m.mail, n)] {
				m.what = incomplete
			}
		}
	}
	for _, team := range append(s.teams(), "") {
		strays, _ := s.Strays(team) // Check names those that cannot be read
		for _, stray := range strays {
			add(mail{stray.Time, seenLine{mail: stray.ID, what: "stray", ref: stray.ID}})
		}
	}
	slices.SortStableFunc(mails, func(a, b *mail) int { return a.at.Compare(b.at) })
	p := plan{s: s}
	for _, m := range mails {
		p.now = m.at // or that of the last line, if that is later
		if err := p.sawMail(m.seenLine); err != nil {
			return err
		}
	}
	return p.commit()
}

// eachReadable calls f for all entries that can be read, and returns the ids of
// the others.
func (s *Store) eachReadable(f func(entry.Entry)) (gone map[string]bool, err error) {
	log, err := s.openFiled()
	if err != nil {
		return nil, err
	}
	defer log.close()
	gone = map[string]bool{}
	pages := &pageReader{}
	return gone, log.eachFiled(0, func(line filed) error {
		switch e, err := s.load(pages, line); err {
		case nil:
			f(e)
		case errFiledAgain:
		default:
			gone[line.id] = true
		}
		return nil
	})
}

// knows tells whether seen.log has a mail; a mail without a key needs none.
func (s *Store) knows(mail string) bool {
	key, ok := keyOf(mail)
	s.known.Lock()
	defer s.known.Unlock()
	_, known := s.seen.offset(s.d.abs(seenLog), key)
	return known || !ok
}
