package store

import (
	"context"
	"database/sql/driver"
	"errors"
)

// sqliteBase is what a connection of modernc.org/sqlite can do.
type sqliteBase interface {
	driver.Conn
	driver.ConnPrepareContext
	driver.ConnBeginTx
	driver.QueryerContext
	driver.ExecerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// sqliteConn is a SQLite connection that compiles a statement once. A compiled
// statement is busy until its rows are closed; it is out of the cache then,
// and the same text asked for meanwhile is compiled a second time.
type sqliteConn struct {
	base  sqliteBase
	cache statements
}

// QueryContext runs a query.
func (c *sqliteConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if !isCacheable(query, args) {
		rows, err := c.base.QueryContext(ctx, query, args)
		if err != nil {
			return nil, err
		}
		return &sqliteRows{Rows: rows}, nil
	}
	stmt, err := c.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
	if err != nil {
		_ = stmt.Close()
		return nil, err
	}
	return &sqliteRows{Rows: rows, release: func() error { return c.cache.put(query, stmt) }}, nil
}

// ExecContext runs a statement.
func (c *sqliteConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if !isCacheable(query, args) {
		return c.base.ExecContext(ctx, query, args)
	}
	stmt, err := c.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	result, err := stmt.(driver.StmtExecContext).ExecContext(ctx, args)
	if err != nil {
		_ = stmt.Close()
		return nil, err
	}
	return result, c.cache.put(query, stmt)
}

func (c *sqliteConn) prepared(ctx context.Context, query string) (driver.Stmt, error) {
	if stmt, ok := c.cache.take(query); ok {
		return stmt, nil
	}
	return c.base.PrepareContext(ctx, query)
}

// PrepareContext is for callers who prepare themselves.
func (c *sqliteConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	return c.base.PrepareContext(ctx, query)
}

// Prepare is PrepareContext without a context.
func (c *sqliteConn) Prepare(query string) (driver.Stmt, error) { return c.base.Prepare(query) }

// BeginTx begins a transaction: at once with the right to write (IMMEDIATE)
// on the write pool, with the first read on the read pool.
func (c *sqliteConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	return c.base.BeginTx(ctx, opts)
}

// Begin is BeginTx without a context and options.
func (c *sqliteConn) Begin() (driver.Tx, error) {
	return c.base.BeginTx(context.Background(), driver.TxOptions{})
}

// Ping asks for a sign of life.
func (c *sqliteConn) Ping(ctx context.Context) error { return c.base.Ping(ctx) }

// ResetSession is called before a pooled connection is used again.
func (c *sqliteConn) ResetSession(ctx context.Context) error { return c.base.ResetSession(ctx) }

// IsValid says whether the connection may go back into the pool.
func (c *sqliteConn) IsValid() bool { return c.base.IsValid() }

// Close ends the connection; SQLite holds the file open until the last
// statement is gone, so those go first.
func (c *sqliteConn) Close() error { return errors.Join(c.cache.close(), c.base.Close()) }
