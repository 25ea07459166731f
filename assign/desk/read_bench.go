package desk

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"time"

	"mandate/actor"
	"mandate/assign"
	"mandate/ent/db"
	"mandate/ident"
)

// readers are what the explanations of waiting deals are judged by, one of each tenant.
// The memory of operations belongs to the tenant's lock, which readers never take.
type readers struct {
	mu    sync.Mutex
	of    map[ident.ID]*reader
	swept time.Time // when idle ones were last looked for
}

// reader knows everybody of one tenant at a position: those with a capacity on the
// bench, and the rest. It follows the deltas that operations leave, so that an
// explanation reads what has changed and not everybody.
type reader struct {
	mu sync.Mutex
	*memory
	rest   map[ident.ID]assign.Candidate
	looked time.Time // until when people were looked for who came without a delta
}

// withReader runs fn with the tenant's reader, brought to the position of c. Where an
// answer behind this one has brought it further, fn sees that: it is the present still.
func (d *Desk) withReader(ctx context.Context, c *db.Client, fn func(*reader) error) error {
	a, _ := actor.From(ctx)
	now := d.Store.Now()
	r := d.readers.get(a.Tenant, now)
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.present(ctx, c, now); err != nil {
		r.memory = nil
		return fmt.Errorf("read the bench: %w", err)
	}
	return fn(r)
}

// get gives a tenant's reader; those of idle tenants go.
func (r *readers) get(tenant ident.ID, now time.Time) *reader {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.of == nil {
		r.of = map[ident.ID]*reader{}
	}
	if since := now.Sub(r.swept); since > sweepEvery || since < 0 {
		r.swept = now
		maps.DeleteFunc(r.of, func(id ident.ID, one *reader) bool { return id != tenant && one.idle(now) })
	}
	if r.of[tenant] == nil {
		r.of[tenant] = &reader{}
	}
	return r.of[tenant]
}

// idle reports whether nobody has read for long; one in use is not.
func (r *reader) idle(now time.Time) bool {
	if !r.mu.TryLock() {
		return false
	}
	defer r.mu.Unlock()
	return r.memory == nil || now.Sub(r.used) > idleFor
}
