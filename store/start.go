package store

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ident"
)

// Start is a Gather of what begins and is worth nothing without its end: a request to an
// identity provider, whose answer will be held to its row. On PostgreSQL it does not wait
// until the disk has it. A crash of the server within a second may lose it; whoever comes
// with the answer is turned away then and begins anew. What was promised to anybody, or
// counts as used, seen or let in, never comes this way: a function that writes another kind
// of row, or leaves history or a notice, is an error. A later commit that waits for the disk
// waits for this one too, so that a row that was used is never without its beginning.
func (s *Store) Start(ctx context.Context, queue ident.ID, fn func(ctx context.Context, tx *Tx) error) error {
	tenant, err := tenantOf(ctx)
	if err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return s.explain(s.started.run(ctx, line{tenant, queue}, func(ctx context.Context, tx *Tx) error {
		if err := fn(ctx, tx); err != nil {
			return err
		}
		return tx.onlyStarts()
	}))
}

// beginnings are the kinds of rows that may be lost in a crash.
var beginnings = map[string]bool{db.TypeSignInRequest: true}

func (tx *Tx) onlyStarts() error {
	for kind := range tx.wrote {
		if !beginnings[kind] {
			return fmt.Errorf("%s written where only what begins is", kind)
		}
	}
	if tx.hasGathered() {
		return fmt.Errorf("history, a notice or a version where only what begins is written")
	}
	return nil
}

func (s *Store) startOnce(tenant ident.ID, list []*waiting) ([]error, error) {
	return s.gatherAs(withoutDisk(context.Background()), tenant, list)
}

type withoutDiskKey struct{}

// withoutDisk makes transactions that begin with this context end before the disk has them,
// on PostgreSQL. SQLite, which waits for the disk at none of its commits, ignores it.
func withoutDisk(ctx context.Context) context.Context {
	return context.WithValue(ctx, withoutDiskKey{}, true)
}
