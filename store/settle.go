package store

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/tenant"
	"mandate/fault"
	"mandate/ident"
)

const batchMost = 64

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
	w := &waiting{ctx: context.WithoutCancel(ctx), fn: fn, done: make(chan error, 1)}
	s.settler.add(tenant, w)
	return s.explain(<-w.done)
}

type waiting struct {
	ctx  context.Context
	fn   func(context.Context, *Tx) error
	done chan error
}

// settler keeps one queue a tenant; a queue that is not empty has one goroutine.
type settler struct {
	store  *Store
	mu     sync.Mutex
	queues map[ident.ID][]*waiting
}

func (q *settler) add(tenant ident.ID, w *waiting) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.queues == nil {
		q.queues = map[ident.ID][]*waiting{}
	}
	list, running := q.queues[tenant]
	q.queues[tenant] = append(list, w)
	if !running {
		go q.drain(tenant)
	}
}

func (q *settler) take(tenant ident.ID) []*waiting {
	q.mu.Lock()
	defer q.mu.Unlock()
	list := q.queues[tenant]
	if len(list) == 0 {
		delete(q.queues, tenant)
		return nil
	}
	n := min(len(list), batchMost)
	q.queues[tenant] = append([]*waiting(nil), list[n:]...)
	return list[:n]
}

func (q *settler) drain(tenant ident.ID) {
	for list := q.take(tenant); list != nil; list = q.take(tenant) {
		start := time.Now()
		q.store.settle(tenant, list)
		if len(list) > 1 && q.waiting(tenant) < len(list) {
			time.Sleep(min(time.Since(start)/pausePart, pauseMost))
		}
	}
}

// Who was just served often comes again at once. Where fewer wait than that, a pause of
// a fraction of what the commit took lets them into one batch, instead of one batch of
// the first and one of all others in turn.
const (
	pausePart = 10
	pauseMost = time.Millisecond
)

func (q *settler) waiting(tenant ident.ID) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.queues[tenant])
}

// settle tries the batch as one transaction; if that fails, each by itself. Not so
// when the database went away: nobody knows then whether it has committed.
func (s *Store) settle(tenant ident.ID, batch []*waiting) {
	until := time.Now().Add(settleTime)
	results, err := s.settleOnce(tenant, batch)
	gone := classify(err) == errGone
	for i, w := range batch {
		switch {
		case err == nil:
			w.done <- results[i]
		case gone:
			w.done <- err
		default:
			w.done <- s.settleAlone(tenant, w, until, err)
		}
	}
}

// settleTime bounds the tries of a batch: callers give up after half a minute.
const settleTime = 15 * time.Second

// settleAlone runs one fn of a batch that failed by err, again while that may help.
func (s *Store) settleAlone(tenant ident.ID, w *waiting, until time.Time, err error) error {
	for range writeTries {
		if classify(err) == errRetry && time.Now().After(until) {
			return err
		}
		var results []error
		if results, err = s.settleOnce(tenant, []*waiting{w}); err == nil {
			return results[0]
		}
		if classify(err) != errRetry {
			return err
		}
	}
	return err
}

// settleOnce gives an error a fn; its own error means that nothing was committed.
func (s *Store) settleOnce(tenant ident.ID, list []*waiting) ([]error, error) {
	ctx, cancel := context.WithTimeout(actor.With(context.Background(), actor.ForSystem(tenant)), writeTime)
	defer cancel()
	etx, err := s.client.BeginTx(withTenantTx(ctx, tenant), nil)
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	c := etx.Client()
	last, err := s.lock(ctx, c, len(list))
	var results []error
	var done []*Tx
	if err == nil {
		results, done, err = s.runBatch(ctx, c, list, last-int64(len(list)))
	}
	if err == nil {
		err = flush(ctx, done...)
	}
	if err == nil {
		err = etx.Commit()
	} else {
		_ = etx.Rollback()
	}
	s.finish(err, done...)
	return results, err
}

// runBatch runs every fn at the next position, after the boundaries that are due. A
// refusal that came before a write is that fn's alone; an error after one undoes the
// batch.
func (s *Store) runBatch(ctx context.Context, c *db.Client, list []*waiting, position int64) (results []error, done []*Tx, err error) {
	shared := &batch{}
	for _, w := range list {
		a, _ := actor.From(w.ctx)
		passed, reached, now, err := s.passBoundaries(ctx, c, shared, position)
		done = append(done, passed...)
		if err != nil {
			return nil, done, fmt.Errorf("pass boundaries: %w", err)
		}
		position = reached + 1
		tx := s.newTx(c, a)
		tx.Now, tx.Position, tx.batch = now, position, shared
		err = protect(func() error { return w.fn(context.WithValue(w.ctx, txKey{}, tx), tx) })
		if err == nil {
			err = tx.check()
		}
		if shared.failed != nil {
			err = shared.failed
		}
		if err != nil && (tx.dirty() || shared.failed != nil || classify(err) != errOther) {
			return nil, append(done, tx), err
		}
		results = append(results, err)
		if err == nil {
			done = append(done, tx)
		} else {
			run(tx.onRollback)
		}
	}
	return results, done, nil
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
