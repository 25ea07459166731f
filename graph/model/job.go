package model

import (
	"mandate/ent/db"
	"mandate/ent/db/job"
	"mandate/ident"
)

// JobKind is what a job does.
type JobKind string

// JobOutcome is what became of a row of a job.
type JobOutcome string

// Job is work that outlasts a request.
type Job struct {
	*db.Job
	HasFile bool
	Kin     *Kin[*Job]
}

// Jobs makes nodes of rows that were loaded together.
func Jobs(rows []*db.Job) []*Job {
	kin := &Kin[*Job]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &Job{Job: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*Job) IsNode() {}

// ID is the outside id.
func (j *Job) ID() string { return j.Job.ID.Text(ident.Job) }

// Kind is what it does.
func (j *Job) Kind() JobKind { return JobKind(j.Job.Kind) }

// Total is null while the number of rows is not known.
func (j *Job) Total() *int {
	if j.Job.Total == 0 && j.State != job.StateDONE {
		return nil
	}
	return &j.Job.Total
}

// Cancelling: it has been asked to stop and has not ended.
func (j *Job) Cancelling() bool { return j.Cancel && j.FinishedAt == nil }

// JobRow is the report on one row.
type JobRow struct {
	*db.JobRow
	Prefix ident.Prefix // of what it made or changed
}

// TargetID is the outside id of what was made or changed.
func (r *JobRow) TargetID() *string { return textOf(r.Prefix, r.JobRow.TargetID) }

// Outcome is what became of it.
func (r *JobRow) Outcome() JobOutcome { return JobOutcome(r.JobRow.Outcome) }

// Code is null of what was done.
func (r *JobRow) Code() *string { return orNull(r.JobRow.Code) }

// Field is null where no single column is at fault.
func (r *JobRow) Field() *string { return orNull(r.JobRow.Field) }

// The pages of jobs.
type (
	JobConnection    = Connection[*Job]
	JobEdge          = Edge[*Job]
	JobRowConnection = Connection[*JobRow]
	JobRowEdge       = Edge[*JobRow]
)
