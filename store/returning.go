package store

import (
	"context"
	"database/sql"
)

// Returning changes rows of a kind by a statement that ent can't say, and gives what it
// returns. It sees what waits of that kind, as a change by ent does, and counts as one; the
// tenant's rows are for the statement to name.
func (tx *Tx) Returning(ctx context.Context, kind, query string, args ...any) (*sql.Rows, error) {
	if err := tx.catchUp(ctx, kind); err != nil {
		return nil, err
	}
	tx.wrote[kind] = true
	return tx.Client.QueryContext(ctx, query, args...)
}
