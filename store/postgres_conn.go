package store

import (
	"context"
	"database/sql/driver"
	"sync/atomic"

	"mandate/ident"
)

// postgresBase is what a lib/pq connection can do; it is its own driver.Tx.
type postgresBase interface {
	driver.Conn
	driver.ConnPrepareContext
	driver.QueryerContext
	driver.ExecerContext
	driver.NamedValueChecker
	driver.Pinger
	driver.SessionResetter
	driver.Validator
	driver.Tx
}

// postgresConn is a lib/pq connection with prepared statements: lib/pq alone
// prepares anew at each call, which is a second round trip.
//
// lib/pq lets a prepared statement start while the rows of another are still
// on the wire, and then mixes them up. Concurrent readers share a transaction
// here, so rows that are open when the connection is needed are read to their
// end into memory first; database/sql's lock on the connection makes that safe.
type postgresConn struct {
	base   postgresBase
	wire   *postgresWire
	cache  statements
	plans  *atomic.Uint64 // of the connector
	seen   uint64         // value of plans when cache was last empty
	open   *postgresRows  // rows still on the wire; nil if none
	shown  ident.ID       // the session's tenant, see show
	inTx   bool
	broken bool // not to be used again: a cancel request may still reach it
}

// QueryContext runs a query with its prepared statement, in one round trip
// when the connection knows it and shows the context's tenant.
func (c *postgresConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	var rows driver.Rows
	release := c.wire.guard(ctx)
	err := c.run(ctx, func() (err error) {
		if !isCacheable(query, args) || plannedByValue(ctx) {
			rows, err = c.base.QueryContext(ctx, query, args)
			return err
		}
		stmt, err := c.prepared(ctx, query)
		if err != nil {
			return err
		}
		rows, err = stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
		return err
	})
	if err != nil {
		release()
		return nil, err
	}
	c.open = &postgresRows{ctx: ctx, conn: c, rows: rows, release: release}
	return c.open, nil
}

// ExecContext runs a statement, like QueryContext.
func (c *postgresConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	var result driver.Result
	defer c.wire.guard(ctx)()
	err := c.run(ctx, func() (err error) {
		if !isCacheable(query, args) {
			result, err = c.base.ExecContext(ctx, query, args)
			return err
		}
		stmt, err := c.prepared(ctx, query)
		if err != nil {
			return err
		}
		result, err = stmt.(driver.StmtExecContext).ExecContext(ctx, args)
		return err
	})
	return result, err
}

// run clears the wire, calls the server, and calls it once more when all that
// was wrong is an outdated plan. Inside a transaction the server has given up
// the transaction by then: the error stays, and classify calls it errRetry.
func (c *postgresConn) run(ctx context.Context, call func() error) error {
	c.clearWire()
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := c.show(ctx); err != nil {
		return err
	}
	err := call()
	if isOutdatedPlan(err) {
		c.plans.Add(1)
		if !c.inTx {
			if err = c.prepareAnew(ctx); err == nil {
				err = call()
			}
		}
	}
	refusedLook(ctx, err)
	return c.outcome(ctx, err)
}

// outcome makes a cancelled call answer with the context's error. Its cancel
// request may reach the server late and would then hit the next statement, so
// the connection isn't used again.
func (c *postgresConn) outcome(ctx context.Context, err error) error {
	if ctx.Err() == nil {
		return err
	}
	c.broken = true
	if err == nil {
		return nil
	}
	return ctx.Err()
}

func (c *postgresConn) clearWire() {
	if c.open != nil {
		c.open.readAhead()
		c.open = nil
	}
}
