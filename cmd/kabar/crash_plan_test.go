package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// crashPoint is one story: kabar is killed at each stop in turn, and then left
// in peace.
type crashPoint struct {
	stops []stop
	late  bool          // a mail comes between the last crash and the restart
	after time.Duration // how long after the crashes it is started again
}

// String names a point so that -crash.only finds it again.
func (p crashPoint) String() string {
	var words []string
	for _, s := range p.stops {
		words = append(words, s.String())
	}
	if p.late {
		words = append(words, "late")
	}
	if p.after > 0 {
		words = append(words, p.after.String())
	}
	return strings.Join(words, ",")
}

// parseCrashPoint reads what String wrote.
func parseCrashPoint(name string) (p crashPoint) {
	for word := range strings.SplitSeq(name, ",") {
		means, n, ok := strings.Cut(word, "-")
		d, err := time.ParseDuration(word)
		switch {
		case word == "late":
			p.late = true
		case ok:
			s := stop{means: means}
			fmt.Sscan(n, &s.n)
			p.stops = append(p.stops, s)
		case err == nil:
			p.after = d
		}
	}
	return p
}

// crashWindows are moments of which each was once a way to lose something, or
// may leave something twice: they are always among the points. A mail comes
// while kabar is down, since that is what makes some of them dangerous.
var crashWindows = []struct{ now, after, before string }{
	{"a code was used, and its mail not filed", "rename marks/confirm.beta.fay", "create journal"},
	{"a batch is promised, and nothing done", "fsync journal", "create acme/updates/"},
	{"a batch is done, and still promised", "write filed.log", "truncate journal"},
	{"mails are flagged, and may come again", "write seen.log", "rename marks/inbox.kabar_40acme"},
	{"a round is about to be queued", "rename marks/inbox.kabar_40acme", "rename outbox/due/digest."},
	{"a digest is queued, and not noted", "rename outbox/due/digest.2026-11-19.eva", "rename marks/"},
	{"a round is done, and still promised", "rename marks/digest.acme.eva", "truncate journal"},
	{"a letter is begun", "rename outbox/sending/digest.2026-11-19.eva", "write socket"},
	{"the server has a letter", "rename outbox/sending/prompt.", "rename outbox/sent/2026-11/prompt"},
	{"and shows it", "rename outbox/sending/digest.2026-11-19.fay", "rename outbox/sent/2026-11/"},
}

// windows finds them among what a whole run does: the first op that begins with
// before, behind the first that begins with after.
func (c *crash) windows() (points []crashPoint, err error) {
	if len(c.whole.ops) == 0 {
		return nil, nil // no tracing here
	}
	for _, w := range crashWindows {
		seek := func(from int, prefix string) int {
			for i := from; i < len(c.whole.ops); i++ {
				if strings.HasPrefix(c.whole.ops[i], prefix) {
					return i + 1
				}
			}
			err = errors.Join(err, fmt.Errorf("%s: the story has no %q", w.now, prefix))
			return 0
		}
		at := seek(seek(0, w.after), w.before)
		points = append(points, crashPoint{stops: []stop{{byOp, at}}, late: true, after: time.Minute})
	}
	return points, err
}

// plan chooses n points, always the same for the same seed: first the windows;
// of the others three quarters die once, spread evenly over all changes of disk
// and network and all events on the wire, or at each of them where there are
// that many points; the rest die anywhere, and often again while they recover.
func (c *crash) plan(n int) (points []crashPoint, err error) {
	points, err = c.windows()
	n = max(n, len(points))
	var single []stop
	for i := range c.whole.ops {
		single = append(single, stop{byOp, i + 1})
	}
	for i := range c.whole.wires {
		single = append(single, stop{byWire, i + 1})
	}
	r := rand.New(rand.NewPCG(*crashSeed, 0))
	vary := func(p crashPoint) crashPoint {
		p.late = r.IntN(2) == 0
		p.after = []time.Duration{0, time.Minute, 80 * time.Minute, day}[r.IntN(4)]
		return p
	}
	once := min((n-len(points))*3/4, len(single))
	for i := range once {
		points = append(points, vary(crashPoint{stops: []stop{single[i*len(single)/once]}}))
	}
	for len(points) < n {
		p := crashPoint{stops: []stop{c.anywhere(r)}}
		for len(p.stops) < 4 && r.IntN(2) == 0 {
			p.stops = append(p.stops, c.anywhere(r))
		}
		points = append(points, vary(p))
	}
	return points, err
}

// anywhere is a stop at random.
func (c *crash) anywhere(r *rand.Rand) stop {
	means := []string{byWire, byOp, byCall}
	total := map[string]int{byWire: c.whole.wires, byOp: len(c.whole.ops), byCall: c.whole.calls}
	m := means[r.IntN(len(means))]
	if total[m] == 0 { // no tracing here
		m = byWire
	}
	return stop{m, 1 + r.IntN(total[m])}
}

const day = 24 * time.Hour
