package index

import (
	"context"
	"database/sql"
)

// Remove takes entries out of the index for good: their words are not in its
// file any more afterwards. That takes up to a few seconds for each shelf they
// are on.
func (x *Index) Remove(nums []int64) error {
	return failed("remove from the index", x.remove(nums))
}

func (x *Index) remove(nums []int64) error {
	ctx := context.Background()
	conn, err := x.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	// What a page of the file held must be gone when the page is free.
	if _, err := conn.ExecContext(ctx, `PRAGMA secure_delete = ON`); err != nil {
		return err
	}
	defer conn.ExecContext(ctx, `PRAGMA secure_delete = OFF`)
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := removeAll(tx, nums); err != nil {
		tx.Rollback()
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	return err
}

// removeAll deletes entries, and writes the shelves they were on anew: FTS5
// only strikes out what is deleted until it merges it away.
func removeAll(tx *sql.Tx, nums []int64) error {
	shelves, err := readShelves(beside(tx))
	if err != nil {
		return err
	}
	for _, s := range shelves {
		var here []int64
		for _, n := range nums {
			if n >= s.low && n <= s.top {
				here = append(here, n)
			}
		}
		if len(here) == 0 {
			continue
		}
		if err := s.delete(tx, here); err != nil {
			return err
		}
		if err := s.order(tx, "optimize", 0); err != nil {
			return err
		}
	}
	return nil
}
