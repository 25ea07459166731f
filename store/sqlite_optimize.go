package store

import (
	"context"
	"fmt"
	"runtime"
)

// optimize brings the planner's statistics to the present; call it after
// migrations and bulk loads, and now and then.
//
// Without statistics SQLite walks the tenant's index for a list of ids, fifty
// times slower than by primary key. PostgreSQL does this by itself (autovacuum),
// yet only after a minute, so after a bulk load it is told.
func (p pools) optimize(ctx context.Context) error {
	if p.Kind == string(dialectPostgres) {
		if _, err := p.Write.ExecContext(ctx, "ANALYZE"); err != nil {
			return fmt.Errorf("renew the statistics: %w", err)
		}
		return nil
	}
	// 0x10002: analyze where it pays, tables that this connection hasn't used included.
	if _, err := p.Write.ExecContext(ctx, "PRAGMA optimize=0x10002"); err != nil {
		return fmt.Errorf("renew the statistics: %w", err)
	}
	// An open connection keeps the statistics it read at its start: open new ones.
	p.Read.SetMaxIdleConns(0)
	p.Read.SetMaxIdleConns(max(sqliteConns, runtime.NumCPU()))
	return nil
}
