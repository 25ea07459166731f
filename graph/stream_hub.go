package graph

import (
	"context"
	"sync"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

const (
	checkEvery      = 500 * time.Millisecond
	standingTime    = time.Second // nobody is told anything whose standing was not read for so long
	mostStreams     = 10          // of one caller, on one replica
	mostStreamsHere = 5000        // on one replica
)

// codeRightsChanged: whoever follows connects again, and sees by their present rights.
const codeRightsChanged fault.Code = "RIGHTS_CHANGED"

// hub holds the open streams of this replica. Every half second it reads how all who
// follow stand, one statement for each tenant, and ends the streams of those whose
// session, key or account is no longer good: on every replica within a second.
type hub struct {
	store *store.Store

	mu      sync.Mutex
	open    map[*stream]struct{}
	of      map[ident.ID]int // streams of each caller
	running bool
	closed  bool
}

// join opens a stream for a caller.
func (h *hub) join(st *stream, now time.Time) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	who := st.actor.ID
	switch {
	case h.closed || len(h.open) >= mostStreamsHere:
		return fault.New(fault.Unavailable, fault.CodeUnavailable, "No more streams can be opened here now. Try again in a moment.")
	case h.of[who] >= mostStreams:
		return fault.New(fault.Throttled, fault.CodeThrottled, "At most %d streams at once. Close one first.", mostStreams)
	}
	if h.open == nil {
		h.open, h.of = map[*stream]struct{}{}, map[ident.ID]int{}
	}
	h.open[st] = struct{}{}
	h.of[who]++
	st.checked = now // it has just been authenticated
	if !h.running {
		h.running = true
		go h.run()
	}
	return nil
}

func (h *hub) leave(st *stream) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.open, st)
	if h.of[st.actor.ID]--; h.of[st.actor.ID] <= 0 {
		delete(h.of, st.actor.ID)
	}
}

// end ends all streams and takes no more: the process is about to go.
func (h *hub) end() {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	for _, list := range h.byTenant() {
		for _, st := range list {
			st.end(fault.New(fault.Unavailable, fault.CodeUnavailable, "The server restarts. Connect again."))
		}
	}
}

// run checks until nobody follows any more.
func (h *hub) run() {
	tick := time.NewTicker(checkEvery)
	defer tick.Stop()
	for range tick.C {
		all := h.byTenant()
		var asked sync.WaitGroup
		for tenant, list := range all {
			asked.Go(func() { h.check(tenant, list) })
		}
		asked.Wait()
		if h.rests() {
			return
		}
	}
}

func (h *hub) rests() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.running = len(h.open) > 0
	return !h.running
}

func (h *hub) byTenant() map[ident.ID][]*stream {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := map[ident.ID][]*stream{}
	for st := range h.open {
		all[st.actor.Tenant] = append(all[st.actor.Tenant], st)
	}
	return all
}

// check reads how the followers of one tenant stand. While the database doesn't answer
// streams say nothing (stream.fresh), and go on when it does.
func (h *hub) check(tenant ident.ID, list []*stream) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*checkEvery)
	defer cancel()
	now := h.store.Now()
	stands, heads, err := h.store.Standings(actor.With(ctx, actor.ForSystem(tenant)), tenant, followers(list))
	if err != nil {
		return
	}
	for _, st := range list {
		switch {
		case !good(st.credentials(), stands):
			st.end(unauthenticated())
		case !st.same(stands, directory.Rights):
			st.end(fault.New(fault.Denied, codeRightsChanged, "Your rights have changed. Connect again."))
		default:
			st.stands(heads, now)
		}
	}
}

// followers are the credentials of streams, each once.
func followers(list []*stream) (all store.Followers) {
	for _, st := range list {
		one := st.credentials()
		all.Sessions, all.Keys, all.People = append(all.Sessions, one.Sessions...), append(all.Keys, one.Keys...), append(all.People, one.People...)
	}
	itself := func(id ident.ID) *ident.ID { return &id }
	return store.Followers{Sessions: collect(all.Sessions, itself), Keys: collect(all.Keys, itself), People: collect(all.People, itself)}
}

// good reports whether everything that a caller stands by is good.
func good(f store.Followers, stands map[ident.ID]store.Standing) bool {
	for _, ids := range [][]ident.ID{f.Sessions, f.Keys, f.People} {
		for _, id := range ids {
			if !stands[id].Good {
				return false
			}
		}
	}
	return true
}
