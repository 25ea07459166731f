package main

import (
	"context"
	"time"

	"mandate/actor"
)

const (
	warnEvery = 30 * time.Minute
	warnLease = "inactivity-warnings"
)

// warnInactive tells people before they are locked (NO-2), until ctx ends. One replica
// does it at a time.
func (h *house) warnInactive(ctx context.Context) {
	holder := h.store.NewID().String()
	tick := time.NewTicker(warnEvery)
	defer tick.Stop()
	for {
		if mine, err := h.store.Lease(ctx, warnLease, holder, 2*warnEvery); err == nil && mine {
			h.warnAll(ctx)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (h *house) warnAll(ctx context.Context) {
	tenants, err := h.store.Tenants(ctx)
	for i := 0; err == nil && i < len(tenants); i++ {
		err = h.directory.WarnInactive(actor.With(ctx, actor.ForSystem(tenants[i].ID)))
	}
	if err != nil && ctx.Err() == nil {
		h.log.Error("warn of locks for inactivity", "error", err)
	}
}
