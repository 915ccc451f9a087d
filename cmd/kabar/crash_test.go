package main

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

var (
	crashPoints = flag.Int("crash.points", 0, "crash points; 0 is 60, or 8 with the race detector")
	crashSeed   = flag.Uint64("crash.seed", 1, "which ones, where not all can be")
	crashOnly   = flag.String("crash.only", "", "one point by its name, such as op-17,wire-3,late")
)

// crash is the whole test: the story, what it leads to without a crash, and
// what was seen so far.
type crash struct {
	story     *crashStory
	root      string
	before    []string // entries when the morning begins
	entries   []string // entries in the end
	reference []string // facts in the end
	whole     ending   // of the morning's run, traced

	mu       sync.Mutex
	points   int
	kills    map[string]int // by means and, where it is known, what was about to be done
	missed   int            // the run was over before its stop
	repeats  int
	failures int
}

// TestCrash kills the real program with SIGKILL, at changes of disk and network
// counted one by one, at any system call, and at every step of its talks with
// the servers, once or several times in a row; then lets it run and looks from
// the outside: nothing lost (P1), nothing filed twice (P2), each letter sent
// once, or again in the one window that SMTP leaves, with the same id and bytes
// (P3), one prompt and digest a day (P4). I12, I13, I14, I34, G01, G20, G21, K04.
// And the lock that the dead have left is free at once (K02).
func TestCrash(t *testing.T) {
	c := &crash{root: crashDir(t), kills: map[string]int{}}
	var err error
	if c.story, err = newStory(c.root + "/story"); err != nil {
		t.Fatal(err)
	}
	if err := c.measure(); err != nil {
		t.Fatal(err)
	}
	points, err := c.plan(enough(*crashPoints))
	if err != nil {
		t.Error(err)
	}
	if *crashOnly != "" {
		points = []crashPoint{parseCrashPoint(*crashOnly)}
	}
	began := time.Now()
	todo := make(chan crashPoint)
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() {
			for p := range todo {
				c.try(t, p)
			}
		})
	}
	for _, p := range points {
		todo <- p
	}
	close(todo)
	all.Wait()
	c.report(t, time.Since(began))
}

// enough is how many points there are if nobody says how many: a few seconds
// full. The race detector makes every start of kabar slow.
func enough(points int) int {
	if points > 0 {
		return points
	}
	info, _ := debug.ReadBuildInfo()
	if slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		return 8
	}
	return 60
}

// try is one point. What is wrong at it is said with its name.
func (c *crash) try(t *testing.T, p crashPoint) {
	if c.tooMany() {
		return
	}
	dir, err := os.MkdirTemp(c.root, "point-")
	if err != nil {
		t.Error(err)
		return
	}
	defer os.RemoveAll(dir)
	w, err := c.story.begin(dir)
	if err != nil {
		t.Error(err)
		return
	}
	defer w.close()
	unsure := map[string]int{}
	died, err := c.kill(w, p, unsure)
	var facts []string
	if err == nil {
		facts, err = c.finish(w, p)
	}
	again, rerr := w.repeats(unsure)
	err = errors.Join(err, rerr)
	if err == nil {
		err = differences(lasting(c.reference, p), lasting(facts, p))
	}
	c.note(again, err != nil)
	if err != nil {
		t.Errorf("point %s, killed %s:\n%v", p, died, err)
	}
}

// kill runs kabar into each stop of a point and looks at what it leaves behind.
// unsure counts for each letter how often its outcome was unknown.
func (c *crash) kill(w *crashWorld, p crashPoint, unsure map[string]int) (died string, err error) {
	for _, at := range p.stops {
		e, err := w.run(crashMorning, at, false)
		if err != nil {
			return died, err
		}
		if !e.killed && e.code != exitFine {
			return died, fmt.Errorf("exit %d\n%s", e.code, e.log)
		}
		where := c.count(at, e)
		died += where + "; "
		x, err := w.witness()
		if err != nil {
			return died, err
		}
		if err := x.wrongAtDeath(c.before, c.entries, unsure); err != nil {
			return died, fmt.Errorf("after the crash %s: %w", where, err)
		}
	}
	return died, nil
}

// count keeps the statistics of one run and says where it ended.
func (c *crash) count(at stop, e ending) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !e.killed {
		c.missed++
		return "not at all at " + at.String()
	}
	what := at.means
	if at.means == byOp {
		what = "before " + e.ops[len(e.ops)-1]
	}
	kind, _, _ := strings.Cut(strings.TrimPrefix(what, "before "), " ")
	if what == "before write socket" {
		kind = "send"
	}
	c.kills[kind]++
	return what + " at " + at.String()
}

// note counts a point that is through.
func (c *crash) note(repeats int, failed bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.points++
	c.repeats += repeats
	if failed {
		c.failures++
	}
}

// tooMany tells that more failures would not tell more.
func (c *crash) tooMany() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.failures >= 10
}

// report sums up.
func (c *crash) report(t *testing.T, took time.Duration) {
	kills, by := 0, []string{}
	for _, what := range slices.Sorted(maps.Keys(c.kills)) {
		kills += c.kills[what]
		by = append(by, fmt.Sprintf("%s %d", what, c.kills[what]))
	}
	t.Logf("%d points, %d kills (%s), %d runs over before their stop, %d letters repeated, %s; "+
		"a run has %d changes, %d system calls, %d events on the wire", c.points, kills,
		strings.Join(by, ", "), c.missed, c.repeats, took.Round(time.Second/10),
		len(c.whole.ops), c.whole.calls, c.whole.wires)
	if len(c.whole.ops) == 0 {
		t.Log("system calls can't be traced here: the wire alone has killed")
	}
	if kills == 0 {
		t.Error("nothing was killed: this proves nothing")
	}
}
