package scim

import (
	"context"
	"sync"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/ident"
)

// journal gathers the events of all directories and writes them in batches, so that
// no request waits for its log. What a process that dies has not written yet, a
// quarter of a second's events at most, is lost to the log; history has the changes.
type journal struct {
	mu      sync.Mutex
	waiting map[ident.ID][]directory.ProvisioningEvent // by tenant
	held    int
	lost    int
	running bool
	writing sync.Mutex
}

const (
	journalTime = 250 * time.Millisecond
	journalMost = 20_000 // events held in memory while the database is away
	journalPart = 500    // events of one transaction
)

// add takes an event; the first one starts a writer, which ends when all is written.
func (h *Handler) add(tenant ident.ID, e directory.ProvisioningEvent) {
	j := &h.journal
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.held >= journalMost {
		j.lost++
		return
	}
	if j.waiting == nil {
		j.waiting = map[ident.ID][]directory.ProvisioningEvent{}
	}
	j.waiting[tenant] = append(j.waiting[tenant], e)
	j.held++
	if !j.running {
		j.running = true
		go h.keep()
	}
}

func (h *Handler) keep() {
	for {
		time.Sleep(journalTime)
		h.Flush(context.Background())
		h.journal.mu.Lock()
		if h.journal.held == 0 {
			h.journal.running = false
			h.journal.mu.Unlock()
			return
		}
		h.journal.mu.Unlock()
	}
}

// Flush writes the events that wait to the logs of their directories. cmd calls it
// once more after the last request.
func (h *Handler) Flush(ctx context.Context) {
	j := &h.journal
	j.writing.Lock()
	defer j.writing.Unlock()
	j.mu.Lock()
	waiting, lost := j.waiting, j.lost
	j.waiting, j.held, j.lost = nil, 0, 0
	j.mu.Unlock()
	if lost > 0 {
		h.Log.WarnContext(ctx, "provisioning events lost: too many at once", "events", lost)
	}
	for tenant, events := range waiting {
		h.write(ctx, tenant, events)
	}
}

func (h *Handler) write(ctx context.Context, tenant ident.ID, events []directory.ProvisioningEvent) {
	ctx = actor.With(ctx, actor.ForSystem(tenant))
	for len(events) > 0 {
		n := min(len(events), journalPart)
		if err := h.Directory.LogProvisioning(ctx, events[:n]); err != nil {
			h.Log.WarnContext(ctx, "provisioning events not written", "events", n, "error", err)
		}
		events = events[n:]
	}
}
