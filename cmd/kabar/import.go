package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/store"
)

// How many mails, and bytes of them, are made durable at once: more cost less
// each, and the first come sooner.
const (
	firstBatch  = 250
	importBatch = 1000
	importBytes = 32 << 20
)

// imported marks entries that were brought in from files: they can be found,
// and are news to nobody.
const imported = "import"

// runImport is `kabar import`: the mails of members in files become entries, by
// the same reading as live mail. Nothing is sent, no command is carried out,
// and importing the same mails again changes nothing.
func runImport(ctx context.Context, a *app, args []string) error {
	hurry()
	fs := a.flags("import")
	id := fs.String("team", "", "the `team` whose mails these are; needed where there are several")
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
	c, err := teamNamed(cfg, *id)
	if err != nil {
		return err
	}
	s, err := a.stationInTurn(ctx, cfg)
	if err != nil {
		return err
	}
	defer s.Close()
	im := &importer{a: a, s: s, team: c, began: a.now()}
	if a.tty {
		im.total = weigh(paths)
	}
	indexed := im.index()
	err = im.all(ctx, paths)
	if err != nil && errors.Is(err, ctx.Err()) {
		err = errStopped
	}
	err = errors.Join(err, im.flush()) // what was read by then is kept
	indexed()
	im.tell()
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

// importer files mails from files.
type importer struct {
	a     *app
	s     *station
	team  config.Team
	began time.Time
	batch []*store.Filing
	bytes int                    // of the mails in batch
	toAdd chan<- []*store.Filing // filed, and not yet in the index

	read, filed, known, other int

	total, done int64 // bytes of all mails, 0 if that is not known, and of those read
}

// take files one mail, if it is a member's and was not filed before.
func (im *importer) take(m *oldMail) error {
	im.read++
	switch {
	case m.known:
		im.known++
		return nil
	case m.filing == nil:
		im.other++
		return nil
	}
	if m.comment != nil {
		// What it is about may be among those that wait.
		if err := im.flush(); err != nil {
			return err
		}
		m.filing.Entries = im.s.comments(m.comment, m.member, m.msg)
	}
	for _, e := range m.filing.Entries {
		e.Filed = m.filing.Received.In(m.zone).Truncate(time.Second)
	}
	im.batch = append(im.batch, m.filing)
	enough := min(max(firstBatch, im.filed+im.known), importBatch)
	if im.bytes += len(m.filing.Raw); len(im.batch) < enough && im.bytes < importBytes {
		return nil
	}
	return im.flush()
}

// flush makes what was taken durable, and gives it to the index.
func (im *importer) flush() error {
	err := im.s.store.File(im.a.now(), im.batch)
	for _, f := range im.batch {
		f.Raw = nil // it may be large
		switch {
		case err != nil:
		case f.Duplicate:
			im.known++
		default:
			im.filed++
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

// tell says in the end what became of the mails.
func (im *importer) tell() {
	if im.a.tty {
		fmt.Fprintln(im.a.err)
	}
	fmt.Fprintf(im.a.out, "%s read: %d filed, %d filed before, %d not a member's update\n",
		counted(im.read, "mail"), im.filed, im.known, im.other)
}
