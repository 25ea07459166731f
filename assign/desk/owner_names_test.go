package desk_test

import (
	"context"
	"sync/atomic"
	"testing"

	"mandate/ent/db"
)

// TestOwnersTellTheirNames: on PostgreSQL the change of an owner's row gives the name that
// the deal is listed by, and nobody asks for it.
func TestOwnersTellTheirNames(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.hire("ann", 50, 500_000)
		o.submit("first", 1000) // loads the bench
		var asked atomic.Int64
		o.must(o.store.Read(o.ctx, func(_ context.Context, c *db.Client) error {
			c.User.Intercept(db.InterceptFunc(func(next db.Querier) db.Querier {
				return db.QuerierFunc(func(ctx context.Context, q db.Query) (db.Value, error) {
					asked.Add(1)
					return next.Query(ctx, q)
				})
			}))
			return nil
		}))
		id := o.submit("second", 1000)
		want := map[string]int64{"postgres": 0, "sqlite": 1}[o.store.Kind()]
		if n := asked.Load(); n != want {
			t.Errorf("people were asked for %d times, want %d", n, want)
		}
		if key := o.deal(id).OwnerKey; key != "ann test" {
			t.Errorf("listed by %q", key)
		}
	})
}
