package desk

import (
	"context"
	"strconv"
	"strings"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/broker"
	"mandate/ent/db/product"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// BrokerUpsert is a broker as the LOS knows it; the reference is the key.
type BrokerUpsert struct {
	Reference, Name string
	Verified        bool
}

// ProductUpsert is a product as the LOS knows it; the reference is the key.
type ProductUpsert struct {
	Reference, Name string
	Locations       []string
}

const mostUpserts = 500

// UpsertBrokers makes or changes brokers, at most 500, and gives their ids in the order
// given. A broker that gains or loses its verification changes who passes (PF-2), so
// that waiting deals are visited.
func (d *Desk) UpsertBrokers(ctx context.Context, list []BrokerUpsert) ([]ident.ID, error) {
	if err := checkUpserts("brokers", "name", len(list), func(i int) (string, string) { return list[i].Reference, list[i].Name }); err != nil {
		return nil, err
	}
	return d.upsert(ctx, upsert{len(list), func(ctx context.Context, tx *store.Tx, i int) (ident.ID, bool, error) {
		return putBroker(ctx, tx, list[i])
	}, func(ctx context.Context, c *db.Client, i int) (ident.ID, error) {
		return c.Broker.Query().Where(broker.Reference(list[i].Reference)).OnlyID(ctx)
	}})
}

// UpsertProducts makes or changes products, as UpsertBrokers does brokers.
func (d *Desk) UpsertProducts(ctx context.Context, list []ProductUpsert) ([]ident.ID, error) {
	if err := checkUpserts("products", "name", len(list), func(i int) (string, string) { return list[i].Reference, list[i].Name }); err != nil {
		return nil, err
	}
	return d.upsert(ctx, upsert{len(list), func(ctx context.Context, tx *store.Tx, i int) (ident.ID, bool, error) {
		return putProduct(ctx, tx, list[i])
	}, func(ctx context.Context, c *db.Client, i int) (ident.ID, error) {
		return c.Product.Query().Where(product.Reference(list[i].Reference)).OnlyID(ctx)
	}})
}

// upsert is a list of which each put says whether it changed something; find gives what a
// put of the same call made.
type upsert struct {
	n    int
	put  func(context.Context, *store.Tx, int) (ident.ID, bool, error)
	find func(context.Context, *db.Client, int) (ident.ID, error)
}

func (d *Desk) upsert(ctx context.Context, u upsert) ([]ident.ID, error) {
	ids := make([]ident.ID, u.n)
	err := d.Store.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		return onceFor(ctx, tx, func() error { return d.putAll(ctx, tx, u, ids) }, func() (err error) {
			for i := 0; err == nil && i < u.n; i++ {
				ids[i], err = u.find(ctx, tx.Client, i)
			}
			return err
		})
	})
	return ids, err
}

// onceFor runs a call that answers with a list, or finds what the same call wrote (a
// repeated idempotency key).
func onceFor(ctx context.Context, tx *store.Tx, write, find func() error) error {
	wrote := false
	_, err := directory.Once(ctx, tx, func() (ident.ID, error) {
		wrote = true
		return tx.Actor.Tenant, write()
	})
	if err != nil || wrote {
		return err
	}
	return find()
}

// checkUpserts bounds a list of which each has a reference of its own and a name, or what
// takes its place.
func checkUpserts(field, called string, n int, at func(int) (reference, name string)) error {
	if n == 0 || n > mostUpserts {
		return fault.New(fault.TooLarge, fault.CodeTooLarge, "Give 1 to %d at once.", mostUpserts).On(field)
	}
	seen := make(map[string]bool, n)
	for i := range n {
		reference, name := at(i)
		switch {
		case strings.TrimSpace(reference) == "" || len(reference) > longestText || seen[reference]:
			return invalid("Each needs a reference of its own, of at most %d bytes.", longestText).On(field, strconv.Itoa(i), "reference")
		case strings.TrimSpace(name) == "" || len(name) > longestText:
			return invalid("Each needs a %s of at most %d bytes.", called, longestText).On(field, strconv.Itoa(i), called)
		}
		seen[reference] = true
	}
	return nil
}
