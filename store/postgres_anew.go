package store

import (
	"context"
	"fmt"
)

// PlanAnew has PostgreSQL plan each statement of a function for what is there now. A plan
// that is kept was made when a table was as small as it was then: after a bulk of rows,
// and before the server has counted them, it may walk over all of them. What comes after
// the function keeps its plans, the look-ups of foreign keys row by row among them.
func (tx *Tx) PlanAnew(ctx context.Context, read func() error) error {
	if tx.store.pools.Kind == string(dialectSQLite) {
		return read()
	}
	if err := tx.set(ctx, "SET LOCAL plan_cache_mode = force_custom_plan"); err != nil {
		return err
	}
	err := read()
	// Also where it failed: a refusal may be caught, and the transaction go on. After an
	// error of the server nothing goes on, and that error is the one to tell.
	if back := tx.set(ctx, "SET LOCAL plan_cache_mode TO DEFAULT"); err == nil {
		err = back
	}
	return err
}

// set changes how the transaction works and nothing that it says.
func (tx *Tx) set(ctx context.Context, statement string) error {
	rows, err := tx.Client.QueryContext(ctx, statement)
	if err != nil {
		return fmt.Errorf("set how statements are planned: %w", err)
	}
	return rows.Close()
}
