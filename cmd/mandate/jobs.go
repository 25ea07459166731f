package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"mandate/directory"
	"mandate/directory/job"
	"mandate/directory/job/record"
	"mandate/directory/job/roster"
	"mandate/graph"
)

// jobsAtOnce is how many jobs a replica does side by side, so that an export doesn't
// wait for a long import.
const jobsAtOnce = 2

// jobs is the queue with the work of every kind.
func jobs(people *directory.Directory, temporary func(context.Context) (text, hash string, err error), log *slog.Logger) *job.Queue {
	many := roster.Roster{Directory: people, Credential: temporary}
	writes := roster.Exporter{Directory: people, Filter: graph.PeopleFilter}
	history := record.Exporter{Store: people.Store, Filter: graph.HistoryFilter}
	return &job.Queue{Store: people.Store, Log: log, Works: map[string]job.Work{
		job.UsersImport: many.Import, job.UsersBulkUpdate: many.Bulk, job.UsersExport: writes.Export, job.HistoryExport: history.Export,
	}}
}

// runJobs does jobs of all companies until ctx ends.
func (h *house) runJobs(ctx context.Context, workers *sync.WaitGroup) {
	for range jobsAtOnce {
		workers.Go(func() { h.jobs.RunJobs(ctx) })
	}
	workers.Go(func() { h.regularly(ctx, "jobs", time.Hour, h.jobs.Prune) })
}
