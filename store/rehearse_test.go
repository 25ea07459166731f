package store_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"mandate/fault"
	"mandate/store"
	"mandate/store/storetest"
)

func TestRehearsalIsUndone(t *testing.T) {
	t.Parallel()
	refusal := fault.New(fault.Denied, fault.CodeForbidden, "no")
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		if err := s.Write(ctx, addBroker("first")); err != nil {
			t.Fatal(err)
		}
		var committed, undone atomic.Int32
		rehearse := func(fn func(context.Context, *store.Tx) error) error {
			return s.Rehearse(ctx, func(ctx context.Context, tx *store.Tx) error {
				if !tx.Rehearsal || tx.Position != 1 {
					t.Errorf("rehearsal %v at position %d", tx.Rehearsal, tx.Position)
				}
				tx.OnCommit(func() { committed.Add(1) })
				tx.OnRollback(func() { undone.Add(1) })
				return fn(ctx, tx)
			})
		}
		for name, c := range map[string]struct {
			fn func(context.Context, *store.Tx) error
			is func(error) bool
		}{
			"done":     {addBroker("second"), func(err error) bool { return err == nil }},
			"refused":  {func(context.Context, *store.Tx) error { return refusal }, func(err error) bool { return errors.Is(err, refusal) }},
			"taken":    {addBroker("first"), store.IsTaken},
			"no event": {statement("UPDATE brokers SET name = 'undone'", true), func(err error) bool { return err != nil }},
			"panic":    {func(context.Context, *store.Tx) error { panic("ouch") }, func(err error) bool { return fault.Is(err, fault.CodeInternal) }},
		} {
			if err := rehearse(c.fn); !c.is(err) {
				t.Errorf("%s: %v", name, err)
			}
		}
		expectBrokers(t, s, ctx, "first")
		if committed.Load() != 0 || undone.Load() != 5 {
			t.Errorf("%d committed, %d undone", committed.Load(), undone.Load())
		}
	})
}

// TestRehearsalStaysOutOfABatch rehearses while others wait to be drained together: each
// of them runs once.
func TestRehearsalStaysOutOfABatch(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		var runs, rehearsed atomic.Int32
		counted := func(name string) func(context.Context, *store.Tx) error {
			return func(ctx context.Context, tx *store.Tx) error {
				runs.Add(1)
				return addBroker(name)(ctx, tx)
			}
		}
		rehearsal := make(chan error, 1)
		go func() {
			rehearsal <- s.Rehearse(ctx, func(ctx context.Context, tx *store.Tx) error {
				rehearsed.Add(1)
				return addBroker("never")(ctx, tx)
			})
		}()
		for i, err := range queued(t, s, ctx, counted("a"), counted("b")) {
			if err != nil {
				t.Errorf("%d: %v", i, err)
			}
		}
		if err := <-rehearsal; err != nil || rehearsed.Load() == 0 || runs.Load() != 2 {
			t.Errorf("rehearsal %v, run %d times; the others %d", err, rehearsed.Load(), runs.Load())
		}
		expectBrokers(t, s, ctx, "a", "b")
	})
}

func TestRehearsalNeedsATenant(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		err := s.Rehearse(t.Context(), func(context.Context, *store.Tx) error { return nil })
		if !errors.Is(err, store.ErrNoTenant) {
			t.Errorf("without a tenant: %v", err)
		}
		gone := storetest.System(t, s.NewID())
		if err := s.Rehearse(gone, func(context.Context, *store.Tx) error { return nil }); err == nil {
			t.Errorf("a tenant that is not there: %v", err)
		}
	})
}
