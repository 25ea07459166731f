package store

import (
	"context"
	"fmt"
	"time"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/tenant"
	"mandate/ident"
)

// Boundaries is what becomes true by the clock alone (TM-1): absences that start and
// end, people locked for inactivity. Every Settle is judged after those that are due;
// each instant is a step of its own, with its own position and stamped with it.
type Boundaries interface {
	// Due gives the earliest instant at or before tx.Now that a boundary lies at. It
	// only reads.
	Due(ctx context.Context, tx *Tx) (at time.Time, due bool, err error)
	// Pass applies all boundaries of the instant tx.Now (TM-2).
	Pass(ctx context.Context, tx *Tx) error
}

// passBoundaries applies what is due before the next fn of a batch, each instant at the
// position behind the one before. It gives the transactions, the position reached, and
// the instant that the fn is judged at.
func (s *Store) passBoundaries(ctx context.Context, c *db.Client, shared *batch, position int64) (passed []*Tx, _ int64, now time.Time, err error) {
	now = s.Now()
	if s.Boundaries == nil {
		return nil, position, now, nil
	}
	for {
		tx := s.newTx(c, actor.ForSystem(mustTenant(ctx)))
		tx.Now, tx.Position, tx.batch = now, position+1, shared
		passed = append(passed, tx)
		inner := in(actor.With(ctx, tx.Actor), tx)
		var due bool
		err = protect(func() (err error) {
			at, found, err := s.Boundaries.Due(inner, tx)
			if err != nil || !found {
				return err
			}
			due, tx.Now = true, at
			return s.Boundaries.Pass(inner, tx)
		})
		if err == nil && due {
			position, err = tx.Position, s.raise(ctx, c)
		}
		if err != nil || !due {
			return passed, position, now, err
		}
	}
}

// raise gives the transaction one more position than it took with the lock.
func (s *Store) raise(ctx context.Context, c *db.Client) error {
	if _, err := c.ExecContext(ctx, `UPDATE assignment_state SET position = position + 1 WHERE tenant_id = $1`, mustTenant(ctx)); err != nil {
		return fmt.Errorf("raise position: %w", err)
	}
	return nil
}

// DueAt says that no boundary of the tenant lies before an instant; zero: there is none.
// It belongs to a Settle.
func (tx *Tx) DueAt(ctx context.Context, at time.Time) error {
	tx.Silence(db.TypeTenant)
	change := tx.Client.Tenant.Update().Where(tenant.ID(tx.Actor.Tenant))
	if at.IsZero() {
		change.ClearDueAt()
	} else {
		change.SetDueAt(at)
	}
	if err := change.Exec(in(ctx, tx)); err != nil {
		return fmt.Errorf("write next boundary: %w", err)
	}
	return nil
}

// DueTenants lists the tenants that may have a boundary at or before now. Tenants of
// kind SCENARIO have a clock of their own and are left out.
func (s *Store) DueTenants(ctx context.Context) ([]ident.ID, error) {
	rows, err := s.pools.Read.QueryContext(ctx, `SELECT id FROM tenants WHERE due_at <= $1 AND kind <> 'SCENARIO' ORDER BY due_at`, s.Now())
	if err != nil {
		return nil, s.explain(fmt.Errorf("look for due tenants: %w", err))
	}
	defer rows.Close()
	var due []ident.ID
	for rows.Next() {
		var id ident.ID
		if err := rows.Scan(&id); err != nil {
			return nil, s.explain(fmt.Errorf("read due tenants: %w", err))
		}
		due = append(due, id)
	}
	return due, s.explain(rows.Err())
}

// IsDue reports whether the actor's tenant may have a boundary at or before now.
func (s *Store) IsDue(ctx context.Context) (due bool, err error) {
	err = s.Glance(ctx, func(ctx context.Context, c *db.Client) (err error) {
		due, err = c.Tenant.Query().Where(tenant.ID(mustTenant(ctx)), tenant.DueAtLTE(s.Now())).Exist(ctx)
		return err
	})
	return due, err
}
