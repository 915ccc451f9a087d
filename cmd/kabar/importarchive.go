package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kabar/store"
)

// isArchive tells whether path is the data folder of a kabar.
func isArchive(path string) bool {
	_, err := os.Stat(filepath.Join(path, "kabar.toml"))
	return err == nil
}

// eachArchived calls each for the mails kept in another archive, those of the
// team with this id, or of its only team. Strays are left where they are: they
// were doubtful there, and are no less so here.
func eachArchived(dir, id string, each func(name string, raw []byte) error) error {
	ids, err := teamsIn(dir)
	if err != nil {
		return err
	}
	switch {
	case slices.Contains(ids, id):
	case len(ids) == 1:
		id = ids[0]
	default:
		return usageError("%s holds no mails of a team %s, but of: %s. Import one of them by its mbox files: %s",
			dir, id, strings.Join(ids, ", "), filepath.Join(dir, "TEAM", "mail"))
	}
	st, err := store.View(dir)
	if err != nil {
		return err
	}
	defer st.Close()
	return st.EachKept(id, func(k store.Kept) error {
		return each(filepath.Join(dir, id, "mail")+": "+k.Key, k.Raw)
	})
}

// teamsIn lists the teams that have mails in an archive.
func teamsIn(dir string) (ids []string, err error) {
	names, err := filepath.Glob(filepath.Join(dir, "*", "mail"))
	for _, name := range names {
		ids = append(ids, filepath.Base(filepath.Dir(name)))
	}
	return ids, err
}

// weigh adds up the bytes of all files at the paths; 0 if one of them is no
// file.
func weigh(paths []string) (total int64) {
	for _, path := range paths {
		if path == "-" {
			return 0
		}
		if isArchive(path) {
			path = filepath.Join(path, "*", "mail")
		}
		names, _ := filepath.Glob(path)
		if len(names) == 0 {
			names = []string{path} // a name with signs that Glob knows
		}
		for _, name := range names {
			filepath.WalkDir(name, func(_ string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return nil // who imports it says what is wrong
				}
				if info, err := d.Info(); err == nil {
					total += info.Size()
				}
				return nil
			})
		}
	}
	return total
}
