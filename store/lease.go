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
