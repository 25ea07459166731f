package store

import (
	"context"
	"fmt"
	"runtime/debug"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/tenant"
	"mandate/fault"
	"mandate/ident"
)

// Settle runs fn under the lock of the tenant of the actor in ctx, at a position
// of its own (TX-1). Settles that wait in this process are drained together, in
// the order they came, with one commit; each has its own history and its own
// error. fn may run twice: a database error replays the batch one by one. A panic
// of fn is an internal fault.
func (s *Store) Settle(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	tenant, err := tenantOf(ctx)
	if err != nil {
		return fmt.Errorf("settle: %w", err)
	}
	return s.explain(s.settler.run(ctx, line{tenant: tenant}, fn))
}

// settleOnce gives an error a fn; its own error means that nothing was committed.
func (s *Store) settleOnce(tenant ident.ID, list []*waiting) ([]error, error) {
	return s.together(tenant, func(ctx context.Context, c *db.Client, shared *batch) (results []error, done []*Tx, err error) {
		last, err := s.lock(ctx, c, len(list))
		if err != nil {
			return nil, nil, err
		}
		return s.runBatch(ctx, c, shared, list, last-int64(len(list)))
	})
}

// together makes one transaction of what run makes.
func (s *Store) together(tenant ident.ID, run func(context.Context, *db.Client, *batch) ([]error, []*Tx, error)) ([]error, error) {
	ctx, cancel := context.WithTimeout(actor.With(context.Background(), actor.ForSystem(tenant)), writeTime)
	defer cancel()
	ctx, beside := withAside(ctx)
	etx, err := s.client.BeginTx(withTenantTx(ctx, tenant), nil)
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	results, done, err := run(ctx, etx.Client(), &batch{aside: beside.aside})
	if err == nil {
		err = protect(func() error { return flush(ctx, done...) }) // judges are asked there
	}
	if err == nil {
		err = etx.Commit()
	} else {
		_ = etx.Rollback()
	}
	s.finish(err, done...)
	return results, err
}

// runBatch runs every fn at the next position, after the boundaries that are due.
func (s *Store) runBatch(ctx context.Context, c *db.Client, shared *batch, list []*waiting, position int64) (results []error, done []*Tx, err error) {
	for _, w := range list {
		a, _ := actor.From(w.ctx)
		passed, reached, now, err := s.passBoundaries(ctx, c, shared, position)
		done = append(done, passed...)
		if err != nil {
			return nil, done, fmt.Errorf("pass boundaries: %w", err)
		}
		position = reached + 1
		tx := s.newTx(c, a)
		tx.Now, tx.Position, tx.batch, tx.first = now, position, shared, isFirst(shared, done)
		refusal, err := tx.turn(ctx, w)
		if err != nil {
			return nil, append(done, tx), err
		}
		results = append(results, refusal)
		if refusal == nil {
			done = append(done, tx)
		}
	}
	return results, done, nil
}

// turn runs one fn of a batch, within the time that the batch has. A refusal that came
// before a write is that fn's alone; an error after one undoes the batch.
func (tx *Tx) turn(ctx context.Context, w *waiting) (refusal, err error) {
	own, cancel := w.ctx, context.CancelFunc(func() {})
	if end, ok := ctx.Deadline(); ok {
		own, cancel = context.WithDeadline(own, end)
	}
	defer cancel()
	err = protect(func() error { return w.fn(context.WithValue(own, txKey{}, tx), tx) })
	if err == nil {
		err = tx.check()
	}
	if failed := tx.batch.failed; failed != nil {
		return nil, failed
	}
	if err == nil {
		return nil, nil
	}
	if tx.dirty() || classify(err) != errOther {
		return nil, err
	}
	run(tx.onRollback)
	return err, nil
}

// protect turns a panic into an error: others wait for the transaction or are in it.
func protect(fn func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fault.As(fmt.Errorf("panic in a transaction: %v\n%s", p, debug.Stack()))
		}
	}()
	return fn()
}

// lock takes the tenant's row and raises its position by n; gives the last one. It
// is one statement, which ent can't say.
func (s *Store) lock(ctx context.Context, c *db.Client, n int) (int64, error) {
	if err := s.queue(ctx, c); err != nil {
		return 0, err
	}
	rows, err := c.QueryContext(ctx, `UPDATE assignment_state SET position = position + $1 WHERE tenant_id = $2 RETURNING position`,
		n, mustTenant(ctx))
	if err != nil {
		return 0, fmt.Errorf("lock tenant: %w", err)
	}
	defer rows.Close()
	var position int64
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return 0, fmt.Errorf("lock tenant: %w", err)
		}
		return 0, fault.New(fault.NotFound, fault.CodeNotFound, "There is no such tenant.")
	}
	if err := rows.Scan(&position); err != nil {
		return 0, fmt.Errorf("read position: %w", err)
	}
	return position, rows.Err()
}

// queue waits, on PostgreSQL, for the Settles of other replicas. A transaction gets
// its number with its first write, before it waits for a row that another has
// changed, and history goes by these numbers: who waited so would be told in the
// wrong order. A row that is only ever locked is waited for without a number.
func (s *Store) queue(ctx context.Context, c *db.Client) error {
	if s.pools.Kind == string(dialectSQLite) {
		return nil
	}
	if _, err := c.Tenant.Query().Where(tenant.ID(mustTenant(ctx))).ForUpdate().IDs(ctx); err != nil {
		return fmt.Errorf("wait for the tenant: %w", err)
	}
	return nil
}

func mustTenant(ctx context.Context) ident.ID {
	a, _ := actor.From(ctx)
	return a.Tenant
}
