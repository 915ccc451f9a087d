package store

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"
)

// lossyDisk is a disk whose power can be cut, in SQLite's manner: what was not
// synced is kept, dropped or garbage, each write for itself; a name that was
// made, changed or removed counts as un-synced until its folder is synced.
// What happens is also done on the real disk, for kabar to read.
type lossyDisk struct {
	realDisk
	ops  int
	root *node
	dir  string
	at   func(ops int) // called before each operation
}

// node is a file or a folder: what is safe, and what is not yet.
type node struct {
	dir     bool
	safe    []byte           // a file's bytes
	writes  []write          // of a file, not synced
	names   map[string]*node // of a folder, safe
	changes []nameChange     // of a folder, not synced
}

type write struct {
	off      int64
	data     []byte
	truncate bool // to off
}

// nameChange is what happened to names of a folder at one stroke.
type nameChange struct {
	set    map[string]*node // nil: removed
	needs  *node            // only if this folder has …
	needed string           // … this name, safely: a rename is never in neither
}

func newLossyDisk(dir string) *lossyDisk {
	return &lossyDisk{root: &node{dir: true, names: map[string]*node{}}, dir: dir}
}

func (d *lossyDisk) tick() {
	d.ops++
	if d.at != nil {
		d.at(d.ops)
	}
}

// now returns what a name of a folder is now, synced or not.
func (n *node) now(name string) *node {
	for _, c := range slices.Backward(n.changes) {
		if got, ok := c.set[name]; ok {
			return got
		}
	}
	return n.names[name]
}

// split finds the folder of a path.
func (d *lossyDisk) split(name string) (*node, string) {
	rel, err := filepath.Rel(d.dir, name)
	if err != nil {
		panic(err)
	}
	at := d.root
	parts := bytes.Split([]byte(rel), []byte{filepath.Separator})
	for _, part := range parts[:len(parts)-1] {
		at = at.now(string(part))
	}
	return at, string(parts[len(parts)-1])
}

func (d *lossyDisk) open(name string, flag int, perm fs.FileMode) (file, error) {
	d.tick()
	f, err := d.realDisk.open(name, flag, perm)
	if err != nil {
		return nil, err
	}
	dir, base := d.split(name)
	n := dir.now(base)
	if n == nil {
		n = &node{}
		dir.changes = append(dir.changes, nameChange{set: map[string]*node{base: n}})
	}
	if flag&os.O_TRUNC != 0 {
		n.writes = append(n.writes, write{truncate: true})
	}
	return &lossyFile{d, n, f}, nil
}

func (d *lossyDisk) mkdir(name string) error {
	d.tick()
	dir, base := d.split(name)
	dir.changes = append(dir.changes, nameChange{set: map[string]*node{base: {dir: true,
		names: map[string]*node{}}}})
	return d.realDisk.mkdir(name)
}

func (d *lossyDisk) rename(from, to string) error {
	d.tick()
	fromDir, fromBase := d.split(from)
	toDir, toBase := d.split(to)
	if n := fromDir.now(fromBase); n != nil && fromDir == toDir {
		toDir.changes = append(toDir.changes, nameChange{set: map[string]*node{fromBase: nil,
			toBase: n}})
	} else if n != nil {
		toDir.changes = append(toDir.changes, nameChange{set: map[string]*node{toBase: n}})
		fromDir.changes = append(fromDir.changes, nameChange{set: map[string]*node{fromBase: nil},
			needs: toDir, needed: toBase})
	}
	return d.realDisk.rename(from, to)
}

func (d *lossyDisk) remove(name string) error {
	d.tick()
	dir, base := d.split(name)
	if dir.now(base) != nil {
		dir.changes = append(dir.changes, nameChange{set: map[string]*node{base: nil}})
	}
	return d.realDisk.remove(name)
}

func (d *lossyDisk) syncDir(name string) error {
	d.tick()
	dir := d.root
	if name != d.dir {
		at, base := d.split(name)
		dir = at.now(base)
	}
	for _, c := range dir.changes {
		for name, n := range c.set {
			if dir.names[name] = n; n == nil {
				delete(dir.names, name)
			}
		}
	}
	dir.changes = nil
	return nil
}

func (d *lossyDisk) syncFiles(files []file) error { return inTurn(files) }

type lossyFile struct {
	d *lossyDisk
	n *node
	file
}

func (f *lossyFile) WriteAt(p []byte, off int64) (int, error) {
	f.d.tick()
	f.n.writes = append(f.n.writes, write{off: off, data: bytes.Clone(p)})
	return f.file.WriteAt(p, off)
}

func (f *lossyFile) Truncate(size int64) error {
	f.d.tick()
	f.n.writes = append(f.n.writes, write{off: size, truncate: true})
	return f.file.Truncate(size)
}

func (f *lossyFile) Sync() error {
	f.d.tick()
	for _, w := range f.n.writes {
		f.n.safe = w.apply(f.n.safe)
	}
	f.n.writes = nil
	return nil
}

func (w write) apply(to []byte) []byte {
	end := int(w.off) + len(w.data)
	if len(to) < end {
		to = append(to, make([]byte, end-len(to))...)
	}
	if w.truncate {
		return to[:w.off]
	}
	to = bytes.Clone(to)
	copy(to[w.off:], w.data)
	return to
}

// cutPower writes to dir what may be left after the power fails now.
func (d *lossyDisk) cutPower(r *rand.Rand, dir string) error { return d.root.restore(r, dir) }

func (n *node) restore(r *rand.Rand, name string) error {
	if !n.dir {
		data := n.safe
		for _, w := range n.writes {
			switch r.Intn(4) {
			case 0:
				data = w.apply(data)
			case 1: // only the beginning of it
				w.data = w.data[:r.Intn(len(w.data)+1)]
				data = w.apply(data)
			case 2:
				garbage := make([]byte, len(w.data))
				if r.Intn(2) == 0 {
					r.Read(garbage)
				}
				data = write{w.off, garbage, w.truncate}.apply(data)
			}
		}
		return os.WriteFile(name, data, 0o640)
	}
	if err := os.MkdirAll(name, 0o750); err != nil {
		return err
	}
	left := map[string]*node{}
	for base, child := range n.names {
		left[base] = child
	}
	for _, c := range n.changes {
		if c.needs != nil && c.needs.names[c.needed] == nil || r.Intn(2) == 0 {
			continue
		}
		for base, child := range c.set {
			if left[base] = child; child == nil {
				delete(left, base)
			}
		}
	}
	bases := make([]string, 0, len(left))
	for base := range left {
		bases = append(bases, base)
	}
	sort.Strings(bases)
	for _, base := range bases {
		if err := left[base].restore(r, filepath.Join(name, base)); err != nil {
			return err
		}
	}
	return nil
}

// TestPowerLoss is I12, I15, I16 and I17: the power fails before each operation
// of a day, and what was not synced, or lies in a folder that was not, is kept,
// dropped or garbage.
// What was answered for is there; the day goes on, and in the end all is
// there, once.
func TestPowerLoss(t *testing.T) {
	t.Parallel()
	rounds, step := 1, nth(7)
	if *full {
		rounds = 20
	}
	for name, day := range days() {
		want, _ := wantPortrait(t, day)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for round := range rounds {
				for n := 1; powerRow(t, int64(round), n, day, want) && !t.Failed(); {
					n += step
				}
			}
		})
	}
}

type powerOff struct{}

// cutAt makes a day on a disk whose power fails before operation n, and returns
// what is left.
func cutAt(t *testing.T, base string, n int, r *rand.Rand, day []step) (dir string, done int, cut bool) {
	before, after := filepath.Join(base, "before"), filepath.Join(base, "after")
	if err := os.Mkdir(before, 0o750); err != nil {
		t.Fatal(err)
	}
	d := newLossyDisk(before)
	d.at = func(ops int) {
		if ops == n {
			panic(powerOff{})
		}
	}
	func() {
		defer func() {
			if p := recover(); p != nil {
				if _, cut = p.(powerOff); !cut {
					panic(p)
				}
			}
		}()
		s, err := open(before, d, clockAt(noon))
		if err != nil {
			t.Fatal(err)
		}
		s.most = 2
		for _, step := range day {
			if err := step.do(s); err != nil {
				t.Fatalf("operation %d: %s: %v", n, step.name, err)
			}
			done++
		}
	}()
	if err := d.cutPower(r, after); err != nil {
		t.Fatal(err)
	}
	return after, done, cut
}

// powerRow runs the day until the power fails before operation n; false if the
// day is over by then.
func powerRow(t *testing.T, round int64, n int, day []step, want string) bool {
	r := rand.New(rand.NewSource(round*100000 + int64(n)))
	after, done, cut := cutAt(t, t.TempDir(), n, r, day)
	row := fmt.Sprintf("round %d, operation %d, %d steps done", round, n, done)

	// A second misfortune: the first start after the cut fails somewhere.
	broken := &faultDisk{from: 1 + r.Intn(20), until: 1 << 30, err: fs.ErrPermission,
		done: r.Intn(2) == 0}
	if s, err := open(after, broken, clockAt(noon)); err == nil {
		s.Close()
	}
	s, err := open(after, realDisk{}, clockAt(noon.Add(time.Hour)))
	if err != nil {
		t.Fatalf("%s: %v", row, err)
	}
	defer s.Close()
	wantWhole(t, row, s)
	if cut {
		wantHanded(t, row, s, day[:done])
	}
	steps := day
	for i := done; i < len(steps); i++ {
		if err := steps[i].do(s); err != nil {
			t.Fatalf("%s: then %s: %v", row, steps[i].name, err)
		}
	}
	for _, again := range steps { // mails that come a second time, letters queued again
		if strings.HasPrefix(again.name, "file") || again.name == "queue" {
			if err := again.do(s); err != nil {
				t.Fatalf("%s: again %s: %v", row, again.name, err)
			}
		}
	}
	for _, p := range s.Check() {
		if !p.Edited { // what was set aside is named, too
			t.Errorf("%s: %s", row, p)
		}
	}
	if got := portrait(t, s); got != want {
		t.Errorf("%s:\n%s\nwant\n%s", row, got, want)
	}
	return cut
}
