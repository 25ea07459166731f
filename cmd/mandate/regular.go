package main

import (
	"context"
	"sync"
	"time"

	"mandate/actor"
)

// eventsEvery is how often the receivers of SCIM events are offered what waits.
const eventsEvery = time.Second

// leaseSpare is how much later than it is due the work of a replica that vanished is done
// by another; a holder that is only late by less keeps it.
const leaseSpare = 5 * time.Second

// companiesAtOnce is how many companies outward works for beside each other.
const companiesAtOnce = 8

// regularly runs something for each tenant every so often, until ctx ends, one after the
// other. One replica does it at a time.
func (h *house) regularly(ctx context.Context, name string, every time.Duration, do func(context.Context) error) {
	h.rounds(ctx, name, every, 1, do)
}

// outward is regularly for what waits for hosts that companies chose: several at once, so
// that the host of one, which answers late or never, holds up no other company.
func (h *house) outward(ctx context.Context, name string, every time.Duration, do func(context.Context) error) {
	h.rounds(ctx, name, every, companiesAtOnce, do)
}

func (h *house) rounds(ctx context.Context, name string, every time.Duration, companies int, do func(context.Context) error) {
	l := lease{store: h.store, name: name, holder: h.store.NewID().String(), length: every + leaseSpare}
	defer func() {
		if err := l.end(ctx); err != nil {
			h.log.Warn("regular work", "work", name, "error", err)
		}
	}()
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		l.while(ctx, func(ctx context.Context) { h.forAll(ctx, name, companies, do) })
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// forAll goes on until ctx ends; a tenant whose work fails holds up no other.
func (h *house) forAll(ctx context.Context, name string, companies int, do func(context.Context) error) {
	tenants, err := h.store.Tenants(ctx)
	if err != nil && ctx.Err() == nil {
		h.log.Error("regular work", "work", name, "error", err)
	}
	var all sync.WaitGroup
	defer all.Wait()
	turn := make(chan struct{}, companies)
	for _, t := range tenants {
		if t.Kind == "SCENARIO" { // it has a clock of its own
			continue
		}
		turn <- struct{}{}
		if ctx.Err() != nil {
			return
		}
		all.Go(func() {
			defer func() { <-turn }()
			if err := do(actor.With(ctx, actor.ForSystem(t.ID))); err != nil && ctx.Err() == nil {
				h.log.Error("regular work", "work", name, "tenant", t.Slug, "error", err)
			}
		})
	}
}
