package store

import (
	"context"
	"database/sql/driver"
)

// PrepareContext is for callers who prepare themselves, and for COPY.
func (c *postgresConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	defer c.wire.guard(ctx)()
	c.clearWire()
	stmt, err := c.base.PrepareContext(ctx, query)
	if err != nil {
		return nil, c.outcome(ctx, err)
	}
	if _, ok := stmt.(driver.StmtQueryContext); !ok {
		return stmt, nil
	}
	return postgresStmt{stmt, c}, nil
}

// Prepare is PrepareContext without a context.
func (c *postgresConn) Prepare(query string) (driver.Stmt, error) {
	return c.PrepareContext(context.Background(), query)
}

// Ping asks the server for a sign of life.
func (c *postgresConn) Ping(ctx context.Context) error {
	defer c.wire.guard(ctx)()
	c.clearWire()
	return c.outcome(ctx, c.base.Ping(ctx))
}

// ResetSession is called before a pooled connection is used again.
func (c *postgresConn) ResetSession(ctx context.Context) error {
	if c.broken {
		return driver.ErrBadConn
	}
	if err := c.base.ResetSession(ctx); err != nil {
		return err
	}
	defer c.wire.guard(ctx)()
	if c.seen != c.plans.Load() && c.prepareAnew(ctx) != nil {
		return driver.ErrBadConn
	}
	return nil
}

// IsValid says whether the connection may go back into the pool.
func (c *postgresConn) IsValid() bool { return !c.broken && c.base.IsValid() }

// Close ends the connection; the server forgets its statements with it.
func (c *postgresConn) Close() error { return c.base.Close() }
