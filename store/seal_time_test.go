package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/historyseal"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
	"mandate/store/storetest/cluster"
)

// private starts a PostgreSQL of the test's own, with a migrated database in which
// one role migrates and serves; stop takes it away for good.
func private(t *testing.T) (address string, stop func()) {
	t.Helper()
	c, err := cluster.Start(t.Context(), cluster.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	stop = func() {
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(stop)
	if err := cluster.CreateRoles(t.Context(), c.URL); err != nil {
		t.Fatal(err)
	}
	if _, err := raw(t, c.URL).ExecContext(t.Context(), "ALTER DATABASE postgres OWNER TO "+cluster.Owner); err != nil {
		t.Fatal(err)
	}
	address = withRole(t, c.URL, cluster.Owner)
	if err := store.MigrateUp(t.Context(), address, ""); err != nil {
		t.Fatal(err)
	}
	return address, stop
}

// TestSealedWithinASecond has a transaction open beside each entry: on PostgreSQL
// the sealer must wait for it, but not until its next look at everybody.
func TestSealedWithinASecond(t *testing.T) {
	t.Parallel()
	address, _ := private(t)
	for kind, address := range map[string]string{"postgres": address, "sqlite": storetest.Address(t, "sqlite")} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			s, beside := storetest.OpenAt(t, address, time.Now), storetest.OpenAt(t, address, time.Now)
			id, other := tenant(t, s, "acme"), tenant(t, s, "other")
			ctx, stop := context.WithCancel(storetest.System(t, id))
			defer stop()
			go s.RunSealer(ctx)
			for round := range 3 {
				open := make(chan struct{})
				slow := make(chan error)
				go func() {
					slow <- beside.Write(storetest.System(t, other), func(ctx context.Context, tx *store.Tx) error {
						err := addBroker(fmt.Sprint(round))(ctx, tx)
						close(open)
						time.Sleep(400 * time.Millisecond)
						return err
					})
				}()
				<-open
				if err := s.Write(ctx, addBroker(fmt.Sprint(round))); err != nil {
					t.Fatal(err)
				}
				awaitSeal(t, s, id)
				if err := <-slow; err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// awaitSeal fails when the last entry is not sealed in time: a second, and what a
// busy machine takes.
func awaitSeal(t *testing.T, s *store.Store, tenant ident.ID) {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Second); !lastIsSealed(t, s, tenant); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("not sealed within a second")
		}
	}
}

func lastIsSealed(t *testing.T, s *store.Store, tenant ident.ID) (is bool) {
	t.Helper()
	err := s.Read(storetest.System(t, tenant), func(ctx context.Context, c *db.Client) error {
		last, err := c.HistoryEntry.Query().Order(db.Desc(historyentry.FieldID)).FirstID(ctx)
		if err != nil {
			return err
		}
		is, err = c.HistorySeal.Query().Where(historyseal.EntryID(last)).Exist(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return is
}
