package main

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"mandate/directory"
	"mandate/store"
	"mandate/store/storetest"
)

// TestTheHostOfOneCompanyHoldsUpNoOther: while a host that one company chose does not answer,
// what waits for the hosts of the others goes on.
func TestTheHostOfOneCompanyHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		rooms := directory.Directory{Store: s}
		for _, slug := range []string{"acme", "birch", "cedar"} {
			if _, err := rooms.CreateTenant(t.Context(), directory.NewTenant{Slug: slug, Name: slug}); err != nil {
				t.Fatal(err)
			}
		}
		h := &house{store: s, log: slog.New(slog.DiscardHandler)}
		ctx, stop := context.WithCancel(t.Context())
		told := make(chan struct{}, 3)
		var life sync.WaitGroup
		life.Go(func() {
			h.outward(ctx, "work", time.Hour, func(ctx context.Context) error {
				told <- struct{}{}
				<-ctx.Done() // nobody answers
				return ctx.Err()
			})
		})
		for range 3 {
			select {
			case <-told:
			case <-time.After(10 * time.Second):
				t.Error("a company waits for the host of another")
			}
		}
		stop()
		life.Wait()
	})
}
