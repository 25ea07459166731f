package store_test

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"

	"mandate/ent/db"
	"mandate/ent/db/broker"
	"mandate/ent/db/product"
	"mandate/store"
	"mandate/store/storetest"
)

// reader is rows of a batch that look at others when they are written.
type reader struct {
	shelf
	saw *[]string
}

func (r *reader) Flush(ctx context.Context, tx *store.Tx) (err error) {
	if *r.saw, err = tx.Client.Broker.Query().Select(broker.FieldName).Strings(ctx); err != nil {
		return err
	}
	return r.shelf.Flush(ctx, tx)
}

// TestWhatABatchGathersSeesWhatWaits: rows that wait with their batch are written behind the
// changes that waited before them, whichever of them is asked for, and read what those say.
func TestWhatABatchGathersSeesWhatWaits(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for name, end := range map[string]func(ctx context.Context, tx *store.Tx) error{
			"at the end":     func(context.Context, *store.Tx) error { return nil },
			"when asked for": func(ctx context.Context, tx *store.Tx) error { return tx.CatchUp(ctx) },
			"by a look": func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.Client.Product.Query().Count(ctx)
				return err
			},
		} {
			ctx := storetest.System(t, tenant(t, s, "acme-"+name[:2]))
			must(t, s.Write(ctx, addBroker("one")))
			var flushes atomic.Int64
			var saw []string
			told := [2]int64{-1, -1}
			must(t, s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
				add := func(behind func() store.Behind) *reader { return tx.Behind(behind).(*reader) }
				fresh := func() store.Behind { return &reader{shelf{flush: &flushes}, &saw} }
				before := add(fresh)
				before.ids = append(before.ids, tx.NewID())
				someEvent(tx)
				err := errors.Join(grow(ctx, tx, &told[0]), tx.Client.Product.Update().SetName("later").Exec(tx.Later(ctx, func(_ context.Context, rows int64) error {
					told[1] = rows
					return nil
				})))
				after := add(fresh)
				after.ids = append(after.ids, tx.NewID())
				return errors.Join(err, end(ctx, tx))
			}))
			var products []string
			must(t, s.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
				products, err = c.Product.Query().Order(product.ByID()).Select(product.FieldName).Strings(ctx)
				return err
			}))
			if told != [2]int64{1, 1} || !slices.Equal(products, []string{"later", "any"}) || !slices.Equal(saw, []string{"later"}) || flushes.Load() != 2 {
				t.Errorf("%s: rows %v, products %v, brokers seen %v, %d flushes", name, told, products, saw, flushes.Load())
			}
		}
	})
}
