package graph_test

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"

	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/store/storetest"
)

// counting counts the statements of a company's reads: every query of ent passes by
// an interceptor, eager-loaded edges and counts included.
func counting(o *office) *atomic.Int64 {
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
	return &n
}

// whole are the lists of the schema with everything that their rows can show.
var whole = map[string]string{
	"users":         `{ users(first: 30) { totalCount edges { cursor node { id manager { id } } } nodes { ` + userFacts + ` manager { id manager { name roles { role { name } } } preferences { id } } } } }`,
	"reports":       `{ users(first: 30) { nodes { directReports { id load } } } }`,
	"histories":     `{ users(first: 30) { nodes { history(first: 3) { totalCount nodes { action actorName targetName user { name } changes { field after } } } } } }`,
	"deals":         `{ deals(first: 30) { totalCount edges { node { id } } nodes { ` + dealFacts + ` owner { id load manager { name } lendingLimits { maxCapacity } } } } }`,
	"explained":     `{ deals(first: 12) { nodes { explanation { at live considered chosen { name } counts { reason } ranking { user { name load } reason } } } } }`,
	"brokers":       `{ brokers(first: 100) { totalCount nodes { id name } } }`,
	"products":      `{ products(first: 100) { totalCount nodes { id name locations } } }`,
	"roles":         `{ roles(first: 100) { totalCount nodes { id name permissions grants grantable preset } } }`,
	"groups":        `{ groups(first: 100) { totalCount nodes { id displayName memberCount roles { name } } } }`,
	"directories":   `{ directories(first: 100) { totalCount nodes { id name userCount tokens { id hint } } } }`,
	"history":       `{ history(first: 100) { totalCount nodes { id action actorName targetName user { name } onBehalfOf { name } changes { field after } } } }`,
	"notifications": `{ notifications(first: 100) { totalCount nodes { id subjectName } } }`,
	"queueLoad":     `{ queueLoad { load user { name load manager { name } } } }`,
}

// TestStatementsDoNotGrowWithRows: three times as many rows, the same statements.
func TestStatementsDoNotGrowWithRows(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := o.hire("Ada Lovelace", "administrator")
		n := counting(o)
		count := func() map[string]int64 {
			used := map[string]int64{}
			for name, query := range whole {
				n.Store(0)
				o.ask(as(ada), query, nil).ok()
				used[name] = n.Load()
			}
			return used
		}
		o.grow(0, 4)
		count() // what is kept from one request to the next is there from here on
		few := count()
		o.grow(4, 12)
		count()
		many := count()
		for name, used := range many {
			if used != few[name] {
				t.Errorf("%s: %d statements, with three times the rows %d", name, few[name], used)
			}
			if used > 45 {
				t.Errorf("%s: %d statements", name, used)
			}
		}
		t.Log(many)
	})
}

// grow makes people with managers, limits and preferences, deals that have an owner
// and deals that wait, and a directory with a group, each from to.
func (o *office) grow(from, to int) {
	o.t.Helper()
	ada := o.firstUser()
	for i := from; i < to; i++ {
		id := o.hire(fmt.Sprintf("Person %d", i), "underwriter")
		_, err := o.people.SetManager(o.ctx, id, 0, ada)
		o.must(err)
		o.limit(id, 3, 600_000)
		_, err = o.desk.UpsertBrokers(o.ctx, []desk.BrokerUpsert{{Reference: fmt.Sprint(i), Name: fmt.Sprint(i), Verified: true}})
		o.must(err)
		_, err = o.desk.UpsertProducts(o.ctx, []desk.ProductUpsert{{Reference: fmt.Sprint(i), Name: fmt.Sprint(i)}})
		o.must(err)
		o.submit(fmt.Sprintf("S-%d", i), 500_000)
		o.submit(fmt.Sprintf("W-%d", i), 900_000)
		o.provisionedBy(fmt.Sprintf("IdP %d", i), fmt.Sprintf("Group %d", i), fmt.Sprintf("petra%d", i))
	}
}

const listQuery = `query($first: Int!) { users(first: $first) { nodes { id name email active lastLoginAt manager { id name } roles { source role { id name } group { id displayName } } } pageInfo { hasNextPage endCursor } } }`

// BenchmarkUsers is the console's list of people: a page of 50 of 500.
func BenchmarkUsers(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			o := open(b, storetest.Open(b, kind))
			ada := o.hire("Ada Lovelace", "administrator")
			for i := range 500 {
				id := o.hire(fmt.Sprintf("Person %03d", i), "underwriter")
				if i%2 == 0 {
					_, err := o.people.SetManager(o.ctx, id, 0, ada)
					o.must(err)
				}
			}
			o.door.Now = fastClock()
			b.ResetTimer()
			for b.Loop() {
				o.ask(as(ada), listQuery, vars{"first": 50}).ok()
			}
		})
	}
}

// BenchmarkViewer is the least that a request can ask.
func BenchmarkViewer(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			o := open(b, storetest.Open(b, kind))
			ada := o.hire("Ada Lovelace", "administrator")
			o.door.Now = fastClock()
			b.ResetTimer()
			for b.Loop() {
				o.ask(as(ada), "{ viewer { kind user { name } } }", nil).ok()
			}
		})
	}
}

// BenchmarkDealSubmit is eight clients of the LOS in one tenant.
func BenchmarkDealSubmit(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			o := open(b, storetest.Open(b, kind))
			for i := range 50 {
				o.limit(o.hire(fmt.Sprintf("Person %03d", i), "underwriter"), 1_000_000, 600_000)
			}
			key := o.key("service-los")
			var i atomic.Int64
			o.door.Now = fastClock()
			b.SetParallelism(8 / runtime.GOMAXPROCS(0))
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					o.ask(with(key), `mutation($input: DealSubmitInput!) { dealSubmit(input: $input) { deal { id owner { name } } userErrors { code } } }`,
						vars{"input": figures(fmt.Sprintf("R-%d", i.Add(1)), "500000.00", nil)}).done("dealSubmit")
				}
			})
		})
	}
}
