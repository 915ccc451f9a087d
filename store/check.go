package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"kabar/store/entry"
	"kabar/store/team"
)

// Check walks the whole archive and returns all that is not as kabar left it,
// by file and line. It changes nothing, and may run beside a process that
// writes. An empty result means that every entry filed is on its page with the
// bytes it was filed with, or a recorded change of them, and that every other
// file is whole.
func (s *Store) Check() []Problem {
	c := checker{s: s, found: map[string]bool{}, changed: map[string]string{},
		seen: map[string]bool{}, ids: map[string]bool{}}
	c.stamp()
	c.logs()
	c.entries()
	for _, teamID := range append(s.teams(), "") {
		c.team(teamID)
	}
	c.outbox()
	c.small()
	c.strangers()
	slices.SortStableFunc(c.problems, func(a, b Problem) int {
		if n := strings.Compare(a.File, b.File); n != 0 {
			return n
		}
		return a.Line - b.Line
	})
	return c.problems
}

// checker is one walk.
type checker struct {
	s        *Store
	problems []Problem
	found    map[string]bool   // "path id": entries filed.log knows
	changed  map[string]string // path → SHA-256 after its newest recorded change
	seen     map[string]bool   // mail keys in seen.log
	ids      map[string]bool   // hashes in ids.log
}

func (c *checker) bad(file string, line int, format string, args ...any) {
	what := fmt.Sprintf(format, args...)
	c.problems = append(c.problems, Problem{File: file, Line: line, What: what})
}

func (c *checker) edited(file string, line int, format string, args ...any) {
	c.bad(file, line, format, args...)
	c.problems[len(c.problems)-1].Edited = true
}

func (c *checker) stamp() {
	if fresh, err := c.s.checkStamp(); err != nil {
		c.bad(stampName, 0, "%v", err)
	} else if fresh {
		c.bad(stampName, 0, "missing")
	}
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if c.s.pending != nil {
		c.bad(journalName, 0, "a batch is not finished: it will be at the next filing, or start")
	}
}

// logs walks the logs other than filed.log.
func (c *checker) logs() {
	c.log(changesLog, 6, func(_ int, f []string) { c.changed[f[1]] = f[3] })
	c.log(idsLog, 3, func(_ int, f []string) { c.ids[f[1]] = true })
	box := boxReader{s: c.s}
	defer func() { box.close() }()
	c.log(seenLog, seenFields, func(line int, f []string) {
		c.seen[f[1]] = true
		if ref, ok := parseBoxRef(f[7]); ok && !box.has(ref, f[1]) {
			c.bad(ref.path, 0, "the mail of %s:%d is not at byte %d", seenLog, line, ref.offset)
		}
	})
}

// log walks one log; f gets the lines that are whole.
func (c *checker) log(rel string, fields int, f func(line int, fields []string)) {
	log, err := openLog(c.s.d.abs(rel))
	if err != nil {
		c.bad(rel, 0, "%v", err)
		return
	}
	defer log.close()
	line, end := 0, int64(0)
	err = log.each(0, func(_ int64, got []string, next int64) error {
		line++
		end = next
		if len(got) < fields {
			c.bad(rel, line, "damaged: the line's sum does not fit")
		} else {
			f(line, got)
		}
		return nil
	})
	if err != nil {
		c.bad(rel, line, "%v", err)
	} else if end < log.size {
		c.bad(rel, line+1, "torn: the last line has no end")
	}
}

// entries walks filed.log and looks at each entry where it was put.
func (c *checker) entries() {
	pages := &pageReader{}
	last := int64(0)
	c.log(filedLog, 7, func(line int, fields []string) {
		f, ok := parseFiled(fields)
		switch {
		case !ok:
			c.bad(filedLog, line, "not a line of %s", filedLog)
			return
		case f.num != last+1:
			c.bad(filedLog, line, "entry %d after entry %d", f.num, last)
		}
		last = f.num
		c.found[f.path+" "+f.id] = true
		c.entry(pages, line, f)
	})
}

// entry looks at one entry where filed.log says it is.
func (c *checker) entry(pages *pageReader, line int, f filed) {
	e, err := c.s.load(pages, f)
	if err == errFiledAgain {
		return
	}
	if err != nil {
		c.bad(f.path, 0, "entry %d of %s:%d: %v", f.num, filedLog, line, err)
		return
	}
	if e.Mail != "" && !c.seen[e.Mail] {
		c.bad(seenLog, 0, "the mail of entry %d, %s:%d, is missing: it could be filed again", f.num,
			filedLog, line)
	}
	if isDecision(f.path) {
		if _, ok := c.changed[f.path]; !ok {
			c.changed[f.path] = f.sum
		}
		return
	}
	page, err := pages.read(c.s.d.abs(f.path), f.offset+f.length)
	if err != nil || f.offset+f.length > int64(len(page)) {
		return // found elsewhere on the page: the walk over it says so
	}
	block := page[f.offset : f.offset+f.length]
	if _, whole := oneBlock(block, f); whole && hashOf(block) != f.sum {
		at := 1 + bytes.Count(page[:f.offset], []byte("\n"))
		c.edited(f.path, at, "entry %d has another SHA-256 than in %s:%d", f.num, filedLog, line)
	}
}

// team walks the folder of a team, or ("") what belongs to none.
func (c *checker) team(id string) {
	for _, rel := range c.s.pages(id) {
		if id != "" {
			c.page(rel)
		}
	}
	if id != "" {
		c.decisions(id)
		c.people(id)
	}
	for _, name := range c.s.names(inTeam(id, "mail"), mboxName) {
		rel := inTeam(id, "mail/"+name)
		box, err := os.ReadFile(c.s.d.abs(rel))
		if err != nil {
			c.bad(rel, 0, "%v", err)
		}
		for _, m := range readMbox(box) {
			if !m.whole {
				c.bad(rel, m.line, "damaged: this mail is not as it came")
			}
		}
	}
	c.strays(inTeam(id, "strays"))
}

func (c *checker) page(rel string) {
	data, err := os.ReadFile(c.s.d.abs(rel))
	if err != nil {
		c.bad(rel, 0, "%v", err)
		return
	}
	if len(data) == 0 {
		c.bad(rel, 0, "empty")
	}
	blocks, problems := entry.Decode(data)
	for _, p := range problems {
		c.bad(rel, p.Line, "%s", p.What)
		for _, b := range blocks {
			if b.Line == p.Line && (b.Edited || b.Torn && c.found[rel+" "+b.Entry.ID]) {
				c.problems[len(c.problems)-1].Edited = true
			}
		}
	}
	c.between(rel, data, blocks)
	seen := map[string]bool{}
	for _, b := range blocks {
		if !c.found[rel+" "+b.Entry.ID] {
			c.bad(rel, b.Line, "a block that %s does not know", filedLog)
		} else if seen[b.Entry.ID] {
			c.bad(rel, b.Line, "entry %d stands here twice", b.Entry.Num)
		}
		if _, ok := c.changed[rel]; !ok && b.Entry.Kind == entry.Forgotten {
			c.bad(rel, b.Line, "entry %d was taken out, and %s does not say so", b.Entry.Num,
				changesLog)
		}
		seen[b.Entry.ID] = true
	}
}

// between names what somebody wrote below a block, which is no part of any: it is
// never found. Above the first block is room for a page's title, and their own.
func (c *checker) between(rel string, data []byte, blocks []entry.Block) {
	for i, b := range blocks {
		from, to := b.Offset+b.Length, len(data)
		if i+1 < len(blocks) {
			to = blocks[i+1].Offset
		}
		text := bytes.TrimLeft(data[from:to], " \t\r\n")
		if len(text) == 0 || bytes.Contains(text, []byte("<!-- kabar:")) { // a block that is named already
			continue
		}
		at := 1 + bytes.Count(data[:to-len(text)], []byte("\n"))
		c.edited(rel, at, "text that belongs to no entry: no search and no digest knows of it")
	}
}

func (c *checker) decisions(id string) {
	next := 1
	for _, rel := range c.s.decisionFiles(id) {
		data, err := os.ReadFile(c.s.d.abs(rel))
		if err != nil {
			c.bad(rel, 0, "%v", err)
			continue
		}
		e, problems := entry.DecodeDecision(data)
		for _, p := range problems {
			c.bad(rel, p.Line, "%s", p.What)
		}
		for _, p := range entry.CheckRewrite(data) {
			c.bad(rel, p.Line, "%s", p.What)
		}
		if d := e.Decision; !d.Known() {
			c.bad(rel, lineOf(data, "status:"), "status %q is none that kabar knows: proposed, accepted, "+
				"rejected, withdrawn, superseded by 0009 or deprecated", oneLine(d.Status))
		}
		n := decisionNumber(path.Base(rel))
		line := lineOf(data, "number:")
		switch {
		case n < next:
			c.bad(rel, line, "a second decision %d", n)
		case n > next:
			c.bad(rel, line, "decision %d is missing before it", next)
		}
		next = max(next, n+1)
		if e.Decision.Number != n {
			c.bad(rel, line, "its name says decision %d, its front matter %d", n, e.Decision.Number)
		}
		if !c.found[rel+" "+e.ID] {
			c.bad(rel, max(lineOf(data, "id:"), 1), "a decision that %s does not know", filedLog)
		}
		c.recorded(rel, data)
	}
}

// lineOf is the number of the first line that begins so, 0 if there is none.
func lineOf(data []byte, begins string) int {
	n := 0
	for line := range bytes.Lines(data) {
		if n++; bytes.HasPrefix(line, []byte(begins)) {
			return n
		}
	}
	return 0
}

// recorded compares a file with what kabar last wrote there.
func (c *checker) recorded(rel string, data []byte) {
	if c.changed[rel] != hashOf(data) {
		c.edited(rel, 0, "changed by hand since kabar wrote it")
	}
}

func (c *checker) people(id string) {
	dir := id + "/people"
	for _, name := range c.s.names(dir, peopleName) {
		data, err := os.ReadFile(c.s.d.abs(dir + "/" + name))
		if err != nil {
			c.bad(dir+"/"+name, 0, "%v", err)
			continue
		}
		_, errs := team.Decode(data)
		for _, err := range errs {
			c.bad(dir+"/"+name, 0, "%v", err)
		}
		c.recorded(dir+"/"+name, data)
	}
}

func (c *checker) strays(dir string) {
	for _, name := range c.s.names(dir, strayName) {
		rel := dir + "/" + name
		if id, ok := strings.CutSuffix(rel, ".eml"); ok {
			if _, err := os.Lstat(c.s.d.abs(id + ".why")); err != nil {
				c.bad(rel, 0, "a stray without its .why")
			}
			continue
		}
		fields, err := c.s.readWhy(rel)
		if err != nil {
			c.bad(rel, 0, "%v", err)
			continue
		}
		if !c.seen[fields["mail"]] {
			c.bad(seenLog, 0, "the mail of the stray %s is missing: it could come again", rel)
		}
		eml := strings.TrimSuffix(rel, ".why") + ".eml"
		if sum, err := c.s.sumOf(eml); err != nil || sum != fields["sha-256"] {
			c.bad(eml, 0, "damaged or missing: not the mail its .why file is about")
		}
	}
}

func (c *checker) outbox() {
	at := map[string]string{}
	for _, dir := range append(c.s.allMonthDirs(), "outbox/"+stateSending, "outbox/"+stateDue) {
		for _, name := range c.s.names(dir, letterName) {
			rel := dir + "/" + name
			l, err := c.s.readLetter(rel)
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				c.bad(rel, 0, "damaged: %v", err)
			} else if err == nil && l.MessageID != "" && !c.ids[idHash(l.MessageID)] {
				c.bad(idsLog, 0, "the letter %s is missing", rel)
			}
			if other := at[name]; other != "" {
				c.bad(rel, 0, "the same letter is in %s", other)
			}
			at[name] = dir
		}
	}
}

// small looks at the marks and the key.
func (c *checker) small() {
	entries, _ := os.ReadDir(c.s.d.abs("marks"))
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		data, err := os.ReadFile(c.s.d.abs("marks/" + e.Name()))
		if err != nil {
			c.bad("marks/"+e.Name(), 0, "%v", err)
		} else if _, ok := decodeMark(data); !ok {
			c.bad("marks/"+e.Name(), 0, markDamage)
		}
	}
	if _, err := os.Lstat(c.s.d.abs(keyFile)); err == nil {
		if _, err := c.s.Keys(); err != nil {
			c.bad(keyFile, 0, "%s", strings.TrimPrefix(err.Error(), c.s.d.abs(keyFile)+": "))
		}
	}
}

// strangers names symbolic links, and what kabar set aside.
func (c *checker) strangers() {
	filepath.WalkDir(c.s.d.root, func(name string, e fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(c.s.d.root, name)
		rel = filepath.ToSlash(rel)
		switch base := path.Base(rel); {
		case err != nil:
			c.bad(rel, 0, "%v", err)
			if e != nil && e.IsDir() {
				return fs.SkipDir
			}
		case e.Type()&fs.ModeSymlink != 0:
			c.bad(rel, 0, "a symbolic link: kabar does not write through it")
		case strings.Contains(base, ".conflict-"):
			c.bad(rel, 0, "kabar's version of a file changed by hand meanwhile: "+
				"bring the two together and delete this one")
		case strings.Contains(base, ".torn-"):
			c.edited(rel, 0, "cut off after a crash: look at it and delete it")
		case strings.HasPrefix(base, ".") && e.IsDir() && rel != ".":
			return fs.SkipDir // such as .git
		}
		return nil
	})
}
