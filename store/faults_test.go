package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"kabar/store/entry"
	"kabar/store/team"
)

// faultDisk is a disk on which operations fail. It does not wait for the real
// disk: what a power cut does is lossyDisk's matter.
type faultDisk struct {
	realDisk
	ops   int    // so far
	from  int    // the first operation that fails; 0: none does
	until int    // the last one
	err   error  // what it fails with
	done  bool   // the operation is carried out all the same, and a write in half
	only  string // the operations it is about; "": all
}

// fail counts an operation and says whether it fails.
func (d *faultDisk) fail(op string) error {
	if d.only != "" && !slices.Contains(strings.Fields(d.only), op) {
		return nil
	}
	d.ops++
	if d.from > 0 && d.ops >= d.from && d.ops <= d.until {
		return d.err
	}
	return nil
}

func (d *faultDisk) try(op string, do func() error) error {
	err := d.fail(op)
	if err == nil || d.done {
		if derr := do(); err == nil {
			err = derr
		}
	}
	return err
}

func (d *faultDisk) open(name string, flag int, perm fs.FileMode) (f file, err error) {
	if err := d.fail("open"); err != nil {
		return nil, err
	}
	if f, err = d.realDisk.open(name, flag, perm); err != nil {
		return nil, err
	}
	return faultFile{d, f}, nil
}

func (d *faultDisk) mkdir(name string) error {
	return d.try("mkdir", func() error { return d.realDisk.mkdir(name) })
}

func (d *faultDisk) rename(from, to string) error {
	return d.try("rename", func() error { return d.realDisk.rename(from, to) })
}

func (d *faultDisk) remove(name string) error {
	return d.try("remove", func() error { return d.realDisk.remove(name) })
}

func (d *faultDisk) syncDir(string) error { return d.fail("syncDir") }

func (d *faultDisk) syncFiles(files []file) error { return inTurn(files) }

// inTurn syncs one file after the other, so that the operations have an order.
func inTurn(files []file) error {
	for _, f := range files {
		if err := f.Sync(); err != nil {
			return err
		}
	}
	return nil
}

type faultFile struct {
	d *faultDisk
	file
}

func (f faultFile) WriteAt(p []byte, off int64) (int, error) {
	if err := f.d.fail("write"); err != nil {
		if f.d.done {
			f.file.WriteAt(p[:len(p)/2], off)
		}
		return 0, err
	}
	return f.file.WriteAt(p, off)
}

func (f faultFile) Truncate(size int64) error {
	return f.d.try("truncate", func() error { return f.file.Truncate(size) })
}

func (f faultFile) Sync() error { return f.d.fail("sync") }

func (f faultFile) Close() error {
	err := f.d.fail("close")
	if cerr := f.file.Close(); err == nil {
		err = cerr
	}
	return err
}

// step is one call that kabar makes, in such a way that making it again after
// an error is right.
type step struct {
	name string
	do   func(s *Store) error
}

// workload is a day of kabar's: all that writes, in the order of a step.
func workload() []step {
	zone, lang := "Europe/Berlin", "id"
	file := func(batch func() []*Filing) func(s *Store) error {
		return func(s *Store) error { return s.File(noon, batch()) }
	}
	move := func(key string, states ...string) func(s *Store) error {
		return func(s *Store) error {
			for _, state := range states {
				l := &Letter{Key: key, Created: noon}
				if err := s.Move(l, state); err != nil {
					return err
				}
			}
			return nil
		}
	}
	return []step{
		{"file a batch", file(func() []*Filing {
			one := mailOf(1, updateOf("ana", "2026-11-22", "one"))
			one.Letters = []*Letter{letterOf("answer m1")}
			two := mailOf(2, updateOf("ben", "2026-11-21", "two"), decisionOf("ben", "2026-11-21",
				"Use Postgres"))
			two.Settings = map[string]team.Settings{"ben": {Zone: &zone}}
			stray := &Filing{Team: "acme", MessageID: "s@x", Raw: []byte("Subject: s\n\nx"),
				Outcome: "stray", StrayWhy: "why not", Received: noon}
			return []*Filing{one, two, stray}
		})},
		{"queue", func(s *Store) error {
			return s.Publish(noon, nil, letterOf("digest ana"),
				letterOf("digest ben"))
		}},
		{"mark", func(s *Store) error { return s.SetMark("inbox", "7:1") }},
		{"send", move("digest ana", "sending", "sent")},
		{"file again", file(func() []*Filing {
			three := mailOf(3, updateOf("ana", "2026-11-22", "three"), decisionOf("ana",
				"2026-11-22", "Go home"))
			three.Changes = []DecisionChange{{Number: 1, By: "ana", What: "rejected",
				NewStatus: "rejected"}}
			late := updateOf("ben", "2026-11-22", "four")
			late.Kind, late.On = entry.Comment, "x"
			four := mailOf(4, late)
			four.Changes = []DecisionChange{{Number: 2, By: "ben", What: "objected",
				Objection: "why?"}}
			return []*Filing{three, four, mailOf(1, updateOf("ana", "2026-11-22", "one"))}
		})},
		{"put off", func(s *Store) error {
			l := letterOf("digest ben")
			l.Attempts, l.LastError = 1, "421"
			return s.Retry(l)
		}},
		{"settings", func(s *Store) error {
			return s.SetSettings("acme", "ben",
				team.Settings{Zone: &zone, Lang: &lang})
		}},
		{"drop", move("digest ben", "sending", "due", "dropped")},
		{"file for another team", file(func() []*Filing {
			f := mailOf(5, updateOf("zoe", "2026-11-22", "five"))
			f.Team, f.Received = "zoo", noon.AddDate(0, 1, 0)
			return []*Filing{f}
		})},
		{"mark on", func(s *Store) error { return s.SetMark("inbox", "7:5") }},
	}
}

// morning is when letters are queued with the marks that say so, and go out one
// after the other.
func morning() []step {
	return append(workload()[:4], []step{
		{"publish", func(s *Store) error {
			return s.Publish(noon, map[string]string{"digest.cid": "3", "digest.dan": "3"},
				letterOf("digest cid"), letterOf("digest dan"))
		}},
		{"mark what was published", func(s *Store) error { return s.SetMark("digest.cid", "4") }},
		{"hand over", func(s *Store) error { return s.Hand(nil, handed("cid")) }},
		{"hand over the next", func(s *Store) error { return s.Hand(handed("cid"), handed("dan")) }},
		{"hand over the last", func(s *Store) error { return s.Hand(handed("dan"), nil) }},
	}...)
}

func handed(member string) *Letter { return &Letter{Key: "digest " + member, Created: noon} }

// forgetful is a day on which somebody is forgotten, of whom there is something
// in every form.
func forgetful() []step {
	return append(workload(), step{"file what they asked for", func(s *Store) error {
		ask := mailOf(6)
		ask.From, ask.Outcome = "Ana@Home.example", "command"
		stray := &Filing{Team: "acme", MessageID: "s2@x", Raw: []byte("Subject: s2\n\nana"),
			From: "ana@home.example", Outcome: "stray", StrayWhy: "why not", Received: noon}
		last := mailOf(7, updateOf("ben", "2026-11-22", "seven"))
		lang := "id"
		last.Settings = map[string]team.Settings{"ana": {Lang: &lang}}
		home := mailOf(9, updateOf("ana", "2026-11-22", "nine"))
		home.From = "ana@home.example" // which is nobody else's
		return s.File(noon, []*Filing{ask, stray, home, last})
	}}, step{"forget", func(s *Store) error {
		_, err := s.Forget(noon, ana(), false)
		return err
	}}, step{"file after it", func(s *Store) error {
		return s.File(noon, []*Filing{mailOf(8, updateOf("ben", "2026-11-22", "eight"))})
	}})
}

// ana is somebody of whom nothing is known but what the archive says.
func ana() Person {
	quotes := func(l *Letter, names, addresses []string) bool {
		return strings.Contains(l.Key, "ben") && slices.Contains(names, "Ana") &&
			slices.Contains(addresses, "ana@home.example")
	}
	return Person{Team: "acme", Member: "ana", Quotes: quotes}
}

// days are what the matrices go through.
func days() map[string][]step {
	return map[string][]step{"a day": workload(), "somebody is forgotten": forgetful(),
		"a morning": morning()}
}

// portrait is what a store says it holds: all of it, in one text.
func portrait(t testing.TB, s *Store) string {
	t.Helper()
	var b strings.Builder
	must := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	must(s.Each("", func(e entry.Entry) error {
		fmt.Fprintf(&b, "%s %s %s %s amends=%s %v %v\n", e.Team, e.Member, e.Kind,
			texts([]entry.Entry{e}), e.Amends, e.Date, e.Filed.Unix())
		if e.Decision != nil {
			fmt.Fprintf(&b, "  %s %d %v\n", e.Decision.Status, len(e.Decision.Log),
				e.Decision.Objections)
		}
		return nil
	}))
	for _, id := range append(s.teams(), "") {
		strays, err := s.Strays(id)
		must(err)
		for _, stray := range strays {
			fmt.Fprintf(&b, "stray %s %s\n", stray.Subject, stray.Why)
		}
		for _, name := range s.names(inTeam(id, "mail"), mboxName) {
			box, err := os.ReadFile(s.d.abs(inTeam(id, "mail/"+name)))
			must(err)
			for _, m := range readMbox(box) {
				fmt.Fprintf(&b, "mail %s %s %v\n", name, m.key, m.whole)
			}
		}
		for _, name := range s.names(inTeam(id, "people"), peopleName) {
			text, err := os.ReadFile(s.d.abs(inTeam(id, "people/"+name)))
			must(err)
			fmt.Fprintf(&b, "%s %s", name, text)
		}
	}
	for _, state := range []string{"due", "sending", "sent", "dropped"} {
		letters, err := s.Letters(state)
		must(err)
		for _, l := range letters {
			_, known := s.SentText(l.MessageID)
			fmt.Fprintf(&b, "%s %s %d %q %v\n", state, l.Key, l.Attempts, l.Data, known)
		}
	}
	for _, name := range []string{"inbox", "digest.cid", "digest.dan"} {
		mark, err := s.Mark(name)
		must(err)
		if mark != "" {
			fmt.Fprintf(&b, "mark %s\n", mark)
		}
	}
	for n := 1; n <= 5; n++ {
		o, seen := s.Seen(fmt.Sprintf("m%d@x", n), fmt.Sprintf("%04d", n))
		fmt.Fprintf(&b, "seen %v %s\n", seen, o.Ref)
	}
	return b.String()
}

func clockAt(t time.Time) func() time.Time { return func() time.Time { return t } }

// wantPortrait runs the workload on a disk without faults.
func wantPortrait(t testing.TB, day []step) (want string, ops int) {
	t.Helper()
	d := &faultDisk{}
	s, err := open(t.TempDir(), d, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.most = 2
	for _, step := range day {
		if err := step.do(s); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		wantClean(t, s)
	}
	return portrait(t, s), d.ops
}

func TestWorkload(t *testing.T) {
	want, ops := wantPortrait(t, workload())
	if strings.Count(want, "seen true") != 5 || !strings.Contains(want, "rejected 2 []") ||
		ops < 100 {
		t.Errorf("%d operations:\n%s", ops, want)
	}
}

// TestFailNth has each operation of a day fail, once or from then on, in each
// way; the caller tries again, in the same process or after a restart. Then all
// is there, once. The operations are writes (I01, I04), the sync of a file (I06)
// and of a folder (I07), close (I08) and rename (I09).
func TestFailNth(t *testing.T) {
	t.Parallel()
	for name, day := range days() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			failEach(t, day)
		})
	}
}

func failEach(t *testing.T, day []step) {
	want, ops := wantPortrait(t, day)
	rows := 0
	for _, mode := range []struct {
		name  string
		err   error
		done  bool
		lasts bool
	}{
		{"ENOSPC once", syscall.ENOSPC, false, false},
		{"EIO once, but done", syscall.EIO, true, false},
		{"EDQUOT from then on, half written", syscall.EDQUOT, true, true},
		{"EXDEV from then on", syscall.EXDEV, false, true},
	} {
		for _, restart := range []bool{false, true} {
			for n := 1; n <= ops+1; n++ {
				if rows++; rows%nth(41) != 0 {
					continue
				}
				row := fmt.Sprintf("%s, operation %d, restart %v", mode.name, n, restart)
				d := &faultDisk{from: n, until: n, err: mode.err, done: mode.done}
				if mode.lasts {
					d.until = 1 << 30
				}
				failRow(t, row, d, restart, day, want)
				if t.Failed() {
					return
				}
			}
		}
	}
}

func failRow(t *testing.T, row string, d *faultDisk, restart bool, day []step, want string) {
	dir := t.TempDir()
	s, err := open(dir, d, clockAt(noon))
	failed := err != nil
	if failed {
		d.from = 0
		if s, err = open(dir, d, clockAt(noon)); err != nil {
			t.Fatalf("%s: open again: %v", row, err)
		}
	}
	s.most = 2
	for _, step := range day {
		err := step.do(s)
		if err == nil {
			continue
		}
		if failed && d.from == 0 || !errors.Is(err, d.err) {
			t.Fatalf("%s: %s: %v", row, step.name, err)
		}
		failed = true
		lookIn(t, row+", "+step.name, dir) // while it is down
		if again := step.do(s); again == nil && d.until > d.from {
			t.Fatalf("%s: %s: done on a disk that is down", row, step.name)
		}
		d.from = 0
		if restart {
			s.Close()
			if s, err = open(dir, d, clockAt(noon)); err != nil {
				t.Fatalf("%s: %s: restart: %v", row, step.name, err)
			}
			wantWhole(t, row, s)
			s.most = 2
		}
		if err := step.do(s); err != nil {
			t.Fatalf("%s: %s again: %v", row, step.name, err)
		}
		for _, p := range s.Check() {
			t.Errorf("%s: %s: %s", row, step.name, p)
		}
	}
	if got := portrait(t, s); got != want {
		t.Errorf("%s:\n%s\nwant\n%s", row, got, want)
	}
	s.Close()
	if s, err = Open(dir, time.Now); err != nil {
		t.Fatalf("%s: open at last: %v", row, err)
	}
	for _, p := range s.Check() {
		t.Errorf("%s: at last: %s", row, p)
	}
	if got := portrait(t, s); got != want {
		t.Errorf("%s: at last:\n%s\nwant\n%s", row, got, want)
	}
	s.Close()
}

// lookIn reads a store beside the process whose disk is failing: no half of
// anything is to be seen.
func lookIn(t *testing.T, row, dir string) {
	t.Helper()
	v, err := View(dir)
	if err != nil {
		t.Fatalf("%s: %v", row, err)
	}
	last := int64(0)
	err = v.Each("", func(e entry.Entry) error {
		if e.Num <= last {
			t.Errorf("%s: entry %d after %d", row, e.Num, last)
		}
		for last++; last < e.Num; last++ { // somebody is being forgotten
			if _, err := v.Entry(last); err != ErrNoEntry && !errors.Is(err, ErrNoEntry) {
				t.Errorf("%s: entry %d is passed over: %v", row, last, err)
			}
		}
		return nil
	})
	if err != nil || last != v.Last() {
		t.Errorf("%s: %d entries of %d, %v", row, last, v.Last(), err)
	}
	for _, state := range []string{"due", "sending", "sent", "dropped"} {
		if _, err := v.Letters(state); err != nil {
			t.Errorf("%s: %v", row, err)
		}
	}
	if _, err := v.Mark("inbox"); err != nil {
		t.Errorf("%s: %v", row, err)
	}
}
