package store

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kabar/store/entry"
)

// tempAge is how old a temporary file gets before it is swept. The lock says
// that nobody writes it; a person might be looking at it.
const tempAge = 36 * time.Hour

// recover makes whole what a crash, a restored backup or a hand left undone.
func (s *Store) recover() error {
	if err := s.replay(); err != nil {
		return fmt.Errorf("finish the batch of the journal: %w", err)
	}
	for _, rel := range []string{filedLog, seenLog, changesLog, idsLog} {
		if err := s.cutTail(rel); err != nil {
			return fmt.Errorf("cut the torn end of %s: %w", rel, err)
		}
	}
	if err := s.refresh(); err != nil {
		return err
	}
	if err := s.rebuildSeen(); err != nil {
		return fmt.Errorf("rebuild %s: %w", seenLog, err)
	}
	if err := s.examine(); err != nil {
		return fmt.Errorf("look over the pages: %w", err)
	}
	if err := s.settleOutbox(); err != nil {
		return fmt.Errorf("look over the outbox: %w", err)
	}
	s.sweep()
	return nil
}

// replay carries out the journal, if it is whole.
func (s *Store) replay() error {
	data, err := os.ReadFile(s.d.abs(journalName))
	if os.IsNotExist(err) || err == nil && len(data) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	if changes := decodeJournal(data); changes != nil {
		if err := s.apply(changes); err != nil {
			return err
		}
	}
	return s.clearJournal()
}

// cutTail cuts off what follows the last good line of a log, and keeps it
// aside.
func (s *Store) cutTail(rel string) error {
	log, err := openLog(s.d.abs(rel))
	if err != nil {
		return err
	}
	defer log.close()
	end := int64(0)
	for reach := int64(64 << 10); ; reach *= 16 {
		from := max(0, log.size-reach)
		if from > 0 {
			if _, next, fields, err := log.lineAfter(from, log.size); err != nil {
				return err
			} else if fields != nil {
				from = next
				end = next
			}
		}
		err := log.each(from, func(_ int64, fields []string, next int64) error {
			if fields != nil {
				end = next
			}
			return nil
		})
		if err != nil {
			return err
		}
		if end > 0 || reach >= log.size {
			break
		}
	}
	if end == log.size {
		return nil
	}
	tail := make([]byte, log.size-end)
	if _, err := log.ReadAt(tail, end); err != nil {
		return err
	}
	if err := s.setAside(rel, tail); err != nil {
		return err
	}
	return s.d.writeAt(rel, end, nil)
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
		at                     time.Time
		key, what, ref, source string
		entries                int
	}
	var mails []*mail
	found := map[string]*mail{}
	add := func(m mail) {
		if found[m.key] == nil && !s.knows(m.key) {
			found[m.key] = &m
			mails = append(mails, &m)
		} else if found[m.key] != nil {
			found[m.key].entries += m.entries
		}
	}
	gone, err := s.eachReadable(func(e entry.Entry) {
		add(mail{e.Filed, e.Mail, string(e.Kind), e.ID, e.Source, 1})
	})
	if err != nil {
		return err
	}
	for _, m := range mails {
		for n := range m.entries + min(len(gone), maxEntries) {
			if gone[entry.NewID(m.key, n)] {
				m.what = incomplete
			}
		}
	}
	for _, team := range append(s.teams(), "") {
		strays, _ := s.Strays(team) // Check names those that cannot be read
		for _, stray := range strays {
			add(mail{stray.Time, stray.ID, "stray", stray.ID, "", 0})
		}
	}
	slices.SortStableFunc(mails, func(a, b *mail) int { return a.at.Compare(b.at) })
	p := plan{s: s}
	for _, m := range mails {
		p.now = m.at // or that of the last line, if that is later
		if err := p.sawMail(m.key, m.what, m.ref, m.entries, "rebuilt from the archive", m.source, boxRef{}); err != nil {
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
	_, known := s.seen.at[key]
	return known || !ok
}

// settleOutbox leaves each letter in one folder, the one furthest on its way,
// where a power cut left it in two; and makes sure that what is seen of the
// folders now is there after the next power cut, too.
func (s *Store) settleOutbox() error {
	for _, state := range []string{stateDue, stateSending} {
		dir := "outbox/" + state
		for _, name := range s.names(dir, letterName) {
			rel, ok := s.findLetter(name)
			if !ok || rel == dir+"/"+name {
				continue
			}
			if _, err := s.readLetter(rel); err != nil {
				continue // the other one is damaged: Check names it
			}
			if err := s.d.delete(dir + "/" + name); err != nil {
				return err
			}
		}
	}
	dirs := []string{"outbox/due", "outbox/sending"}
	if months := s.monthDirs(); len(months) > 0 {
		dirs = append(dirs, months[0])
	}
	for _, dir := range dirs {
		if _, err := os.Stat(s.d.abs(dir)); err != nil {
			continue
		}
		if err := s.d.syncDirs(dir); err != nil {
			return err
		}
	}
	return nil
}

// sweep removes old temporary files. What it cannot remove it leaves.
func (s *Store) sweep() {
	old := s.clock().Add(-tempAge)
	filepath.WalkDir(s.d.root, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasPrefix(e.Name(), tempPrefix) {
			return nil
		}
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && info.ModTime().Before(old) {
			s.d.remove(name)
		}
		return nil
	})
}

const examinedName = "examined"

// examine records blocks and decisions that are in their files but not in
// filed.log, as a backup taken file by file may leave them, and cuts off torn
// ends. It looks at what changed since it last did.
func (s *Store) examine() error {
	since := time.Time{}
	if text, err := os.ReadFile(s.d.abs(examinedName)); err == nil {
		if t, err := time.Parse(time.RFC3339, strings.TrimSpace(string(text))); err == nil && !t.After(s.clock()) {
			since = t.Add(-time.Minute) // the clock of the disk may not be ours
		}
	}
	began := s.clock()
	log, err := s.openFiled()
	if err != nil {
		return err
	}
	defer log.close()
	var found []foundEntry
	for _, team := range s.teams() {
		for _, rel := range append(s.pages(team), s.decisionFiles(team)...) {
			if info, err := os.Stat(s.d.abs(rel)); err != nil || info.ModTime().Before(since) {
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
		f := filed{num: e.Num, at: e.Filed, path: rel, length: int64(len(data)), sum: hashOf(data), id: e.ID}
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
			if err := p.sawMail(e.Mail, incomplete, f.id, 1, "found in "+path.Base(f.path), e.Source, boxRef{}); err != nil {
				return err
			}
		}
	}
	return p.commit()
}
