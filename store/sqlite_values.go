package store

import (
	"database/sql/driver"
	"time"

	"mandate/ident"
)

// sqliteTime is how an instant is stored: fixed width, UTC, microseconds, so
// that order as text is order in time, and SQLite's own date functions read it.
const sqliteTime = "2006-01-02 15:04:05.000000+00:00"

// CheckNamedValue turns an argument into what SQLite stores: an id is its 16
// bytes, a time the text of sqliteTime.
func (c *sqliteConn) CheckNamedValue(arg *driver.NamedValue) error {
	if id, ok := anID(arg.Value); ok {
		arg.Value = sqliteID(id)
		return nil
	}
	var err error
	if arg.Value, err = driver.DefaultParameterConverter.ConvertValue(arg.Value); err != nil {
		return err
	}
	switch v := arg.Value.(type) {
	case time.Time:
		v, err = instant(v)
		arg.Value = v.Format(sqliteTime)
	case string:
		err = checkText(v)
	}
	return err
}

func sqliteID(id *ident.ID) driver.Value {
	if id == nil {
		return nil
	}
	b := *id
	return b[:]
}

// sqliteRows gives the statement back when the rows are closed, and reads a
// stored time from an expression too: SQLite knows no column type for MAX(t),
// so the driver would hand out its text.
type sqliteRows struct {
	driver.Rows
	release func() error // nil if the statement isn't kept
}

// Next gives the next row.
func (r *sqliteRows) Next(dest []driver.Value) error {
	if err := r.Rows.Next(dest); err != nil {
		return err
	}
	for i, v := range dest {
		if s, ok := v.(string); ok && len(s) == len(sqliteTime) && r.isExpression(i) {
			if t, err := time.Parse(sqliteTime, s); err == nil {
				dest[i] = t.UTC()
			}
		}
	}
	return nil
}

func (r *sqliteRows) isExpression(column int) bool {
	typed, ok := r.Rows.(driver.RowsColumnTypeDatabaseTypeName)
	return ok && typed.ColumnTypeDatabaseTypeName(column) == ""
}

// Close ends reading.
func (r *sqliteRows) Close() error {
	err := r.Rows.Close()
	if r.release == nil {
		return err
	}
	release := r.release
	r.release = nil
	if releaseErr := release(); err == nil {
		err = releaseErr
	}
	return err
}
