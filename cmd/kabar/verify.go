package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"kabar/store"
	"kabar/store/entry"
	"kabar/store/index"
)

// runVerify is `kabar verify`: the walk over the whole archive, and over the index.
func runVerify(_ context.Context, a *app, args []string) error {
	if err := parseAlone(a.flags("verify"), args); err != nil {
		return err
	}
	cfg, err := a.load()
	if err != nil {
		return err
	}
	st, err := store.View(cfg.Data)
	if err != nil {
		return err
	}
	defer st.Close()
	found, err := checkIndex(st)
	if err != nil {
		return err
	}
	problems := append(st.Check(), found...)
	for _, p := range problems {
		fmt.Fprintln(a.out, p)
	}
	name := filepath.Join(st.Dir(), indexFile)
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) && st.Last() > 0 { // which harms nothing
		fmt.Fprintf(a.out, "%s: there is none: kabar run makes it, and so does kabar reindex\n", indexFile)
	}
	if len(problems) > 0 {
		fmt.Fprintf(a.err, "kabar: %s in %s; nothing was changed\n", counted(len(problems), "problem"), cfg.Data)
		return errShown(exitDamaged)
	}
	sound := "all as they were filed"
	if st.Last() == 1 {
		sound = "as it was filed"
	}
	fmt.Fprintf(a.out, "%s: %s, %s\n", cfg.Data, counted(int(st.Last()), "entry"), sound)
	return nil
}

// checkIndex holds the index against the archive. Without an index there is
// nothing to find; one that lacks only the newest entries is being fed.
func checkIndex(st *store.Store) (problems []store.Problem, err error) {
	bad := func(format string, args ...any) {
		problems = append(problems, store.Problem{File: indexFile, What: fmt.Sprintf(format, args...)})
	}
	x, err := index.View(filepath.Join(st.Dir(), indexFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var nums map[string][]int64
	if err == nil {
		defer x.Close()
		nums, err = x.Check()
	}
	if errors.Is(err, index.ErrDamaged) {
		bad("%v; kabar reindex makes it anew", err)
		return problems, nil
	}
	if err != nil { // it is derived: no reason to be silent about all else
		bad("it can't be read: %v", err)
		return problems, nil
	}
	missing, strange, err := compare(st, nums)
	if len(missing) > 0 {
		bad("%s not in it: kabar reindex", named(missing))
	}
	if len(strange) > 0 {
		bad("%s in it, and not in the archive: kabar reindex", named(strange))
	}
	return problems, err
}

// compare finds the entries that are not among nums, which are in order for each
// team, and those among nums that are not in the archive. The newest entries may be
// missing; what cannot be read is in neither.
func compare(st *store.Store, nums map[string][]int64) (missing, strange []int64, err error) {
	last := int64(0)
	for _, list := range nums {
		last = max(last, list[len(list)-1])
	}
	gone := func(n int64) {
		if _, err := st.Entry(n); errors.Is(err, store.ErrNoEntry) {
			strange = append(strange, n)
		}
	}
	err = readable(st.Each("", func(e entry.Entry) error {
		rest := nums[e.Team]
		for ; len(rest) > 0 && rest[0] < e.Num; rest = rest[1:] {
			gone(rest[0])
		}
		if len(rest) > 0 && rest[0] == e.Num {
			rest = rest[1:]
		} else if e.Num <= last {
			missing = append(missing, e.Num)
		}
		nums[e.Team] = rest
		return nil
	}))
	for _, rest := range nums {
		for _, n := range rest {
			gone(n)
		}
	}
	slices.Sort(strange)
	return missing, strange, err
}

// mostNamed is how many entries are named one by one.
const mostNamed = 5

// named is "entry 7 is" or "entries 7, 8 and 12 more are".
func named(nums []int64) string {
	if len(nums) == 1 {
		return fmt.Sprintf("entry %d is", nums[0])
	}
	list := ""
	for i, n := range nums[:min(len(nums), mostNamed)] {
		if i > 0 {
			list += ", "
		}
		list += fmt.Sprint(n)
	}
	if more := len(nums) - mostNamed; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return "entries " + list + " are"
}
