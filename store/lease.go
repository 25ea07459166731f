package store

import (
	"context"
	"fmt"
	"time"
)

// Lease takes or keeps the lease of a worker for a while; true: this holder has it.
// One statement decides, so that of two replicas one works.
func (s *Store) Lease(ctx context.Context, name, holder string, length time.Duration) (bool, error) {
	now := s.Now()
	res, err := s.pools.Write.ExecContext(ctx, `INSERT INTO leases (id, name, holder, expires_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
		WHERE leases.holder = excluded.holder OR leases.expires_at < $5`, s.NewID(), name, holder, now.Add(length), now)
	if err != nil {
		return false, s.explain(fmt.Errorf("lease %s: %w", name, err))
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

// EndLease gives a lease back before its time, so that a replica that starts in the place
// of one that ends has not to wait. A lease of another holder stays.
func (s *Store) EndLease(ctx context.Context, name, holder string) error {
	if _, err := s.pools.Write.ExecContext(ctx, `DELETE FROM leases WHERE name = $1 AND holder = $2`, name, holder); err != nil {
		return s.explain(fmt.Errorf("end lease %s: %w", name, err))
	}
	return nil
}
