package store

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"kabar/store/entry"
	"kabar/store/team"
)

// plan is a batch being thought through: what the folder will look like when
// it is done. Nothing is written while it is made.
type plan struct {
	s   *Store
	now time.Time

	appends map[string]*change // pages and mailboxes by path
	files   map[string]*change // decisions, people, strays by path
	letters map[string]*change // by file name
	marks   map[string]*change // by path
	logs    map[string]*change // filed.log, seen.log, changes.log, ids.log
	num     int64              // of the newest entry
	numbers map[string]int     // newest decision of a team
	firsts  map[string]string  // id of the first update, by page and member
	seen    map[string]bool    // mail keys of this batch
	strays  int                // so many are planned
	done    []func()           // what to tell the caller
}

// appendTo returns the append to a file, after what the batch adds already.
func (p *plan) appendTo(set *map[string]*change, rel string) (*change, error) {
	if c := (*set)[rel]; c != nil {
		return c, nil
	}
	size, tail, err := p.s.tailOf(rel, atEnd)
	if err != nil {
		return nil, err
	}
	if *set == nil {
		*set = map[string]*change{}
	}
	c := &change{kind: "append", path: rel, size: size, tail: tail}
	(*set)[rel] = c
	return c, nil
}

// log adds a line to a log. The first field is a time, but for filed.log.
func (p *plan) log(rel string, fields ...string) error {
	c, err := p.appendTo(&p.logs, rel)
	if err != nil {
		return err
	}
	c.data = append(c.data, logLine(fields...)...)
	return nil
}

// filing plans all that one mail does.
func (p *plan) filing(f *Filing) error {
	mail, err := f.key()
	if err != nil {
		return err
	}
	if _, seen := p.s.outcome(mail); seen || p.seen[mail] {
		p.done = append(p.done, func() { f.Duplicate = true })
		return nil
	}
	if f.Team != "" {
		if err := checkTeam(f.Team); err != nil {
			return err
		}
	}
	if p.seen == nil {
		p.seen = map[string]bool{}
	}
	p.seen[mail] = true
	ref, err := p.entries(f, mail)
	if err != nil {
		return err
	}
	box, err := p.keepRaw(f, mail)
	if err != nil {
		return err
	}
	if f.StrayWhy != "" {
		p.stray(f, mail)
		if ref == "" {
			ref = mail
		}
	}
	if err := p.effects(f, mail); err != nil {
		return err
	}
	return p.sawMail(seenLine{mail, f.Outcome, ref, len(f.Entries), f.Reason, f.MessageID, box})
}

// entries plans the entries of a mail, but those that are here already since
// it was not filed as a whole. ref is the id of the first.
func (p *plan) entries(f *Filing, mail string) (ref string, err error) {
	before, err := p.s.filedBefore(mail, len(f.Entries))
	if err != nil {
		return "", err
	}
	for i, e := range f.Entries {
		filed, ok := before[entry.NewID(mail, i)]
		if !ok {
			if filed, err = p.entry(f, *e, mail, i); err != nil {
				return "", err
			}
		}
		if ref == "" {
			ref = filed.ID
		}
		p.done = append(p.done, func() { *e = filed })
	}
	return ref, nil
}

// keepRaw plans the copy of a mail as it came.
func (p *plan) keepRaw(f *Filing, mail string) (box boxRef, err error) {
	if f.Raw == nil {
		return box, nil
	}
	received := f.Received
	if received.IsZero() {
		received = p.now
	}
	box.path = mboxPath(f.Team, received)
	c, err := p.appendTo(&p.appends, box.path)
	if err != nil {
		return box, err
	}
	b := newBoxing(mail, f.From, received, f.Raw)
	box.offset = c.size + c.length()
	box.length = b.size
	c.box = append(c.box, b)
	return box, nil
}

// effects plans what a mail does beside being kept.
func (p *plan) effects(f *Filing, mail string) error {
	for _, member := range slices.Sorted(maps.Keys(f.Settings)) {
		if err := p.settings(f.Team, member, mail, f.Settings[member]); err != nil {
			return err
		}
	}
	for _, c := range f.Changes {
		if err := p.decisionChange(f.Team, mail, c); err != nil {
			return err
		}
	}
	for _, l := range f.Letters {
		if err := p.letter(l); err != nil {
			return err
		}
	}
	return nil
}

// seenLine is what a line of seen.log says, but for its time.
type seenLine struct {
	mail, what, ref string
	entries         int
	reason, source  string
	box             boxRef
}

// sawMail adds a line to seen.log.
func (p *plan) sawMail(l seenLine) error {
	return p.log(seenLog, p.stamp(), l.mail, oneLine(l.what), l.ref, strconv.Itoa(l.entries),
		oneLine(l.reason), oneLine(l.source), l.box.String())
}

// stamp is the time of a log line: now, but never before that of the newest
// line, so that logs stay in the order of their times when a clock goes back.
func (p *plan) stamp() string {
	at := p.now.UTC().Truncate(time.Second)
	p.s.known.Lock()
	defer p.s.known.Unlock()
	for _, last := range [][]string{p.s.seen.last, p.s.ids.last} {
		if len(last) > 0 {
			if t, err := time.Parse(time.RFC3339, last[0]); err == nil && t.After(at) {
				at = t
			}
		}
	}
	return at.Format(time.RFC3339)
}

// file plans a new or rewritten file.
func (p *plan) file(rel, old string, data []byte) {
	if p.files == nil {
		p.files = map[string]*change{}
	}
	if c := p.files[rel]; c != nil {
		c.data = data
		return
	}
	p.files[rel] = &change{kind: "file", path: rel, old: old, data: data}
}

// read returns a file as the batch leaves it, and the SHA-256 of it on disk.
func (p *plan) read(rel string) (data []byte, old string, err error) {
	if c := p.files[rel]; c != nil {
		return c.data, c.old, nil
	}
	data, err = os.ReadFile(p.s.d.abs(rel))
	if os.IsNotExist(err) {
		return nil, "", nil
	}
	return data, hashOf(data), err
}

// rewrite plans a new content for a file that people may edit too, and a line
// for changes.log.
func (p *plan) rewrite(rel, by, what string, change func(old []byte) ([]byte, error)) error {
	before, old, err := p.read(rel)
	if err != nil {
		return err
	}
	after, err := change(before)
	if err != nil {
		return fmt.Errorf("%s: %w", rel, err)
	}
	was := ""
	if before != nil {
		was = hashOf(before)
	}
	p.file(rel, old, after)
	return p.log(changesLog, p.stamp(), rel, was, hashOf(after), by, oneLine(what))
}

const changesLog = "changes.log"

func (p *plan) settings(teamID, member, mail string, set team.Settings) error {
	rel, err := peoplePath(teamID, member)
	if err != nil {
		return err
	}
	return p.rewrite(rel, member, "settings "+mail, func(old []byte) ([]byte, error) {
		return team.Encode(set, old)
	})
}

// decisionChange plans a change of a decision file, which may be one that this
// batch makes.
func (p *plan) decisionChange(teamID, mail string, c DecisionChange) error {
	rel, err := p.decisionFile(teamID, c.Number)
	if err != nil {
		return err
	}
	edit := entry.Edit{At: p.now, By: c.By, What: c.What,
		Status: c.NewStatus, Deadline: c.Deadline, Objection: c.Objection}
	return p.rewrite(rel, c.By, c.What+" "+mail, edit.Rewrite)
}

func (p *plan) decisionFile(teamID string, number int) (string, error) {
	prefix := fmt.Sprintf("%s/decisions/%04d-", teamID, number)
	for _, rel := range append(p.s.decisionFiles(teamID), slices.Sorted(maps.Keys(p.files))...) {
		if strings.HasPrefix(rel, prefix) {
			return rel, nil
		}
	}
	return "", fmt.Errorf("decision %d of %s: %w", number, teamID, fs.ErrNotExist)
}

// letter plans a letter in due/, unless there is one with its key.
func (p *plan) letter(l *Letter) error {
	if l.Key == "" {
		return errors.New("a letter without a key")
	}
	name := letterFile(l.Key)
	if _, ok := p.s.findLetter(name); ok || p.letters[name] != nil {
		return nil
	}
	queued := *l
	if queued.Created.IsZero() {
		queued.Created = p.now
	}
	if p.letters == nil {
		p.letters = map[string]*change{}
	}
	p.letters[name] = &change{kind: "letter", path: name, data: queued.encode()}
	p.done = append(p.done, func() { l.Created, l.state = queued.Created, stateDue })
	if l.MessageID == "" {
		return nil
	}
	return p.log(idsLog, p.stamp(), idHash(l.MessageID), name)
}

// changes returns what the plan does, in the order in which readers may see
// it: an entry before filed.log names it, an id before its letter.
func (p *plan) changes() (changes []change) {
	add := func(set map[string]*change, only ...string) {
		for _, key := range slices.Sorted(maps.Keys(set)) {
			if len(only) == 0 || slices.Contains(only, key) {
				changes = append(changes, *set[key])
			}
		}
	}
	add(p.appends)
	add(p.files)
	add(p.logs, changesLog, idsLog)
	add(p.letters)
	add(p.marks)
	add(p.logs, filedLog)
	add(p.logs, seenLog)
	return changes
}

// commit makes the plan happen.
func (p *plan) commit() error {
	changes := p.changes()
	if len(changes) == 0 {
		return nil
	}
	return p.s.commit(changes)
}

// report tells the caller what became of it.
func (p *plan) report() {
	for _, f := range p.done {
		f()
	}
}
