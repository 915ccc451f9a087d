package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"kabar/cmd/kabar/config"
	"kabar/mail"
)

// usage says what there is.
func (a *app) usage(w io.Writer) {
	fmt.Fprint(w, "kabar: your team's news, by mail\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  kabar %s\n      %s\n", strings.TrimSpace(c.name+" "+c.args), c.about)
	}
	fmt.Fprint(w, "\nEvery command takes --config FILE; without it kabar looks at $KABAR_CONFIG, ./config.toml,\n"+
		"~/.config/kabar/config.toml and /etc/kabar/config.toml. \"kabar help COMMAND\" says more of one.\n"+
		"New here? Try: kabar demo\n")
}

// help has a section for each command, "# name": what is good to know beside
// its flags.
//
//go:embed help.txt
var help string

// helpOn returns the section of one command, its lines indented.
func helpOn(name string) string {
	_, text, _ := strings.Cut("\n"+help, "\n# "+name+"\n")
	text, _, _ = strings.Cut(text, "\n# ")
	var b strings.Builder
	for line := range strings.Lines(strings.Trim(text, "\n")) {
		b.WriteString("    " + line)
	}
	return b.String()
}

// usageOf says how one command is used.
func usageOf(fs *flag.FlagSet, c command) {
	w := fs.Output()
	fmt.Fprintf(w, "kabar %s\n    %s\n\n%s\n", strings.TrimSpace(c.name+" "+c.args), c.about,
		helpOn(c.name))
	fs.VisitAll(func(f *flag.Flag) {
		value, about := flag.UnquoteUsage(f)
		fmt.Fprintf(w, "\n  --%s\n      %s\n", strings.TrimSpace(f.Name+" "+strings.ToUpper(value)), about)
	})
}

// commandNamed finds a subcommand.
func commandNamed(name string) (command, bool) {
	for _, c := range commands() {
		if c.name == name {
			return c, true
		}
	}
	return command{}, false
}

// noCommand says that there is no such subcommand, and which is near.
func noCommand(name string) error {
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	remedy := "kabar help lists them"
	if near := config.Nearest(name, names); near != "" {
		remedy = "did you mean kabar " + near + "?"
	}
	return usageError("there is no command %q: %s", mail.Clean(clipped(name, 40)), remedy)
}

func isHelp(word string) bool { return word == "-h" || word == "-help" || word == "--help" }

// plainly writes what people try as the subcommand it means: nothing for the
// list of all.
func plainly(args []string) []string {
	switch {
	case len(args) == 0:
	case (args[0] == "help" || isHelp(args[0])) && len(args) > 1 && !isHelp(args[1]):
		return []string{args[1], "--help"}
	case args[0] == "help" || isHelp(args[0]):
		return nil
	case args[0] == "--version" || args[0] == "-version":
		return []string{"version"}
	}
	return args
}

// flags returns a flag set that reports misuse as an error instead of ending
// the program.
func (a *app) flags(name string) *flag.FlagSet {
	fs := flag.NewFlagSet("kabar "+name, flag.ContinueOnError)
	fs.SetOutput(a.err)
	if a.helping { // it was asked for
		fs.SetOutput(a.out)
	}
	c, _ := commandNamed(name)
	fs.Usage = func() { usageOf(fs, c) }
	return fs
}

// parseFlags reads args into fs; an unknown flag is a usage error.
func parseFlags(fs *flag.FlagSet, args []string) error {
	out, usage := fs.Output(), fs.Usage
	fs.SetOutput(io.Discard) // the flag package would show the usage by itself
	fs.Usage = func() {}
	err := fs.Parse(args)
	fs.SetOutput(out)
	fs.Usage = usage
	if err == nil {
		return nil
	}
	return misused(fs, err)
}

// misused shows how a command is used, and why that is shown.
func misused(fs *flag.FlagSet, err error) error {
	if errors.Is(err, flag.ErrHelp) {
		fs.Usage()
		return err
	}
	fmt.Fprintf(fs.Output(), "kabar: %v\n\n", err)
	fs.Usage()
	return errShown(exitConfig)
}

// parseAlone reads flags; any word beside them is refused.
func parseAlone(fs *flag.FlagSet, args []string) error {
	if err := parseFlags(fs, args); err != nil {
		return err
	}
	if fs.NArg() > 0 {
		return misused(fs, fmt.Errorf("%s takes no words, and %q is one", fs.Name(),
			mail.Clean(clipped(fs.Arg(0), 40))))
	}
	return nil
}

// parseMixed reads flags that may stand before, between and after the words.
func parseMixed(fs *flag.FlagSet, args []string) (words []string, err error) {
	for {
		if err := parseFlags(fs, args); err != nil {
			return nil, err
		}
		if fs.NArg() == 0 {
			return words, nil
		}
		words = append(words, fs.Arg(0))
		args = fs.Args()[1:]
	}
}

// parseQuery reads the flags before a query and the long ones after its words,
// and returns the query. In a query "-draft" means without "draft": so only flags
// that there are count as such, and "--" ends them.
func parseQuery(fs *flag.FlagSet, args []string) (string, error) {
	var flags, words []string
	for i := 0; i < len(args); i++ {
		name, isFlag := strings.CutPrefix(args[i], "-")
		name, long := strings.CutPrefix(name, "-")
		name, _, glued := strings.Cut(name, "=")
		known := fs.Lookup(name) != nil
		switch {
		case long && name == "":
			words = append(words, args[i+1:]...)
			i = len(args)
		case !isFlag || len(words) > 0 && !(long && known) || !long && !known && !isHelp(args[i]):
			words = append(words, args[i])
		default:
			flags = append(flags, args[i])
			if known && !glued && i+1 < len(args) {
				i++
				flags = append(flags, args[i])
			}
		}
	}
	if err := parseFlags(fs, flags); err != nil {
		return "", err
	}
	return strings.Join(append(fs.Args(), words...), " "), nil
}
