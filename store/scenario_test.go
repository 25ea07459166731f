package store_test

import (
	"context"
	"testing"

	enttenant "mandate/ent/db/tenant"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

func kindOfTenant(t *testing.T, s *store.Store, slug, kind string) ident.ID {
	t.Helper()
	id := s.NewID()
	err := s.Write(storetest.System(t, id), func(ctx context.Context, tx *store.Tx) error {
		someEvent(tx)
		if err := tx.Client.AssignmentState.Create().SetID(tx.NewID()).Exec(ctx); err != nil {
			return err
		}
		return tx.Client.Tenant.Create().SetID(id).SetSlug(slug).SetName(slug).SetKind(enttenant.Kind(kind)).Exec(ctx)
	})
	if err != nil {
		t.Fatal(err)
	}
	s.SealWritten(t.Context())
	return id
}

// TestScenariosAreRemovedAndNothingElse also with history, which is insert only.
func TestScenariosAreRemovedAndNothingElse(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		play, lender := kindOfTenant(t, s, "play", "SCENARIO"), kindOfTenant(t, s, "acme", "LENDER")
		if err := s.RemoveScenario(t.Context(), lender); err == nil {
			t.Error("a lender was removed")
		}
		if err := s.RemoveScenario(t.Context(), play); err != nil {
			t.Fatal(err)
		}
		list, err := s.Tenants(t.Context())
		if err != nil || len(list) != 1 || list[0].ID != lender || entriesOf(t, s, lender) != 1 || entriesOf(t, s, play) != 0 {
			t.Errorf("left %v, %v", list, err)
		}
	})
}

func TestNoTenantBecomesAScenario(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		lender := kindOfTenant(t, s, "acme", "LENDER")
		err := s.Write(storetest.System(t, lender), func(ctx context.Context, tx *store.Tx) error {
			someEvent(tx)
			_, err := tx.Client.ExecContext(ctx, `UPDATE tenants SET kind = 'SCENARIO' WHERE id = $1`, lender)
			return err
		})
		if err == nil {
			t.Error("a lender became a scenario")
		}
	})
}
