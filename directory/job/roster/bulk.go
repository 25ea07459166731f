package roster

import (
	"context"
	"fmt"
	"strconv"

	"mandate/directory"
	"mandate/directory/job"
	"mandate/fault"
	"mandate/ident"
)

// Bulk is a change of many people.
type Bulk struct {
	People []ident.ID `json:"people"`
	Change Change     `json:"change"`
	Stop   bool       `json:"stop"` // the first refusal ends it
}

// StartBulk puts a bulk change into the queue.
func StartBulk(ctx context.Context, q *job.Queue, b Bulk, dryRun bool) (ident.ID, error) {
	return q.Start(ctx, job.New{Kind: job.UsersBulkUpdate, Input: b, DryRun: dryRun, Total: len(b.People)})
}

// Bulk is the job.Work of USERS_BULK_UPDATE. The cursor is the number of people done.
func (o Roster) Bulk(ctx context.Context, run *job.Run) error {
	var b Bulk
	if err := run.Asked(&b); err != nil {
		return err
	}
	if err := managing(run); err != nil {
		return err
	}
	if err := b.Change.Permitted(run.Actor); err != nil {
		return err
	}
	done, _ := strconv.Atoi(run.Cursor) // empty at the beginning
	for i := done; i < len(b.People); i++ {
		row := job.Row{Number: i + 1, Target: b.People[i], Prefix: ident.User}
		change := b.Change.Revision(run.DryRun)
		change.Row = run.RowName(i + 1)
		revised, err := o.Directory.Revise(ctx, b.People[i], change)
		if f := fault.As(err); err != nil && (f.Kind == fault.Internal || f.Kind == fault.Unavailable) {
			return fmt.Errorf("person %d: %w", i+1, err)
		}
		if row.Outcome = outcomeOf(revised); err != nil {
			row.Outcome, row.Err = job.Refused, err
		}
		run.Report(row)
		if err != nil && b.Stop {
			break
		}
		if run.Pending() >= savedRows {
			if err := run.Save(ctx, strconv.Itoa(i+1)); err != nil {
				return err
			}
		}
	}
	return run.Save(ctx, strconv.Itoa(len(b.People)))
}

// outcomeOf is what a row reports of a person who was there. What waits for a second person
// is not changed yet: it says so, whatever else of the row is written.
func outcomeOf(done directory.Revised) string {
	switch {
	case done.Waits:
		return job.Waits
	case done.Changed:
		return job.Changed
	}
	return job.Unchanged
}
