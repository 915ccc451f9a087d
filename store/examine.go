package store

import (
	"bytes"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"kabar/store/civil"
	"kabar/store/entry"
)

const examinedName = "examined"

// examine records blocks and decisions that are in their files but not in
// filed.log, as a backup taken file by file may leave them, and cuts off torn
// ends. It looks at what changed since it last did.
func (s *Store) examine() error {
	began := s.clock()
	since := time.Time{}
	if text, err := os.ReadFile(s.d.abs(examinedName)); err == nil {
		t, err := time.Parse(time.RFC3339, strings.TrimSpace(string(text)))
		if err == nil && !t.After(began) {
			since = t.Add(-time.Minute) // the clock of the disk may not be ours
		}
	}
	log, err := s.openFiled()
	if err != nil {
		return err
	}
	defer log.close()
	whole, err := accounted(log, since)
	if err != nil {
		return err
	}
	var found []foundEntry
	for _, team := range s.teams() {
		for _, rel := range append(s.pages(team), s.decisionFiles(team)...) {
			info, err := os.Stat(s.d.abs(rel))
			if err != nil || info.ModTime().Before(since) || whole[rel] == info.Size() && info.Size() > 0 {
				continue
			}
			more, err := s.examineFile(log, rel)
			if err != nil {
				return err
			}
			found = append(found, more...)
		}
	}
	if err := s.record(found); err != nil {
		return err
	}
	if err := s.forgetLost(since); err != nil {
		return err
	}
	return s.noteExamined(began)
}

// accounted returns how long the pages are that were begun since a time, and of
// which filed.log knows every block: an import leaves thousands of them, and the
// next one need not read them all again. The zero time gives none.
func accounted(log *logFile, since time.Time) (map[string]int64, error) {
	if since.IsZero() {
		return nil, nil
	}
	from, err := log.search(func(fields []string) bool {
		f, ok := parseFiled(fields)
		return ok && f.at.Before(since)
	})
	if err != nil {
		return nil, err
	}
	ends := map[string]int64{}
	return ends, log.each(from, func(_ int64, fields []string, _ int64) error {
		f, ok := parseFiled(fields)
		if !ok {
			return nil
		}
		end, begun := ends[f.path]
		if !begun {
			end = titleSize(f.path)
		}
		if ends[f.path] = -1; f.offset == end {
			ends[f.path] = end + f.length
		}
		return nil
	})
}

// titleSize is where the first block of a page stands; -1 if it is no page.
func titleSize(rel string) int64 {
	date, err := civil.ParseDate(strings.TrimSuffix(path.Base(rel), ".md"))
	if err != nil || isDecision(rel) {
		return -1
	}
	return int64(len(entry.Title(date)))
}

// noteExamined remembers until when all changes of the pages are accounted for.
func (s *Store) noteExamined(at time.Time) error {
	return s.d.write(examinedName, []byte(at.UTC().Format(time.RFC3339)+"\n"), 0o640)
}

type foundEntry struct {
	filed
	entry entry.Entry
}

// examineFile returns the entries of a file that are not in filed.log. A file
// that cannot be read is left to Check.
func (s *Store) examineFile(log *logFile, rel string) (found []foundEntry, err error) {
	data, rerr := os.ReadFile(s.d.abs(rel))
	if rerr != nil {
		return nil, nil
	}
	if isDecision(rel) {
		e, _ := entry.DecodeDecision(data)
		if e.ID == "" || e.Num <= s.last {
			return nil, nil
		}
		f := filed{e.Num, e.Filed, rel, 0, int64(len(data)), hashOf(data), e.ID}
		return []foundEntry{{f, e}}, nil
	}
	blocks, _ := entry.Decode(data)
	for _, b := range blocks {
		p := data[b.Offset : b.Offset+b.Length]
		if b.Torn {
			return found, s.cutBlock(log, rel, b.Offset, p)
		}
		if e := b.Entry; !b.Edited && e.Num > s.last {
			f := filed{e.Num, e.Filed, rel, int64(b.Offset), int64(b.Length), hashOf(p), e.ID}
			found = append(found, foundEntry{f, e})
		}
	}
	return found, nil
}

// cutBlock cuts a torn block off its page, unless filed.log knows it: then it
// was whole once, and somebody edited it.
func (s *Store) cutBlock(log *logFile, rel string, offset int, torn []byte) error {
	known := false
	err := log.eachFiled(0, func(f filed) error {
		known = known || f.path == rel && f.offset >= int64(offset)
		return nil
	})
	if err != nil || known {
		return err
	}
	if err := s.setAside(rel, bytes.Clone(torn)); err != nil {
		return err
	}
	return s.d.writeAt(rel, int64(offset), nil)
}

// record adds entries to filed.log. If seen.log does not know their mail, not
// all that it did may be here: it may be filed again, and what is here stays.
func (s *Store) record(found []foundEntry) error {
	slices.SortStableFunc(found, func(a, b foundEntry) int { return int(a.num - b.num) })
	p := plan{s: s, now: s.clock(), seen: map[string]bool{}}
	last := s.last
	for _, f := range found {
		if f.num <= last {
			continue // a copy: the first one counts
		}
		last = f.num
		c, err := p.appendTo(&p.logs, filedLog)
		if err != nil {
			return err
		}
		c.data = append(c.data, f.line()...)
		if e := f.entry; e.Mail != "" && !s.knows(e.Mail) && !p.seen[e.Mail] {
			p.seen[e.Mail] = true
			err := p.sawMail(seenLine{mail: e.Mail, what: incomplete, ref: f.id, entries: 1,
				reason: "found in " + path.Base(f.path), source: e.Source})
			if err != nil {
				return err
			}
		}
	}
	return p.commit()
}
