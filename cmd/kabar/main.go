// Command kabar carries a team's news by mail: it asks each member once a day,
// files what they answer as plain files, tells everybody each morning what is
// new, and answers "search …". See README.md for the first hour and
// docs/DESIGN.md for the design.
//
// This package is the program: subcommands, clock, log, and the step, the one
// function that carries data round once. What to do is decided in the pure
// packages; what touches the world is in mail/fetch, mail/send and store.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // a server without a zone database still knows every member's time
)

// app is the program's surroundings, so that a test can start it like main.
type app struct {
	in   io.Reader
	out  io.Writer
	err  io.Writer
	env  func(string) string
	now  func() time.Time
	tty  bool // out is a terminal that wants colour
	heed bool // signals of the system
	flag string

	helping bool // the command line asks how a command is used
}

// command is one subcommand. run gets the arguments after the name.
type command struct {
	name  string
	args  string
	about string
	run   func(ctx context.Context, a *app, args []string) error
}

// brief tells whether the command may be killed at any time, as it reads a little
// and ends: to listen for signals would be a tenth of what it does.
func (c command) brief() bool { return c.name == "search" || c.name == "version" }

// commands is in the order in which a newcomer needs them.
func commands() []command {
	return []command{
		{"demo", "[--dir DIR] [--serve]", "two working days of a team of five, on real servers inside the process", runDemo},
		{"init", "[FILE]", "write a config to start from, every key explained", runInit},
		{"check", "", "look at config, inbox, mail server and archive; change nothing", runCheck},
		{"run", "[--once]", "the daemon; --once does one round and ends (for cron)", runRun},
		{"next", "[--days N] [--from TIME]", "who is asked and told when, and why somebody is not", runNext},
		{"preview", "prompt|digest MEMBER [--at TIME] [--html|--text|--eml]", "the exact mail, nothing sent", runPreview},
		{"parse", "[--json] [--explain] FILE|DIR|-", "what kabar makes of a mail file; --lines answers JSON lines", runParse},
		{"search", "QUERY", "search the archive", runSearch},
		{"status", "[--json]", "how kabar is: mail in and out, queue, logins, disk; exit 1 if unwell", runStatus},
		{"strays", "[show ID | drop ID | file ID MEMBER [--date D]]", "mails that could not be placed, and why", runStrays},
		{"verify", "", "walk the whole archive and name what is broken", runVerify},
		{"import", "[--team T] [--to ADDRESS] [--dry-run] PATH…", "members' old mails become entries, and other archives come over; nothing is sent", runImport},
		{"export", "--format F [--team T] [--out PATH|-] [QUERY]", "the archive for other programs: md, jsonl, csv, mbox, ics or html", runExport},
		{"forget", "MEMBER [--team T] [--dry-run] [--yes]", "take what a member wrote out of the archive, for good", runForget},
		{"key", "rotate", "a new secret for the reply tokens; the one before counts for 14 days still", runKey},
		{"reindex", "", "make the search index anew from the pages", runReindex},
		{"version", "", "print the version", runVersion},
	}
}

func main() { os.Exit(mainCode()) }

// mainCode runs the program and returns its exit code; the script tests call
// it too.
func mainCode() int {
	a := &app{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv,
		now: systemClock(os.Getenv), tty: wantsColour(os.Stdout, os.Getenv),
		heed: true,
	}
	return a.main(context.Background(), os.Args[1:])
}

// main runs one subcommand and tells a person what went wrong.
func (a *app) main(ctx context.Context, args []string) int {
	args, err := a.globalFlags(args)
	if err != nil {
		return a.fail(err)
	}
	args = plainly(args)
	if len(args) == 0 {
		a.usage(a.out)
		return exitFine
	}
	c, ok := commandNamed(args[0])
	if !ok {
		return a.fail(noCommand(args[0]))
	}
	if a.heed && !c.brief() {
		var stop context.CancelFunc
		ctx, stop = signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
		defer stop()
	}
	a.helping = len(args) > 1 && isHelp(args[1])
	return a.fail(c.run(ctx, a, args[1:]))
}

// globalFlags takes --config FILE, which any subcommand may be given, from
// anywhere before a "--".
func (a *app) globalFlags(args []string) ([]string, error) {
	var rest []string
	for i := 0; i < len(args); i++ {
		value, glued := strings.CutPrefix(args[i], "--config=")
		switch {
		case args[i] == "--":
			return append(rest, args[i:]...), nil
		case glued:
			a.flag = value
		case args[i] == "--config" && i+1 < len(args):
			i++
			a.flag = args[i]
		case args[i] == "--config":
			return nil, usageError("--config needs a file: kabar --config config.toml run")
		default:
			rest = append(rest, args[i])
		}
	}
	return rest, nil
}

func runVersion(_ context.Context, a *app, args []string) error {
	if err := parseAlone(a.flags("version"), args); err != nil {
		return err
	}
	fmt.Fprintln(a.out, "kabar", version())
	return nil
}

// version is what the Go toolchain stamped into the binary.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
