package store

import (
	"context"
	"database/sql"
	"fmt"

	"mandate/ent/db/migrate"
	"mandate/ident"
)

// RemoveScenario deletes a tenant of kind SCENARIO with everything that belongs to it,
// history included. The database itself refuses it for every other tenant.
func (s *Store) RemoveScenario(ctx context.Context, tenant ident.ID) error {
	tx, err := s.pools.Write.BeginTx(withTenantTx(ctx, tenant), nil)
	if err != nil {
		return s.explain(fmt.Errorf("begin: %w", err))
	}
	defer func() { _ = tx.Rollback() }()
	if s.pools.Kind == string(dialectSQLite) {
		err = removeScenarioSQLite(ctx, tx, tenant)
	} else {
		_, err = tx.ExecContext(ctx, `SELECT mandate_remove_scenario($1)`, tenant)
	}
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		return s.explain(fmt.Errorf("remove scenario: %w", err))
	}
	return nil
}

// removeScenarioSQLite deletes in any order: references are checked at the commit.
func removeScenarioSQLite(ctx context.Context, tx *sql.Tx, tenant ident.ID) error {
	var kind string
	if err := tx.QueryRowContext(ctx, `SELECT kind FROM tenants WHERE id = $1`, tenant).Scan(&kind); err != nil {
		return err
	}
	if kind != "SCENARIO" {
		return fmt.Errorf("a tenant of kind %s is no scenario", kind)
	}
	if _, err := tx.ExecContext(ctx, `PRAGMA defer_foreign_keys = ON`); err != nil {
		return err
	}
	for _, table := range migrate.Tables {
		if !table.HasColumn("tenant_id") {
			continue
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM `+table.Name+` WHERE tenant_id = $1`, tenant); err != nil {
			return fmt.Errorf("%s: %w", table.Name, err)
		}
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM tenants WHERE id = $1`, tenant)
	return err
}
