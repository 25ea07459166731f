package scim

import (
	"context"
	"slices"
	"sync"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
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

// Flush writes the events that wait to the logs of their directories; what can't be
// written waits on, as far as there is room. cmd calls it once more after the last request.
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
		if left := h.write(ctx, tenant, events); len(left) > 0 {
			j.putBack(tenant, left)
		}
	}
}

// write gives the events that could not be written. A database that is away gets them
// again; an event that it refuses is left out, so that it holds up no other.
func (h *Handler) write(ctx context.Context, tenant ident.ID, events []directory.ProvisioningEvent) []directory.ProvisioningEvent {
	ctx = actor.With(ctx, actor.ForSystem(tenant))
	for part := range slices.Chunk(events, journalPart) {
		err := h.Directory.LogProvisioning(ctx, part)
		if err == nil {
			events = events[len(part):]
			continue
		}
		h.Log.WarnContext(ctx, "provisioning events not written", "events", len(part), "error", err)
		if fault.As(err).Kind == fault.Unavailable {
			return events
		}
		for i := range part {
			err := h.Directory.LogProvisioning(ctx, part[i:i+1])
			if err != nil && !store.IsTaken(err) { // a commit whose answer was lost is there
				h.Log.WarnContext(ctx, "provisioning event lost", "request", part[i].Request, "error", err)
			}
		}
		events = events[len(part):]
	}
	return nil
}

// putBack lays events before those that came meanwhile. The latest are lost where there
// are too many.
func (j *journal) putBack(tenant ident.ID, events []directory.ProvisioningEvent) {
	j.mu.Lock()
	defer j.mu.Unlock()
	room := max(0, journalMost-j.held)
	if len(events) > room {
		j.lost += len(events) - room
		events = events[:room]
	}
	if j.waiting == nil {
		j.waiting = map[ident.ID][]directory.ProvisioningEvent{}
	}
	j.waiting[tenant] = append(events, j.waiting[tenant]...)
	j.held += len(events)
}
