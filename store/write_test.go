package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/broker"
	"mandate/fault"
	"mandate/store"
	"mandate/store/storetest"
)

// TestEndOfATransaction has both kinds of transaction end in every way.
func TestEndOfATransaction(t *testing.T) {
	t.Parallel()
	refusal := fault.New(fault.Conflict, fault.CodeTaken, "no")
	for name, tc := range map[string]struct {
		end  func(ctx context.Context, tx *store.Tx) error
		want func(error) bool
		kept int
	}{
		"commit":         {func(context.Context, *store.Tx) error { return nil }, func(err error) bool { return err == nil }, 1},
		"refusal":        {func(context.Context, *store.Tx) error { return refusal }, func(err error) bool { return errors.Is(err, refusal) }, 0},
		"panic":          {func(context.Context, *store.Tx) error { panic("ouch") }, func(err error) bool { return fault.Is(err, fault.CodeInternal) }, 0},
		"database error": {addBroker("b"), store.IsTaken, 0},
		"not found": {func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Client.Broker.Get(ctx, tx.NewID())
			return err
		},
			func(err error) bool { return fault.Is(err, fault.CodeNotFound) }, 0},
		"silenced, then refused": {func(_ context.Context, tx *store.Tx) error { tx.Silence(db.TypeBroker); return refusal },
			func(err error) bool { return errors.Is(err, refusal) }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				ctx := storetest.System(t, tenant(t, s, "acme"))
				for _, begin := range []transaction{s.Write, s.Settle} {
					var committed, undone int
					err := begin(ctx, func(ctx context.Context, tx *store.Tx) error {
						tx.OnCommit(func() { committed++ })
						tx.OnRollback(func() { undone++ })
						if err := addBroker("b")(ctx, tx); err != nil {
							return err
						}
						return tc.end(ctx, tx)
					})
					if !tc.want(err) || committed != tc.kept || (undone > 0) == (tc.kept > 0) {
						t.Errorf("%v; committed %d times, undone %d times", err, committed, undone)
					}
					if n := brokers(t, s, ctx); n != tc.kept {
						t.Errorf("%d brokers are kept, want %d", n, tc.kept)
					}
					clearBrokers(t, s, ctx)
				}
			})
		})
	}
}

// clearBrokers removes the brokers of a tenant.
func clearBrokers(t *testing.T, s *store.Store, ctx context.Context) {
	t.Helper()
	err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		someEvent(tx)
		_, err := tx.Client.Broker.Delete().Exec(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestDeadlockRunsAgain has two Writes lock two rows crosswise: the database ends
// one of them, which runs a second time, or a third if it meets the other again.
func TestDeadlockRunsAgain(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, "postgres")
	ctx := storetest.System(t, tenant(t, s, "acme"))
	for _, name := range []string{"a", "b"} {
		if err := s.Write(ctx, addBroker(name)); err != nil {
			t.Fatal(err)
		}
	}
	var both, done sync.WaitGroup
	both.Add(2)
	var runs, committed, undone atomic.Int32
	crosswise := func(first, second string) {
		met := false
		err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			runs.Add(1)
			tx.OnCommit(func() { committed.Add(1) })
			tx.OnRollback(func() { undone.Add(1) })
			someEvent(tx)
			for _, reference := range []string{first, second} {
				if err := tx.Client.Broker.Update().Where(broker.Reference(reference)).AddVersion(1).Exec(ctx); err != nil {
					return err
				}
				if !met {
					met = true
					both.Done()
					both.Wait()
				}
			}
			return nil
		})
		if err != nil {
			t.Errorf("%s then %s: %v", first, second, err)
		}
	}
	done.Go(func() { crosswise("a", "b") })
	done.Go(func() { crosswise("b", "a") })
	done.Wait()
	if runs.Load() < 3 || committed.Load() != 2 || undone.Load() != runs.Load()-2 {
		t.Errorf("%d runs, %d committed, %d undone; want at least 3, 2, and the others", runs.Load(), committed.Load(), undone.Load())
	}
	err := s.Read(ctx, func(ctx context.Context, c *db.Client) error {
		n, err := c.Broker.Query().Where(broker.Version(3)).Count(ctx)
		if n != 2 {
			t.Errorf("%d brokers were changed twice, want 2", n)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestReadSeesOneInstant has another replica write between two queries of a Read.
func TestReadSeesOneInstant(t *testing.T) {
	t.Parallel()
	eachReplicas(t, 2, func(t *testing.T, all []*store.Store) {
		ctx := storetest.System(t, tenant(t, all[0], "acme"))
		err := all[0].Read(ctx, func(inner context.Context, c *db.Client) error {
			before, err := c.Broker.Query().Count(inner)
			if err != nil {
				return err
			}
			if err := all[1].Write(ctx, addBroker("late")); err != nil {
				return err
			}
			after, err := c.Broker.Query().Count(inner)
			if before != after {
				t.Errorf("%d brokers, then %d", before, after)
			}
			return err
		})
		if err != nil || brokers(t, all[0], ctx) != 1 {
			t.Error(err)
		}
	})
}

// TestReadCannotWrite goes past ent's hook with a statement.
func TestReadCannotWrite(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		err := s.Read(ctx, func(ctx context.Context, c *db.Client) error {
			_, err := c.ExecContext(ctx, "UPDATE brokers SET name = name")
			return err
		})
		if err == nil {
			t.Error("a Read writes")
		}
	})
}

// TestCallerGoesAway cancels the caller's context before and in the middle.
func TestCallerGoesAway(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		tenant := tenant(t, s, "acme")
		want := 0
		for _, begin := range []transaction{s.Write, s.Settle} {
			for _, early := range []bool{true, false} {
				ctx, cancel := context.WithCancel(storetest.System(t, tenant))
				if early {
					cancel()
				}
				err := begin(ctx, func(ctx context.Context, tx *store.Tx) error {
					cancel()
					time.Sleep(10 * time.Millisecond)
					return addBroker(fmt.Sprint(want))(ctx, tx)
				})
				want++
				if n := brokers(t, s, storetest.System(t, tenant)); err != nil || n != want {
					t.Errorf("%d brokers, want %d: %v", n, want, err)
				}
			}
		}
	})
}

// TestValuesTheDatabaseRefuses: PostgreSQL keeps no NUL and no broken UTF-8.
func TestValuesTheDatabaseRefuses(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, "postgres")
	ctx := storetest.System(t, tenant(t, s, "acme"))
	for _, name := range []string{"a\x00b", "a\xffb"} {
		for _, begin := range []transaction{s.Write, s.Settle} {
			if err := begin(ctx, addBroker(name)); !fault.Is(err, fault.CodeInvalid) {
				t.Errorf("%q: %v", name, err)
			}
		}
	}
}
