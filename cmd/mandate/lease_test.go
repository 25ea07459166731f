package main

import (
	"context"
	"database/sql"
	"log/slog"
	"sync"
	"testing"
	"time"

	"mandate/directory"
	"mandate/store"
	"mandate/store/storetest"
)

func leaseOf(s *store.Store, holder string, length time.Duration) lease {
	return lease{store: s, name: "work", holder: holder, length: length}
}

// gets says whether a holder is let work now.
func (l lease) gets(ctx context.Context) (did bool) {
	l.while(ctx, func(context.Context) { did = true })
	return did
}

// TestWorkGoesOnAtOnceAfterARestart: a server that ends gives its leases back, and the one
// that is started in its place has nothing to wait for.
func TestWorkGoesOnAtOnceAfterARestart(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		rooms := directory.Directory{Store: s}
		if _, err := rooms.CreateTenant(t.Context(), directory.NewTenant{Slug: "acme", Name: "Acme"}); err != nil {
			t.Fatal(err)
		}
		for range 3 { // three lives of one server
			h, did := &house{store: s, log: slog.New(slog.DiscardHandler)}, make(chan struct{})
			ctx, stop := context.WithCancel(t.Context())
			var life sync.WaitGroup
			life.Go(func() {
				h.regularly(ctx, "work", time.Hour, func(context.Context) error { close(did); return nil })
			})
			select {
			case <-did:
			case <-time.After(10 * time.Second):
				t.Error("it waits for who had the work before")
			}
			stop()
			life.Wait()
		}
	})
}

// TestALeaseIsKeptWhileItIsWorkedUnder: one call that lasts longer than the lease does not
// lose it, and a holder that vanishes is replaced once it is over.
func TestALeaseIsKeptWhileItIsWorkedUnder(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		first, second := leaseOf(s, "first", time.Second), leaseOf(s, "second", time.Second)
		first.while(t.Context(), func(ctx context.Context) {
			for began := time.Now(); time.Since(began) < 2500*time.Millisecond; time.Sleep(100 * time.Millisecond) {
				if second.gets(t.Context()) || ctx.Err() != nil {
					t.Fatalf("after %s: %v", time.Since(began), ctx.Err())
				}
			}
		})
		// It has gone without a word.
		for began := time.Now(); !second.gets(t.Context()); time.Sleep(20 * time.Millisecond) {
			if time.Since(began) > 5*time.Second {
				t.Fatal("nobody works any more")
			}
		}
	})
}

// TestWorkEndsWithItsLease: who lost the lease is told to stop.
func TestWorkEndsWithItsLease(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		first, second := leaseOf(s, "first", time.Second), leaseOf(s, "second", time.Minute)
		first.while(t.Context(), func(ctx context.Context) {
			if err := first.end(ctx); err != nil || !second.gets(t.Context()) {
				t.Fatalf("the second gets nothing: %v", err)
			}
			select {
			case <-ctx.Done():
			case <-time.After(5 * time.Second):
				t.Error("both work")
			}
		})
	})
}

// TestWorkEndsWhenTheLeaseCannotBeRenewed: while the database holds an answer back, others
// see the lease run out, and work under it ends by then.
func TestWorkEndsWhenTheLeaseCannotBeRenewed(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	other, err := sql.Open("postgres", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.Close() })
	leaseOf(s, "first", time.Second).while(t.Context(), func(ctx context.Context) {
		held, err := other.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = held.Close() }()
		for _, statement := range []string{"BEGIN", "UPDATE leases SET holder = holder WHERE name = 'work'"} {
			if _, err := held.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		defer func() { _, _ = held.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") }()
		select {
		case <-ctx.Done():
		case <-time.After(5 * time.Second):
			t.Error("the work goes on without a lease")
		}
	})
}
