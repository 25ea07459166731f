package main

import (
	"context"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// TestDryRunSealsNothing: what an import writes is sealed meanwhile; one that writes nothing
// leaves history as it is.
func TestDryRunSealsNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		tenant, err := (&directory.Directory{Store: s}).CreateTenant(t.Context(), directory.NewTenant{Slug: "acme", Name: "Acme"})
		if err != nil {
			t.Fatal(err)
		}
		ctx := storetest.System(t, tenant)
		recordOne(t, s, ctx)
		count := func() (n int) {
			err := s.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
				n, err = c.HistorySeal.Query().Count(ctx)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		for _, dry := range []bool{true, false} {
			before := count()
			stop := dealsImport{DryRun: dry}.seal(ctx, &house{store: s})
			for until := time.Now().Add(time.Second); time.Now().Before(until) && count() == before; {
				time.Sleep(10 * time.Millisecond)
			}
			stop()
			if sealed := count() > before; sealed == dry {
				t.Errorf("dry %v: sealed %v", dry, sealed)
			}
		}
	})
}

func recordOne(t *testing.T, s *store.Store, ctx context.Context) {
	t.Helper()
	err := s.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		tx.Record(store.Event{Action: "PRODUCT_ADDED", TargetKind: ident.Product, Target: tx.NewID()})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
