package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/store"
	"mandate/store/storetest"
)

// queued holds a tenant's lock while others come, one after the other, so that they
// are drained together; it gives the error of each.
func queued(t *testing.T, s *store.Store, ctx context.Context, fns ...func(context.Context, *store.Tx) error) []error {
	t.Helper()
	mine, _ := actor.From(ctx)
	begun, free := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		var once sync.Once
		err := s.Settle(ctx, func(context.Context, *store.Tx) error {
			once.Do(func() { close(begun) })
			<-free
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-begun
	errs := make([]error, len(fns))
	for i, fn := range fns {
		all.Go(func() { errs[i] = s.Settle(ctx, fn) })
		for s.Waiting(mine.Tenant) != i+1 {
			time.Sleep(100 * time.Microsecond)
		}
	}
	close(free)
	all.Wait()
	return errs
}

func TestSettlesKeepTheOrderOfArrival(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		const n = 70 // more than one batch
		var order, positions []int64
		var fns []func(context.Context, *store.Tx) error
		for i := range n {
			fns = append(fns, func(ctx context.Context, tx *store.Tx) error {
				order, positions = append(order, int64(i)), append(positions, tx.Position)
				return addBroker(fmt.Sprint(i))(ctx, tx)
			})
		}
		for i, err := range queued(t, s, ctx, fns...) {
			if err != nil {
				t.Errorf("%d: %v", i, err)
			}
		}
		if len(order) != n || !slices.IsSorted(order) || !slices.IsSorted(positions) || positions[0] != 2 || positions[n-1] != n+1 {
			t.Errorf("order %v, positions %v", order, positions)
		}
	})
}

// TestBadOnesHurtNobodyElse drains one batch with every way of going wrong in it.
func TestBadOnesHurtNobodyElse(t *testing.T) {
	t.Parallel()
	refusal := fault.New(fault.Denied, fault.CodeForbidden, "no")
	is := func(want error) func(error) bool { return func(err error) bool { return errors.Is(err, want) } }
	internal := func(err error) bool { return fault.Is(err, fault.CodeInternal) }
	after := func(then func(context.Context, *store.Tx) error) func(context.Context, *store.Tx) error {
		return func(ctx context.Context, tx *store.Tx) error {
			if err := addBroker("undone")(ctx, tx); err != nil {
				return err
			}
			return then(ctx, tx)
		}
	}
	refuse := func(context.Context, *store.Tx) error { return refusal }
	ouch := func(context.Context, *store.Tx) error { panic("ouch") }
	for name, bad := range map[string]struct {
		fn   func(context.Context, *store.Tx) error
		want func(error) bool
	}{
		"refusal":                  {refuse, is(refusal)},
		"refusal after a write":    {after(refuse), is(refusal)},
		"refusal after a trace":    {after(func(_ context.Context, tx *store.Tx) error { tx.Silence(db.TypeBroker); return refusal }), is(refusal)},
		"panic":                    {ouch, internal},
		"panic after a write":      {after(ouch), internal},
		"taken":                    {addBroker("first"), store.IsTaken},
		"no event":                 {statement("UPDATE brokers SET name = 'undone'", true), func(err error) bool { return err != nil }},
		"statement, refused":       {statement("UPDATE brokers SET name = 'undone'", false), func(err error) bool { return err != nil }},
		"statement that is none":   {statement("NONSENSE", false), func(err error) bool { return err != nil }},
		"error that was swallowed": {statement("NONSENSE", true), func(error) bool { return true }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				ctx := storetest.System(t, tenant(t, s, "acme"))
				errs := queued(t, s, ctx, addBroker("first"), bad.fn, addBroker("last"))
				if errs[0] != nil || !bad.want(errs[1]) || errs[2] != nil {
					t.Errorf("first %v, bad %v, last %v", errs[0], errs[1], errs[2])
				}
				expectBrokers(t, s, ctx, "first", "last")
			})
		})
	}
}

// statement changes rows behind ent's back, without an event.
func statement(text string, swallow bool) func(context.Context, *store.Tx) error {
	return func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Client.ExecContext(ctx, text); err != nil && !swallow {
			return err
		}
		if swallow {
			return nil
		}
		return errors.New("refused after a statement")
	}
}

func expectBrokers(t *testing.T, s *store.Store, ctx context.Context, want ...string) {
	t.Helper()
	err := s.Read(ctx, func(ctx context.Context, c *db.Client) error {
		got, err := c.Broker.Query().Order(db.Asc("name")).Select("name").Strings(ctx)
		if !slices.Equal(got, want) {
			t.Errorf("brokers %v, want %v", got, want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestCallerLeavesTheQueue cancels one caller of a batch while it waits.
func TestCallerLeavesTheQueue(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		leaving, leave := context.WithCancel(ctx)
		var impatient error
		var gone sync.WaitGroup
		errs := queued(t, s, ctx, addBroker("a"), func(ctx context.Context, tx *store.Tx) error {
			gone.Go(func() { impatient = s.Settle(leaving, addBroker("c")) })
			leave()
			return addBroker("b")(ctx, tx)
		}, addBroker("d"))
		gone.Wait()
		if err := errors.Join(append(errs, impatient)...); err != nil {
			t.Error(err)
		}
		expectBrokers(t, s, ctx, "a", "b", "c", "d")
	})
}

func TestPositionsRiseAcrossReplicas(t *testing.T) {
	t.Parallel()
	eachReplicas(t, 3, func(t *testing.T, all []*store.Store) {
		ctx := storetest.System(t, tenant(t, all[0], "acme"))
		var mu sync.Mutex
		var positions []int64
		inTurn(t, all, 9, 20, func(s *store.Store, n int) error {
			var mine int64
			err := s.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
				mine = tx.Position
				return addBroker(fmt.Sprint(n))(ctx, tx)
			})
			mu.Lock()
			defer mu.Unlock()
			positions = append(positions, mine)
			return err
		})
		slices.Sort(positions)
		for i, p := range positions {
			if p != int64(i+1) {
				t.Fatalf("position %d is missing: %v", i+1, positions)
			}
		}
		if n := brokers(t, all[1], ctx); n != 180 {
			t.Errorf("%d brokers, want 180", n)
		}
	})
}

func TestSettleOfNoTenant(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		err := s.Settle(storetest.System(t, s.NewID()), addBroker("a"))
		if !fault.Is(err, fault.CodeNotFound) || !strings.Contains(err.Error(), "no such tenant") {
			t.Errorf("got %v", err)
		}
	})
}
