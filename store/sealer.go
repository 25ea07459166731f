package store

import (
	"context"
	"sync"
	"time"

	"mandate/ident"
)

const (
	sealEvery  = 250 * time.Millisecond // an entry is sealed within one second (HI-1)
	sweepEvery = 5 * time.Second        // for what another replica wrote and did not live to seal
)

// dirtyTenants are those whose history this process has added to.
type dirtyTenants struct {
	mu   sync.Mutex
	set  map[ident.ID]bool
	wake chan struct{}
}

func (d *dirtyTenants) add(tenant ident.ID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.set == nil {
		d.set = map[ident.ID]bool{}
	}
	d.set[tenant] = true
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

func (d *dirtyTenants) take() map[ident.ID]bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	set := d.set
	d.set = nil
	return set
}

// RunSealer seals history until ctx ends. Every replica runs one: it seals what
// its own process wrote, and now and then looks at all tenants.
func (s *Store) RunSealer(ctx context.Context) {
	sweep := time.NewTicker(sweepEvery)
	defer sweep.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.dirty.wake:
			s.sealDirty(ctx)
		case <-sweep.C:
			s.sealAll(ctx)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(sealEvery):
		}
	}
}

func (s *Store) sealDirty(ctx context.Context) {
	for tenant := range s.dirty.take() {
		s.sealTenant(ctx, tenant)
	}
}

func (s *Store) sealAll(ctx context.Context) {
	tenants, err := s.Tenants(ctx)
	if err != nil {
		if ctx.Err() == nil {
			s.Log.Error("list tenants to seal", "error", err)
		}
		return
	}
	for _, t := range tenants {
		s.sealTenant(ctx, t.ID)
	}
}

// sealTenant comes back soon to what it had to leave or did not succeed in.
func (s *Store) sealTenant(ctx context.Context, tenant ident.ID) {
	left, err := s.seal(ctx, tenant)
	if err != nil && ctx.Err() == nil {
		s.Log.Error("seal history", "tenant", tenant, "error", err)
	}
	if left || err != nil {
		s.dirty.add(tenant)
	}
}
