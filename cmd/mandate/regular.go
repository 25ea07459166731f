package main

import (
	"context"
	"time"

	"mandate/actor"
)

// eventsEvery is how often the receivers of SCIM events are offered what waits.
const eventsEvery = time.Second

// leaseLeast is longer than a call to another system may take: a replica that waits for
// one is not overtaken.
const leaseLeast = time.Minute

// regularly runs something for each tenant every so often, until ctx ends. One replica
// does it at a time.
func (h *house) regularly(ctx context.Context, name string, every time.Duration, do func(context.Context) error) {
	holder := h.store.NewID().String()
	mine := func() bool {
		held, err := h.store.Lease(ctx, name, holder, max(2*every, leaseLeast))
		return err == nil && held
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if mine() {
			h.forAll(ctx, name, do, mine)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// forAll goes on while the lease is renewed; a tenant whose work fails holds up no other.
func (h *house) forAll(ctx context.Context, name string, do func(context.Context) error, mine func() bool) {
	tenants, err := h.store.Tenants(ctx)
	if err != nil && ctx.Err() == nil {
		h.log.Error("regular work", "work", name, "error", err)
	}
	renewed := time.Now()
	for _, t := range tenants {
		if t.Kind == "SCENARIO" { // it has a clock of its own
			continue
		}
		if time.Since(renewed) > leaseLeast/4 {
			if !mine() {
				return
			}
			renewed = time.Now()
		}
		if err := do(actor.With(ctx, actor.ForSystem(t.ID))); err != nil && ctx.Err() == nil {
			h.log.Error("regular work", "work", name, "tenant", t.Slug, "error", err)
		}
	}
}
