package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// measure lives through the story without a crash: that is the reference.
func (c *crash) measure() error {
	w, err := c.story.begin(c.root + "/reference")
	if err != nil {
		return err
	}
	defer w.close()
	x, err := w.witness()
	if err != nil {
		return err
	}
	if c.before, err = x.entries(); err != nil {
		return err
	}
	c.whole, err = w.run(crashMorning, stop{}, true)
	if err != nil { // no tracing here
		c.whole, err = w.run(crashMorning, stop{}, false)
	}
	if err != nil || c.whole.code != exitFine {
		return fmt.Errorf("the morning: exit %d, %v\n%s", c.whole.code, err, c.whole.log)
	}
	c.reference, err = c.finish(w, crashPoint{})
	if err != nil {
		return err
	}
	c.entries, err = x.entries()
	return errors.Join(err, c.plausible())
}

// plausible makes sure that the story is what the test needs: else it would
// prove nothing.
func (c *crash) plausible() error {
	all := strings.Join(c.reference, "\n")
	for _, want := range []string{
		`"update"`, `"comment"`, `"command"`, `"stray"`, `"auto-reply"`, `"ignored"`,
		"0001 Use Postgres", "0002 Ship on Friday", "2026-12-24", "Europe/Athens", "dmarc=fail",
		"told ana@acme.example golf07: 1 times", "told fay@beta.example hotel08: 1 times",
		"told eva@acme.example india09: 1 times", "told eva@acme.example charlie03", "0001 is withdrawn",
		"sent prompt.2026-11-19.ana", "letter answer.2026-11-19.fay", "in Archive", `amends="\w`,
	} {
		if ok, err := regexp.MatchString(want, all); !ok {
			return fmt.Errorf("the story does not lead to %s, %v:\n%s\n%s", want, err, c.whole.log, all)
		}
	}
	for _, bad := range []string{"problem ", "due ", "sending ", "dropped "} {
		if strings.Contains("\n"+all, "\n"+bad) {
			return fmt.Errorf("without a crash there is already %q:\n%s", bad, all)
		}
	}
	for fact := range strings.SplitSeq(all, "\n") {
		if strings.HasPrefix(fact, "told ") && !strings.HasSuffix(fact, ": 1 times") {
			return fmt.Errorf("the reference tells it more than once: %s", fact)
		}
	}
	return nil
}

// finish lets kabar run in peace, today and tomorrow, and returns the facts. The
// late mail is late indeed where it has not come before.
func (c *crash) finish(w *crashWorld, p crashPoint) (facts []string, err error) {
	today, tomorrow := []posted{}, slices.Concat([]posted{c.story.late}, c.story.tail)
	switch {
	case p.after >= day:
		today, tomorrow = tomorrow, nil
	case p.late:
		today, tomorrow = tomorrow[:1], tomorrow[1:]
	}
	for _, next := range []struct {
		now   time.Time
		mails []posted
	}{{crashMorning.Add(p.after), today}, {crashMorning.Add(day), tomorrow}} {
		e, err := ending{}, w.post(next.mails...)
		if err == nil {
			e, err = w.run(next.now, stop{}, false)
		}
		if err == nil && e.code != exitFine {
			err = fmt.Errorf("started again at %s: exit %d\n%s", next.now, e.code, e.log)
		}
		if err != nil {
			return nil, err
		}
	}
	x, err := w.witness()
	if err != nil {
		return nil, err
	}
	return x.facts()
}

// lasting leaves out, where kabar was away for a day, what a day changes:
// prompts lapse, answers come too late to be of use, and two digests are one.
// What was filed and who was told of it must still be the same.
func lasting(facts []string, p crashPoint) []string {
	if p.after < day {
		return facts
	}
	return slices.DeleteFunc(slices.Clone(facts), func(fact string) bool {
		kind, _, _ := strings.Cut(fact, " ")
		return !slices.Contains([]string{"problem", "entry", "decision", "stray", "mail", "told"}, kind)
	})
}
