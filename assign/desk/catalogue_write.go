package desk

import (
	"context"
	"fmt"
	"strings"

	"mandate/ent/db"
	"mandate/ent/db/broker"
	"mandate/ent/db/deal"
	"mandate/ent/db/product"
	"mandate/ident"
	"mandate/store"
)

func (d *Desk) putAll(ctx context.Context, tx *store.Tx, u upsert, ids []ident.ID) error {
	changed := false
	for i := range u.n {
		id, did, err := u.put(ctx, tx, i)
		if err != nil {
			return err
		}
		ids[i], changed = id, changed || did
	}
	if !changed {
		return nil
	}
	s, err := d.sit(ctx, tx)
	if err != nil {
		return err
	}
	s.changes = true
	if err := s.renew(ctx); err != nil {
		return err
	}
	return s.settle(ctx)
}

func putBroker(ctx context.Context, tx *store.Tx, in BrokerUpsert) (ident.ID, bool, error) {
	row, err := tx.Client.Broker.Query().Where(broker.Reference(in.Reference)).Only(ctx)
	switch {
	case db.IsNotFound(err):
		id := tx.NewID()
		tx.Record(store.Event{Action: "BROKER_CREATED", TargetKind: ident.Broker, Target: id, Changes: []store.Change{{Field: "name", After: in.Name}, {Field: "verified", After: in.Verified}}})
		err = tx.Client.Broker.Create().SetID(id).SetReference(in.Reference).SetName(in.Name).SetNameKey(store.SortKey(store.Fold(in.Name))).SetVerified(in.Verified).Exec(ctx)
		return id, true, err
	case err != nil:
		return ident.ID{}, false, fmt.Errorf("look for broker: %w", err)
	case row.Name == in.Name && row.Verified == in.Verified:
		return row.ID, false, nil
	}
	tx.Record(store.Event{Action: "BROKER_UPDATED", TargetKind: ident.Broker, Target: row.ID, Changes: []store.Change{
		{Field: "name", Before: row.Name, After: in.Name}, {Field: "verified", Before: row.Verified, After: in.Verified}}})
	err = tx.Client.Broker.UpdateOneID(row.ID).SetName(in.Name).SetNameKey(store.SortKey(store.Fold(in.Name))).SetVerified(in.Verified).AddVersion(1).Exec(ctx)
	if err != nil || row.Name == in.Name {
		return row.ID, true, err
	}
	return row.ID, true, respell(ctx, tx, deal.BrokerID(row.ID))
}

func putProduct(ctx context.Context, tx *store.Tx, in ProductUpsert) (ident.ID, bool, error) {
	locations := append([]string{}, in.Locations...)
	row, err := tx.Client.Product.Query().Where(product.Reference(in.Reference)).Only(ctx)
	switch {
	case db.IsNotFound(err):
		id := tx.NewID()
		tx.Record(store.Event{Action: "PRODUCT_CREATED", TargetKind: ident.Product, Target: id, Changes: []store.Change{{Field: "name", After: in.Name}}})
		err = tx.Client.Product.Create().SetID(id).SetReference(in.Reference).SetName(in.Name).SetNameKey(store.SortKey(store.Fold(in.Name))).SetLocations(locations).Exec(ctx)
		return id, true, err
	case err != nil:
		return ident.ID{}, false, fmt.Errorf("look for product: %w", err)
	case row.Name == in.Name && strings.Join(row.Locations, "\x00") == strings.Join(locations, "\x00"):
		return row.ID, false, nil
	}
	tx.Record(store.Event{Action: "PRODUCT_UPDATED", TargetKind: ident.Product, Target: row.ID, Changes: []store.Change{
		{Field: "name", Before: row.Name, After: in.Name}, {Field: "locations", Before: row.Locations, After: locations}}})
	err = tx.Client.Product.UpdateOneID(row.ID).SetName(in.Name).SetNameKey(store.SortKey(store.Fold(in.Name))).SetLocations(locations).AddVersion(1).Exec(ctx)
	if err != nil || row.Name == in.Name {
		return row.ID, true, err
	}
	return row.ID, true, respell(ctx, tx, deal.ProductID(row.ID))
}
