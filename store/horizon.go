package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ident"
)

// A Horizon is how far the history of a tenant was seen at an instant. Whatever was read
// at that instant still stands while Unchanged holds: a change leaves its entry in its own
// transaction, or does not commit (Record). It says nothing of rows whose writing is
// silent, and is good for the database that gave it.
type Horizon struct{ text string }

// The number of a transaction does not tell when it commits, so PostgreSQL's horizon is
// the whole snapshot: an entry that it did not see is new, however low its number. SQLite
// has one writer, and the entries of a tenant, which are never removed, rise.
const (
	horizonPostgres = `SELECT pg_current_snapshot()::text`
	horizonSQLite   = `SELECT coalesce(max(rowid), 0) FROM history_entries WHERE tenant_id = $1 AND txid IS NULL`
)

// Horizon reads how far c, a client of Read, sees the history of its tenant.
func (s *Store) Horizon(ctx context.Context, c *db.Client) (h Horizon, err error) {
	query, args := horizonPostgres, []any{}
	if s.pools.Kind == string(dialectSQLite) {
		query, args = horizonSQLite, []any{mustTenant(ctx)}
	}
	rows, err := c.QueryContext(ctx, query, args...)
	if err != nil {
		return h, fmt.Errorf("read horizon: %w", err)
	}
	defer rows.Close()
	if !rows.Next() {
		return h, errors.Join(rows.Err(), sql.ErrNoRows)
	}
	if err := rows.Scan(&h.text); err != nil {
		return h, fmt.Errorf("read horizon: %w", err)
	}
	return h, rows.Err()
}

// Unchanged holds in a statement that sees no entry of the tenant's history beyond the
// horizon.
func (h Horizon) Unchanged(tenant ident.ID) *entsql.Predicate {
	return entsql.P(func(b *entsql.Builder) {
		if b.Dialect() == dialect.Postgres { // in the order of the index; otherwise it may read all of history, see leftPostgres
			b.WriteString("NOT EXISTS (SELECT 1 FROM (SELECT txid FROM history_entries WHERE tenant_id = ").Arg(tenant)
			b.WriteString(" AND txid >= pg_snapshot_xmin(").Arg(h.text).WriteString("::pg_snapshot)::text::bigint ORDER BY txid OFFSET 0) AS late")
			b.WriteString(" WHERE NOT pg_visible_in_snapshot(txid::text::xid8, ").Arg(h.text).WriteString("::pg_snapshot))")
			return
		}
		b.WriteString("NOT EXISTS (SELECT 1 FROM history_entries WHERE tenant_id = ").Arg(tenant)
		b.WriteString(" AND txid IS NULL AND rowid > CAST(").Arg(h.text).WriteString(" AS INTEGER))")
	})
}
