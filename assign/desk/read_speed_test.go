package desk_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// BenchmarkRead reads beside 10,000 people, of whom 500 hold approval.decide, and
// 200,000 open deals (section 16).
func BenchmarkRead(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, benchmarkRead(kind))
	}
}

func benchmarkRead(kind string) func(b *testing.B) {
	return func(b *testing.B) {
		address := storetest.Address(b, kind)
		c := &clock{now: time.Now().Add(-3 * time.Hour)}
		o := open(b, storetest.OpenAt(b, address, c.Now))
		crowd := o.crowd(10_000)
		c.set(time.Now().Add(-2 * time.Hour))
		o.decide(crowd[:500])
		o.fill(crowd, 200_000)
		c.set(time.Now())
		decided, waiting := o.submit("decided", 1000), o.submit("waiting", 900_000)
		analyze(b, address)
		o.analyzed(address).reads(b, crowd, decided, waiting)
	}
}

// analyzed is the office when the database has statistics of what was filled in, as it
// makes them now and then.
func (o *office) analyzed(address string) *office {
	o.t.Helper()
	o.rows(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Client.ExecContext(ctx, "ANALYZE")
		return err
	})
	again := *o
	again.store = storetest.OpenAt(o.t, address, time.Now)
	again.desk = &desk.Desk{Store: again.store}
	again.directory = &directory.Directory{Store: again.store, OnChange: again.desk.OnChange}
	return &again
}

func (o *office) reads(b *testing.B, crowd []ident.ID, decided, waiting ident.ID) {
	last := crowd[len(crowd)-1]
	past := time.Now().Add(-time.Second)
	many := o.dealsWhere(desk.MyPipeline(o.tenant, last))
	one := func(id ident.ID) func(context.Context, *db.Client) error {
		return func(ctx context.Context, c *db.Client) error {
			v, _, err := o.desk.ExplainOne(ctx, c, o.row(ctx, c, id), last)
			if err == nil && v == nil {
				b.Error("nobody was judged")
			}
			return err
		}
	}
	ask := func(q desk.ApproverQuery) func(context.Context, *db.Client) error {
		return func(ctx context.Context, c *db.Client) error {
			list, err := o.desk.Approvers(ctx, c, q)
			if err == nil && len(list) == 0 {
				b.Error("nobody approves")
			}
			return err
		}
	}
	page := func(q *db.DealQuery, ctx context.Context) error {
		_, err := q.Order(deal.BySubmittedAt()).Limit(50).All(ctx)
		return err
	}
	changed := 0
	for name, read := range map[string]func(context.Context, *db.Client) error{
		"explain-waiting": func(ctx context.Context, c *db.Client) error {
			_, err := o.desk.Explain(ctx, c, o.row(ctx, c, waiting))
			return err
		},
		"explain-waiting-one": one(waiting),
		"explain-decided": func(ctx context.Context, c *db.Client) error {
			_, err := o.desk.Explain(ctx, c, o.row(ctx, c, decided))
			return err
		},
		"explain-decided-one": one(decided),
		"approvers":           ask(desk.ApproverQuery{Deal: waiting, Figures: loan(400_000)}),
		"approvers-available": ask(desk.ApproverQuery{Deal: waiting, Figures: loan(400_000), Available: true}),
		"approvers-then":      ask(desk.ApproverQuery{Figures: loan(400_000), At: past}),
		"standings": func(ctx context.Context, c *db.Client) error {
			_, err := o.desk.Standings(ctx, c, o.rowsOf(ctx, c, many))
			return err
		},
		"visible-to": func(ctx context.Context, c *db.Client) error { _, err := o.desk.VisibleTo(ctx, c, decided); return err },
		"my-pipeline": func(ctx context.Context, c *db.Client) error {
			return page(c.Deal.Query().Where(desk.MyPipeline(o.tenant, last)), ctx)
		},
		"seen-by": func(ctx context.Context, c *db.Client) error {
			return page(c.Deal.Query().Where(desk.SeenBy(desk.Viewer{Tenant: o.tenant, Person: last, Unassigned: true})), ctx)
		},
		"what-if-limits": func(ctx context.Context, c *db.Client) error {
			_, err := o.desk.WhatIf(ctx, c, []desk.Supposed{supposedLimit(last, 1)})
			return err
		},
		"replay": func(ctx context.Context, c *db.Client) error {
			row, err := c.AssignmentDecision.Query().First(ctx)
			if err == nil {
				_, err = desk.Replay(ctx, c, row)
			}
			return err
		},
	} {
		b.Run(name, func(b *testing.B) { o.measure(b, read) })
	}
	b.Run("explain-waiting-behind-a-change", func(b *testing.B) {
		var took []time.Duration
		o.submit("changed", 1000) // loads the bench
		for b.Loop() {
			b.StopTimer() // the change itself is measured elsewhere
			changed++
			o.submit(fmt.Sprint("changed", changed), 1000)
			b.StartTimer()
			start := time.Now()
			o.read(one(waiting))
			took = append(took, time.Since(start))
		}
		b.ReportMetric(percentile99(took), "p99-ms")
	})
}

// measure tells the 99th percentile beside the mean.
func (o *office) measure(b *testing.B, read func(context.Context, *db.Client) error) {
	o.read(read) // what the first reads for all
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		o.read(read)
		took = append(took, time.Since(start))
	}
	b.ReportMetric(percentile99(took), "p99-ms")
}

// percentile99 is in milliseconds.
func percentile99(took []time.Duration) float64 {
	slices.Sort(took)
	return float64(took[len(took)*99/100].Microseconds()) / 1000
}

func (o *office) rowsOf(ctx context.Context, c *db.Client, ids []ident.ID) []*db.Deal {
	o.t.Helper()
	rows, err := c.Deal.Query().Where(deal.IDIn(ids...)).WithFacilities().All(ctx)
	o.must(err)
	return rows
}

// decide gives people the role approver, by rows.
func (o *office) decide(people []ident.ID) {
	o.t.Helper()
	role, err := o.directory.RoleID(o.ctx, "approver")
	o.must(err)
	o.inParts(len(people), func(ctx context.Context, tx *store.Tx, from, to int) error {
		var grants []*db.RoleGrantCreate
		for _, id := range people[from:to] {
			grants = append(grants, tx.Client.RoleGrant.Create().SetID(tx.NewID()).SetUserID(id).SetRoleID(role))
			state, err := json.Marshal(directory.Authority{Active: true, Permissions: []actor.Permission{actor.ApprovalDecide},
				Limits: assign.Limits{LoanAmount: assign.LimitOf(500_000_00)}})
			if err != nil {
				return err
			}
			tx.KeepAuthority(id, state, false)
		}
		return tx.Client.RoleGrant.CreateBulk(grants...).Exec(ctx)
	})
}
