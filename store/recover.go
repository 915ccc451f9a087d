package store

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
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
	s.shortLedgers()
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
	dirs := []string{dueDir, sendingDir}
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
		info, err := e.Info()
		if err == nil && info.Mode().IsRegular() && info.ModTime().Before(old) {
			s.d.remove(name)
		}
		return nil
	})
}
