package store

import (
	"context"
	"fmt"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ident"
)

// Gather is a Write that shares its transaction with those of its tenant that wait in
// this process in the same queue: one commit, and one statement for what they put behind
// (Tx.Behind). It is for changes that come many at once and are short, since each waits
// for the whole batch. Each has its own history and its own error; fn judges before its
// first write, as one of Settle does, and may run twice. A queue is named by whose
// requests they are, a directory or a connection: nobody waits for the batches of others,
// or runs again because of them.
func (s *Store) Gather(ctx context.Context, queue ident.ID, fn func(ctx context.Context, tx *Tx) error) error {
	tenant, err := tenantOf(ctx)
	if err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return s.explain(s.gather.run(ctx, line{tenant, queue}, fn))
}

// InTurn is a Gather of the changes of one row and what hangs on it: those of the same row
// that wait share a commit, where each would wait for the commit of the one before. It
// takes no other row that somebody may hold for longer, for two batches that held rows of
// each other would wait without end.
func (s *Store) InTurn(ctx context.Context, row ident.ID, fn func(ctx context.Context, tx *Tx) error) error {
	tenant, err := tenantOf(ctx)
	if err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return s.explain(s.inTurn.run(ctx, line{tenant, row}, fn))
}

// gatherLanes lets one batch be put together while another is committed.
const gatherLanes = 2

func (s *Store) gatherOnce(tenant ident.ID, list []*waiting) ([]error, error) {
	return s.together(tenant, func(ctx context.Context, c *db.Client, shared *batch) (results []error, done []*Tx, err error) {
		for _, w := range list {
			a, _ := actor.From(w.ctx)
			tx := s.newTx(c, a)
			tx.batch = shared
			refusal, err := tx.turn(ctx, w)
			if err != nil {
				return nil, append(done, tx), err
			}
			results = append(results, refusal)
			if refusal == nil {
				done = append(done, tx)
			}
		}
		return results, done, nil
	})
}
