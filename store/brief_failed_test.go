package store_test

import (
	"context"
	"testing"
	"time"

	"mandate/store"
	"mandate/store/storetest"
)

// TestALookThatFails fails the whole transaction, as PostgreSQL has it, though nobody minds:
// where the look is refused at once and where one of its rows is, and whatever comes behind.
func TestALookThatFails(t *testing.T) {
	t.Parallel()
	s := storetest.OpenAt(t, storetest.Address(t, "postgres"), time.Now)
	ctx := storetest.System(t, tenant(t, s, "acme"))
	must(t, s.Write(ctx, addBroker("one")))
	for what, text := range map[string]string{
		"at once": "SELECT 1 / $1::int",
		"no such": "SELECT $1::int FROM absent",
		"a row":   "SELECT 1 / (b.n + $1) FROM (SELECT 1 AS n UNION ALL SELECT 0) AS b",
	} {
		for name, begin := range map[string]transaction{"Write": s.Write, "WriteBriefly": s.WriteBriefly} {
			for after, fn := range map[string]func(context.Context, *store.Tx) error{
				"the end": func(context.Context, *store.Tx) error { return nil },
				"later":   renames("one", "two"),
				"at once": func(ctx context.Context, tx *store.Tx) error {
					someEvent(tx)
					_ = tx.Client.Broker.Update().SetName("two").Exec(ctx)
					return nil
				},
				"a look": func(ctx context.Context, tx *store.Tx) error {
					if _, err := tx.Client.Broker.Query().Count(ctx); err == nil {
						t.Errorf("%s: %s: looked again", name, what)
					}
					return nil
				},
			} {
				err := begin(ctx, func(ctx context.Context, tx *store.Tx) error {
					if rows, err := tx.Client.QueryContext(ctx, text, 0); err == nil {
						for rows.Next() {
						}
						_ = rows.Close()
					}
					return fn(ctx, tx)
				})
				if err == nil {
					t.Errorf("%s: %s, then %s: no error", name, what, after)
				}
				expectBrokers(t, s, ctx, "one")
			}
		}
	}
}
