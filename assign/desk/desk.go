package desk

import (
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
	underway map[announced]int // submissions
	readers  readers           // of explanations
}

// idleFor is how long a tenant's memory is kept without use. Deltas are kept a day,
// so that a memory never outlives those it needs.
const idleFor = time.Hour

// remembered gives the tenant's memory, or nil. Memories of idle tenants go.
func (d *Desk) remembered(tenant ident.ID, now time.Time) *memory {
	d.mu.Lock()
	defer d.mu.Unlock()
	for id, m := range d.memory {
		if now.Sub(m.used) > idleFor {
			delete(d.memory, id)
		}
	}
	return d.memory[tenant]
}

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
