package store

import (
	"context"
	"errors"
	"fmt"

	entsql "entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/intercept"
	"mandate/ident"
)

// ErrNoTenant is what a query or a write says when nobody said for which tenant: never "all".
var ErrNoTenant = errors.New("no tenant in the context")

// free names the types that belong to no tenant.
var free = map[string]bool{db.TypeTenant: true, db.TypeLease: true, db.TypeSigningKey: true}

func tenantOf(ctx context.Context) (ident.ID, error) {
	a, ok := actor.From(ctx)
	if !ok || a.Tenant.IsZero() {
		return ident.ID{}, ErrNoTenant
	}
	return a.Tenant, nil
}

// tenantFilter narrows every query, eager-loaded edges included.
func tenantFilter() db.Interceptor {
	return intercept.TraverseFunc(func(ctx context.Context, q intercept.Query) error {
		tenant, err := tenantOf(ctx)
		if err != nil || free[q.Type()] {
			return err
		}
		q.WhereP(func(s *entsql.Selector) { s.Where(entsql.EQ(s.C("tenant_id"), tenant)) })
		if tx, err := txOf(ctx); err == nil {
			return tx.catchUp(ctx, q.Type())
		}
		return nil
	})
}

type narrowed interface {
	WhereP(...func(*entsql.Selector))
}

// tenantStamp stamps creates, narrows updates and deletes, and tells the
// transaction what is written, so that it can ask for the history of it.
func tenantStamp(next db.Mutator) db.Mutator {
	return db.MutateFunc(func(ctx context.Context, m db.Mutation) (db.Value, error) {
		tx, err := txOf(ctx)
		if err != nil {
			return nil, fmt.Errorf("write %s: %w", m.Type(), err)
		}
		if err := tx.catchUp(ctx, m.Type()); err != nil {
			return nil, err
		}
		tx.wrote[m.Type()] = true
		if c := waits(ctx); c != nil {
			c.kind = m.Type()
		}
		if !free[m.Type()] {
			stamp(m, tx)
		} else if m.Op().Is(db.OpCreate) {
			_ = m.SetField("created_at", tx.Now) // absent on leases
		}
		return next.Mutate(ctx, m)
	})
}

func stamp(m db.Mutation, tx *Tx) {
	if m.Op().Is(db.OpCreate) {
		stampNew(m, tx)
		if m.Type() == db.TypeHistoryHead {
			_ = m.SetField("mac", tx.store.signHead(tx.Actor.Tenant, head{}))
		}
		return
	}
	if _, raised := m.AddedField("version"); raised {
		_ = m.SetField("updated_at", tx.Now)
	}
	tenant := tx.Actor.Tenant
	m.(narrowed).WhereP(func(s *entsql.Selector) { s.Where(entsql.EQ(s.C("tenant_id"), tenant)) })
}

func stampNew(m db.Mutation, tx *Tx) {
	_ = m.SetField("tenant_id", tx.Actor.Tenant)
	if _, set := m.Field("created_at"); !set {
		_ = m.SetField("created_at", tx.Now)
	}
	if _, set := m.Field("updated_at"); !set {
		_ = m.SetField("updated_at", tx.Now) // only versioned types have it
	}
}
