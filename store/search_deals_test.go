package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/store"
	"mandate/store/storetest"
)

// TestDealsAreFoundAsCompared draws deals and their owners' names and searches: what the
// index answers is what looking at each row answers, also after both have changed and
// deals have gone.
func TestDealsAreFoundAsCompared(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, draw := storetest.System(t, tenant(t, s, "acme")), rand.New(rand.NewPCG(7, 44))
		drawn := map[string]string{}
		words := func() string {
			text := drawnWords(draw)
			drawn[fmt.Sprintf("p%03d", len(drawn))] = text
			return text
		}
		change := func(fn func(ctx context.Context, tx *store.Tx) error) {
			t.Helper()
			must(t, s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
				someEvent(tx)
				return fn(ctx, tx)
			}))
		}
		change(func(ctx context.Context, tx *store.Tx) error {
			var rows []*db.DealCreate
			for i := range 150 {
				rows = append(rows, tx.Client.Deal.Create().SetID(tx.NewID()).SetReference(fmt.Sprint("d", i)).SetSubmittedAt(tx.Now).SetCurrency("CAD").
					SetSearchKey(store.SearchKey(words())).SetOwnerKey(store.SortKey(store.Fold(words()))))
			}
			if err := rows[0].Exec(ctx); err != nil {
				return err
			}
			return tx.Insert(ctx, deal.Table, store.Rows(rows[1:]))
		})
		compareDeals(t, s, ctx, draw, drawn)
		change(func(ctx context.Context, tx *store.Tx) error {
			for i := range 60 {
				row := tx.Client.Deal.Update().Where(deal.Reference(fmt.Sprint("d", i)))
				if i%2 == 0 {
					row.SetOwnerKey(store.SortKey(store.Fold(words())))
				} else {
					row.SetSearchKey(store.SearchKey(words()))
				}
				if err := row.Exec(ctx); err != nil {
					return err
				}
			}
			_, err := tx.Client.Deal.Delete().Where(deal.ReferenceIn("d1", "d2", "d100")).Exec(ctx)
			return err
		})
		compareDeals(t, s, ctx, draw, drawn)
	})
}

func compareDeals(t *testing.T, s *store.Store, ctx context.Context, draw *rand.Rand, drawn map[string]string) {
	t.Helper()
	found := 0
	for range 250 {
		text := drawnSearch(draw, drawn)
		got, want := references(t, s, ctx, store.MatchingDeals(text)), references(t, s, ctx, store.HoldingDeals(text))
		if !slices.Equal(got, want) {
			t.Errorf("the index finds %v for %q, comparing finds %v", got, text, want)
		}
		found += len(want)
	}
	if found == 0 {
		t.Error("no search has found anything")
	}
}

func references(t *testing.T, s *store.Store, ctx context.Context, where func(*sql.Selector)) (list []string) {
	t.Helper()
	must(t, s.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		list, err = c.Deal.Query().Where(where).Order(deal.ByID()).Select(deal.FieldReference).Strings(ctx)
		return err
	}))
	return list
}
