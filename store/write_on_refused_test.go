package store_test

import (
	"context"
	"errors"
	"testing"

	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// TestRefusedBehindWriteOn: who is refused, or panics, after writing on leaves nothing of it,
// and whoever shares the commit loses nothing.
func TestRefusedBehindWriteOn(t *testing.T) {
	t.Parallel()
	ends := map[string]func() error{
		"fault": func() error { return fault.New(fault.Invalid, fault.CodeInvalid, "no") },
		"plain": func() error { return errors.New("plain") },
		"panic": func() error { panic("ouch") },
	}
	gathers := map[string]func(tx *store.Tx){
		"history": func(tx *store.Tx) {
			tx.Record(store.Event{Action: "PRODUCT_ADDED", TargetKind: ident.Product, Target: tx.NewID()})
		},
		"notices": func(tx *store.Tx) { tx.Notify(store.Notice{Type: "DEAL_ASSIGNED", Recipient: tx.NewID()}) },
		"deals":   func(tx *store.Tx) { tx.KeepDeal(store.DealState{Deal: tx.NewID(), Fresh: true}) },
	}
	for what, gather := range gathers {
		for how, end := range ends {
			t.Run(what+" "+how, func(t *testing.T) {
				t.Parallel()
				storetest.Each(t, func(t *testing.T, s *store.Store) {
					ctx := storetest.System(t, tenant(t, s, "acme"))
					before := leftBehind(t, s, ctx)
					errs := queued(t, s, ctx, func(ctx context.Context, tx *store.Tx) error {
						for range 250 {
							gather(tx)
						}
						return errors.Join(tx.WriteOn(ctx), end())
					}, addBroker("last"))
					if errs[0] == nil || errs[1] != nil {
						t.Errorf("refused: %v, the other: %v", errs[0], errs[1])
					}
					if n := leftBehind(t, s, ctx) - before; n != 0 {
						t.Errorf("%d rows of what was refused", n)
					}
					expectBrokers(t, s, ctx, "last")
				})
			})
		}
	}
}

// leftBehind counts what a function may write on of itself.
func leftBehind(t *testing.T, s *store.Store, ctx context.Context) (n int) {
	t.Helper()
	err := s.Read(ctx, func(ctx context.Context, c *db.Client) error {
		entries, err := c.HistoryEntry.Query().Where(historyentry.Action("PRODUCT_ADDED")).Count(ctx)
		notices, other := c.Notification.Query().Count(ctx)
		deals, last := c.DealVersion.Query().Count(ctx)
		n = entries + notices + deals
		return errors.Join(err, other, last)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
