package store_test

import (
	"context"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/fault"
	"mandate/store"
	"mandate/store/storetest"
)

// TestConnectionLostInTheMiddle ends the server's side of every connection while a
// transaction has written and not committed.
func TestConnectionLostInTheMiddle(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	ctx := storetest.System(t, tenant(t, s, "acme"))
	cut := func() {
		run(t, raw(t, as(t, address, "")),
			"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
	}
	for name, begin := range map[string]transaction{"write": s.Write, "settle": s.Settle} {
		runs, undone := 0, 0
		err := begin(ctx, func(ctx context.Context, tx *store.Tx) error {
			runs++
			tx.OnRollback(func() { undone++ })
			if err := addBroker("lost")(ctx, tx); err != nil {
				return err
			}
			cut()
			return nil
		})
		if !fault.Is(err, fault.CodeUnavailable) || undone != runs {
			t.Errorf("%s: %v; ran %d times, undone %d times", name, err, runs, undone)
		}
		err = s.Read(ctx, func(ctx context.Context, c *db.Client) error {
			cut()
			_, err := c.Broker.Query().Count(ctx)
			return err
		})
		if !fault.Is(err, fault.CodeUnavailable) {
			t.Errorf("read: %v", err)
		}
		expectBrokers(t, s, ctx)
		if err := begin(ctx, addBroker("kept")); err != nil {
			t.Errorf("%s, afterwards: %v", name, err)
		}
		expectBrokers(t, s, ctx, "kept")
		clearBrokers(t, s, ctx)
	}
}

// TestBatchOfALostConnection: nobody of the batch runs a second time, as nobody
// knows whether a lost commit was one.
func TestBatchOfALostConnection(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	ctx := storetest.System(t, tenant(t, s, "acme"))
	runs := 0
	errs := queued(t, s, ctx, func(ctx context.Context, tx *store.Tx) error {
		runs++
		return addBroker("lost")(ctx, tx)
	}, func(context.Context, *store.Tx) error {
		run(t, raw(t, as(t, address, "")),
			"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
		return nil
	})
	for _, err := range errs {
		if !fault.Is(err, fault.CodeUnavailable) {
			t.Errorf("got %v", err)
		}
	}
	expectBrokers(t, s, ctx)
	if runs != 1 {
		t.Errorf("ran %d times", runs)
	}
}

// TestServerGone stops the server for good.
func TestServerGone(t *testing.T) {
	t.Parallel()
	address, stop := private(t)
	s := storetest.OpenAt(t, address, time.Now)
	id := tenant(t, s, "acme")
	ctx := storetest.System(t, id)
	err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		err := addBroker("lost")(ctx, tx)
		stop()
		return err
	})
	if !fault.Is(err, fault.CodeUnavailable) {
		t.Errorf("write in the middle: %v", err)
	}
	began := time.Now()
	for name, call := range map[string]func() error{
		"ping":   func() error { return s.Ping(ctx) },
		"read":   func() error { return s.Read(ctx, func(context.Context, *db.Client) error { return nil }) },
		"write":  func() error { return s.Write(ctx, addBroker("a")) },
		"settle": func() error { return s.Settle(ctx, addBroker("a")) },
		"lookup": func() error { _, err := s.TenantBySlug(ctx, "acme"); return err },
		"token":  func() error { _, err := s.Token(ctx, id, "none"); return err },
		"list":   func() error { _, err := s.Tenants(ctx); return err },
		"seal":   func() error { return s.Seal(ctx, id) },
		"verify": func() error { _, err := s.VerifyHistory(ctx, id); return err },
		"end":    func() error { return s.EndLease(ctx, "a", "b") },
		"lease":  func() error { _, err := s.Lease(ctx, "a", "b", time.Second); return err },
	} {
		if err := call(); !fault.Is(err, fault.CodeUnavailable) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %s to say so", took)
	}
}
