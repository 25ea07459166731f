package store_test

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"mandate/ent/db/broker"
	"mandate/fault"
	"mandate/store"
	"mandate/store/storetest"
)

// TestAPanicKeepsNoConnection: a function or a judge that panics is an internal fault, more
// often than there are connections, and nothing of it is kept.
func TestAPanicKeepsNoConnection(t *testing.T) {
	t.Parallel()
	judged := func(ctx context.Context, tx *store.Tx) error {
		someEvent(tx)
		return tx.Client.Broker.Update().Where(broker.Name("one")).SetName("lost").
			Exec(tx.Later(ctx, func(context.Context, int64) error { panic("judge") }))
	}
	none := func(ctx context.Context, tx *store.Tx) error {
		someEvent(tx)
		return tx.Client.Broker.Update().Where(broker.Name("nobody")).SetName("lost").
			Exec(tx.LaterSome(ctx, func(context.Context) error { panic("none") }))
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		must(t, s.Write(ctx, addBroker("one")))
		for name, begin := range map[string]transaction{"Write": s.Write, "WriteBriefly": s.WriteBriefly, "Settle": s.Settle} {
			for range 20 {
				for _, fn := range []func(context.Context, *store.Tx) error{judged, none, func(context.Context, *store.Tx) error { panic("fn") }} {
					err := begin(ctx, func(ctx context.Context, tx *store.Tx) error {
						_, err := tx.Client.Product.Query().Count(ctx)
						return errors.Join(err, fn(ctx, tx))
					})
					if !fault.Is(err, fault.CodeInternal) {
						t.Fatalf("%s: %v", name, err)
					}
				}
			}
			expectBrokers(t, s, ctx, "one")
		}
		soon, cancel := context.WithTimeout(ctx, 20*time.Second)
		defer cancel()
		must(t, s.WriteBriefly(soon, renames("one", "two")))
		expectBrokers(t, s, ctx, "two")
	})
}

func renames(from, to string) func(context.Context, *store.Tx) error {
	return func(ctx context.Context, tx *store.Tx) error {
		return renameLater(ctx, tx, from, to, errors.New("none"))
	}
}

// TestAFunctionThatEndsItsGoroutine gives the connection back, too.
func TestAFunctionThatEndsItsGoroutine(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		must(t, s.Write(ctx, addBroker("one")))
		for range 20 { // more than there are connections
			ended := make(chan struct{})
			go func() {
				defer close(ended)
				_ = s.WriteBriefly(ctx, func(ctx context.Context, tx *store.Tx) error {
					_, _ = tx.Client.Broker.Query().Count(ctx)
					runtime.Goexit()
					return nil
				})
			}()
			<-ended
		}
		must(t, s.WriteBriefly(ctx, renames("one", "two")))
		expectBrokers(t, s, ctx, "two")
	})
}
