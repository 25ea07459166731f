package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"testing"
)

func TestClassifyOnBoth(t *testing.T) {
	t.Parallel()
	eachDialect(t, func(t *testing.T, p pools) {
		exec(t, p.Write, "CREATE TABLE parents (id int PRIMARY KEY, tenant int, name text, email text)")
		exec(t, p.Write, "CREATE UNIQUE INDEX parent_name ON parents (tenant, name)")
		exec(t, p.Write, "CREATE UNIQUE INDEX parent_folded ON parents (tenant, lower(email))")
		exec(t, p.Write, "CREATE TABLE children (parent int REFERENCES parents (id))")
		exec(t, p.Write, "INSERT INTO parents VALUES ($1, $2, $3, $4)", 1, 1, "Ann", "ann@lender.test")
		for name, tc := range map[string]struct {
			query    string
			args     []any
			readOnly bool
			want     errorKind
		}{
			"primary key":     {query: "INSERT INTO parents VALUES ($1, 2, 'Bob', '')", args: []any{1}, want: errUnique},
			"unique index":    {query: "INSERT INTO parents VALUES ($1, 1, 'Ann', '')", args: []any{2}, want: errUnique},
			"no parent":       {query: "INSERT INTO children VALUES ($1)", args: []any{9}, want: errForeignKey},
			"write by reader": {query: "INSERT INTO parents VALUES ($1, 2, 'Bob', '')", args: []any{3}, readOnly: true, want: errReadOnly},
			"no such table":   {query: "SELECT 1 FROM absent WHERE $1 = 1", args: []any{1}, want: errOther},
			"syntax":          {query: "SELEKT $1", args: []any{1}, want: errOther},
		} {
			db := p.Write
			if tc.readOnly {
				db = p.Read
			}
			inTx(t, t.Context(), db, &sql.TxOptions{ReadOnly: tc.readOnly}, func(tx *sql.Tx) {
				_, err := tx.ExecContext(t.Context(), tc.query, tc.args...)
				if got := classify(fmt.Errorf("wrapped: %w", err)); got != tc.want {
					t.Errorf("%s: kind %d of %v, want %d", name, got, err, tc.want)
				}
			})
		}
		_, err := p.Write.ExecContext(t.Context(), "INSERT INTO parents VALUES ($1, 1, 'Al', 'ANN@lender.test')", 2)
		if got := classify(err); got != errUnique {
			t.Errorf("key on an expression: kind %d of %v", got, err)
		}
	})
}

func TestClassifyOutsideTheDatabase(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		err  error
		want errorKind
	}{
		{nil, errOther},
		{errors.New("anything"), errOther},
		{context.Canceled, errOther},
		{context.DeadlineExceeded, errOther}, // also a net.Error, and yet the caller's own limit
		{sql.ErrNoRows, errOther},
		{driver.ErrBadConn, errGone},
		{fmt.Errorf("commit: %w", driver.ErrBadConn), errGone},
		{sql.ErrConnDone, errGone},
	} {
		if got := classify(tc.err); got != tc.want {
			t.Errorf("classify(%v) = %d, want %d", tc.err, got, tc.want)
		}
	}
}

// TestWriteConflict has two transactions change one row.
func TestWriteConflict(t *testing.T) {
	t.Parallel()
	eachDialect(t, func(t *testing.T, p pools) {
		exec(t, p.Write, "CREATE TABLE counter (n int)")
		exec(t, p.Write, "INSERT INTO counter VALUES ($1)", 0)
		if p.Kind == string(dialectSQLite) {
			conflictOnSQLite(t, p)
			return
		}
		level := &sql.TxOptions{Isolation: sql.LevelRepeatableRead}
		inTx(t, t.Context(), p.Write, level, func(tx *sql.Tx) {
			scan[int](t, tx, "SELECT n FROM counter WHERE n = $1", 0)
			exec(t, p.Write, "UPDATE counter SET n = $1", 1)
			_, err := tx.ExecContext(t.Context(), "UPDATE counter SET n = $1", 2)
			if classify(err) != errRetry {
				t.Errorf("second change: kind %d of %v", classify(err), err)
			}
		})
	})
}

// conflictOnSQLite is a second process that has to wait longer than it may.
func conflictOnSQLite(t *testing.T, p pools) {
	t.Helper()
	other := openTest(t, "sqlite:"+p.file)
	exec(t, other.Write, "PRAGMA busy_timeout = 20")
	inTx(t, t.Context(), p.Write, nil, func(*sql.Tx) {
		if _, err := other.Write.BeginTx(t.Context(), nil); classify(err) != errRetry {
			t.Errorf("second writer: kind %d of %v", classify(err), err)
		}
	})
}
