package store_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// TestInTurn has many change the same row at once, and somebody of another tenant name
// it: none is lost, and nobody is in a transaction of another tenant.
func TestInTurn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		acme, other := tenant(t, s, "acme"), tenant(t, s, "other")
		ctx := storetest.System(t, acme)
		must(t, s.Write(ctx, addBroker("b")))
		row := acme // any id will do
		const n = 30
		errs := make([]error, 2*n)
		var all sync.WaitGroup
		for i := range errs {
			at := ctx
			if i >= n {
				at = storetest.System(t, other)
			}
			all.Go(func() { errs[i] = s.InTurn(at, row, growBroker(i < n)) })
		}
		all.Wait()
		for i, err := range errs {
			if err != nil {
				t.Errorf("%d: %v", i, err)
			}
		}
		if got := len(nameOfBroker(t, s, ctx)); got != 1+n {
			t.Errorf("%d changes are kept, want %d", got-1, n)
		}
	})
}

// growBroker makes the name of the one broker longer, which another tenant has not.
func growBroker(there bool) func(context.Context, *store.Tx) error {
	return func(ctx context.Context, tx *store.Tx) error {
		rows, err := tx.Client.Broker.Query().All(ctx)
		if err != nil || !there && len(rows) == 0 {
			return err
		}
		if !there || len(rows) != 1 {
			return fmt.Errorf("sees %d brokers", len(rows))
		}
		tx.Record(store.Event{Action: "BROKER_UPDATED", TargetKind: ident.Broker, Target: rows[0].ID})
		return tx.Client.Broker.UpdateOne(rows[0]).SetName(rows[0].Name + "+").Exec(ctx)
	}
}

func nameOfBroker(t *testing.T, s *store.Store, ctx context.Context) (name string) {
	t.Helper()
	must(t, s.Read(ctx, func(ctx context.Context, c *db.Client) error {
		row, err := c.Broker.Query().Only(ctx)
		if err == nil {
			name = row.Name
		}
		return err
	}))
	return name
}
