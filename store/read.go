package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"kabar/store/civil"
	"kabar/store/entry"
)

// ErrNoEntry is returned for a number no entry has, or whose entry was forgotten
// or taken off its page. It is an fs.ErrNotExist.
var ErrNoEntry error = noEntry{}

type noEntry struct{}

func (noEntry) Error() string        { return "no such entry" }
func (noEntry) Is(target error) bool { return target == fs.ErrNotExist }

// ErrLost is returned, beside what is wrong, for an entry that was filed and can't
// be read: its page, its block or its line in filed.log is gone or damaged, or a
// hand took it off. Check names it.
var ErrLost = errors.New("it can't be read")

// Entry returns the entry with a filing number, as its file says it now.
func (s *Store) Entry(num int64) (entry.Entry, error) {
	log, err := s.openFiled()
	if err != nil {
		return entry.Entry{}, err
	}
	defer log.close()
	e, err := entry.Entry{}, ErrNoEntry
	if f, found, werr := log.filedAs(num); werr != nil {
		err = werr
	} else if found {
		s.known.Lock()
		s.near = log.near
		s.known.Unlock()
		e, err = s.load(nil, f)
	}
	switch wasFiled := num > 0 && num <= log.last; {
	case err == errFiledAgain || e.Kind == entry.Forgotten:
		err = ErrNoEntry
	case err != nil && wasFiled:
		err = fmt.Errorf("%w: %w", ErrLost, err)
	}
	if err != nil {
		return entry.Entry{}, fmt.Errorf("entry %d: %w", num, err)
	}
	return e, nil
}

// Began returns since when mail may be in the archive: when that was made or, if
// that was before, when the first entry was filed, also if that is not here any
// more. A mail may have waited in the inbox while others were filed, so the first
// entry alone would not do. ok is false in an empty archive.
func (s *Store) Began() (at time.Time, ok bool) {
	log, err := s.openFiled()
	if err != nil {
		return at, false
	}
	defer log.close()
	log.eachFiled(0, func(f filed) error {
		at, ok = f.at, true
		if e, err := s.load(nil, f); err == nil && e.Filed.Before(at) {
			at = e.Filed // of an old mail that was imported
		}
		return errStop
	})
	if ok && !s.created.IsZero() && s.created.Before(at) {
		at = s.created
	}
	return at, ok
}

// Each calls f for every entry of a team, or of all teams for "", in the order
// of filing. An error of f ends the walk and is returned. Entries that cannot
// be read are passed over and named in a *DamagedError at the end.
func (s *Store) Each(team string, f func(entry.Entry) error) error {
	return s.EachSince(team, 0, f)
}

// Since returns the entries of a team, or of all for "", that were filed after
// the one with number num, in the order of filing. Beside a *DamagedError it
// returns all that could be read.
func (s *Store) Since(team string, num int64) (entries []entry.Entry, err error) {
	err = s.EachSince(team, num, func(e entry.Entry) error {
		entries = append(entries, e)
		return nil
	})
	return entries, err
}

// EachSince is Each for the entries filed after the one with number num.
func (s *Store) EachSince(team string, num int64, f func(entry.Entry) error) error {
	log, err := s.openFiled()
	if err != nil {
		return err
	}
	defer log.close()
	pages := &pageReader{}
	var problems []Problem
	err = log.eachFiled(num, func(line filed) error {
		if team != "" && teamOf(line.path) != team {
			return nil
		}
		e, err := s.load(pages, line)
		if err == errFiledAgain {
			return nil
		}
		if err != nil {
			what := fmt.Sprintf("entry %d: %v", line.num, err)
			problems = append(problems, Problem{File: line.path, What: what})
			return nil
		}
		if e.Kind == entry.Forgotten {
			return nil
		}
		return f(e)
	})
	if err != nil {
		return err
	}
	return damage(problems)
}

// teamOf is the team whose folder a path is in.
func teamOf(rel string) string {
	team, _, _ := strings.Cut(rel, "/")
	return team
}

func isDecision(rel string) bool { return path.Base(path.Dir(rel)) == "decisions" }

// pageReader keeps the pages read last, since entries filed one after the
// other mostly stand on the same few.
type pageReader struct {
	pages map[string][]byte
	asked map[string]bool
}

const keptPages = 16

// worth tells whether to read a page as a whole: not for the first block of it
// that is asked for.
func (r *pageReader) worth(name string) bool {
	if r == nil {
		return false
	}
	if r.asked == nil || len(r.asked) > 4*keptPages {
		r.asked = map[string]bool{}
	}
	again := r.asked[name]
	r.asked[name] = true
	return again
}

// read returns a page that holds at least the first n bytes of the file, if
// the file does.
func (r *pageReader) read(name string, n int64) ([]byte, error) {
	if r == nil {
		return os.ReadFile(name)
	}
	if page, ok := r.pages[name]; ok && int64(len(page)) >= n {
		return page, nil
	}
	page, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if r.pages == nil || len(r.pages) >= keptPages {
		r.pages = map[string][]byte{}
	}
	r.pages[name] = page
	return page, nil
}

// load reads the entry of a line of filed.log.
func (s *Store) load(pages *pageReader, f filed) (entry.Entry, error) {
	if isDecision(f.path) {
		return s.loadDecision(f)
	}
	if !pages.worth(f.path) {
		if e, ok := s.loadBlock(f); ok {
			return e, nil
		}
	}
	page, err := pages.read(s.d.abs(f.path), f.offset+f.length)
	if err != nil {
		return entry.Entry{}, err
	}
	if f.offset+f.length <= int64(len(page)) {
		if e, ok := oneBlock(page[f.offset:f.offset+f.length], f); ok {
			return e, nil
		}
	}
	// Somebody edited the page: the block is elsewhere, or another.
	blocks, _ := entry.Decode(page)
	found := entry.Entry{}
	for _, b := range blocks {
		if b.Entry.ID == f.id && b.Entry.Num <= f.num {
			b.Entry.Num = f.num
			return b.Entry, nil
		}
		if b.Entry.ID == f.id {
			found = b.Entry
		}
	}
	return found, notWhere(found, f)
}

// errFiledAgain is returned for an entry that was lost and came again: it has
// another number now.
var errFiledAgain = errors.New("filed again under another number")

// notWhere is the error for an entry that is not where it was filed; found is
// the one with its id and a higher number, if there is one.
func notWhere(found entry.Entry, f filed) error {
	if found.ID == f.id {
		return errFiledAgain
	}
	return fmt.Errorf("no longer in its file: %w", ErrNoEntry)
}

// loadBlock reads just the bytes of one block.
func (s *Store) loadBlock(f filed) (entry.Entry, bool) {
	file, err := os.Open(s.d.abs(f.path))
	if err != nil {
		return entry.Entry{}, false
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || f.offset+f.length > info.Size() {
		return entry.Entry{}, false
	}
	p := make([]byte, f.length)
	if _, err := file.ReadAt(p, f.offset); err != nil {
		return entry.Entry{}, false
	}
	return oneBlock(p, f)
}

// oneBlock reads a block where it was filed; ok is false if it is another one,
// or not whole.
func oneBlock(p []byte, f filed) (entry.Entry, bool) {
	blocks, problems := entry.Decode(p)
	if len(blocks) != 1 || len(problems) > 0 || blocks[0].Length != len(p) {
		return entry.Entry{}, false
	}
	e := blocks[0].Entry
	return e, e.ID == f.id && e.Num == f.num
}

// loadDecision reads a decision, which may have got another file name.
func (s *Store) loadDecision(f filed) (entry.Entry, error) {
	data, err := os.ReadFile(s.d.abs(f.path))
	if os.IsNotExist(err) {
		return s.findDecision(f)
	}
	if err != nil {
		return entry.Entry{}, err
	}
	e, problems := entry.DecodeDecision(data)
	if e.ID != f.id {
		what := "it is another decision now"
		if len(problems) > 0 {
			what = problems[0].What
		}
		return entry.Entry{}, errors.New(what)
	}
	if e.Num > f.num {
		return entry.Entry{}, errFiledAgain
	}
	e.Num, e.Team = f.num, teamOf(f.path)
	return e, nil
}

// findDecision looks for a decision whose file is gone under other names.
func (s *Store) findDecision(f filed) (found entry.Entry, err error) {
	for _, name := range s.decisionFiles(teamOf(f.path)) {
		data, err := os.ReadFile(s.d.abs(name))
		if err != nil {
			continue
		}
		e, _ := entry.DecodeDecision(data)
		if e.ID == f.id && e.Num <= f.num {
			e.Num, e.Team = f.num, teamOf(name)
			return e, nil
		}
		if e.ID == f.id {
			found = e
		}
	}
	return found, notWhere(found, f)
}

// On returns the updates, comments and decisions of a team for the dates first
// to last, both included: by date, and for one date in the order in which
// versions count, see entry.Order.
// Beside a *DamagedError it returns all that could be read.
func (s *Store) On(team string, first, last civil.Date) (entries []entry.Entry, err error) {
	newest := s.Last()
	var problems []Problem
	for _, rel := range s.pages(team) {
		date, err := civil.ParseDate(strings.TrimSuffix(path.Base(rel), ".md"))
		if err != nil || date.Before(first) || date.After(last) {
			continue
		}
		page, err := s.readPage(rel, newest)
		if err != nil {
			problems = append(problems, Problem{File: rel, What: err.Error()})
			continue
		}
		entries = append(entries, page...)
	}
	decisions, err := s.Decisions(team)
	var damaged *DamagedError
	if errors.As(err, &damaged) {
		problems = append(problems, damaged.Problems...)
	} else if err != nil {
		return nil, err
	}
	for _, e := range decisions {
		if !e.Date.Before(first) && !e.Date.After(last) {
			entries = append(entries, e)
		}
	}
	slices.SortStableFunc(entries, func(a, b entry.Entry) int {
		if c := a.Date.Compare(b.Date); c != 0 {
			return c
		}
		return entry.Order(a, b)
	})
	return entries, damage(problems)
}

// Decisions returns the decisions of a team by their numbers, each as its file
// says it now. Beside a *DamagedError it returns all that could be read.
func (s *Store) Decisions(team string) (entries []entry.Entry, err error) {
	newest := s.Last()
	var problems []Problem
	for _, rel := range s.decisionFiles(team) {
		data, err := os.ReadFile(s.d.abs(rel))
		if err != nil {
			problems = append(problems, Problem{File: rel, What: err.Error()})
			continue
		}
		e, bad := entry.DecodeDecision(data)
		switch {
		case e.ID == "":
			problems = append(problems, Problem{File: rel, Line: 1, What: bad[0].What})
		case e.Num <= newest:
			e.Team = team
			entries = append(entries, e)
		}
	}
	slices.SortStableFunc(entries, func(a, b entry.Entry) int {
		return a.Decision.Number - b.Decision.Number
	})
	return entries, damage(problems)
}
