package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"mandate/actor"
	"mandate/ent/db/assignmentstate"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// clockwork is a list of instants that have not been passed yet.
type clockwork struct {
	instants []time.Time
	passed   []time.Time
	at       []int64
	fail     error
}

func (c *clockwork) Due(_ context.Context, tx *store.Tx) (time.Time, bool, error) {
	if len(c.instants) == 0 || c.instants[0].After(tx.Now) {
		return time.Time{}, false, nil
	}
	return c.instants[0], true, nil
}

func (c *clockwork) Pass(_ context.Context, tx *store.Tx) error {
	if c.fail != nil {
		return c.fail
	}
	if tx.Actor.Kind != actor.System {
		return errors.New("not the system")
	}
	someEvent(tx)
	c.passed, c.at, c.instants = append(c.passed, tx.Now), append(c.at, tx.Position), c.instants[1:]
	return nil
}

func settledTenant(t *testing.T, s *store.Store) ident.ID {
	t.Helper()
	tenant := s.NewID()
	err := s.Write(storetest.System(t, tenant), func(ctx context.Context, tx *store.Tx) error {
		someEvent(tx)
		return tx.Client.AssignmentState.Create().SetID(tx.NewID()).Exec(ctx)
	})
	if err != nil {
		t.Fatal(err)
	}
	return tenant
}

func TestBoundariesComeBeforeASettle(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		tenant := settledTenant(t, s)
		now := s.Now()
		work := &clockwork{instants: []time.Time{now.Add(-time.Hour), now.Add(-time.Minute), now.Add(time.Hour)}}
		s.Boundaries = work
		refused := errors.New("no")
		var position int64
		err := s.Settle(storetest.System(t, tenant), func(_ context.Context, tx *store.Tx) error {
			position = tx.Position
			return refused
		})
		if !errors.Is(err, refused) {
			t.Fatalf("settle: %v", err)
		}
		if len(work.passed) != 2 || !work.passed[0].Equal(now.Add(-time.Hour)) || work.at[0] != 1 || work.at[1] != 2 || position != 3 {
			t.Errorf("passed %v at %v, then %d", work.passed, work.at, position)
		}
		if p, n := positionOf(t, s, tenant), entriesOf(t, s, tenant); p != 3 || n != 3 {
			t.Errorf("position %d with %d entries; want 3 and 3: the refusal does not undo the boundaries", p, n)
		}
	})
}

func TestABoundaryThatFailsUndoesTheSettle(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		tenant := settledTenant(t, s)
		broken := errors.New("broken")
		s.Boundaries = &clockwork{instants: []time.Time{s.Now()}, fail: broken}
		ran := false
		err := s.Settle(storetest.System(t, tenant), func(context.Context, *store.Tx) error { ran = true; return nil })
		if err == nil || ran || positionOf(t, s, tenant) != 0 {
			t.Errorf("error %v, ran %t, position %d", err, ran, positionOf(t, s, tenant))
		}
	})
}

func TestDueTenantsAreThoseWhoseInstantHasCome(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		late, early, none := dueTenant(t, s, "late", time.Hour), dueTenant(t, s, "early", -time.Minute), dueTenant(t, s, "none", 0)
		due, err := s.DueTenants(t.Context())
		if err != nil || len(due) != 1 || due[0] != early {
			t.Errorf("due %v, %v; want %v and neither %v nor %v", due, err, early, late, none)
		}
	})
}

func dueTenant(t *testing.T, s *store.Store, slug string, in time.Duration) ident.ID {
	t.Helper()
	id := s.NewID()
	err := s.Write(storetest.System(t, id), func(ctx context.Context, tx *store.Tx) error {
		someEvent(tx)
		if err := tx.Client.Tenant.Create().SetID(id).SetSlug(slug).SetName(slug).SetKind("LENDER").Exec(ctx); err != nil {
			return err
		}
		if in == 0 {
			return tx.DueAt(ctx, time.Time{})
		}
		return tx.DueAt(ctx, s.Now().Add(in))
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func positionOf(t *testing.T, s *store.Store, tenant ident.ID) (position int64) {
	t.Helper()
	read(t, s, tenant, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.Client.AssignmentState.Query().Select(assignmentstate.FieldPosition).Int(ctx)
		position = int64(n)
		return err
	})
	return position
}

func entriesOf(t *testing.T, s *store.Store, tenant ident.ID) (n int) {
	t.Helper()
	read(t, s, tenant, func(ctx context.Context, tx *store.Tx) (err error) {
		n, err = tx.Client.HistoryEntry.Query().Count(ctx)
		return err
	})
	return n
}

func read(t *testing.T, s *store.Store, tenant ident.ID, fn func(context.Context, *store.Tx) error) {
	t.Helper()
	if err := s.Write(storetest.System(t, tenant), fn); err != nil {
		t.Fatal(err)
	}
}
