package job

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/jobrow"
	"mandate/ident"
)

// RowName names a row of this job and of no other; it is the same when the row is done again
// after an interruption.
func (r *Run) RowName(number int) string { return fmt.Sprintf("%s %d", r.ID.Text(ident.Job), number) }

// Reported gives the rows with an outcome that were saved before.
func (r *Run) Reported(ctx context.Context, outcome string) (map[int]bool, error) {
	found := map[int]bool{}
	err := r.store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.JobRow.Query().Where(jobrow.JobID(r.ID), jobrow.Outcome(outcome)).Select(jobrow.FieldRow).Ints(ctx)
		for _, n := range rows {
			found[n] = true
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	return found, nil
}
