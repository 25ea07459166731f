package model

import "sync"

// Kin are rows that were loaded together, by one statement. What one of them needs
// from another table is loaded for all of them at once, so that the number of
// statements does not grow with the number of rows.
type Kin[T any] struct {
	Rows []T

	mu    sync.Mutex
	edges map[string]*edge
}

type edge struct {
	once  sync.Once
	value any
	err   error
}

// Load gives what fetch found for all rows under a name. The first caller fetches,
// the others wait for it; a fetch gets the rows and never runs twice.
func Load[T, V any](k *Kin[T], name string, fetch func(rows []T) (V, error)) (V, error) {
	e := k.edge(name)
	e.once.Do(func() { e.value, e.err = fetch(k.Rows) })
	value, _ := e.value.(V)
	return value, e.err
}

func (k *Kin[T]) edge(name string) *edge {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.edges == nil {
		k.edges = map[string]*edge{}
	}
	if k.edges[name] == nil {
		k.edges[name] = &edge{}
	}
	return k.edges[name]
}
