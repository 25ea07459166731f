package main

import (
	"context"
	"time"

	"mandate/actor"
)

// eventsEvery is how often the receivers of SCIM events are offered what waits.
const eventsEvery = time.Second

// leaseSpare is how much later than it is due the work of a replica that vanished is done
// by another; a holder that is only late by less keeps it.
const leaseSpare = 5 * time.Second

// regularly runs something for each tenant every so often, until ctx ends. One replica
// does it at a time.
func (h *house) regularly(ctx context.Context, name string, every time.Duration, do func(context.Context) error) {
	l := lease{store: h.store, name: name, holder: h.store.NewID().String(), length: every + leaseSpare}
	defer func() {
		if err := l.end(ctx); err != nil {
			h.log.Warn("regular work", "work", name, "error", err)
		}
	}()
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		l.while(ctx, func(ctx context.Context) { h.forAll(ctx, name, do) })
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// forAll goes on until ctx ends; a tenant whose work fails holds up no other.
func (h *house) forAll(ctx context.Context, name string, do func(context.Context) error) {
	tenants, err := h.store.Tenants(ctx)
	if err != nil && ctx.Err() == nil {
		h.log.Error("regular work", "work", name, "error", err)
	}
	for _, t := range tenants {
		if ctx.Err() != nil {
			return
		}
		if t.Kind == "SCENARIO" { // it has a clock of its own
			continue
		}
		if err := do(actor.With(ctx, actor.ForSystem(t.ID))); err != nil && ctx.Err() == nil {
			h.log.Error("regular work", "work", name, "tenant", t.Slug, "error", err)
		}
	}
}
