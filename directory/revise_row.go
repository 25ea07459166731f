package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/idempotencykey"
	"mandate/ident"
	"mandate/store"
)

// jobsKept is how long a job is remembered, and with it which of its rows have asked.
const jobsKept = 30 * 24 * time.Hour

// reviseRow is revise for a row of a job, which may be read again after an interruption: what
// it asked a second person for is not asked for again, also where they have refused it
// meanwhile. All that a row says is done in one transaction, so that who finds its mark has
// nothing left to do. Rows of which nothing waits leave none: a second time they find
// everything as they say.
func (d *Directory) reviseRow(ctx context.Context, tx *store.Tx, id ident.ID, r Revision) (Revised, error) {
	if r.Row == "" {
		return d.revise(ctx, tx, id, r)
	}
	mark := sha("row", r.Row)
	known, err := tx.Client.IdempotencyKey.Query().Where(idempotencykey.Key(mark), idempotencykey.Result(id.String())).Exist(ctx)
	if err != nil || known {
		return Revised{Changed: known, Waits: known}, err
	}
	out, err := d.revise(ctx, tx, id, r)
	if err != nil || !out.Waits {
		return out, err
	}
	return out, markRow(ctx, tx, mark, id)
}

func markRow(ctx context.Context, tx *store.Tx, mark string, person ident.ID) error {
	until := tx.Now.Add(jobsKept)
	was, err := tx.Client.IdempotencyKey.Query().Where(idempotencykey.Key(mark)).Only(ctx)
	switch {
	case err == nil: // the row meant somebody else then, who is gone
		err = tx.Client.IdempotencyKey.UpdateOneID(was.ID).SetResult(person.String()).SetExpiresAt(until).Exec(ctx)
	case db.IsNotFound(err):
		err = tx.Client.IdempotencyKey.Create().SetID(tx.NewID()).SetKey(mark).SetInputHash("").SetResult(person.String()).SetExpiresAt(until).Exec(ctx)
	}
	if err != nil {
		return fmt.Errorf("mark row of job: %w", err)
	}
	return nil
}
