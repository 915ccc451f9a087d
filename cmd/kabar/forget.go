package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"kabar/cmd/kabar/config"
	"kabar/mail"
	"kabar/store"
	"kabar/store/index"
	"kabar/store/team"
)

// runForget is `kabar forget`: what somebody wrote is taken out of the archive
// for good, and out of the index.
func runForget(ctx context.Context, a *app, args []string) error {
	fs := a.flags("forget")
	id := fs.String("team", "", "the member's `team`; needed where there are several")
	yes := fs.Bool("yes", false, "do not ask")
	dry := fs.Bool("dry-run", false, "say what would be taken out, and change nothing")
	var addresses []string
	fs.Func("address", "a further `address` they wrote from; may be given again", func(s string) error {
		addresses = append(addresses, s)
		return nil
	})
	words, err := parseMixed(fs, args)
	if err != nil {
		return err
	}
	if len(words) != 1 {
		return usageError("forget wants one member: kabar forget ana [--team T] [--dry-run] [--yes]")
	}
	cfg, err := a.load()
	if err != nil {
		return err
	}
	t, err := teamNamed(cfg, *id)
	if err != nil {
		return err
	}
	who, inConfig := personOf(t, words[0], addresses)
	if *dry {
		_, err := a.wouldForget(cfg, who)
		return err
	}
	done, err := a.forget(ctx, cfg, who, *yes)
	if err == nil && done && inConfig {
		fmt.Fprintf(a.out, "%s is still in the config: take them out, or kabar goes on asking them\n", who.Member)
	}
	return err
}

// personOf is who a member is or was, by the config; whether that still has them;
// and whose the other addresses in it are.
func personOf(t config.Team, word string, addresses []string) (store.Person, bool) {
	who := store.Person{Team: t.ID, Member: word, Addresses: addresses, Quotes: quotes,
		Others: []string{t.Address}}
	i := slices.IndexFunc(t.Members, func(m team.Member) bool {
		return m.ID == word || slices.ContainsFunc(m.Addresses,
			func(a string) bool { return strings.EqualFold(a, word) })
	})
	for k, m := range t.Members {
		if k != i {
			who.Others = append(who.Others, m.Addresses...)
			continue
		}
		who.Member, who.Names = m.ID, []string{m.Name}
		who.Addresses = append(who.Addresses, m.Addresses...)
	}
	return who, i >= 0
}

// quotes tells of a letter whether it names somebody, who has these names and
// addresses.
func quotes(l *store.Letter, names, addresses []string) bool {
	m := mail.Parse(l.Data)
	text := oneSpaced(m.Subject + " " + m.Text)
	return slices.ContainsFunc(slices.Concat(names, addresses), func(w string) bool {
		w = oneSpaced(w)
		return w != " " && strings.Contains(text, w)
	})
}

// oneSpaced is text in lower case in which words have one space between them: the
// lines of a letter may break, and be quoted, inside of a name.
func oneSpaced(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return unicode.IsSpace(r) || r == '>' })
	return strings.Join(words, " ")
}

// wouldForget says what there is of somebody.
func (a *app) wouldForget(cfg *config.Config, who store.Person) (would store.Forgot, err error) {
	st, err := store.View(cfg.Data)
	if err != nil {
		return would, err
	}
	defer st.Close()
	if would, err = st.Forget(a.now(), who, true); err == nil {
		a.tellForgot("would take out", who, would)
	}
	return would, err
}

// forget takes somebody out of the archive, and makes the index anew: in the file
// of an index words stay behind that nothing finds any more, in pages that are free
// again and in halves of those that are not. It is begun before the archive is
// changed, so that no crash leaves the old one.
func (a *app) forget(ctx context.Context, cfg *config.Config, who store.Person, yes bool) (done bool, err error) {
	// Asked before the archive is taken: nothing waits for a person who thinks.
	would, err := a.wouldForget(cfg, who)
	if err != nil {
		return false, err
	}
	if !would.Nothing() && !yes && !a.agreed(who.Member) {
		return false, usageError("nothing was changed: it can't be undone, so say --yes or type the member's id")
	}
	st, err := a.openInTurn(ctx, cfg)
	if err != nil {
		return false, err
	}
	defer st.Close()
	x, err := index.Open(filepath.Join(cfg.Data, indexFile))
	if err != nil {
		return false, err
	}
	defer x.Close()
	if would, err = st.Forget(a.now(), who, true); err != nil { // something may have come meanwhile
		return false, err
	}
	if !would.Nothing() {
		if err := x.Reset("somebody was forgotten"); err != nil {
			return false, err
		}
	}
	if _, err := st.Forget(a.now(), who, false); err != nil { // also the rest of one that was cut off
		return false, err
	}
	if err := forgetMarks(st, who); err != nil {
		return false, err
	}
	if err := a.feedAll(st, x); err != nil {
		return false, err
	}
	if !would.Nothing() {
		fmt.Fprintln(a.out, "done")
	}
	return !would.Nothing(), nil
}

// forgetMarks empties the marks that have words of theirs, or an address.
func forgetMarks(st *store.Store, who store.Person) error {
	t, m := team.Team{ID: who.Team}, team.Member{ID: who.Member}
	for _, name := range []string{confirmMark(t, m), bounceMark(t, m)} {
		value, err := st.Mark(name)
		if err == nil && value == "" {
			continue
		}
		if err := st.SetMark(name, ""); err != nil {
			return err
		}
	}
	return nil
}

// tellForgot says what is, or would be, taken out, and what is not.
func (a *app) tellForgot(what string, who store.Person, f store.Forgot) {
	if f.Nothing() {
		fmt.Fprintf(a.out, "nothing of %q is in the archive of %s\n", mail.Clean(who.Member), who.Team)
	} else {
		fmt.Fprintf(a.out, "%s of %s, %s: %s, %s, %s, %s", what, who.Team, who.Member,
			counted(len(f.Entries), "entry"), counted(f.Mails, "mail"), counted(f.Strays, "stray"),
			counted(f.Letters, "letter"))
		if f.Settings {
			fmt.Fprint(a.out, ", settings")
		}
		fmt.Fprintf(a.out, "; the name in %s\n", counted(len(f.Decisions), "decision"))
	}
	if by := slices.Concat(f.Names, f.Addresses); len(by) > 0 {
		fmt.Fprintf(a.out, "looked for as %s\n", mail.Clean(strings.Join(by, ", ")))
	}
	if f.Waiting > 0 {
		fmt.Fprintf(a.out, "%s to others that quote them go out first: do it again after that\n",
			counted(f.Waiting, "letter"))
	}
	if len(f.Addresses) == 0 {
		fmt.Fprintln(a.out, "no address of theirs is known, so only mails that became entries were looked for: "+
			"--address ana@acme.example adds one")
	}
	if len(f.Names)+len(f.Addresses) == 0 {
		fmt.Fprintln(a.out, "no name of theirs is known either, so letters that quote them were not looked for")
	}
	for _, p := range f.Left {
		fmt.Fprintf(a.out, "left as it is: %s\n", p)
	}
}

// agreed asks a person at a terminal to type a word. Nobody else agrees.
func (a *app) agreed(word string) bool {
	if !isTerminal(a.in) {
		return false
	}
	fmt.Fprintf(a.out, "This can't be undone. Type %s to go on: ", word)
	line, _ := bufio.NewReader(a.in).ReadString('\n')
	return strings.TrimSpace(line) == word
}

// isTerminal tells whether somebody may be typing.
func isTerminal(r io.Reader) bool {
	f, ok := r.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
