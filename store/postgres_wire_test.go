package store

import (
	"context"
	"database/sql"
	"errors"
	"testing"
	"time"

	"mandate/ident"
	"mandate/store/storetest/cluster"
	"mandate/store/storetest/relay"
)

func TestRoundTrips(t *testing.T) {
	t.Parallel()
	r := relay.New(t, cluster.Fresh(t).OwnerURL)
	db := oneConn(openTest(t, r.Address))
	trips := func(what string, want int64, work func()) {
		t.Helper()
		before := r.Sent.Load()
		work()
		if got := r.Sent.Load() - before; got != want {
			t.Errorf("%s: %d round trips, want %d", what, got, want)
		}
	}
	query := func(db executor) func() { return func() { scan[int](t, db, "SELECT $1 + 1", 1) } }
	trips("first call", 2, query(db))
	trips("warm call", 1, query(db))
	var tx *sql.Tx
	trips("begin with tenant", 1, func() {
		var err error
		if tx, err = db.BeginTx(withTenantTx(t.Context(), ident.ID{1}), nil); err != nil {
			t.Fatal(err)
		}
	})
	trips("warm call in it", 1, query(tx))
	trips("commit", 1, func() {
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
	})
	glance := func(tenant byte) func() {
		return func() {
			var now string
			if err := db.QueryRowContext(withTenantTx(t.Context(), ident.ID{tenant}), tenantNow+" || $1", "").Scan(&now); err != nil || now != (ident.ID{tenant}).String() {
				t.Errorf("tenant %q, %v", now, err)
			}
		}
	}
	trips("first glance", 3, glance(1))
	trips("warm glance", 1, glance(1))
	trips("glance of another tenant", 2, glance(2))
	trips("call of no tenant", 2, query(db))
	trips("call of no tenant again", 1, query(db))
}

// TestSilentServer has a server vanish without closing the connection.
func TestSilentServer(t *testing.T) {
	t.Parallel()
	for name, step := range map[string]func(ctx context.Context, tx *sql.Tx) error{
		"statement": func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "SELECT $1 + 1", 1)
			return err
		},
		"commit":   func(_ context.Context, tx *sql.Tx) error { return tx.Commit() },
		"rollback": func(_ context.Context, tx *sql.Tx) error { return tx.Rollback() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := relay.New(t, cluster.Fresh(t).OwnerURL)
			db := oneConn(openTest(t, withSetting(t, r.Address, "connect_timeout", "1")))
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			tx, err := db.BeginTx(ctx, nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Silent.Store(true)
			start := time.Now()
			if err := step(ctx, tx); classify(err) != errGone && !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("a silent server: kind %d of %v", classify(err), err)
			}
			if took := time.Since(start); took > cancelPatience+3*time.Second {
				t.Errorf("waited %s for a silent server", took)
			}
			_ = tx.Rollback()
			r.Silent.Store(false)
			if got := scan[int](t, db, "SELECT $1 + 1", 1); got != 2 {
				t.Errorf("after the server came back: %d", got)
			}
		})
	}
}
