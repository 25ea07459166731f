package desk_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"mandate/ent/db"
	"mandate/ident"
)

// queries counts the queries of an event; every one of ent passes by an interceptor,
// eager-loaded edges included.
func (o *office) queries() func(event func()) int64 {
	o.t.Helper()
	var n atomic.Int64
	o.must(o.store.Read(o.ctx, func(_ context.Context, c *db.Client) error {
		c.Intercept(db.InterceptFunc(func(next db.Querier) db.Querier {
			return db.QuerierFunc(func(ctx context.Context, q db.Query) (db.Value, error) {
				n.Add(1)
				return next.Query(ctx, q)
			})
		}))
		return nil
	}))
	return func(event func()) int64 {
		n.Store(0)
		event()
		return n.Load()
	}
}

// TestQueriesDoNotGrowWithDeals: an absence takes as many queries for twenty deals as
// for two.
func TestQueriesDoNotGrowWithDeals(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		ann, bob := o.hire("ann", 50, 500_000), o.hire("bob", 0, 1)
		count := o.queries()
		var used [2]int64
		for i, deals := range []int{2, 18} {
			for j := range deals {
				o.submit(fmt.Sprint(i, "-", j), 1000)
			}
			used[i] = count(func() { o.leave(ann, "2026-09-01", "2026-09-02", bob) })
			if used[i] == 0 {
				t.Fatal("nothing was counted")
			}
			o.must(o.desk.EndAbsence(o.ctx, ann, 0))
		}
		if used[0] != used[1] {
			t.Errorf("%d queries for 2 deals, %d for 20", used[0], used[1])
		}
	})
}

// TestQueriesOfRequestsThatNoEventConcerns: open requests cost an event nothing that
// concerns none of them.
func TestQueriesOfRequestsThatNoEventConcerns(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, max, eve := o.hire("ann", 9, 500_000), o.approver("max", 1_000_000), o.hire("eve", 0, 1)
		count := o.queries()
		change := func() { o.limit(eve, 0, 2) }
		without := count(change)
		o.limit(eve, 0, 1)
		requests := make([]ident.ID, 3)
		for i := range requests {
			requests[i] = o.asks(ann, o.blocked(ann, fmt.Sprint(i), 800_000), max)
		}
		if with := count(change); with != without || without == 0 {
			t.Errorf("%d queries without requests, %d beside three", without, with)
		}
		one := count(func() { o.limit(max, 0, 700_000) })
		for _, r := range requests {
			o.wantRequest(r, "UNROUTED")
		}
		if one <= without {
			t.Errorf("%d queries for three requests that are concerned, %d for none", one, without)
		}
	})
}
