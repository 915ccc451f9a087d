package store

import (
	"maps"
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
	p := plan{s: s, now: s.clock()}
	suspects := map[string][]string{} // id filed.log did not have since then → line of its mail
	err = s.seenSince(since, func(line []string) error {
		if line[2] == incomplete {
			return nil
		}
		entries, _ := strconv.Atoi(line[4])
		for n := range entries {
			id := entry.NewID(line[1], n)
			switch found, known := here[id]; {
			case !known:
				suspects[id] = line
			case !found:
				return p.sawMail(notAll(line))
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := s.clearSuspects(suspects); err != nil {
		return err
	}
	for _, line := range slices.SortedFunc(maps.Values(suspects), slices.Compare[[]string]) {
		if err := p.sawMail(notAll(line)); err != nil {
			return err
		}
	}
	return p.commit()
}

// notAll is the line that takes back what a line of seen.log says.
func notAll(line []string) seenLine {
	return seenLine{mail: line[1], what: incomplete, ref: line[3],
		reason: "not all of it is in this copy", source: line[6]}
}

// whereabouts tells of the entries filed since a time whether they are in the
// files that filed.log names.
func (s *Store) whereabouts(since time.Time) (here map[string]bool, err error) {
	here = map[string]bool{}
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
		f, ok := parseFiled(fields)
		if !ok {
			return nil
		}
		size, ok := sizes[f.path]
		if !ok {
			if info, err := os.Stat(s.d.abs(f.path)); err == nil {
				size = info.Size()
			} else if !os.IsNotExist(err) {
				size = 1 << 60 // it is there, and cannot be read: Check names it
			}
			sizes[f.path] = size
		}
		if size <= f.offset { // perhaps it only moved, on a page that was edited
			if _, err := s.load(nil, f); err == nil {
				size = f.offset + 1
			}
		}
		here[f.id] = here[f.id] || size > f.offset
		return nil
	})
}

// seenSince calls f for the newest line of each mail in seen.log since a time.
func (s *Store) seenSince(since time.Time, f func(line []string) error) error {
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
	newest := map[string][]string{}
	var order []string
	if err := log.each(from, func(_ int64, fields []string, _ int64) error {
		if len(fields) < seenFields {
			return nil
		}
		if newest[fields[1]] == nil {
			order = append(order, fields[1])
		}
		newest[fields[1]] = fields
		return nil
	}); err != nil {
		return err
	}
	for _, key := range order {
		if err := f(newest[key]); err != nil {
			return err
		}
	}
	return nil
}

// clearSuspects takes away those that are in filed.log after all.
func (s *Store) clearSuspects(suspects map[string][]string) error {
	if len(suspects) == 0 {
		return nil
	}
	log, err := s.openFiled()
	if err != nil {
		return err
	}
	defer log.close()
	return log.eachFiled(0, func(f filed) error {
		delete(suspects, f.id)
		return nil
	})
}

// filedBefore returns what is here of the first entries of a mail that is noted
// as incomplete, by their ids.
func (s *Store) filedBefore(mail string, entries int) (found map[string]entry.Entry, err error) {
	key, _ := keyOf(mail)
	if line := s.seen.find(s.d.abs(seenLog), key); len(line) < seenFields || line[2] != incomplete {
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
