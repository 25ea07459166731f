package store

import (
	"bytes"
	"context"
	"database/sql/driver"
	"io"
)

// postgresRows are rows that can leave the wire: what is still to come is read
// into memory when their connection is needed for another statement.
type postgresRows struct {
	ctx     context.Context // of the query, which database/sql keeps until Close
	conn    *postgresConn
	rows    driver.Rows
	release func() // of the wire's guard

	ahead bool             // rows has been read to its end and closed
	kept  [][]driver.Value // read ahead, not yet asked for
	end   error            // what Next says after kept
}

// Columns are the names of the result's columns.
func (r *postgresRows) Columns() []string { return r.rows.Columns() }

// Next gives the next row. Its bytes belong to the caller: lib/pq would reuse
// them for the answer to a concurrent reader's statement.
func (r *postgresRows) Next(dest []driver.Value) error {
	if !r.ahead {
		return r.receive(dest)
	}
	if len(r.kept) == 0 {
		return r.end
	}
	copy(dest, r.kept[0])
	r.kept = r.kept[1:]
	return nil
}

func (r *postgresRows) receive(dest []driver.Value) error {
	if err := r.rows.Next(dest); err != nil {
		if err == io.EOF {
			return err
		}
		refusedLook(r.ctx, err)
		return r.conn.outcome(r.ctx, err)
	}
	for i, v := range dest {
		if b, ok := v.([]byte); ok && r.isShared(i) {
			dest[i] = bytes.Clone(b)
		}
	}
	return nil
}

// isShared says whether a column's bytes lie in the connection's buffer; those
// of a uuid are decoded into memory of their own.
func (r *postgresRows) isShared(column int) bool {
	typed, ok := r.rows.(driver.RowsColumnTypeDatabaseTypeName)
	return !ok || typed.ColumnTypeDatabaseTypeName(column) != "UUID"
}

func (r *postgresRows) readAhead() {
	r.ahead = true
	for {
		row := make([]driver.Value, len(r.rows.Columns()))
		if r.end = r.receive(row); r.end != nil {
			break
		}
		r.kept = append(r.kept, row)
	}
	if err := r.finish(); err != nil && r.end == io.EOF {
		r.end = err
	}
}

// Close takes what is left off the wire.
func (r *postgresRows) Close() error {
	if r.ahead {
		r.kept = nil
		return nil
	}
	r.conn.open = nil
	return r.finish()
}

func (r *postgresRows) finish() error {
	defer r.release()
	return r.conn.outcome(r.ctx, r.rows.Close())
}

// postgresStmt is a statement that somebody prepared by hand.
type postgresStmt struct {
	driver.Stmt
	conn *postgresConn
}

// QueryContext runs the statement.
func (s postgresStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	s.conn.clearWire()
	release := s.conn.wire.guard(ctx)
	if err := s.conn.show(ctx); err != nil {
		release()
		return nil, err
	}
	rows, err := s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
	if err != nil {
		release()
		return nil, s.conn.outcome(ctx, err)
	}
	s.conn.open = &postgresRows{ctx: ctx, conn: s.conn, rows: rows, release: release}
	return s.conn.open, nil
}

// ExecContext runs the statement.
func (s postgresStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	defer s.conn.wire.guard(ctx)()
	s.conn.clearWire()
	if err := s.conn.show(ctx); err != nil {
		return nil, err
	}
	result, err := s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args)
	return result, s.conn.outcome(ctx, err)
}

// Close drops the statement on the server.
func (s postgresStmt) Close() error {
	s.conn.clearWire()
	return s.Stmt.Close()
}
