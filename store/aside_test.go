package store_test

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/product"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// lay adds a product to the shelf, with its history, and writes on.
func lay(ctx context.Context, tx *store.Tx, reason string, flushes *atomic.Int64, broken error) error {
	shelf := tx.Behind(func() store.Behind { return &shelf{flush: flushes, broken: broken} }).(*shelf)
	shelf.ids = append(shelf.ids, tx.NewID())
	tx.Record(store.Event{Action: "PRODUCT_ADDED", TargetKind: ident.Product, Target: shelf.ids[0], Reason: reason})
	return tx.WriteOn(ctx)
}

// TestWriteOn writes in parts: who reads sees all of them, history has each once and in
// the order of the function, and a Settle that shares the commit comes behind.
func TestWriteOn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		s.Boundaries = &clockwork{} // there are always some to look for
		acme := tenant(t, s, "acme")
		var flushes atomic.Int64
		ctx, seen, beside := storetest.System(t, acme), 0, int64(0)
		parts := func(ctx context.Context, tx *store.Tx) (err error) {
			for _, reason := range []string{"a", "b", "c"} {
				if err := lay(ctx, tx, reason, &flushes, nil); err != nil {
					return err
				}
			}
			seen, err = tx.Client.Product.Query().Where(product.NameEQ("any")).Count(ctx)
			beside = flushes.Load()
			return errors.Join(err, lay(ctx, tx, "d", &flushes, nil))
		}
		second := func(ctx context.Context, tx *store.Tx) error { return lay(ctx, tx, "e", &flushes, nil) }
		for i, err := range queued(t, s, ctx, parts, second) {
			if err != nil {
				t.Errorf("%d: %v", i, err)
			}
		}
		if seen != 3 || beside != 3 {
			t.Errorf("%d products seen behind three, written in %d parts", seen, beside)
		}
		sealNow(t, s, acme)
		var reasons []string
		for _, e := range sealed(t, s, acme) {
			if e.Action == "PRODUCT_ADDED" {
				reasons = append(reasons, e.Reason)
			}
		}
		if !slices.Equal(reasons, []string{"a", "b", "c", "d", "e"}) {
			t.Errorf("history %v", reasons)
		}
	})
}

// TestWriteOnBehindBoundaries: a look for boundaries that finds none due keeps nobody from
// writing on; one that was passed has history of its own, which comes first.
func TestWriteOnBehindBoundaries(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		now := s.Now()
		for name, c := range map[string]struct {
			boundaries store.Boundaries
			beside     int64
		}{
			"none":       {nil, 1},
			"none-due":   {&clockwork{instants: []time.Time{now.Add(time.Hour)}}, 1},
			"one-passed": {&clockwork{instants: []time.Time{now.Add(-time.Hour)}}, 0},
		} {
			s.Boundaries = c.boundaries
			acme, beside := tenant(t, s, name), int64(0)
			var flushes atomic.Int64
			err := s.Settle(storetest.System(t, acme), func(ctx context.Context, tx *store.Tx) error {
				if err := lay(ctx, tx, "a", &flushes, nil); err != nil {
					return err
				}
				_, err := tx.Client.Broker.Query().Count(ctx) // waits for what runs beside
				beside = flushes.Load()
				return err
			})
			if err != nil || beside != c.beside || flushes.Load() != 1 {
				t.Errorf("%s: %d flushes beside the function, %d in all, %v", name, beside, flushes.Load(), err)
			}
			sealNow(t, s, acme)
			if list := sealed(t, s, acme); list[len(list)-1].Reason != "a" {
				t.Errorf("%s: the last entry is %+v", name, list[len(list)-1])
			}
		}
	})
}

// TestWriteOnBroken: what breaks beside a function undoes all of it, also where the
// function has ended before.
func TestWriteOnBroken(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, undone := storetest.System(t, tenant(t, s, "acme")), 0
		var flushes atomic.Int64
		for _, looks := range []bool{false, true} {
			err := s.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
				tx.OnRollback(func() { undone++ })
				if err := errors.Join(lay(ctx, tx, "a", &flushes, nil), lay(ctx, tx, "b", &flushes, broken)); err != nil {
					return err
				}
				if looks {
					_, _ = tx.Client.Product.Query().Count(ctx)
				}
				return nil
			})
			if !errors.Is(err, broken) {
				t.Errorf("looks %v: %v", looks, err)
			}
		}
		if undone != 2 {
			t.Errorf("undone %d times", undone)
		}
		err := s.Read(ctx, func(ctx context.Context, c *db.Client) error {
			products, err := c.Product.Query().Count(ctx)
			entries, other := c.HistoryEntry.Query().Where(historyentry.Action("PRODUCT_ADDED")).Count(ctx)
			if products != 0 || entries != 0 {
				t.Errorf("%d products and %d entries of what was undone", products, entries)
			}
			return errors.Join(err, other)
		})
		if err != nil {
			t.Error(err)
		}
	})
}
