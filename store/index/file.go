package index

import (
	"database/sql"
	"errors"
	"time"
)

// File is a file of the archive as it is on the disk.
type File struct {
	Path string
	Size int64
	Time time.Time
}

// Changed returns those files that are not as they were when they were last
// noted: somebody edited them, or kabar filed something there since.
func (x *Index) Changed(files []File) (list []File, err error) {
	err = x.within(true, func(tx *sql.Tx) error {
		ask, err := tx.Prepare(`SELECT size, time FROM file WHERE path = ?`)
		if err != nil {
			return err
		}
		defer ask.Close()
		for _, f := range files {
			var size, at int64
			err := ask.QueryRow(f.Path).Scan(&size, &at)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return err
			}
			if err != nil || size != f.Size || at != f.Time.UnixNano() {
				list = append(list, f)
			}
		}
		return nil
	})
	return list, failed("ask the index for its files", err)
}

// Note remembers files as they were before their entries were read and added.
func (x *Index) Note(files []File) error {
	return failed("note files in the index", x.within(false, func(tx *sql.Tx) error {
		put, err := tx.Prepare(`INSERT OR REPLACE INTO file VALUES(?, ?, ?)`)
		if err != nil {
			return err
		}
		defer put.Close()
		for _, f := range files {
			if _, err := put.Exec(f.Path, f.Size, f.Time.UnixNano()); err != nil {
				return err
			}
		}
		return nil
	}))
}
