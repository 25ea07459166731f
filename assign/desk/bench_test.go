package desk_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
	"mandate/store/storetest/cluster"
)

const benchClients = 8

// BenchmarkSubmit submits deals to one tenant from 8 clients at once, beside deals that
// are there. For the figures of a server that writes through to its disk, run it beside
// `withpostgres -durable`.
func BenchmarkSubmit(b *testing.B) {
	for _, size := range []struct{ people, deals int }{{120, 2000}, {10_000, 2000}, {10_000, 200_000}} {
		for _, kind := range storetest.Kinds {
			b.Run(fmt.Sprintf("%s/people=%d/deals=%d", kind, size.people, size.deals), func(b *testing.B) {
				benchmarkSubmit(b, storetest.Address(b, kind), size.people, size.deals)
			})
		}
	}
}

func benchmarkSubmit(b *testing.B, address string, people, deals int) {
	o := open(b, storetest.OpenAt(b, address, time.Now))
	o.fill(o.crowd(people), deals)
	analyze(b, address)
	o.submit("first", 1000) // loads the bench
	var next atomic.Int64
	took := make([]time.Duration, b.N)
	var clients sync.WaitGroup
	b.ResetTimer()
	for range benchClients {
		clients.Go(func() {
			for i := next.Add(1) - 1; i < int64(b.N); i = next.Add(1) - 1 {
				start := time.Now()
				if _, err := o.desk.Submit(o.ctx, submission(fmt.Sprint("bench", i), 1000+int(i%400)*1000)); err != nil {
					b.Error(err)
					return
				}
				took[i] = time.Since(start)
			}
		})
	}
	clients.Wait()
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "deals/s")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// BenchmarkExplain explains a deal that waits and one that was decided, for one person
// who is not among the first of the order (AS-14).
func BenchmarkExplain(b *testing.B) {
	for _, kind := range storetest.Kinds {
		address := storetest.Address(b, kind)
		o := open(b, storetest.OpenAt(b, address, time.Now))
		people := o.crowd(10_000)
		o.fill(people, 20_000)
		for name, id := range map[string]ident.ID{"decided": o.submit("decided", 1000), "waiting": o.submit("waiting", 900_000)} {
			analyze(b, address)
			b.Run(kind+"/"+name, func(b *testing.B) {
				for b.Loop() {
					o.explainOne(id, people[len(people)-1])
				}
			})
		}
	}
}

func (o *office) explainOne(id, person ident.ID) {
	o.t.Helper()
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) error {
		row, err := c.Deal.Query().Where(deal.ID(id)).WithFacilities().Only(ctx)
		if err != nil {
			return err
		}
		v, _, err := o.desk.ExplainOne(ctx, c, row, person)
		if err == nil && v == nil {
			o.t.Error("nobody was judged")
		}
		return err
	}))
}

// analyze does what PostgreSQL does by itself within a minute.
func analyze(b *testing.B, address string) {
	b.Helper()
	given, err := url.Parse(address)
	if err != nil || given.Scheme != "postgres" {
		return
	}
	owner, err := url.Parse(cluster.Address(b))
	if err != nil {
		b.Fatal(err)
	}
	owner.Path = given.Path
	server, err := sql.Open("postgres", owner.String())
	if err != nil {
		b.Fatal(err)
	}
	defer server.Close()
	if _, err := server.ExecContext(b.Context(), "ANALYZE"); err != nil {
		b.Fatal(err)
	}
}

// inParts runs fn for parts of n rows, each part in a Settle.
func (o *office) inParts(n int, fn func(ctx context.Context, tx *store.Tx, from, to int) error) {
	o.t.Helper()
	for from := 0; from < n; from += 200 {
		o.must(o.store.Settle(o.ctx, func(ctx context.Context, tx *store.Tx) error {
			tx.Record(store.Event{Action: "TENANT_FILLED", TargetKind: ident.Tenant, Target: o.tenant})
			return fn(ctx, tx, from, min(n, from+200))
		}))
	}
}

// crowd makes so many underwriters with room for many deals, by rows: faster than by
// the operations of directory.
func (o *office) crowd(n int) []ident.ID {
	o.t.Helper()
	ids := make([]ident.ID, n)
	o.inParts(n, func(ctx context.Context, tx *store.Tx, from, to int) error {
		var users []*db.UserCreate
		var limits []*db.LendingLimitsCreate
		for i := from; i < to; i++ {
			ids[i] = tx.NewID()
			name := fmt.Sprintf("person%d", i)
			users = append(users, tx.Client.User.Create().SetID(ids[i]).SetUserName(name).SetUserNameKey(name).SetFirstName(name).SetActivatedAt(tx.Now))
			most, amount := 1_000_000, int64(1+i%10)*50_000_00
			limits = append(limits, tx.Client.LendingLimits.Create().SetID(tx.NewID()).SetUserID(ids[i]).SetMaxCapacity(most).SetLoanAmount(amount))
			state, err := json.Marshal(directory.Authority{Active: true, Preferences: assign.Preferences{AutoAssign: true},
				Limits: assign.Limits{MaxCapacity: assign.MaximumOf(most), LoanAmount: assign.LimitOf(amount)}})
			if err != nil {
				return err
			}
			tx.KeepAuthority(ids[i], state, true)
		}
		if err := tx.Client.User.CreateBulk(users...).Exec(ctx); err != nil {
			return err
		}
		return tx.Client.LendingLimits.CreateBulk(limits...).Exec(ctx)
	})
	return ids
}

// fill makes so many open deals, owned in turn.
func (o *office) fill(people []ident.ID, n int) {
	o.t.Helper()
	o.inParts(n, func(ctx context.Context, tx *store.Tx, from, to int) error {
		var deals []*db.DealCreate
		var parts []*db.FacilityCreate
		for i := from; i < to; i++ {
			id, reference := tx.NewID(), fmt.Sprintf("filled%d", i)
			deals = append(deals, tx.Client.Deal.Create().SetID(id).SetReference(reference).SetStatus(deal.StatusNEW).SetSubmittedAt(tx.Now).
				SetCurrency("CAD").SetLoanAmount(100_00).SetSearchKey(reference).SetOwnerID(people[i%len(people)]).SetActingID(people[i%len(people)]))
			tx.KeepDeal(store.DealState{Deal: id, Owner: people[i%len(people)], Status: "NEW", State: []byte("{}"), Fresh: true})
			parts = append(parts, tx.Client.Facility.Create().SetID(tx.NewID()).SetDealID(id).SetCategory("MORTGAGE").SetAmount(100_00))
		}
		if err := tx.Client.Deal.CreateBulk(deals...).Exec(ctx); err != nil {
			return err
		}
		return tx.Client.Facility.CreateBulk(parts...).Exec(ctx)
	})
}
