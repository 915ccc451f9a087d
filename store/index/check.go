package index

import (
	"database/sql"
	"errors"
	"fmt"
)

// Check reads the whole file and returns how many entries of each team are in
// it, to be held against the archive. It takes about a second for each 50,000
// entries. Damage is ErrDamaged.
func (x *Index) Check() (counts map[string]int, err error) {
	counts = map[string]int{}
	err = x.within(true, func(tx *sql.Tx) error {
		var said string
		if err := tx.QueryRow(`PRAGMA quick_check(1)`).Scan(&said); err != nil {
			return err
		}
		if said != "ok" {
			return errors.Join(ErrDamaged, errors.New(said))
		}
		shelves, err := readShelves(tx)
		if err != nil {
			return err
		}
		for _, s := range shelves {
			n := 0
			err := tx.QueryRow(fmt.Sprintf(`SELECT count(*) FROM %s`, s.table())).Scan(&n)
			if err != nil {
				return err
			}
			counts[s.team] += n
		}
		return nil
	})
	return counts, failed("check the index", err)
}
