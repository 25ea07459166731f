package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"mandate/ent/db/assertionseen"
	"mandate/ent/db/broker"
	"mandate/fault"
	"mandate/store"
	"mandate/store/storetest"
)

// renameLater has all brokers of a name called otherwise at the end, and says none where there is none.
func renameLater(ctx context.Context, tx *store.Tx, from, to string, none error) error {
	someEvent(tx)
	return tx.Client.Broker.Update().Where(broker.Name(from)).SetName(to).
		Exec(tx.LaterSome(ctx, func(context.Context) error { return none }))
}

// TestWriteBriefly: what waits is made where every judge finds what it wants, and else nothing
// is, whoever judges and whatever has happened before.
func TestWriteBriefly(t *testing.T) {
	t.Parallel()
	none, taken := errors.New("none"), errors.New("taken")
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		must(t, s.Write(ctx, addBroker("one")))
		look := func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Client.Product.Query().Count(ctx)
			return err
		}
		asked := 0
		for _, step := range []struct {
			what   string
			fn     func(context.Context, *store.Tx) error
			err    error
			broker string
		}{
			{"changes", func(ctx context.Context, tx *store.Tx) error {
				return errors.Join(look(ctx, tx), renameLater(ctx, tx, "one", "two", none), tx.Claim(ctx, assertionseen.Table, seen(tx, "a"), taken))
			}, nil, "two"},
			{"nothing to change", func(ctx context.Context, tx *store.Tx) error { return renameLater(ctx, tx, "one", "three", none) }, none, "two"},
			{"one of two", func(ctx context.Context, tx *store.Tx) error {
				return errors.Join(renameLater(ctx, tx, "two", "three", none), tx.Claim(ctx, assertionseen.Table, seen(tx, "a"), taken))
			}, taken, "two"},
			{"a judge that counts", func(ctx context.Context, tx *store.Tx) error {
				someEvent(tx)
				return tx.Client.Broker.Update().SetName("counted").Exec(tx.Later(ctx, func(_ context.Context, rows int64) error {
					asked++
					return map[int64]error{0: none}[rows]
				}))
			}, nil, "counted"},
			{"a change at once", func(ctx context.Context, tx *store.Tx) error {
				must(t, tx.Client.Broker.Update().SetName("lost").Exec(ctx))
				return renameLater(ctx, tx, "nobody", "three", none)
			}, none, "counted"},
			{"only a look", look, nil, "counted"},
			{"a refusal", func(ctx context.Context, tx *store.Tx) error {
				return errors.Join(renameLater(ctx, tx, "counted", "lost", none), taken)
			}, taken, "counted"},
		} {
			undone := 0
			err := s.WriteBriefly(ctx, func(ctx context.Context, tx *store.Tx) error {
				tx.OnRollback(func() { undone++ })
				return step.fn(ctx, tx)
			})
			if !errors.Is(err, step.err) || (undone == 1) != (step.err != nil) {
				t.Errorf("%s: %v, undone %d times", step.what, err, undone)
			}
			expectBrokers(t, s, ctx, step.broker)
		}
		if asked != 1 {
			t.Errorf("asked %d times", asked)
		}
	})
}

// TestWriteBrieflyWithoutHistory is refused like any other.
func TestWriteBrieflyWithoutHistory(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		must(t, s.Write(ctx, addBroker("one")))
		if err := s.WriteBriefly(ctx, func(ctx context.Context, tx *store.Tx) error {
			return tx.Client.Broker.Update().SetName("two").Exec(tx.Later(ctx, nil))
		}); err == nil {
			t.Error("written")
		}
		expectBrokers(t, s, ctx, "one")
	})
}

// TestBriefLocksLast: a row that is locked stays so until the end.
func TestBriefLocksLast(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	ctx := storetest.System(t, tenant(t, s, "acme"))
	must(t, s.Write(ctx, addBroker("one")))
	other := raw(t, as(t, address, ""))
	must(t, s.WriteBriefly(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Client.Broker.Query().Where(broker.Name("one")).ForUpdate().IDs(ctx)
		must(t, err)
		if _, err := other.ExecContext(ctx, "SELECT id FROM brokers FOR UPDATE NOWAIT"); err == nil {
			t.Error("the row was free")
		}
		return renameLater(ctx, tx, "one", "two", errors.New("none"))
	}))
	expectBrokers(t, s, ctx, "two")
}

// TestBriefOfEachTenant: who looks sees and changes rows of their own tenant, whoever had the
// connection before.
func TestBriefOfEachTenant(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		acme, birch := storetest.System(t, tenant(t, s, "acme")), storetest.System(t, tenant(t, s, "birch"))
		must(t, s.Write(acme, addBroker("acme")))
		must(t, s.Write(birch, addBroker("birch")))
		for range 3 {
			for name, ctx := range map[string]context.Context{"acme": acme, "birch": birch} {
				must(t, s.WriteBriefly(ctx, func(ctx context.Context, tx *store.Tx) error {
					list, err := tx.Client.Broker.Query().Select(broker.FieldName).Strings(ctx)
					if len(list) != 1 || list[0] != name {
						t.Errorf("%s sees %v", name, list)
					}
					return errors.Join(err, renameLater(ctx, tx, name, name, errors.New("none")))
				}))
			}
		}
	})
}

// TestBriefCommitFails: what the server says at the very end is not lost.
func TestBriefCommitFails(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	ctx := storetest.System(t, tenant(t, s, "acme"))
	must(t, s.Write(ctx, addBroker("one")))
	run(t, raw(t, as(t, address, "")), "CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'never'; END $$",
		"CREATE CONSTRAINT TRIGGER never AFTER UPDATE ON brokers DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION never()")
	if err := s.WriteBriefly(ctx, func(ctx context.Context, tx *store.Tx) error {
		return renameLater(ctx, tx, "one", "two", errors.New("none"))
	}); err == nil {
		t.Error("written")
	}
	expectBrokers(t, s, ctx, "one")
}

// TestBriefConnectionLost: connections that the server has closed before are replaced; one that
// is lost after a look ends it all, and nothing runs a second time.
func TestBriefConnectionLost(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	ctx := storetest.System(t, tenant(t, s, "acme"))
	must(t, s.Write(ctx, addBroker("one")))
	cut := func() {
		run(t, raw(t, as(t, address, "")),
			"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
	}
	runs := 0
	between := func(meanwhile func()) error {
		return s.WriteBriefly(ctx, func(ctx context.Context, tx *store.Tx) error {
			runs++
			_, err := tx.Client.Broker.Query().Count(ctx)
			meanwhile()
			return errors.Join(err, renameLater(ctx, tx, "one", "two", errors.New("none")))
		})
	}
	if err := between(cut); !fault.Is(err, fault.CodeUnavailable) || runs != 1 {
		t.Errorf("cut after a look: %v, ran %d times", err, runs)
	}
	expectBrokers(t, s, ctx, "one")
	must(t, s.Write(ctx, func(context.Context, *store.Tx) error { return nil }))
	cut() // the connection of a moment ago, too
	must(t, between(func() {}))
	expectBrokers(t, s, ctx, "two")
}

// TestBriefRowsLeftOpen: rows that nobody closes keep neither the end nor a connection.
func TestBriefRowsLeftOpen(t *testing.T) {
	t.Parallel()
	s := storetest.OpenAt(t, storetest.Address(t, "postgres"), time.Now)
	ctx := storetest.System(t, tenant(t, s, "acme"))
	must(t, s.Write(ctx, addBroker("one")))
	for range 20 { // more than there are connections
		must(t, s.WriteBriefly(ctx, func(ctx context.Context, tx *store.Tx) error {
			rows, err := tx.Client.QueryContext(ctx, "SELECT a.oid FROM pg_class a, pg_class b WHERE $1 = 1 LIMIT 1000", 1)
			if err == nil && !rows.Next() {
				t.Error("no rows")
			}
			return errors.Join(err, renameLater(ctx, tx, "one", "one", errors.New("none")))
		}))
	}
}
