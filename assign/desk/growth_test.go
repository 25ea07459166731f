package desk_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/ident"
	"mandate/store/storetest"
)

// TestEventsReadNoMoreOfMoreDeals counts what events about one person or one deal read:
// with ten times the deals, open and waiting, it is the same to the row.
func TestEventsReadNoMoreOfMoreDeals(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			few, many := readByEvents(t, kind, 120), readByEvents(t, kind, 1200)
			for i, small := range few {
				if small.statements == 0 {
					t.Errorf("%s reads nothing: it is not counted", small.event)
				}
				if small != many[i] {
					t.Errorf("few deals: %v; ten times as many: %v", small, many[i])
				}
			}
		})
	}
}

// reading is what one event has read.
type reading struct {
	event            string
	statements, rows int64
}

func readByEvents(t *testing.T, kind string, deals int) (list []reading) {
	t.Helper()
	o := open(t, storetest.OpenAt(t, storetest.Address(t, kind), time.Now))
	ann, ben := o.grown(20, deals)
	first := o.submit("first", 1000) // loads the bench
	o.must(o.desk.Assign(o.ctx, desk.Move{Deal: first, To: ann}))
	statements, rows := o.countReads()
	for _, e := range o.eventsAbout(ann, ben, first, 0) {
		statements.Store(0)
		rows.Store(0)
		if err := e.do(); err != nil {
			t.Fatalf("%s: %v", e.name, err)
		}
		list = append(list, reading{e.name, statements.Load(), rows.Load()})
	}
	return list
}

// grown is an office of two people, beside others who own so many open deals; half as
// many wait, for an amount that nobody may lend.
func (o *office) grown(people, deals int) (ann, ben ident.ID) {
	o.t.Helper()
	ann, ben = o.hire("ann", 50, 400_000), o.hire("ben", 50, 400_000)
	o.fill(o.crowd(people), deals)
	waiting := make([]desk.ImportedDeal, deals/2)
	for i := range waiting {
		waiting[i] = desk.ImportedDeal{Submission: submission(fmt.Sprint("w", i), 900_000)}
	}
	for part := range slices.Chunk(waiting, importBatch) {
		o.importing(desk.ImportOptions{Quiet: true}, part...)
	}
	return ann, ben
}

// happening is one event that settles.
type happening struct {
	name string
	do   func() error
}

// eventsAbout are events about two people and a deal that the first of them owns, which
// is new; in every round they change something.
func (o *office) eventsAbout(ann, ben, first ident.ID, round int) []happening {
	today := assign.DateOf(time.Now())
	return []happening{
		{"a deal arrives", func() error {
			_, err := o.desk.Submit(o.ctx, submission(fmt.Sprint("second", round), 1000))
			return err
		}},
		{"its status changes", func() error { return o.desk.SetStatus(o.ctx, desk.StatusStep{Deal: first, To: assign.StatusInReview}) }},
		{"limits change", func() error { o.limit(ann, 50, int64(390_000-round)); return nil }},
		{"an absence starts", func() error {
			_, _, err := o.desk.SetAbsence(o.ctx, desk.Leave{User: ann, Start: today, End: today.Next().Next(), Delegate: ben})
			return err
		}},
		{"and ends", func() error { return o.desk.EndAbsence(o.ctx, ann, 0) }},
		{"a deal is assigned by hand", func() error { return o.desk.Assign(o.ctx, desk.Move{Deal: first, To: ben}) }},
		{"somebody leaves", func() error { return o.directory.Deactivate(o.ctx, ben, 0, "") }},
		{"and comes back", func() error { return o.directory.Activate(o.ctx, ben, 0, "") }},
	}
}

// countReads counts the statements that ent reads by from now on, eager-loaded edges
// included, and the rows that they give.
func (o *office) countReads() (statements, rows *atomic.Int64) {
	statements, rows = new(atomic.Int64), new(atomic.Int64)
	o.read(func(_ context.Context, c *db.Client) error {
		c.Intercept(db.InterceptFunc(func(next db.Querier) db.Querier {
			return db.QuerierFunc(func(ctx context.Context, q db.Query) (db.Value, error) {
				v, err := next.Query(ctx, q)
				statements.Add(1)
				if list := reflect.ValueOf(v); list.Kind() == reflect.Slice {
					rows.Add(int64(list.Len()))
				}
				return v, err
			})
		}))
		return nil
	})
	return statements, rows
}
