package desk

import (
	"maps"
	"sync"
	"time"

	"mandate/ident"
	"mandate/store"
)

// Desk is the operations on deals of one process.
type Desk struct {
	Store *store.Store

	mu       sync.Mutex
	memory   map[ident.ID]*memory
	swept    time.Time         // when idle memories were last looked for
	underway map[announced]int // submissions
	readers  readers           // of explanations
}

// idleFor is how long a tenant's memory is kept without use. Deltas are kept a day,
// so that a memory never outlives those it needs.
const idleFor = time.Hour

// sweepEvery is how often memories of idle tenants are looked for: often enough beside
// idleFor, and so seldom that an operation does not pay for the number of tenants.
const sweepEvery = time.Minute

// remembered gives the tenant's memory, or nil; one that was idle for long is not given,
// since the deltas that it needs may be gone.
func (d *Desk) remembered(tenant ident.ID, now time.Time) *memory {
	d.mu.Lock()
	defer d.mu.Unlock()
	if since := now.Sub(d.swept); since > sweepEvery || since < 0 {
		d.swept = now
		maps.DeleteFunc(d.memory, func(_ ident.ID, m *memory) bool { return m.idle(now) })
	}
	if m := d.memory[tenant]; m != nil && m.idle(now) {
		delete(d.memory, tenant)
	}
	return d.memory[tenant]
}

func (m *memory) idle(now time.Time) bool { return now.Sub(m.used) > idleFor }

func (d *Desk) remember(tenant ident.ID, m *memory) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.memory == nil {
		d.memory = map[ident.ID]*memory{}
	}
	d.memory[tenant] = m
}

func (d *Desk) forget(tenant ident.ID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.memory, tenant)
}
