package store_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// shelf is products that a batch writes together.
type shelf struct {
	ids    []ident.ID
	flush  *atomic.Int64 // how often
	broken error         // of the database, when it is written
}

func (s *shelf) Kinds() []string { return []string{db.TypeProduct} }

func (s *shelf) Flush(ctx context.Context, tx *store.Tx) error {
	c := tx.Client
	s.flush.Add(1)
	var rows []*db.ProductCreate
	for _, id := range s.ids {
		rows = append(rows, c.Product.Create().SetID(id).SetReference(id.String()).SetName("any"))
	}
	return errors.Join(s.broken, c.Product.CreateBulk(rows...).Exec(ctx))
}

// TestBatchWritesTogether has three add to the shelf, one look at it, and one refuse
// after having looked.
func TestBatchWritesTogether(t *testing.T) {
	t.Parallel()
	refusal := errors.New("no")
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		var flushes atomic.Int64
		add := func(_ context.Context, tx *store.Tx) error {
			someEvent(tx)
			shelf := tx.Behind(func() store.Behind { return &shelf{flush: &flushes} }).(*shelf)
			shelf.ids = append(shelf.ids, tx.NewID())
			return nil
		}
		var seen int
		look := func(ctx context.Context, tx *store.Tx) (err error) {
			seen, err = tx.Client.Product.Query().Count(ctx)
			return err
		}
		lookAndRefuse := func(ctx context.Context, tx *store.Tx) error { return errors.Join(look(ctx, tx), refusal) }
		errs := queued(t, s, ctx, add, add, look, add, lookAndRefuse)
		for i, err := range errs {
			if want := i == 4; want != errors.Is(err, refusal) || !want && err != nil {
				t.Errorf("%d: %v", i, err)
			}
		}
		if flushes.Load() != 2 || seen != 3 {
			t.Errorf("written in %d parts, %d seen", flushes.Load(), seen)
		}
	})
}

// TestGatheringNeedsHistory: rows behind are writes of who gathered them.
func TestGatheringNeedsHistory(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		var flushes atomic.Int64
		err := s.Settle(ctx, func(_ context.Context, tx *store.Tx) error {
			tx.Behind(func() store.Behind { return &shelf{flush: &flushes, ids: []ident.ID{tx.NewID()}} })
			return nil
		})
		if err == nil || flushes.Load() != 0 {
			t.Errorf("written %d times without history: %v", flushes.Load(), err)
		}
	})
}

// TestBrokenFlushUndoesItsBatch: whoever reads first meets the error, even if it
// swallows it, and those who had no part in it are done when each runs alone.
func TestBrokenFlushUndoesItsBatch(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		var flushes atomic.Int64
		add := func(_ context.Context, tx *store.Tx) error {
			someEvent(tx)
			tx.Behind(func() store.Behind { return &shelf{flush: &flushes, ids: []ident.ID{tx.NewID()}, broken: broken} })
			return nil
		}
		swallow := func(ctx context.Context, tx *store.Tx) error {
			_, _ = tx.Client.Product.Query().Count(ctx)
			return nil
		}
		errs := queued(t, s, ctx, add, swallow)
		if !errors.Is(errs[0], broken) || errs[1] != nil {
			t.Errorf("errors %v", errs)
		}
		err := s.Read(ctx, func(ctx context.Context, c *db.Client) error {
			n, err := c.Product.Query().Count(ctx)
			if n != 0 {
				t.Errorf("%d products of an undone batch", n)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}
