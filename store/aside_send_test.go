package store_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/product"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// pile is products that a batch inserts, two at once.
type pile struct {
	ids  []ident.ID
	sent chan struct{} // closed when the insert was asked for
}

func (p *pile) Kinds() []string { return []string{db.TypeProduct} }

func (p *pile) Flush(ctx context.Context, tx *store.Tx) error {
	defer close(p.sent)
	for two := range slices.Chunk(p.ids, 2) {
		var rows []*db.ProductCreate
		for i, id := range two {
			rows = append(rows, tx.Client.Product.Create().SetID(id).SetReference(id.String()).SetName(string(rune('a'+i))).SetLocations([]string{}))
		}
		if err := tx.Insert(ctx, product.Table, store.Rows(rows)); err != nil {
			return err
		}
	}
	return nil
}

// pileUp lays products on a pile, with history, and writes on.
func pileUp(ctx context.Context, tx *store.Tx, ids ...ident.ID) (sent chan struct{}, err error) {
	p := tx.Behind(func() store.Behind { return &pile{sent: make(chan struct{})} }).(*pile)
	p.ids = ids
	for _, id := range ids { // several, since one alone is no insert that is sent
		tx.Record(store.Event{Action: "PRODUCT_ADDED", TargetKind: ident.Product, Target: id})
	}
	return p.sent, tx.WriteOn(ctx)
}

func expectSent(t *testing.T, sent <-chan struct{}) {
	t.Helper()
	select {
	case <-sent:
	case <-time.After(10 * time.Second):
		t.Error("an insert was waited for")
	}
}

// TestWriteOnDoesNotWaitForInserts: what is written beside a function, and the part behind
// it, put all their rows into words while PostgreSQL inserts the first; whoever looks has all
// of them. The insert is held up by another transaction that has the same key and is undone.
func TestWriteOnDoesNotWaitForInserts(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	acme := tenant(t, s, "acme")
	other, err := raw(t, as(t, address, "")).BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Rollback() }()
	ids := []ident.ID{{1}, {2}, {3}, {4}, {5}, {6}}
	if _, err := other.ExecContext(t.Context(), `INSERT INTO products (id, tenant_id, created_at, updated_at, reference, name, locations)
		VALUES ($1, $2, now(), now(), 'held', 'held', '[]')`, ids[0].String(), acme.String()); err != nil {
		t.Fatal(err)
	}
	err = s.Settle(storetest.System(t, acme), func(ctx context.Context, tx *store.Tx) error {
		sent, err := pileUp(ctx, tx, ids[:4]...)
		if err != nil {
			return err
		}
		expectSent(t, sent)
		if sent, err = pileUp(ctx, tx, ids[4:]...); err != nil {
			return err
		}
		expectSent(t, sent)
		if err := other.Rollback(); err != nil {
			return err
		}
		if n, err := tx.Client.Product.Query().Count(ctx); n != len(ids) || err != nil {
			t.Errorf("%d products seen, %v", n, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestInsertThatFailsBesideUndoesAll: whoever comes next on the connection has the error of an
// insert that was not waited for, and be it the commit.
func TestInsertThatFailsBesideUndoesAll(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		for _, looks := range []bool{false, true} {
			err := s.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
				_, err := pileUp(ctx, tx, ident.ID{1}, ident.ID{1}, ident.ID{2}, ident.ID{3})
				if !looks && err == nil {
					_, err = pileUp(ctx, tx, ident.ID{4}, ident.ID{5})
				}
				if looks {
					_, _ = tx.Client.Product.Query().Count(ctx)
				}
				return err
			})
			if err == nil || !strings.Contains(err.Error(), "products") {
				t.Errorf("looks %v: %v", looks, err)
			}
		}
		err := s.Read(ctx, func(ctx context.Context, c *db.Client) error {
			if n, err := c.Product.Query().Count(ctx); n != 0 || err != nil {
				t.Errorf("%d products, %v", n, err)
			}
			if n, err := c.HistoryEntry.Query().Count(ctx); n > 1 || err != nil { // of the tenant itself
				t.Errorf("%d entries, %v", n, err)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}
