package store_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/store"
	"mandate/store/storetest"
)

// TestLateEntriesByIndex: who looks for entries behind a mark or a horizon goes through the
// index of transactions, also where PostgreSQL expects that all entries are behind it. Where
// there is none, a walk through the table is one through all of history.
func TestLateEntriesByIndex(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	acme := tenant(t, s, "acme")
	ctx := storetest.System(t, acme)
	h := horizon(t, s, ctx)
	must(t, s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		for i := range 500 {
			if err := addBroker(fmt.Sprint(i))(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	}))
	_, err := raw(t, as(t, address, "")).ExecContext(t.Context(), "ANALYZE history_entries")
	must(t, err)
	unchanged, args := entsql.Dialect(dialect.Postgres).Select().AppendSelectExpr(entsql.Raw("1")).Where(h.Unchanged(acme)).Query()
	must(t, s.Read(ctx, func(ctx context.Context, c *db.Client) error {
		left, err := explained(ctx, c, "EXPLAIN "+store.LeftPostgres, acme, 0)
		must(t, err)
		late, err := explained(ctx, c, "EXPLAIN "+unchanged, args...)
		for what, plan := range map[string]string{"mark": left, "horizon": late} {
			if !strings.Contains(plan, "historyentry_tenant_id_txid") || strings.Contains(plan, "Seq Scan") {
				t.Errorf("behind a %s:\n%s", what, plan)
			}
		}
		return err
	}))
}
