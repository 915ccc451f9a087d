package index

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
)

// reading asks questions of one state of the index.
type reading struct {
	rows func(ask string, each func(row []any) error) error // row is good until each returns
}

// reading runs f in a transaction that only reads. It asks the driver itself:
// database/sql begins a goroutine for each question in a transaction, and with
// a question for each shelf that took as long as to answer them.
func (x *Index) reading(f func(reading) error) error {
	conn, err := x.db.Conn(context.Background())
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(c any) error {
		ask := func(ask string, each func(row []any) error) error {
			return askDriver(c.(driver.QueryerContext), ask, each)
		}
		if err := ask("BEGIN", nil); err != nil {
			return err
		}
		err := f(reading{ask})
		return errors.Join(err, ask("ROLLBACK", nil))
	})
}

func askDriver(c driver.QueryerContext, ask string, each func(row []any) error) error {
	rows, err := c.QueryContext(context.Background(), ask, nil)
	if err != nil {
		return err
	}
	values := make([]driver.Value, len(rows.Columns()))
	row := make([]any, len(values))
	for err == nil {
		if err = rows.Next(values); err == nil {
			for i, v := range values {
				row[i] = v
			}
			err = each(row)
		}
	}
	if err == io.EOF {
		err = nil
	}
	return errors.Join(err, rows.Close())
}

// beside asks in the transaction of a writer.
func beside(tx *sql.Tx) reading {
	return reading{func(ask string, each func(row []any) error) error {
		rows, err := tx.Query(ask)
		if err != nil {
			return err
		}
		defer rows.Close()
		names, err := rows.Columns()
		row, into := make([]any, len(names)), make([]any, len(names))
		for i := range row {
			into[i] = &row[i]
		}
		for err == nil && rows.Next() {
			if err = rows.Scan(into...); err == nil {
				err = each(row)
			}
		}
		return errors.Join(err, rows.Err())
	}}
}
