package store

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"mandate/actor"
	"mandate/ident"
	"mandate/store/storetest/cluster"
)

// TestTheClockIsReadBehindTheWait: who waits for a connection is of the instant at which they
// have it, and so not older than what was written meanwhile.
func TestTheClockIsReadBehindTheWait(t *testing.T) {
	t.Parallel()
	made := cluster.Fresh(t)
	if err := MigrateUp(t.Context(), made.ServerURL, made.OwnerURL); err != nil {
		t.Fatal(err)
	}
	var now atomic.Int64
	now.Store(time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC).UnixMicro())
	s, err := Open(t.Context(), Options{Address: made.ServerURL, Secret: make([]byte, 32), Now: func() time.Time { return time.UnixMicro(now.Load()) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	ctx := actor.With(t.Context(), actor.ForSystem(ident.New(time.Now(), s.ids.random)))
	for name, begin := range map[string]func(context.Context, func(context.Context, *Tx) error) error{"Write": s.Write, "WriteBriefly": s.WriteBriefly} {
		var at time.Time
		busy(t, s, func() {
			if err := begin(ctx, func(ctx context.Context, tx *Tx) error {
				at = tx.Now
				_, err := tx.Client.Broker.Query().Count(ctx)
				return err
			}); err != nil {
				t.Error(err)
			}
		}, func() { now.Add(time.Minute.Microseconds()) })
		if at.UnixMicro() != now.Load() {
			t.Errorf("%s: is of %s, %s before it had a connection", name, at, time.UnixMicro(now.Load()).Sub(at))
		}
	}
}

// busy runs a function that needs a connection while there is none, and another while it waits.
func busy(t *testing.T, s *Store, waits, meanwhile func()) {
	t.Helper()
	free := make([]func() error, postgresConns)
	for i := range free {
		conn, err := s.pools.Write.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		free[i] = conn.Close
	}
	before := s.pools.Write.Stats().WaitCount
	done := make(chan struct{})
	go func() { defer close(done); waits() }()
	for s.pools.Write.Stats().WaitCount == before {
		time.Sleep(time.Millisecond)
	}
	meanwhile()
	for _, give := range free {
		_ = give()
	}
	<-done
}
