package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/mail/auth"
	"kabar/store"
)

// How many mails, and bytes of them, are made durable at once: more cost less
// each, and the first come sooner.
const (
	firstBatch  = 250
	importBatch = 1000
	importBytes = 32 << 20
)

// runImport is `kabar import`: the mails of members in files become entries, by
// the same reading as live mail, and what another archive holds is carried over.
// Nothing is sent, no command is carried out, and importing the same again changes
// nothing.
func runImport(ctx context.Context, a *app, args []string) error {
	hurry()
	fs := a.flags("import")
	id := fs.String("team", "", "the `team` whose mails these are; needed where there are several")
	dry := fs.Bool("dry-run", false, "say what would become what, and change nothing")
	verbose := fs.Bool("verbose", false, "name each mail that is left out, with the reason")
	im := &importer{a: a, began: a.now(), found: map[string]int{}}
	im.left = map[fate]*leftOut{}
	fs.Func("to", "only mails to this `address`; may be given again", im.onlyTo)
	paths, err := parseMixed(fs, args)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return usageError("import needs files: kabar import --team acme Maildir old.mbox one.eml")
	}
	cfg, err := a.load()
	if err != nil {
		return err
	}
	if im.team, err = teamNamed(cfg, *id); err != nil {
		return err
	}
	im.dry, im.verbose = *dry, *verbose
	if err := im.open(ctx, cfg); err != nil {
		return err
	}
	defer im.s.Close()
	return im.run(ctx, paths)
}

// run brings in everything at the paths, and says what became of it.
func (im *importer) run(ctx context.Context, paths []string) (err error) {
	if im.a.tty {
		im.total = weigh(paths)
	}
	indexed := im.index()
	all := paths
	for len(paths) > 0 && ctx.Err() == nil {
		// Mails of several files are read together, another archive by itself.
		n := max(slices.IndexFunc(paths, isArchive), 0)
		if n == 0 && isArchive(paths[0]) {
			err, n = errors.Join(err, im.archive(ctx, paths[0])), 1
		} else {
			n = cmp.Or(n, len(paths))
			err = errors.Join(err, im.all(ctx, paths[:n]))
		}
		paths = paths[n:]
	}
	if err != nil && ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		err = errStopped
	}
	err = errors.Join(err, im.flush()) // what was read by then is kept
	indexed()
	im.tell()
	if ctx.Err() != nil {
		return err
	}
	return errors.Join(err, im.empty(all))
}

// empty names the paths at which there was no mail.
func (im *importer) empty(paths []string) (err error) {
	for _, path := range paths {
		_, missing := os.Stat(path)
		if im.found[path] == 0 && !isArchive(path) && (missing == nil || path == "-") {
			err = errors.Join(err, fmt.Errorf("%s: no mail in it", path))
		}
	}
	return err
}

// errStopped ends an import that somebody interrupted.
var errStopped = errors.New("stopped before the end; the same command goes on from there")

// teamNamed is the team with this id, or the only one for "".
func teamNamed(cfg *config.Config, id string) (config.Team, error) {
	var ids []string
	for _, t := range cfg.Teams {
		if t.ID == id || id == "" && len(cfg.Teams) == 1 {
			return t, nil
		}
		ids = append(ids, t.ID)
	}
	return config.Team{}, usageError("which team? --team wants one of: %s", strings.Join(ids, ", "))
}

// importer files mails from files, and entries from other archives.
type importer struct {
	a       *app
	s       *station
	team    config.Team
	keys    []auth.Key
	to      []string // addresses that a mail must be to; none: any
	dry     bool     // nothing is changed
	verbose bool
	began   time.Time
	batch   []*store.Filing
	bytes   int                    // of the mails in batch
	toAdd   chan<- []*store.Filing // filed, and not yet in the index

	found map[string]int   // mails, by the path they were found at
	tally                  // what became of them
	told  carried          // what became of the entries of archives
	would map[string]bool  // dry: the keys of what would be filed
	gains map[string]*gain // dry: what each member would gain, by id

	total, done int64 // bytes of all mails, 0 if that is not known, and of those read
}

// take files one mail, if it is a member's and was not filed before.
func (im *importer) take(m *oldMail) error {
	im.read++
	if m.fate != noMail {
		im.found[m.path]++
	}
	switch {
	case m.known:
		im.known++
		return nil
	case m.filing == nil:
		im.leave(m)
		return nil
	case m.comment != nil:
		// What it is about may be among those that wait.
		if err := im.flush(); err != nil {
			return err
		}
		m.filing.Entries = im.s.comments(m.comment, m.member, m.msg)
	}
	for _, e := range m.filing.Entries {
		e.Filed = m.filing.Received.In(m.member.Zone).Truncate(time.Second)
	}
	if m.filing.StrayWhy != "" {
		im.leave(m)
	} else if m.elsewhere {
		im.elsewhere++
	}
	return im.add(m.filing)
}

// add puts a filing into the batch.
func (im *importer) add(f *store.Filing) error {
	im.batch = append(im.batch, f)
	enough := min(max(firstBatch, im.filed+im.known+im.told.entries+im.told.known), importBatch)
	if im.bytes += len(f.Raw); len(im.batch) < enough && im.bytes < importBytes {
		return nil
	}
	return im.flush()
}

// flush makes what was taken durable, and gives it to the index.
func (im *importer) flush() error {
	if im.dry {
		im.pretend()
		return nil
	}
	err := im.s.store.File(im.a.now(), im.batch)
	for _, f := range im.batch {
		f.Raw = nil // it may be large
		if err == nil {
			im.count(f)
		}
	}
	if err == nil && len(im.batch) > 0 {
		im.toAdd <- im.batch
	}
	im.batch, im.bytes = nil, 0
	im.progress()
	return err
}

// index begins to put what is filed into the index, batch after batch, while the
// next one is read and filed. The func it returns waits until all is there.
func (im *importer) index() (done func()) {
	filed := make(chan []*store.Filing, 1)
	im.toAdd = filed
	var going sync.WaitGroup
	going.Go(func() {
		for batch := range filed {
			im.s.followFiled(batch)
		}
	})
	return func() {
		close(filed)
		going.Wait()
	}
}

// progress shows on a terminal how far it is, how fast, and how long it will
// take.
func (im *importer) progress() {
	if !im.a.tty {
		return
	}
	took := max(im.a.now().Sub(im.began), time.Millisecond)
	left := ""
	if im.total > im.done && im.done > 0 {
		rest := time.Duration(float64(took) / float64(im.done) * float64(im.total-im.done))
		left = fmt.Sprintf(", %v left", rest.Round(time.Second))
	}
	fmt.Fprintf(im.a.err, "\r%d mails read, %d filed, %.0f a second%s\x1b[K",
		im.read, im.filed, float64(im.read)/took.Seconds(), left)
}
