package scim

import (
	"sync"

	"mandate/ident"
)

// waits counts the polls that wait for events of each stream. The zero value is ready.
// Counts belong to one process.
type waits struct {
	mu sync.Mutex
	of map[ident.ID]int
}

// waitMost is how many polls of one stream may wait: a receiver needs one, and another
// while it goes over to a new connection. More would only ask the database the same.
const waitMost = 2

// enter reports whether one more may wait; who may calls leave at the end.
func (w *waits) enter(stream ident.ID) (leave func(), ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.of[stream] >= waitMost {
		return nil, false
	}
	if w.of == nil {
		w.of = map[ident.ID]int{}
	}
	w.of[stream]++
	return func() { w.leave(stream) }, true
}

func (w *waits) leave(stream ident.ID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.of[stream]--; w.of[stream] == 0 {
		delete(w.of, stream)
	}
}
