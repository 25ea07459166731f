package store

import (
	"context"
	"database/sql"
	"fmt"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"mandate/ent/db"
)

// Glance is Read for a function that makes one query. It saves the transaction around
// it, which costs more than the query itself; each query of fn would be of an instant
// of its own. Where the context's moment has begun, it is of that.
func (s *Store) Glance(ctx context.Context, fn func(ctx context.Context, c *db.Client) error) error {
	tenant, err := tenantOf(ctx)
	if err != nil {
		return fmt.Errorf("read: %w", err)
	}
	c := begun(ctx, tenant)
	if c == nil {
		c = s.glances
	}
	return s.explain(fn(ctx, c))
}

// glancer is the driver under the client of Glance: every query goes to the read pool,
// with the tenant of the actor in its context.
type glancer struct{ starter }

// BeginTx refuses: Read, Write and Settle begin transactions.
func (glancer) BeginTx(context.Context, *entsql.TxOptions) (dialect.Tx, error) {
	return nil, errOutside
}

// Tx refuses like BeginTx.
func (glancer) Tx(context.Context) (dialect.Tx, error) { return nil, errOutside }

// Query runs what ent asks for; see postgresConn.QueryContext.
func (d glancer) Query(ctx context.Context, query string, args, into any) error {
	tenant, err := tenantOf(ctx)
	if err != nil {
		return err
	}
	return entsql.Conn{ExecQuerier: d.pools.Read}.Query(withTenantTx(ctx, tenant), query, args, into)
}

// QueryContext is for queries that ent can't say.
func (d glancer) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	tenant, err := tenantOf(ctx)
	if err != nil {
		return nil, err
	}
	return d.pools.Read.QueryContext(withTenantTx(ctx, tenant), query, args...)
}
