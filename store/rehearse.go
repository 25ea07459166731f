package store

import (
	"context"
	"fmt"

	"mandate/actor"
	"mandate/ent/db"
)

// Rehearse runs fn as Settle would and undoes it, whatever fn says: it tells whether a
// change would be refused. Its transaction is its own and does not hold the tenant's
// lock, so that nobody who settles waits for it or loses what they share with others.
// The error is fn's own, or what the database says to the rows. fn may run twice, and
// finds tx.Rehearsal set: what lives in memory stays out of it.
func (s *Store) Rehearse(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	if _, err := tenantOf(ctx); err != nil {
		return fmt.Errorf("rehearse: %w", err)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), writeTime)
	defer cancel()
	var err error
	for range writeTries {
		if err = s.rehearseOnce(ctx, fn); classify(err) != errRetry {
			break
		}
	}
	return s.explain(err)
}

func (s *Store) rehearseOnce(ctx context.Context, fn func(context.Context, *Tx) error) error {
	a, _ := actor.From(ctx)
	etx, err := s.client.BeginTx(withTenantTx(ctx, a.Tenant), nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = etx.Rollback() }()
	tx := s.newTx(etx.Client(), a)
	defer func() { run(tx.onRollback) }()
	tx.Rehearsal = true
	inner := in(ctx, tx)
	if tx.Position, err = nextPosition(inner, tx.Client); err != nil {
		return err
	}
	if err := protect(func() error { return fn(inner, tx) }); err != nil {
		return err
	}
	if err := tx.CatchUp(inner); err != nil {
		return err
	}
	return tx.check()
}

// nextPosition is where a Settle would stand that came now.
func nextPosition(ctx context.Context, c *db.Client) (int64, error) {
	state, err := c.AssignmentState.Query().Only(ctx)
	if err != nil {
		return 0, fmt.Errorf("read position: %w", err)
	}
	return state.Position + 1, nil
}
