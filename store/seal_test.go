package store_test

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/historyseal"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// replicas opens several stores of one fresh database: as many processes of one installation.
func replicas(t *testing.T, kind string, n int) []*store.Store {
	t.Helper()
	address := storetest.Address(t, kind)
	all := make([]*store.Store, n)
	for i := range all {
		all[i] = storetest.OpenAt(t, address, time.Now)
	}
	return all
}

// eachReplicas is storetest.Each for tests of several replicas.
func eachReplicas(t *testing.T, n int, test func(t *testing.T, all []*store.Store)) {
	t.Helper()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			test(t, replicas(t, kind, n))
		})
	}
}

// sealed gives the entries of a tenant by their number, and fails on a gap.
func sealed(t *testing.T, s *store.Store, tenant ident.ID) []*db.HistoryEntry {
	t.Helper()
	var out []*db.HistoryEntry
	err := s.Read(storetest.System(t, tenant), func(ctx context.Context, c *db.Client) error {
		seals, err := c.HistorySeal.Query().Order(db.Asc(historyseal.FieldSeq)).All(ctx)
		if err != nil {
			return err
		}
		entries, err := c.HistoryEntry.Query().All(ctx)
		byID := make(map[ident.ID]*db.HistoryEntry, len(entries))
		for _, e := range entries {
			byID[e.ID] = e
		}
		for i, seal := range seals {
			if seal.Seq != int64(i+1) || byID[seal.EntryID] == nil {
				t.Fatalf("seal %d has number %d, entry %s", i+1, seal.Seq, seal.EntryID)
			}
			out = append(out, byID[seal.EntryID])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// sealNow seals all that is written. Tests of one server share its transaction
// numbers, so that entries may have to wait for a test beside this one.
func sealNow(t *testing.T, s *store.Store, tenant ident.ID) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if err := s.Seal(t.Context(), tenant); err != nil {
			t.Fatal(err)
		}
		proof, err := s.VerifyHistory(t.Context(), tenant)
		if err != nil {
			t.Fatal(err)
		}
		if proof.Unsealed == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d entries are not sealed", proof.Unsealed)
		}
	}
}

// whole fails unless the chain holds and has n sealed entries.
func whole(t *testing.T, s *store.Store, tenant ident.ID, n int64) {
	t.Helper()
	proof, err := s.VerifyHistory(t.Context(), tenant)
	if err != nil || len(proof.Faults) != 0 || proof.Sealed != n || proof.Unsealed != 0 {
		t.Errorf("%+v, %v; want %d sealed and whole", proof, err, n)
	}
}

// inTurn writes on several replicas at once until the work is done.
func inTurn(t *testing.T, all []*store.Store, writers, each int, write func(s *store.Store, n int) error) {
	t.Helper()
	var wait sync.WaitGroup
	for w := range writers {
		wait.Go(func() {
			for i := range each {
				if err := write(all[w%len(all)], w*each+i); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
}

// TestSealersAndWritersAtOnce is HI-1: it has eight writers, three sealers of each sort and a check.
func TestSealersAndWritersAtOnce(t *testing.T) {
	t.Parallel()
	eachReplicas(t, 3, func(t *testing.T, all []*store.Store) {
		id := tenant(t, all[0], "acme")
		ctx, stop := context.WithCancel(storetest.System(t, id))
		var sealers sync.WaitGroup
		for _, s := range all {
			sealers.Go(func() { s.RunSealer(ctx) })
			sealers.Go(func() {
				for ctx.Err() == nil {
					if err := s.Seal(ctx, id); err != nil && ctx.Err() == nil {
						t.Error(err)
					}
					time.Sleep(5 * time.Millisecond)
				}
			})
		}
		sealers.Go(func() {
			for ctx.Err() == nil {
				if proof, err := all[0].VerifyHistory(ctx, id); ctx.Err() == nil && (err != nil || len(proof.Faults) > 0) {
					t.Errorf("beside the sealers: %+v, %v", proof, err)
				}
				time.Sleep(5 * time.Millisecond)
			}
		})
		const writers, each = 8, 25
		inTurn(t, all, writers, each, func(s *store.Store, n int) error {
			if n%5 == 0 {
				return s.Settle(ctx, addBroker(fmt.Sprint(n)))
			}
			return s.Write(ctx, addBroker(fmt.Sprint(n)))
		})
		stop()
		sealers.Wait()
		sealNow(t, all[0], id)
		sealed(t, all[0], id)
		whole(t, all[0], id, writers*each+1)
	})
}

// TestNumbersFollowTheLock has replicas settle at once: the order of positions is
// the order of commits, and history must tell it.
func TestNumbersFollowTheLock(t *testing.T) {
	t.Parallel()
	eachReplicas(t, 3, func(t *testing.T, all []*store.Store) {
		id := tenant(t, all[0], "acme")
		ctx := storetest.System(t, id)
		inTurn(t, all, 9, 20, func(s *store.Store, n int) error {
			return s.Settle(ctx, func(_ context.Context, tx *store.Tx) error {
				tx.Record(store.Event{Action: "STEP", TargetKind: ident.Tenant, Target: id, Comment: strconv.FormatInt(tx.Position, 10)})
				return nil
			})
		})
		sealNow(t, all[0], id)
		last := 0
		for _, e := range sealed(t, all[1], id)[1:] {
			position, err := strconv.Atoi(e.Comment)
			if err != nil || position <= last {
				t.Fatalf("position %s after %d", e.Comment, last)
			}
			last = position
		}
		whole(t, all[2], id, 181)
	})
}

// TestOneLargeTransaction seals more entries than a page of the sealer holds.
func TestOneLargeTransaction(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		id := tenant(t, s, "acme")
		ctx := storetest.System(t, id)
		const events = 2345
		for range 2 {
			err := s.Write(ctx, func(_ context.Context, tx *store.Tx) error {
				for i := range events {
					tx.Record(store.Event{Action: "STEP", TargetKind: ident.Tenant, Target: id, Comment: fmt.Sprint(i)})
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		sealNow(t, s, id)
		for i, e := range sealed(t, s, id)[1:] {
			if e.Comment != fmt.Sprint(i%events) {
				t.Fatalf("number %d is event %s", i+2, e.Comment)
			}
		}
		whole(t, s, id, 2*events+1)
	})
}
