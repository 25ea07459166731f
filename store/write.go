package store

import (
	"context"
	"fmt"
	"time"

	"mandate/actor"
)

const (
	writeTime  = 30 * time.Second // of one transaction, waiting for locks included
	writeTries = 4
)

// Write runs fn in a transaction for rows guarded by version, and commits what it
// did together with its history. fn may run twice. The error is fn's own, or what
// the commit said; a database that is away is fault.Unavailable, a panic of fn an
// internal fault. A client that goes away in the middle does not break it off.
func (s *Store) Write(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	return s.write(ctx, func() *brief { return nil }, fn)
}

// write runs fn in a transaction, again where that may help; brief makes one that begins
// later, or none.
func (s *Store) write(ctx context.Context, brief func() *brief, fn func(context.Context, *Tx) error) error {
	if _, err := tenantOf(ctx); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), writeTime)
	defer cancel()
	var err error
	for range writeTries {
		if err = s.writeOnce(ctx, brief(), fn); classify(err) != errRetry {
			break
		}
	}
	return s.explain(err)
}

func (s *Store) writeOnce(ctx context.Context, b *brief, fn func(context.Context, *Tx) error) error {
	defer b.giveBack()
	a, _ := actor.From(ctx)
	etx, err := s.client.BeginTx(withBrief(withTenantTx(ctx, a.Tenant), b), nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	tx := s.newTx(etx.Client(), a)
	tx.batch.brief = b
	inner := context.WithValue(ctx, txKey{}, tx)
	err = protect(func() error {
		if err := fn(inner, tx); err != nil {
			return err
		}
		return flush(inner, tx)
	})
	if err == nil {
		err = etx.Commit()
	} else {
		_ = etx.Rollback()
	}
	s.finish(err, tx)
	return err
}

// finish runs what waited for the end of the transactions.
func (s *Store) finish(err error, all ...*Tx) {
	for _, tx := range all {
		if err != nil {
			run(tx.onRollback)
			continue
		}
		run(tx.onCommit)
		if tx.hasHistory() {
			s.dirty.add(tx.Actor.Tenant)
		}
	}
}
