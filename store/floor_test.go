package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// tenant makes a bare tenant: its row, settings, lock and head of history.
func tenant(t *testing.T, s *store.Store, slug string) ident.ID {
	t.Helper()
	id := s.NewID()
	err := s.Write(storetest.System(t, id), func(ctx context.Context, tx *store.Tx) error {
		tx.Record(store.Event{Action: "TENANT_CREATED", TargetKind: ident.Tenant, Target: id})
		for _, step := range []func() error{
			func() error {
				return tx.Client.Tenant.Create().SetID(id).SetSlug(slug).SetName(slug).SetKind("LENDER").Exec(ctx)
			},
			func() error { return tx.Client.CompanySettings.Create().SetID(tx.NewID()).Exec(ctx) },
			func() error { return tx.Client.AssignmentState.Create().SetID(tx.NewID()).Exec(ctx) },
			func() error { return tx.Client.HistoryHead.Create().SetID(tx.NewID()).Exec(ctx) },
		} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func addBroker(name string) func(context.Context, *store.Tx) error {
	return func(ctx context.Context, tx *store.Tx) error {
		id := tx.NewID()
		tx.Record(store.Event{Action: "BROKER_CREATED", TargetKind: ident.Broker, Target: id})
		return tx.Client.Broker.Create().SetID(id).SetReference(name).SetName(name).Exec(ctx)
	}
}

func brokers(t *testing.T, s *store.Store, ctx context.Context) int {
	t.Helper()
	var n int
	err := s.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		n, err = c.Broker.Query().Count(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTenantsDoNotSeeEachOther(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := storetest.System(t, tenant(t, s, "a")), storetest.System(t, tenant(t, s, "b"))
		if err := s.Write(a, addBroker("one")); err != nil {
			t.Fatal(err)
		}
		if got := brokers(t, s, a); got != 1 {
			t.Errorf("a sees %d brokers, not 1", got)
		}
		if got := brokers(t, s, b); got != 0 {
			t.Errorf("b sees %d brokers of a", got)
		}
		err := s.Write(b, func(ctx context.Context, tx *store.Tx) error {
			tx.Record(store.Event{Action: "X", TargetKind: ident.Broker, Target: tx.NewID()})
			n, err := tx.Client.Broker.Update().SetName("stolen").Save(ctx)
			if n != 0 {
				return fmt.Errorf("b changed %d brokers of a", n)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestNoTenantIsAnError(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		nothing := func(context.Context, *store.Tx) error { return nil }
		for name, err := range map[string]error{
			"read":   s.Read(t.Context(), func(context.Context, *db.Client) error { return nil }),
			"write":  s.Write(t.Context(), nothing),
			"settle": s.Settle(t.Context(), nothing),
		} {
			if !errors.Is(err, store.ErrNoTenant) {
				t.Errorf("%s without a tenant: %v", name, err)
			}
		}
	})
}

func TestWriteWithoutHistoryDoesNotCommit(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "a"))
		mute := func(ctx context.Context, tx *store.Tx) error {
			return tx.Client.Broker.Create().SetID(tx.NewID()).SetReference("x").SetName("x").Exec(ctx)
		}
		if err := s.Write(ctx, mute); err == nil {
			t.Error("a Write without an event committed")
		}
		if err := s.Settle(ctx, mute); err == nil {
			t.Error("a Settle without an event committed")
		}
		if got := brokers(t, s, ctx); got != 0 {
			t.Errorf("%d brokers were written", got)
		}
	})
}

func TestSettleGivesEachItsOwnAnswer(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "a"))
		refusal := fault.New(fault.Invalid, fault.CodeInvalid, "no")
		const n = 40
		results := make(chan error, n)
		for i := range n {
			go func() {
				fn := addBroker(fmt.Sprint("b", i))
				if i%4 == 0 {
					fn = func(context.Context, *store.Tx) error { return refusal }
				}
				if i%10 == 1 {
					fn = addBroker("b1") // all but one collide, after they have begun to write
				}
				results <- s.Settle(ctx, fn)
			}()
		}
		refused, failed := 0, 0
		for range n {
			switch err := <-results; {
			case errors.Is(err, refusal):
				refused++
			case err != nil:
				failed++
			}
		}
		if refused != 10 || failed != 3 || brokers(t, s, ctx) != n-13 {
			t.Errorf("refused %d, failed %d, written %d", refused, failed, brokers(t, s, ctx))
		}
	})
}

// TestPositionsRise is TX-1.
func TestPositionsRise(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := actor.With(t.Context(), actor.ForSystem(tenant(t, s, "a")))
		var last int64
		for i := range 5 {
			err := s.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
				if tx.Position <= last {
					return fmt.Errorf("position %d after %d", tx.Position, last)
				}
				last = tx.Position
				return addBroker(fmt.Sprint(i))(ctx, tx)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestInstantsKeepMicroseconds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "a"))
		var wrote time.Time
		err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			wrote = tx.Now
			return addBroker("x")(ctx, tx)
		})
		if err != nil {
			t.Fatal(err)
		}
		err = s.Read(ctx, func(ctx context.Context, c *db.Client) error {
			b, err := c.Broker.Query().Only(ctx)
			if err == nil && !b.CreatedAt.Equal(wrote) {
				t.Errorf("wrote %s, read %s", wrote, b.CreatedAt)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
