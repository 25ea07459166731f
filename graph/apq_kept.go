package graph

import (
	"fmt"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"mandate/ident"
)

// textKey is a text that a program has registered.
type textKey struct {
	company ident.ID
	hash    string
}

// registry keeps texts, those that were asked for last. Who has as many as one company may
// have gives up an own one for the next: no key makes room at all others' cost.
type registry struct {
	mu    sync.Mutex
	texts *simplelru.LRU[textKey, string]
}

func newRegistry() (*registry, error) {
	texts, err := simplelru.NewLRU[textKey, string](keptTexts, nil)
	if err != nil {
		return nil, fmt.Errorf("keep texts of programs: %w", err)
	}
	return &registry{texts: texts}, nil
}

func (r *registry) get(key textKey) (string, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.texts.Get(key)
}

func (r *registry) add(key textKey, text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.texts.Contains(key) {
		r.makeRoom(key.company)
	}
	r.texts.Add(key, text)
}

// makeRoom forgets the text of a company that was asked for longest ago, once it has all
// that it may have.
func (r *registry) makeRoom(company ident.ID) {
	var own []textKey // oldest first
	for _, key := range r.texts.Keys() {
		if key.company == company {
			own = append(own, key)
		}
	}
	if len(own) >= keptOfOne {
		r.texts.Remove(own[0])
	}
}
