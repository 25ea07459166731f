package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"mandate/ent/db"
	"mandate/ent/db/broker"
	"mandate/ent/db/historyentry"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// gathered runs all at once and gives the error of each.
func gathered(ctx context.Context, s *store.Store, fns ...func(context.Context, *store.Tx) error) []error {
	errs := make([]error, len(fns))
	var all sync.WaitGroup
	for i, fn := range fns {
		all.Go(func() { errs[i] = s.Gather(ctx, ident.ID{}, fn) })
	}
	all.Wait()
	return errs
}

// TestGatherHurtsNobodyElse has bad ones among many good ones: each has its own error,
// and the good ones are there with their history.
func TestGatherHurtsNobodyElse(t *testing.T) {
	t.Parallel()
	refusal := fault.New(fault.Denied, fault.CodeForbidden, "no")
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		bad := map[int]struct {
			fn func(context.Context, *store.Tx) error
			is func(error) bool
		}{
			3:  {func(context.Context, *store.Tx) error { return refusal }, func(err error) bool { return errors.Is(err, refusal) }},
			11: {func(ctx context.Context, tx *store.Tx) error { return errors.Join(addBroker("half")(ctx, tx), refusal) }, func(err error) bool { return errors.Is(err, refusal) }},
			19: {func(context.Context, *store.Tx) error { panic("ouch") }, func(err error) bool { return fault.Is(err, fault.CodeInternal) }},
			23: {func(ctx context.Context, tx *store.Tx) error {
				return tx.Client.Broker.Create().SetID(tx.NewID()).SetReference("r").SetName("untold").Exec(ctx)
			}, func(err error) bool { return err != nil && strings.Contains(err.Error(), "without a history event") }},
		}
		const n = 40
		fns := make([]func(context.Context, *store.Tx) error, n)
		for i := range fns {
			fns[i] = addBroker(fmt.Sprint(i))
			if b, ok := bad[i]; ok {
				fns[i] = b.fn
			}
		}
		for i, err := range gathered(ctx, s, fns...) {
			if b, ok := bad[i]; ok != (err != nil) || ok && !b.is(err) {
				t.Errorf("%d: %v", i, err)
			}
		}
		err := s.Read(ctx, func(ctx context.Context, c *db.Client) error {
			brokers, err := c.Broker.Query().Count(ctx)
			if err != nil {
				return err
			}
			history, err := c.HistoryEntry.Query().Where(historyentry.Action("BROKER_CREATED")).Count(ctx)
			if brokers != n-len(bad) || history != brokers {
				t.Errorf("%d brokers, %d entries", brokers, history)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// TestGatherDecidesBetweenEqualOnes has many want the same unique name at once.
func TestGatherDecidesBetweenEqualOnes(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, made := storetest.System(t, tenant(t, s, "acme")), 0
		claim := func(ctx context.Context, tx *store.Tx) error {
			someEvent(tx)
			return tx.Client.Broker.Create().SetID(tx.NewID()).SetReference("the one").SetName("n").Exec(ctx)
		}
		fns := make([]func(context.Context, *store.Tx) error, 50)
		for i := range fns {
			fns[i] = claim
		}
		for i, err := range gathered(ctx, s, fns...) {
			switch {
			case err == nil:
				made++
			case !store.IsTaken(err):
				t.Errorf("%d: %v", i, err)
			}
		}
		if made != 1 {
			t.Errorf("%d made it", made)
		}
	})
}

// TestGatherKeepsQueuesApart has bad ones in one queue and good ones in another, all of a
// tenant, behind one that takes its time: no good one runs again because of a bad one.
func TestGatherKeepsQueuesApart(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		acme := tenant(t, s, "acme")
		ctx, strangers := storetest.System(t, acme), s.NewID()
		begun, free := make(chan struct{}), make(chan struct{})
		var all sync.WaitGroup
		all.Go(func() {
			_ = s.Gather(ctx, strangers, func(context.Context, *store.Tx) error {
				close(begun)
				<-free
				return nil
			})
		})
		<-begun
		var runs atomic.Int64
		const n = 20
		for i := range 2 * n {
			all.Go(func() {
				if i%2 == 0 {
					_ = s.Gather(ctx, strangers, func(ctx context.Context, tx *store.Tx) error {
						return errors.Join(addBroker(fmt.Sprint("bad ", i))(ctx, tx), errors.New("bad"))
					})
					return
				}
				if err := s.Gather(ctx, acme, func(ctx context.Context, tx *store.Tx) error {
					runs.Add(1)
					return addBroker(fmt.Sprint(i))(ctx, tx)
				}); err != nil {
					t.Errorf("%d: %v", i, err)
				}
			})
		}
		close(free)
		all.Wait()
		if names, err := brokerNames(ctx, s); err != nil || len(names) != n || runs.Load() != n {
			t.Errorf("%d brokers of %d, in %d runs: %v", len(names), n, runs.Load(), err)
		}
	})
}

// TestInsertIsWhatEntDoes writes the same row both ways.
func TestInsertIsWhatEntDoes(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		var byEnt, byHand []*db.Broker
		err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			someEvent(tx)
			var rows []*db.BrokerCreate
			for n := range 75 { // in several statements
				row := func(way string) *db.BrokerCreate {
					made := tx.Client.Broker.Create().SetID(tx.NewID()).SetReference(fmt.Sprint(way, n)).SetName("n")
					if n%2 == 0 {
						made.SetName("ö'\\ü" + fmt.Sprint(n))
					}
					return made
				}
				if err := row("ent").Exec(ctx); err != nil {
					return err
				}
				rows = append(rows, row("hand"))
			}
			if err := tx.Insert(ctx, broker.Table, store.Rows(rows)); err != nil {
				return err
			}
			var err error
			if byEnt, err = tx.Client.Broker.Query().Where(broker.ReferenceHasPrefix("ent")).Order(broker.ByID()).All(ctx); err != nil {
				return err
			}
			byHand, err = tx.Client.Broker.Query().Where(broker.ReferenceHasPrefix("hand")).Order(broker.ByID()).All(ctx)
			return err
		})
		if err != nil || len(byEnt) != 75 || len(byHand) != 75 {
			t.Fatalf("%d and %d rows, %v", len(byEnt), len(byHand), err)
		}
		for i, want := range byEnt {
			got := *byHand[i]
			got.ID, got.Reference = want.ID, want.Reference
			if got.String() != want.String() {
				t.Errorf("%d: %s, want %s", i, got.String(), want)
			}
		}
	})
}

// TestInsertNeedsHistory writes a row that history has to speak of.
func TestInsertNeedsHistory(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		acme, other := tenant(t, s, "acme"), tenant(t, s, "other")
		insert := func(ctx context.Context, tx *store.Tx) error {
			row := tx.Client.Broker.Create().SetID(tx.NewID()).SetTenantID(other).SetReference("r").SetName("n")
			return tx.Insert(ctx, broker.Table, store.Rows([]*db.BrokerCreate{row}))
		}
		if err := s.Write(storetest.System(t, acme), insert); err == nil || !strings.Contains(err.Error(), "without a history event") {
			t.Errorf("untold: %v", err)
		}
		told := func(ctx context.Context, tx *store.Tx) error {
			someEvent(tx)
			return insert(ctx, tx)
		}
		if err := s.Write(storetest.System(t, acme), told); err != nil {
			t.Error(err)
		}
		for id, want := range map[ident.ID]int{acme: 1, other: 0} {
			if got, err := brokerNames(storetest.System(t, id), s); err != nil || len(got) != want {
				t.Errorf("%v, %v: want %d", got, err, want)
			}
		}
	})
}
