package main

import (
	"context"
	"time"

	"mandate/actor"
)

// regularly runs something for each tenant every so often, until ctx ends. One replica
// does it at a time.
func (h *house) regularly(ctx context.Context, name string, every time.Duration, do func(context.Context) error) {
	holder := h.store.NewID().String()
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if mine, err := h.store.Lease(ctx, name, holder, 2*every); err == nil && mine {
			h.forAll(ctx, name, do)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (h *house) forAll(ctx context.Context, name string, do func(context.Context) error) {
	tenants, err := h.store.Tenants(ctx)
	if err != nil && ctx.Err() == nil {
		h.log.Error("regular work", "work", name, "error", err)
	}
	for _, t := range tenants {
		if t.Kind == "SCENARIO" { // it has a clock of its own
			continue
		}
		if err := do(actor.With(ctx, actor.ForSystem(t.ID))); err != nil && ctx.Err() == nil {
			h.log.Error("regular work", "work", name, "tenant", t.Slug, "error", err)
		}
	}
}
