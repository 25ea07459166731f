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
