package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"time"
)

// taken is what one run of something took.
type taken struct {
	wall, cpu time.Duration
	out, said []byte // standard output and error
}

// run runs a program to its end.
func (l *lab) run(env []string, name string, args ...string) (taken, error) {
	cmd := exec.CommandContext(l, name, args...)
	cmd.Env = append(os.Environ(), env...)
	var out, bad bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &bad
	began := time.Now()
	err := cmd.Run()
	t := taken{wall: time.Since(began), out: out.Bytes(), said: bad.Bytes()}
	if cmd.ProcessState != nil {
		t.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	if err != nil {
		return t, fmt.Errorf("%s %q: %w: %s", name, args, err, bad.Bytes())
	}
	return t, nil
}

// contender is something that is measured beside others. before makes ready
// and is not measured.
type contender struct {
	name   string
	before func() error
	run    func() (taken, error)
	runs   []taken
}

// compete runs the contenders in turns.
func (l *lab) compete(all []*contender) error {
	for range l.rounds {
		for _, c := range all {
			if c.before != nil {
				if err := c.before(); err != nil {
					return err
				}
			}
			t, err := c.run()
			if err != nil {
				return err
			}
			c.runs = append(c.runs, t)
		}
	}
	return nil
}

// wall is the median of the wall times.
func (c *contender) wall() time.Duration { return quantile(walls(c.runs), 0.5) }

// cpu is the median of the processor times.
func (c *contender) cpu() time.Duration {
	var all []time.Duration
	for _, t := range c.runs {
		all = append(all, t.cpu)
	}
	return quantile(all, 0.5)
}

func walls(runs []taken) (all []time.Duration) {
	for _, t := range runs {
		all = append(all, t.wall)
	}
	return all
}

// quantile is the nearest rank; all may be in any order.
func quantile(all []time.Duration, q float64) time.Duration {
	if len(all) == 0 {
		return 0
	}
	all = slices.Clone(all)
	slices.Sort(all)
	return all[min(int(q*float64(len(all))), len(all)-1)]
}

// rates prints mails per second and how much of the first contender's time the
// others take.
func rates(n int, all []*contender) {
	for _, c := range all {
		fmt.Printf("%-22s %8.1f s %9.0f /s   processor %7.1f s   kabar is %5.2f times as fast\n",
			c.name, c.wall().Seconds(), float64(n)/c.wall().Seconds(), c.cpu().Seconds(),
			c.wall().Seconds()/all[0].wall().Seconds())
	}
}

// installed tells whether a program can be run, and says so if not.
func installed(name string) bool {
	_, err := exec.LookPath(name)
	if err != nil {
		fmt.Printf("%s is not installed: left out\n", name)
	}
	return err == nil
}

func ms(d time.Duration) string { return fmt.Sprintf("%.2f ms", float64(d.Microseconds())/1000) }
