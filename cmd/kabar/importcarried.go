package main

import (
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"

	"kabar/store"
)

// carried is what became of the entries of other archives.
type carried struct {
	archives       int
	entries, known int            // carried over now, and before
	former         names          // entries of people who are no members here, kept under their names
	others         names          // entries that stayed there: their authors' ids are somebody else's
	left           map[string]int // what else stayed there
	renumbered     int            // decisions with another number
}

// names counts entries by the names of people.
type names map[string]int

func (n *names) add(name string) {
	if *n == nil {
		*n = names{}
	}
	(*n)[name]++
}

// String is "Kim Lee 3, Sam Roe 1".
func (n names) String() (s string) {
	for i, name := range slices.Sorted(maps.Keys(n)) {
		if i > 0 {
			s += ", "
		}
		s += fmt.Sprintf("%s %d", name, n[name])
	}
	return s
}

// count counts the entries of a mail that was carried over.
func (c *carried) count(f *store.Filing) {
	if f.Duplicate {
		c.known += len(f.Entries)
	} else {
		c.entries += len(f.Entries)
	}
}

// rest notes what stays in an archive from which the entries were carried over.
func (c *carried) rest(st *store.Store, dir, id string) error {
	if c.left == nil {
		c.left = map[string]int{}
	}
	barren, err := st.Barren(id)
	for outcome, n := range barren {
		c.left["mails without an entry ("+outcome+")"] += n
	}
	settings, _ := filepath.Glob(filepath.Join(dir, id, "people", "*.toml"))
	c.left["settings that members made by mail"] += len(settings)
	return err
}

// tell says what became of all.
func (c *carried) tell(out io.Writer, filed string) {
	if c.archives == 0 {
		return
	}
	all := c.entries + c.known
	for _, n := range c.others {
		all += n
	}
	fmt.Fprintf(out, "%s in %s: %d %s, %d filed before\n", counted(all, "entry"), counted(c.archives, "archive"),
		c.entries, filed, c.known)
	if len(c.former) > 0 {
		fmt.Fprintf(out, "  of people who are no members, kept under their names: %v\n", c.former)
	}
	if len(c.others) > 0 {
		fmt.Fprintf(out, "  left there, since their id is somebody else's here: %v\n", c.others)
	}
	if c.renumbered > 0 {
		fmt.Fprintf(out, "  %s with another number, since theirs is taken\n", counted(c.renumbered, "decision"))
	}
	for _, what := range slices.Sorted(maps.Keys(c.left)) {
		if c.left[what] > 0 {
			fmt.Fprintf(out, "  left there: %s: %d\n", what, c.left[what])
		}
	}
}
