package roster

import (
	"context"
	"fmt"
	"strconv"

	"mandate/assign"
	"mandate/directory"
	"mandate/directory/job"
	"mandate/fault"
	"mandate/ident"
)

// Change is what is done to each of many people; nil leaves.
type Change struct {
	Active      *bool           `json:"active,omitempty"`
	MFARequired *bool           `json:"mfaRequired,omitempty"`
	Manager     *ident.ID       `json:"manager,omitempty"` // zero: none
	AddRoles    []ident.ID      `json:"addRoles,omitempty"`
	RemoveRoles []ident.ID      `json:"removeRoles,omitempty"`
	AutoAssign  *bool           `json:"autoAssign,omitempty"`
	MaxCapacity *assign.Maximum `json:"maxCapacity,omitempty"`
	Why         string          `json:"why,omitempty"`
}

// Empty reports that nothing is to be done.
func (c Change) Empty() bool {
	return c.Active == nil && c.MFARequired == nil && c.Manager == nil && len(c.AddRoles)+len(c.RemoveRoles) == 0 &&
		c.AutoAssign == nil && c.MaxCapacity == nil
}

// Revision is the change of one person.
func (c Change) Revision(dryRun bool) directory.Revision {
	return directory.Revision{PersonUpdate: directory.PersonUpdate{Manager: c.Manager, MFARequired: c.MFARequired}, Active: c.Active,
		AddRoles: c.AddRoles, RemoveRoles: c.RemoveRoles, Limits: directory.LimitsUpdate{MaxCapacity: c.MaxCapacity},
		Preferences: directory.PreferencesUpdate{AutoAssign: c.AutoAssign}, Why: c.Why, DryRun: dryRun}
}

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
	done, _ := strconv.Atoi(run.Cursor) // empty at the beginning
	for i := done; i < len(b.People); i++ {
		row := job.Row{Number: i + 1, Outcome: job.Unchanged, Target: b.People[i], Prefix: ident.User}
		revised, err := o.Directory.Revise(ctx, b.People[i], b.Change.Revision(run.DryRun))
		if f := fault.As(err); err != nil && (f.Kind == fault.Internal || f.Kind == fault.Unavailable) {
			return fmt.Errorf("person %d: %w", i+1, err)
		}
		switch {
		case err != nil:
			row.Outcome, row.Err = job.Refused, err
		case revised.Changed:
			row.Outcome = job.Changed
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
