package job

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/job"
	"mandate/ent/db/jobfile"
	"mandate/ent/db/jobrow"
	"mandate/ident"
	"mandate/store"
)

const (
	prunedAtOnce = 100
	unusedFile   = 24 * time.Hour
)

// Prune forgets what has expired: jobs of one tenant with their files and reports, and
// files that no job uses.
func (q *Queue) Prune(ctx context.Context) error {
	for {
		n := 0
		err := q.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
			tx.Silence(db.TypeJob)
			n, err = pruneSome(ctx, tx)
			return err
		})
		if err != nil || n < prunedAtOnce {
			return err
		}
	}
}

func pruneSome(ctx context.Context, tx *store.Tx) (int, error) {
	ids, err := tx.Client.Job.Query().Where(job.ExpiresAtLT(tx.Now), job.FinishedAtNotNil()).Limit(prunedAtOnce).IDs(ctx)
	if err != nil {
		return 0, fmt.Errorf("list expired jobs: %w", err)
	}
	if err := forget(ctx, tx.Client, ids); err != nil {
		return 0, err
	}
	unused := func(s *sql.Selector) {
		jobs := sql.Dialect(s.Dialect()).Select(job.FieldID).From(sql.Table(job.Table))
		s.Where(sql.NotIn(s.C(jobfile.FieldJobID), jobs))
	}
	if _, err := tx.Client.JobFile.Delete().Where(jobfile.CreatedAtLT(tx.Now.Add(-unusedFile)), unused).Exec(ctx); err != nil {
		return 0, fmt.Errorf("forget unused files: %w", err)
	}
	return len(ids), nil
}

func forget(ctx context.Context, c *db.Client, ids []ident.ID) error {
	if len(ids) == 0 {
		return nil
	}
	if _, err := c.JobRow.Delete().Where(jobrow.JobIDIn(ids...)).Exec(ctx); err != nil {
		return fmt.Errorf("forget reports: %w", err)
	}
	if _, err := c.JobFile.Delete().Where(jobfile.JobIDIn(ids...)).Exec(ctx); err != nil {
		return fmt.Errorf("forget files: %w", err)
	}
	if _, err := c.Job.Delete().Where(job.IDIn(ids...)).Exec(ctx); err != nil {
		return fmt.Errorf("forget jobs: %w", err)
	}
	return nil
}
