package directory_test

import (
	"context"

	"mandate/ent/db/broker"
	"mandate/ident"
	"mandate/store"
)

// write runs a write of the test's own; what it is about stands in no history test.
func (h *house) write(run func(ctx context.Context, tx *store.Tx) error) {
	h.t.Helper()
	h.no(h.d.Store.Write(h.system(), func(ctx context.Context, tx *store.Tx) error {
		tx.Record(store.Event{Action: "SEEDED", TargetKind: ident.Tenant, Target: h.tenant})
		return run(ctx, tx)
	}))
}

func (h *house) broker(reference string, verified bool) (id ident.ID) {
	h.t.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		id = tx.NewID()
		return tx.Client.Broker.Create().SetID(id).SetReference(reference).SetName(reference).SetVerified(verified).Exec(ctx)
	})
	return id
}

func (h *house) unverify(id ident.ID) {
	h.t.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		return tx.Client.Broker.Update().Where(broker.ID(id)).SetVerified(false).Exec(ctx)
	})
}

func (h *house) product(reference string) (id ident.ID) {
	h.t.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		id = tx.NewID()
		return tx.Client.Product.Create().SetID(id).SetReference(reference).SetName(reference).Exec(ctx)
	})
	return id
}
