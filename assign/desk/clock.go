package desk

import (
	"context"
	"errors"
	"time"

	"mandate/actor"
	"mandate/store"
)

const (
	clockEvery = 250 * time.Millisecond
	clockLease = 3 * time.Second
	clockName  = "clock"
)

// Tick applies what is due in the actor's tenant: an event in which nothing happens but
// that time passes.
func (d *Desk) Tick(ctx context.Context) error {
	return d.Store.Settle(ctx, func(context.Context, *store.Tx) error { return nil })
}

// CatchUp is Tick for operations that are no Settle, such as sign-in (TM-5): it costs
// one look at the tenant's row where nothing is due.
func (d *Desk) CatchUp(ctx context.Context) error {
	due, err := d.Store.IsDue(ctx)
	if err != nil || !due {
		return err
	}
	return d.Tick(ctx)
}

// RunClock applies boundaries within half a second of their instant, tenant by tenant,
// until ctx ends. One replica does it at a time; a replica that comes late applies what
// was missed, in time order.
func (d *Desk) RunClock(ctx context.Context) {
	holder := d.Store.NewID().String()
	tick := time.NewTicker(clockEvery)
	defer tick.Stop()
	var kept time.Time // until when the lease is surely ours
	for {
		if now := time.Now(); now.After(kept.Add(-clockLease / 2)) {
			kept = time.Time{}
			if mine, err := d.Store.Lease(ctx, clockName, holder, clockLease); err == nil && mine {
				kept = now.Add(clockLease)
			}
		}
		if !kept.IsZero() {
			d.tickAll(ctx)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (d *Desk) tickAll(ctx context.Context) {
	tenants, err := d.Store.DueTenants(ctx)
	for _, tenant := range tenants {
		if ctx.Err() != nil {
			return
		}
		err = errors.Join(err, d.Tick(actor.With(ctx, actor.ForSystem(tenant))))
	}
	if err != nil && ctx.Err() == nil {
		d.Store.Log.Error("apply what is due", "error", err)
	}
}
