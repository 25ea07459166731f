package store_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"mandate/store"
	"mandate/store/storetest"
)

// TestLastSealWaitsForOthers: a process that ends seals what it wrote, though somebody else's
// transaction is open beside.
func TestLastSealWaitsForOthers(t *testing.T) {
	t.Parallel()
	address, _ := private(t)
	s, beside := storetest.OpenAt(t, address, time.Now), storetest.OpenAt(t, address, time.Now)
	id, other := tenant(t, s, "acme"), tenant(t, s, "other")
	open, slow := make(chan struct{}), make(chan error)
	go func() {
		slow <- beside.Write(storetest.System(t, other), func(ctx context.Context, tx *store.Tx) error {
			err := addBroker("slow")(ctx, tx)
			close(open)
			time.Sleep(400 * time.Millisecond)
			return err
		})
	}()
	<-open
	ctx := storetest.System(t, id)
	must(t, s.Write(ctx, addBroker("last")))
	s.SealWritten(ctx)
	if !lastIsSealed(t, s, id) {
		t.Error("left to others")
	}
	must(t, <-slow)
}

// TestLastSealTriesAgain: a try that fails is not the last one.
func TestLastSealTriesAgain(t *testing.T) {
	t.Parallel()
	address, _ := private(t)
	for kind, address := range map[string]string{"postgres": address, "sqlite": storetest.Address(t, "sqlite")} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			s, p := storetest.OpenAt(t, address, time.Now), intruder(t, kind, address)
			id := chained(t, s)
			must(t, s.Write(storetest.System(t, id), addBroker("last")))
			run(t, p, "UPDATE history_heads SET seq = seq + 1") // which nobody signed
			mended := make(chan error, 1)
			time.AfterFunc(300*time.Millisecond, func() {
				_, err := p.ExecContext(context.WithoutCancel(t.Context()), "UPDATE history_heads SET seq = seq - 1")
				mended <- err
			})
			s.SealWritten(t.Context())
			if !lastIsSealed(t, s, id) {
				t.Error("given up after a try that failed")
			}
			must(t, <-mended)
		})
	}
}

// TestLastSealLeavesOthersTheirs: what others go on writing does not keep a process that ends.
func TestLastSealLeavesOthersTheirs(t *testing.T) {
	t.Parallel()
	address, _ := private(t)
	s, beside := storetest.OpenAt(t, address, time.Now), storetest.OpenAt(t, address, time.Now)
	id := tenant(t, s, "acme")
	ctx, stop := context.WithCancel(storetest.System(t, id))
	var busy sync.WaitGroup
	for _, long := range []time.Duration{600 * time.Millisecond, 5 * time.Millisecond} { // what is short waits for what is long
		busy.Go(func() {
			for ctx.Err() == nil {
				_ = beside.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
					err := addBroker(tx.NewID().String())(ctx, tx)
					_, readErr := tx.Client.Broker.Query().Exist(ctx) // what was added is written
					time.Sleep(long)
					return errors.Join(err, readErr)
				})
			}
		})
	}
	time.Sleep(400 * time.Millisecond)
	must(t, s.Write(storetest.System(t, id), addBroker("last")))
	began := time.Now()
	s.SealWritten(t.Context())
	if took := time.Since(began); took >= 2*time.Second {
		t.Errorf("kept for %s by what others write", took)
	}
	stop()
	busy.Wait()
}
