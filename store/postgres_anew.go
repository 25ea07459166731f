package store

import (
	"context"
	"fmt"
)

// PlanAnew has PostgreSQL plan each statement of this transaction for what is there now.
// A plan that is kept was made when a table was as small as it was then: after a bulk of
// rows, and before the server has counted them, it may walk over all of them.
func (tx *Tx) PlanAnew(ctx context.Context) error {
	if tx.store.pools.Kind == string(dialectSQLite) {
		return nil
	}
	rows, err := tx.Client.QueryContext(ctx, "SELECT set_config('plan_cache_mode', 'force_custom_plan', true)")
	if err != nil {
		return fmt.Errorf("plan anew: %w", err)
	}
	return rows.Close()
}
