package store

import (
	"context"

	"mandate/ident"
)

// Waiting says how many Settles of a tenant wait in this process, for tests that
// need them in one batch.
func (s *Store) Waiting(tenant ident.ID) int {
	return s.settler.waiting(line{tenant: tenant})
}

// Retain removes what has served its time of the actor's tenant, once.
func (s *Store) Retain(ctx context.Context) error { return s.retain(ctx, mustTenant(ctx)) }

// ArrayInsert says rows as arrays, without a database.
func ArrayInsert(table string, columns []string, rows [][]any) (text string, args []any, ok bool) {
	return arrayInsert(table, columns, rows)
}

// LeftPostgres asks whether entries wait behind a mark.
const LeftPostgres = leftPostgres
