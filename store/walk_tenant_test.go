package store_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// tenantless are the kinds that belong to nobody: tenants themselves, and the
// leases of workers.
var tenantless = map[string]bool{db.TypeTenant: true, db.TypeLease: true, db.TypeSigningKey: true}

// insertOnly are the kinds that nobody changes or removes (HI-2, AS-14, AP-4).
var insertOnly = map[string]bool{db.TypeHistoryEntry: true, db.TypeHistorySeal: true, db.TypeAssignmentDecision: true, db.TypeApprovalGrant: true}

// someEvent satisfies the rule that a change has its history.
func someEvent(tx *store.Tx) {
	tx.Record(store.Event{Action: "TEST", TargetKind: ident.Tenant, Target: tx.Actor.Tenant})
}

// makeOne writes a row of a kind, with what it refers to, in a new tenant.
func makeOne(t *testing.T, s *store.Store, all kindList, k kind) (tenant, row ident.ID) {
	t.Helper()
	tenant, row = s.NewID(), s.NewID()
	err := s.Write(storetest.System(t, tenant), func(ctx context.Context, tx *store.Tx) error {
		someEvent(tx)
		above, err := all.parents(ctx, tx, k)
		if err != nil {
			return err
		}
		return k.create(ctx, tx.Client, row, above)
	})
	if err != nil {
		t.Fatal(err)
	}
	return tenant, row
}

func eachKind(t *testing.T, test func(t *testing.T, s *store.Store, all kindList, k kind)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		all := kinds(t)
		for _, k := range all {
			t.Run(k.name, func(t *testing.T) { test(t, s, all, k) })
		}
	})
}

func TestEveryKindNeedsATenant(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, s *store.Store, all kindList, k kind) {
		bare := t.Context()
		tenant, row := makeOne(t, s, all, k)
		err := s.Write(storetest.System(t, tenant), func(_ context.Context, tx *store.Tx) error {
			if _, err := k.count(bare, tx.Client); !errors.Is(err, store.ErrNoTenant) {
				t.Errorf("query: %v", err)
			}
			if err := k.create(bare, tx.Client, tx.NewID(), nil); err == nil {
				t.Error("create is no error")
			}
			if _, err := k.touch(bare, tx.Client); err == nil {
				t.Error("update is no error")
			}
			if err := k.touchOne(bare, tx.Client, row); err == nil {
				t.Error("update of one is no error")
			}
			if _, err := k.remove(bare, tx.Client); err == nil {
				t.Error("delete is no error")
			}
			if err := k.removeOne(bare, tx.Client, row); err == nil {
				t.Error("delete of one is no error")
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestEveryKindHasATenant(t *testing.T) {
	t.Parallel()
	for _, k := range kinds(t) {
		if has := k.column("tenant_id") != nil; has == tenantless[k.name] {
			t.Errorf("%s: tenant_id %t", k.name, has)
		}
	}
}

func TestEveryKindIsWalledOff(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, s *store.Store, all kindList, k kind) {
		if tenantless[k.name] {
			return
		}
		a, row := makeOne(t, s, all, k)
		before := ownRows(t, s, a, k)
		for what, do := range map[string]func(context.Context, *db.Client) (int, error){
			"sees": k.count, "changes": k.touch, "deletes": k.remove,
			"changes one": one(k.touchOne, row), "deletes one": one(k.removeOne, row),
		} {
			err := s.Write(storetest.System(t, s.NewID()), func(ctx context.Context, tx *store.Tx) error {
				someEvent(tx)
				n, err := do(ctx, tx.Client)
				if n != 0 {
					t.Errorf("the other tenant %s: %d rows", what, n)
				}
				return err
			})
			if err != nil && !(insertOnly[k.name] && isRefused(err)) {
				t.Errorf("the other tenant %s: %v", what, err)
			}
		}
		if after := ownRows(t, s, a, k); before == 0 || after != before {
			t.Errorf("%d rows before, %d after", before, after)
		}
		expectOwnChange(t, s, a, k, "update", k.touch)
		expectOwnChange(t, s, a, k, "delete", k.remove)
	})
}

// one counts the rows that a change of one row finds.
func one(do func(context.Context, *db.Client, ident.ID) error, row ident.ID) func(context.Context, *db.Client) (int, error) {
	return func(ctx context.Context, c *db.Client) (int, error) {
		switch err := do(ctx, c, row); {
		case err == nil:
			return 1, nil
		case db.IsNotFound(err):
			return 0, nil
		default:
			return 0, err
		}
	}
}

// isRefused says whether the database keeps the row from everybody, by a trigger or
// by the role's rights.
func isRefused(err error) bool {
	return err != nil && (strings.Contains(err.Error(), "insert only") || strings.Contains(err.Error(), "permission denied"))
}

func ownRows(t *testing.T, s *store.Store, tenant ident.ID, k kind) (n int) {
	t.Helper()
	err := s.Read(storetest.System(t, tenant), func(ctx context.Context, c *db.Client) (err error) {
		n, err = k.count(ctx, c)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// expectOwnChange proves that the walls stand where they should: the tenant
// itself can change its row, unless the kind is insert only.
func expectOwnChange(t *testing.T, s *store.Store, tenant ident.ID, k kind, what string, do func(context.Context, *db.Client) (int, error)) {
	t.Helper()
	err := s.Write(storetest.System(t, tenant), func(ctx context.Context, tx *store.Tx) error {
		someEvent(tx)
		n, err := do(ctx, tx.Client)
		if err == nil && n == 0 {
			t.Errorf("%s by the tenant itself changed nothing", what)
		}
		return err
	})
	refused := isRefused(err)
	if refused != insertOnly[k.name] || (err != nil && !refused) {
		t.Errorf("%s by the tenant itself: %v", what, err)
	}
}
