package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"strings"

	"github.com/lib/pq"
)

// prepared finds a statement, or prepares it for this call and later ones.
func (c *postgresConn) prepared(ctx context.Context, query string) (driver.Stmt, error) {
	if stmt, ok := c.cache.get(query); ok {
		return stmt, nil
	}
	stmt, err := c.base.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt, c.cache.put(query, stmt)
}

// prepareAnew drops every prepared statement, here and on the server.
func (c *postgresConn) prepareAnew(ctx context.Context) error {
	c.cache.forget()
	c.seen = c.plans.Load()
	_, err := c.base.ExecContext(ctx, "DEALLOCATE ALL", nil)
	return err
}

// isOutdatedPlan recognises a prepared statement that the server no longer
// runs: its result type changed (a migration), or it isn't there any more.
func isOutdatedPlan(err error) bool {
	var e *pq.Error
	if !errors.As(err, &e) {
		return false
	}
	const result = "cached plan must not change result type" // the server translates it, hence Routine
	return e.Code == "26000" || e.Code == "0A000" && (e.Routine == "RevalidateCachedQuery" || strings.Contains(e.Message, result))
}
