package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/job"
	"mandate/ent/db/jobfile"
	"mandate/ent/db/predicate"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// pace is how often a replica looks for jobs.
const pace = time.Second

// RunJobs does jobs of all tenants until ctx ends, one after the other; several may run
// side by side. A job that is under way then is left where its last Save was.
func (q *Queue) RunJobs(ctx context.Context) {
	tick := time.NewTicker(pace)
	defer tick.Stop()
	for {
		if err := q.Drain(ctx); err != nil && ctx.Err() == nil {
			q.Log.Error("jobs", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Drain does the jobs that wait now. A tenant whose jobs can't be had holds up no other;
// one of kind SCENARIO has no jobs.
func (q *Queue) Drain(ctx context.Context) error {
	tenants, err := q.Store.Tenants(ctx)
	if err != nil {
		return fmt.Errorf("list tenants: %w", err)
	}
	for _, t := range tenants {
		if t.Kind == "SCENARIO" { // it has a clock of its own
			continue
		}
		if failed := q.drain(actor.With(ctx, actor.ForSystem(t.ID)), t.ID); failed != nil {
			err = errors.Join(err, fmt.Errorf("jobs of %s: %w", t.Slug, failed))
		}
	}
	return err
}

func (q *Queue) drain(ctx context.Context, tenant ident.ID) error {
	for ctx.Err() == nil {
		if did, err := q.one(ctx, tenant); !did || err != nil {
			return err
		}
	}
	return nil
}

// one does the job of a tenant that has waited longest.
func (q *Queue) one(ctx context.Context, tenant ident.ID) (bool, error) {
	row, err := q.claim(ctx)
	if row == nil || err != nil {
		return false, err
	}
	run := &Run{ID: row.ID, DryRun: row.DryRun, Cursor: row.Cursor, Total: row.Total, Progress: row.Progress, Refused: row.Refused,
		store: q.Store, input: row.Input, version: row.Version}
	failed := q.work(ctx, tenant, row, run)
	if errors.Is(failed, errLost) || ctx.Err() != nil {
		return true, nil
	}
	return true, q.end(ctx, row, run, failed)
}

// due are jobs that wait, and those whose replica has fallen silent.
func due(now time.Time) predicate.Job {
	return job.Or(job.StateEQ(job.StateQUEUED), job.And(job.StateEQ(job.StateRUNNING), job.SeenAtLT(now.Add(-Silence))))
}

func (q *Queue) claim(ctx context.Context) (*db.Job, error) {
	var row *db.Job
	err := q.Store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		row, err = c.Job.Query().Where(due(q.Store.Now())).Order(job.ByID()).First(ctx)
		if db.IsNotFound(err) {
			row, err = nil, nil
		}
		return err
	})
	if row == nil || err != nil {
		return nil, err
	}
	taken := false
	err = q.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeJob)
		up := tx.Client.Job.Update().Where(job.ID(row.ID), job.Version(row.Version)).AddVersion(1).SetState(job.StateRUNNING).SetSeenAt(tx.Now)
		if row.StartedAt == nil {
			up.SetStartedAt(tx.Now)
		}
		n, err := up.Save(ctx)
		taken = n == 1
		return err
	})
	if err != nil || !taken {
		return nil, err
	}
	row.Version++
	return row, nil
}

func (q *Queue) work(ctx context.Context, tenant ident.ID, row *db.Job, run *Run) error {
	if row.Cancel {
		return errCancelled
	}
	do := q.Works[row.Kind]
	if do == nil {
		return fmt.Errorf("nobody does jobs of kind %s", row.Kind)
	}
	var who acting
	if err := json.Unmarshal(row.Actor, &who); err != nil {
		return fmt.Errorf("read actor of job: %w", err)
	}
	a, err := who.revive(ctx, q.Store, tenant)
	if err != nil {
		return err
	}
	run.Actor = a
	run.stands = func(ctx context.Context) error { return who.stands(ctx, q.Store, a) }
	if run.parts, err = q.written(ctx, row.ID); err != nil {
		return err
	}
	return do(actor.With(ctx, a), run)
}

func (q *Queue) written(ctx context.Context, id ident.ID) (n int, err error) {
	err = q.Store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		n, err = c.JobFile.Query().Where(jobfile.JobID(id), jobfile.KindEQ(jobfile.KindOUTPUT)).Count(ctx)
		return err
	})
	return n, err
}

// end says how a job ended, and tells who started it.
func (q *Queue) end(ctx context.Context, row *db.Job, run *Run, failed error) error {
	state, code := job.StateDONE, ""
	switch {
	case errors.Is(failed, errCancelled):
		state = job.StateCANCELLED
	case failed != nil:
		f := fault.As(failed)
		state, code = job.StateFAILED, string(f.Code)
		q.Log.ErrorContext(ctx, "job", "job", row.ID.Text(ident.Job), "kind", row.Kind, "error", failed)
	}
	return q.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.Client.Job.Update().Where(job.ID(row.ID), job.StateEQ(job.StateRUNNING), job.VersionGTE(run.version)).AddVersion(1).
			SetState(state).SetError(code).SetFinishedAt(tx.Now).Save(ctx)
		if err != nil || n == 0 {
			return err
		}
		changes := []store.Change{{Field: "progress", After: run.Progress}, {Field: "refused", After: run.Refused}}
		erased, err := directory.ForgetErased(ctx, tx, row.ID, row.CreatedAt.Add(Kept))
		if err != nil {
			return err
		}
		if erased {
			changes = append(changes, store.Change{Field: "filesRemoved", After: true})
		}
		tx.Record(store.Event{Action: "JOB_ENDED", TargetKind: ident.Job, Target: row.ID, System: true, Status: string(state), Changes: changes})
		return directory.TellActive(ctx, tx, store.Notice{Type: "JOB_DONE", Recipient: run.Actor.Person(), Subject: row.ID, Facts: map[string]string{"job": row.Kind,
			"state": string(state), "done": strconv.Itoa(run.Progress), "failed": strconv.Itoa(run.Refused)}})
	})
}
