package store

import (
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"time"

	"kabar/store/entry"
)

// A copy of the data folder made file by file while kabar was writing (K10)
// may have a log that is newer than a page: the log knows an entry whose block
// is not in the copy. Such an entry is lost in the copy, but its mail may come
// again: so its mail is noted in seen.log as incomplete. Seen takes that for not
// seen, and File files what is missing of it. Entries that a hand took out of
// the middle of a page are not lost.

// incomplete is the outcome, in seen.log, of a mail whose entries are not all
// here.
const incomplete = "incomplete"

// maxEntries is how many entries of one mail are looked for where their number
// is not known.
const maxEntries = 64

// seenFields is how many fields a line of seen.log has.
const seenFields = 8

// forgetLost notes the mails of entries that are in the logs since a time, but
// not where they should be.
func (s *Store) forgetLost(since time.Time) error {
	here, err := s.whereabouts(since)
	if err != nil {
		return err
	}
	mails := map[uint64][]string{} // mail → its newest line, where something is missing
	unknown := map[uint64]uint64{} // id that filed.log did not have since then → mail
	err = s.seenSince(since, func(line []string) {
		mail, ok := keyOf(line[1])
		delete(mails, mail) // the newest line counts
		entries, _ := strconv.Atoi(line[4])
		if !ok || line[2] == incomplete {
			return
		}
		for n := range entries {
			id, _ := keyOf(entry.NewID(line[1], n))
			found, known := here[id]
			if !known {
				unknown[id] = mail
			}
			if !found {
				mails[mail] = line
			}
		}
	})
	if err != nil {
		return err
	}
	if err := s.clearKnown(unknown, mails, here); err != nil {
		return err
	}
	p := plan{s: s, now: s.clock()}
	for _, line := range slices.SortedFunc(maps.Values(mails), slices.Compare[[]string]) {
		if err := p.sawMail(seenLine{mail: line[1], what: incomplete, ref: line[3],
			reason: "not all of it is in this copy", source: line[6]}); err != nil {
			return err
		}
	}
	return p.commit()
}

// whereabouts tells of the entries filed since a time, by their ids, whether
// they are in the files that filed.log names.
func (s *Store) whereabouts(since time.Time) (here map[uint64]bool, err error) {
	here = map[uint64]bool{}
	log, err := s.openFiled()
	if err != nil {
		return here, err
	}
	defer log.close()
	from, err := log.search(func(fields []string) bool {
		f, ok := parseFiled(fields)
		return ok && f.at.Before(since)
	})
	if err != nil {
		return here, err
	}
	sizes := map[string]int64{}
	return here, log.each(from, func(_ int64, fields []string, _ int64) error {
		if f, ok := parseFiled(fields); ok {
			id, _ := keyOf(f.id)
			here[id] = here[id] || s.isHere(f, sizes)
		}
		return nil
	})
}

// isHere tells whether an entry is in its file: where it was put, or elsewhere
// on a page that was edited.
func (s *Store) isHere(f filed, sizes map[string]int64) bool {
	size, ok := sizes[f.path]
	if !ok {
		if info, err := os.Stat(s.d.abs(f.path)); err == nil {
			size = info.Size()
		} else if !os.IsNotExist(err) {
			size = math.MaxInt64 // it is there, and cannot be read: Check names it
		}
		sizes[f.path] = size
	}
	if size > f.offset {
		return true
	}
	_, err := s.load(nil, f)
	return err == nil
}

// seenSince calls f for the lines of seen.log since a time.
func (s *Store) seenSince(since time.Time, f func(line []string)) error {
	log, err := openLog(s.d.abs(seenLog))
	if err != nil {
		return err
	}
	defer log.close()
	from, err := log.search(func(fields []string) bool {
		t, err := time.Parse(time.RFC3339, fields[0])
		return err == nil && t.Before(since)
	})
	if err != nil {
		return err
	}
	return log.each(from, func(_ int64, fields []string, _ int64) error {
		if len(fields) >= seenFields {
			f(fields)
		}
		return nil
	})
}

// clearKnown takes away the mails whose entries are all in filed.log after all,
// from before.
func (s *Store) clearKnown(unknown map[uint64]uint64, mails map[uint64][]string,
	here map[uint64]bool) error {
	if len(unknown) == 0 {
		return nil
	}
	log, err := s.openFiled()
	if err != nil {
		return err
	}
	defer log.close()
	if err := log.eachFiled(0, func(f filed) error {
		id, _ := keyOf(f.id)
		delete(unknown, id)
		return nil
	}); err != nil {
		return err
	}
	missing := map[uint64]bool{}
	for _, mail := range unknown {
		missing[mail] = true
	}
	for mail, line := range mails {
		entries, _ := strconv.Atoi(line[4])
		for n := range entries {
			id, _ := keyOf(entry.NewID(line[1], n))
			if found, known := here[id]; known && !found {
				missing[mail] = true
			}
		}
		if !missing[mail] {
			delete(mails, mail)
		}
	}
	return nil
}

// filedBefore returns what is here of the first entries of a mail that is noted
// as incomplete, by their ids.
func (s *Store) filedBefore(mail string, entries int) (found map[string]entry.Entry, err error) {
	line := s.knownLine(&s.seen, seenLog, mail)
	if len(line) < seenFields || line[2] != incomplete {
		return nil, nil
	}
	ids := map[string]bool{}
	for n := range entries {
		ids[entry.NewID(mail, n)] = true
	}
	log, err := openLog(s.d.abs(filedLog))
	if err != nil {
		return nil, err
	}
	defer log.close()
	found = map[string]entry.Entry{}
	return found, log.eachFiled(0, func(f filed) error {
		if ids[f.id] {
			if e, err := s.load(nil, f); err == nil {
				found[f.id] = e
			}
		}
		return nil
	})
}
