package store

import "mandate/ident"

// Waiting says how many Settles of a tenant wait in this process, for tests that
// need them in one batch.
func (s *Store) Waiting(tenant ident.ID) int {
	return s.settler.waiting(line{tenant: tenant})
}
