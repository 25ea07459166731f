package store_test

import (
	"context"
	"errors"
	"net/url"
	"sync"
	"testing"
	"time"

	"mandate/store"
	"mandate/store/storetest"
)

// TestDefaultsOfTheServer: what the address and the database say of transactions in
// general is not what ours are, those of one statement included: many change one row at once,
// and nobody is told that they may not write or have met somebody.
func TestDefaultsOfTheServer(t *testing.T) {
	t.Parallel()
	for name, setting := range map[string][2]string{
		"read only": {"default_transaction_read_only", "on"}, "serializable": {"default_transaction_isolation", "serializable"},
	} {
		for where, open := range map[string]func(*testing.T, string, [2]string) *store.Store{"address": setInAddress, "database": setInDatabase} {
			t.Run(name+" by "+where, func(t *testing.T) {
				t.Parallel()
				s := open(t, storetest.Address(t, "postgres"), setting)
				ctx := storetest.System(t, tenant(t, s, "acme"))
				must(t, s.Write(ctx, addBroker("one")))
				manyAtOnce(t, s, ctx)
			})
		}
	}
}

// manyAtOnce looks and changes in every way that takes one statement.
func manyAtOnce(t *testing.T, s *store.Store, ctx context.Context) {
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 12 {
				err := s.WriteBriefly(ctx, func(ctx context.Context, tx *store.Tx) error {
					_, err := tx.Client.Broker.Query().Count(ctx)
					return errors.Join(err, renameLater(ctx, tx, "one", "one", errors.New("none")))
				})
				if err != nil {
					t.Error(err)
				}
				if ok, err := s.Start(ctx, request(s.NewID().String(), "yes")); err != nil || !ok {
					t.Errorf("started %t, %v", ok, err)
				}
			}
		})
	}
	all.Wait()
}

func setInAddress(t *testing.T, address string, setting [2]string) *store.Store {
	u, err := url.Parse(address)
	must(t, err)
	q := u.Query()
	q.Set(setting[0], setting[1])
	u.RawQuery = q.Encode()
	return storetest.OpenAt(t, u.String(), time.Now)
}

// setInDatabase has it set for connections to come.
func setInDatabase(t *testing.T, address string, setting [2]string) *store.Store {
	run(t, raw(t, as(t, address, "")), "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET "+setting[0]+" = %L', current_database(), '"+setting[1]+"'); END $$")
	return storetest.OpenAt(t, address, time.Now)
}
