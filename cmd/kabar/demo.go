package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sort"
	"time"

	"kabar/digest"
	"kabar/mail"
	"kabar/store/entry"
	"kabar/store/team"
)

// The demo begins on Wednesday, when it is morning in Jakarta and Tuesday's
// evening is over in San Francisco, and ends after Ana's digest on Friday
// morning: two working days for everybody.
var (
	demoStart = time.Date(2026, 11, 18, 2, 0, 0, 0, time.UTC)
	demoEnd   = time.Date(2026, 11, 20, 1, 45, 0, 0, time.UTC)
)

// demo is one performance: the world, the station that works in it, and what
// is told of it.
type demo struct {
	ctx     context.Context // of the performance, for what review plays once more
	w       *world
	s       *station
	t       *teller
	filed   int64                // the last entry told of
	hours   []string             // mails that came outside somebody's hours: must stay empty
	got     map[string][]*inMail // by member id
	outcome map[string]int       // how many mails had which outcome
	empty   int                  // digests not sent because nothing was new
}

// inMail is a mail that a member got from kabar.
type inMail struct {
	at time.Time
	m  *mail.Message
}

// runDemo is `kabar demo`.
func runDemo(ctx context.Context, a *app, args []string) error {
	fs := a.flags("demo")
	dir := fs.String("dir", "", "`folder` where the archive and the mails go; a new one if not given")
	serve := fs.Bool("serve", false, "keep both servers up, to play a member with a real mail program")
	if err := parseAlone(fs, args); err != nil {
		return err
	}
	if *dir == "" {
		made, err := os.MkdirTemp("", "kabar-demo-")
		if err != nil {
			return err
		}
		*dir = made
	} else if err := emptyDir(*dir); err != nil {
		return err
	}
	d, err := newDemo(*dir, a)
	if err != nil {
		return err
	}
	defer d.close()
	if err := d.perform(ctx); err != nil {
		return err
	}
	if err := d.w.write(); err != nil {
		return err
	}
	failed := d.review(a.out)
	d.whereItLies(a)
	if failed > 0 {
		return errShown(exitFailed)
	}
	if *serve {
		return d.serve(ctx, a)
	}
	return nil
}

// emptyDir makes the folder, or makes sure that nothing is in it: the demo
// writes over nobody's files.
func emptyDir(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	names, err := os.ReadDir(dir)
	if err == nil && len(names) > 0 {
		err = fmt.Errorf("%s is not empty: give --dir a new folder", dir)
	}
	return err
}

func newDemo(dir string, a *app) (*demo, error) {
	w, err := newWorld(dir, demoStart)
	if err != nil {
		return nil, err
	}
	d := &demo{w: w, t: &teller{w: a.out, colour: a.tty}, got: map[string][]*inMail{}, outcome: map[string]int{}}
	cfg, err := w.config()
	if err != nil {
		w.close()
		return nil, err
	}
	w.tell = d.arrived
	d.s, err = openStation(cfg, func() time.Time { return w.clock() }, journal{slog.New(listener{d.heard})})
	if err != nil {
		w.close()
		return nil, err
	}
	return d, nil
}

func (d *demo) close() {
	d.s.Close()
	d.w.close()
}

// perform plays the story: the clock jumps from one thing that happens to the
// next, and the same step runs that the daemon runs.
func (d *demo) perform(ctx context.Context) error {
	d.ctx = ctx
	scenes := story()
	type cue struct {
		at time.Time
		m  team.Member
		scene
	}
	var cues []cue
	for _, sc := range scenes {
		at, m, err := sc.instant(d.w)
		if err != nil {
			return err
		}
		cues = append(cues, cue{at, m, sc})
	}
	sort.SliceStable(cues, func(i, k int) bool { return cues[i].at.Before(cues[k].at) })

	for d.w.now = demoStart; d.w.now.Before(demoEnd); {
		if err := ctx.Err(); err != nil {
			return err
		}
		for len(cues) > 0 && !cues[0].at.After(d.w.now) {
			c := cues[0]
			cues = cues[1:]
			d.say(c.m, colourWrite, c.what)
			if err := c.play(ctx, d.w, c.m); err != nil {
				return err
			}
		}
		next := d.s.step(ctx, d.w.now)
		if err := d.tellFiled(); err != nil {
			return err
		}
		if !next.After(d.w.now) {
			next = d.w.now.Add(time.Second) // more of the inbox is waiting
		}
		if len(cues) > 0 && cues[0].at.Before(next) {
			next = cues[0].at
		}
		d.w.now = next
	}
	return nil
}

// say prints a line about a member; a zero Member is somebody outside.
func (d *demo) say(m team.Member, colour, what string) {
	zone, name := m.Zone, m.Name
	if zone == nil {
		zone, name = time.UTC, "(outside)"
	}
	d.t.line(d.w.clock().In(zone), name, colour, what)
}

// arrived is told of each mail that reaches a member.
func (d *demo) arrived(m team.Member, msg *mail.Message) {
	d.got[m.ID] = append(d.got[m.ID], &inMail{d.w.clock(), msg})
	what := "gets: " + msg.Subject
	colour := colourTell
	if isKind(msg, "prompt") {
		colour = colourAsk
		what = "is asked: " + msg.Subject
	}
	if !isKind(msg, "answer") && !digest.Open(m, d.w.clock()) {
		d.hours = append(d.hours, fmt.Sprintf("%s at %s", m.ID, d.w.clock().In(m.Zone).Format("Mon 15:04")))
	}
	d.say(m, colour, what)
}

// heard is told of each event in the program's own log.
func (d *demo) heard(event string, attrs map[string]string) {
	m := d.w.members[attrs["member"]+"@"+demoDomain]
	switch event {
	case "mail":
		d.outcome[attrs["outcome"]]++
		switch o := attrs["outcome"]; o {
		case "stray", "ignored", "auto-reply":
			if o == "stray" { // whoever it says it is from
				m = team.Member{}
			}
			d.say(m, colourIgnore, "→ "+o+": "+attrs["reason"])
			fallthrough
		case "command":
			d.w.note(attrs["message_id"], o+": "+attrs["reason"])
		}
	case "digest empty, not sent":
		d.empty++
	case "inbox lost", "not sent yet", "step", "archive can't be read":
		d.say(team.Member{}, colourWrong, event+": "+attrs["error"])
	}
}

// tellFiled prints what the last step has filed.
func (d *demo) tellFiled() error {
	fresh, err := d.s.store.Since("acme", d.filed)
	if err != nil {
		return err
	}
	for _, e := range fresh {
		d.filed = e.Num
		d.say(d.w.members[e.Member+"@"+demoDomain], colourFile, "→ filed as "+summary(e))
		d.w.note(e.Source, "filed as "+summary(e))
	}
	return nil
}

// summary says in a few words what an entry holds.
func summary(e entry.Entry) string {
	s := fmt.Sprintf("#%d, %s for %s", e.Num, e.Kind, e.Date.Weekday().String()[:3])
	if e.Decision != nil {
		return fmt.Sprintf("#%d, decision %d: %s", e.Num, e.Decision.Number, e.Decision.Title)
	}
	sep := ": "
	for _, sec := range e.Sections {
		if len(sec.Items) > 0 { // "Blocked: nothing" is no point
			s += fmt.Sprintf("%s%s %d", sep, sec.Name, len(sec.Items))
			sep = ", "
		}
	}
	if e.Late {
		s += " (late)"
	}
	return s
}

// whereItLies says where to look.
func (d *demo) whereItLies(a *app) {
	dir := d.w.dir
	fmt.Fprintf(a.out, `
The archive:   %s
Every mail:    %s
               %s (open it in a browser)
Search it:     kabar --config %s search postgres
`, filepath.Join(dir, "archive", "acme"), filepath.Join(dir, "mails"), filepath.Join(dir, "mails.html"),
		filepath.Join(dir, "config.toml"))
}

// serve keeps the servers up and the clock running from where the story ended.
func (d *demo) serve(ctx context.Context, a *app) error {
	began := a.now()
	last := d.w.now
	d.w.clock = func() time.Time { return last.Add(a.now().Sub(began)) }
	fmt.Fprintf(a.out, "\nBoth servers are up on 127.0.0.1, without TLS: IMAP on port %s, SMTP on port %s.\n"+
		"Write to %s as one of these; it is %s there. Ctrl-C ends it.\n\n",
		d.w.imapPort, d.w.smtpPort, demoAddress, last.UTC().Format("Mon 2 Jan 2006 15:04 MST"))
	for _, name := range demoTeam {
		addr := name + "@" + demoDomain
		fmt.Fprintf(a.out, "  %-20s password %s\n", addr, d.w.passwords[addr])
	}
	fmt.Fprintln(a.out)
	(&loop{now: d.w.clock, step: d.s.step, wait: d.s.wait}).run(ctx)
	return d.w.write()
}

// listener hands log records to a function.
type listener struct {
	heard func(event string, attrs map[string]string)
}

func (l listener) Enabled(context.Context, slog.Level) bool { return true }
func (l listener) WithAttrs([]slog.Attr) slog.Handler       { return l }
func (l listener) WithGroup(string) slog.Handler            { return l }

func (l listener) Handle(_ context.Context, r slog.Record) error {
	attrs := map[string]string{}
	r.Attrs(func(a slog.Attr) bool {
		attrs[a.Key] = a.Value.String()
		return true
	})
	l.heard(r.Message, attrs)
	return nil
}
