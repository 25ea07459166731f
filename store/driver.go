package store

import (
	"context"
	"database/sql"
	"errors"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"mandate/ent/db"
)

var errOutside = errors.New("statement outside a transaction of the floor")

// starter is the driver under the one ent client: it refuses every statement
// outside a transaction, so that no query can miss the tenant's wall.
type starter struct{ pools *pools }

func (d starter) Dialect() string {
	if d.pools.Kind == "postgres" {
		return dialect.Postgres
	}
	return dialect.SQLite
}

func (d starter) Exec(context.Context, string, any, any) error  { return errOutside }
func (d starter) Query(context.Context, string, any, any) error { return errOutside }
func (d starter) Close() error                                  { return nil }

func (d starter) Tx(ctx context.Context) (dialect.Tx, error) { return d.BeginTx(ctx, nil) }

// BeginTx is what ent's own BeginTx calls; read-only ones come from the read pool
// and see one instant, as SQLite's do anyway.
func (d starter) BeginTx(ctx context.Context, o *entsql.TxOptions) (dialect.Tx, error) {
	pool := d.pools.Write
	if o != nil && o.ReadOnly {
		pool = d.pools.Read
		o = &entsql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead}
	}
	tx, err := begunIn(ctx, pool, o)
	if err != nil {
		return nil, err
	}
	a := newAside(ctx, tx)
	return &conn{Conn: entsql.Conn{ExecQuerier: a}, aside: a, kind: d.Dialect()}, nil
}

// conn is one transaction as ent sees it. Statements of several goroutines are safe
// on it: the connectors read open rows into memory when their connection is needed.
type conn struct {
	entsql.Conn
	aside *aside
	kind  string
}

func (c *conn) Dialect() string                        { return c.kind }
func (c *conn) Tx(context.Context) (dialect.Tx, error) { return dialect.NopTx(c), nil }
func (c *conn) Close() error                           { return nil }
func (c *conn) Commit() error                          { return c.aside.commit() }
func (c *conn) Rollback() error                        { return c.aside.rollback() }

// ExecContext and QueryContext are for statements that ent can't say. A change by
// one counts like ent's own.
func (c *conn) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if tx, err := txOf(ctx); err == nil {
		tx.wrote["statement"] = true
	}
	return c.aside.ExecContext(ctx, query, args...)
}

func (c *conn) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return c.aside.QueryContext(ctx, query, args...)
}

// newClient gives a client behind the tenant's wall.
func newClient(d dialect.Driver) *db.Client {
	c := db.NewClient(db.Driver(d))
	c.Intercept(tenantFilter())
	c.Use(tenantStamp)
	return c
}
