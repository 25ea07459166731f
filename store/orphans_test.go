package store_test

import (
	"context"
	"slices"
	"testing"

	"mandate/ent/db/facility"
	"mandate/store"
	"mandate/store/storetest"
)

// TestOrphansAreSeen where PostgreSQL has no constraint; SQLite refuses the row.
func TestOrphansAreSeen(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			s := storetest.Open(t, kind)
			tenant := kindOfTenant(t, s, "acme", "LENDER")
			if found := storetest.Orphans(t, s, tenant); len(found) > 0 {
				t.Fatalf("before: %v", found)
			}
			err := s.Write(storetest.System(t, tenant), func(ctx context.Context, tx *store.Tx) error {
				someEvent(tx)
				row := tx.Client.Facility.Create().SetID(tx.NewID()).SetDealID(tx.NewID()).SetCategory(facility.CategoryMORTGAGE).SetAmount(1)
				return row.Exec(ctx)
			})
			found := storetest.Orphans(t, s, tenant)
			switch {
			case kind == "sqlite" && (err == nil || len(found) > 0):
				t.Errorf("%v, %v", found, err)
			case kind == "postgres" && (err != nil || !slices.Equal(found, []string{"1 rows of facilities name by deal_id what is not in deals"})):
				t.Errorf("%v, %v", found, err)
			}
			if left := storetest.Left(t, s, tenant); !slices.Contains(left, "1 rows of assignment_state are left") {
				t.Errorf("%v", left)
			}
		})
	}
}
