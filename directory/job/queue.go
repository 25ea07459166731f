package job

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/job"
	"mandate/ent/db/jobfile"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// The kinds of job.
const (
	UsersImport        = "USERS_IMPORT"
	UsersExport        = "USERS_EXPORT"
	UsersBulkUpdate    = "USERS_BULK_UPDATE"
	HistoryExport      = "HISTORY_EXPORT"
	AccessReviewExport = "ACCESS_REVIEW_EXPORT"
	DealsSubmit        = "DEALS_SUBMIT"
)

// Kept is how long a job is remembered, Silence how long it may show no sign of life.
const (
	Kept    = 30 * 24 * time.Hour
	Silence = 30 * time.Second
)

// Work does a job of one kind. It goes on behind run.Cursor, saves now and then, and at
// least every few seconds, and returns the error of Save as it is.
type Work func(ctx context.Context, run *Run) error

// Queue holds jobs. Its methods are safe for concurrent use.
type Queue struct {
	Store *store.Store
	Works map[string]Work // by kind
	Log   *slog.Logger
}

// New is a job to start.
type New struct {
	ID     ident.ID // of a file that was uploaded; zero: none
	Kind   string
	Input  any // what was asked, as JSON; never a secret
	DryRun bool
	Total  int    // 0: not known yet
	File   []byte // given with the request
}

// Start puts a job into the queue. A file is used once: TAKEN. The caller's
// idempotency key counts.
func (q *Queue) Start(ctx context.Context, n New) (ident.ID, error) {
	input, err := json.Marshal(n.Input)
	if err != nil {
		return ident.ID{}, fmt.Errorf("write input of job: %w", err)
	}
	var id ident.ID
	err = q.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		id, err = directory.Once(ctx, tx, func() (ident.ID, error) { return q.insert(ctx, tx, n, input) })
		return err
	})
	if store.IsTaken(err) {
		err = fault.New(fault.Conflict, fault.CodeTaken, "This file was used already; upload it again.").On("fileId")
	}
	return id, err
}

func (q *Queue) insert(ctx context.Context, tx *store.Tx, n New, input []byte) (ident.ID, error) {
	if q.Works[n.Kind] == nil {
		return ident.ID{}, fmt.Errorf("nobody does jobs of kind %s", n.Kind)
	}
	if err := place(ctx, tx, &n); err != nil {
		return ident.ID{}, err
	}
	who, err := json.Marshal(actingOf(tx.Actor))
	if err != nil {
		return ident.ID{}, fmt.Errorf("write actor of job: %w", err)
	}
	row := tx.Client.Job.Create().SetID(n.ID).SetKind(n.Kind).SetActor(who).SetInput(input).SetDryRun(n.DryRun).SetTotal(n.Total).
		SetExpiresAt(tx.Now.Add(Kept))
	if by := Starter(tx.Actor); !by.IsZero() {
		row.SetStartedBy(by)
	}
	if err := row.Exec(ctx); err != nil {
		return n.ID, fmt.Errorf("insert job: %w", err)
	}
	tx.Record(store.Event{Action: "JOB_STARTED", TargetKind: ident.Job, Target: n.ID,
		Changes: []store.Change{{Field: "kind", After: n.Kind}, {Field: "dryRun", After: n.DryRun}}})
	return n.ID, nil
}

// place gives the job its id: that of its file.
func place(ctx context.Context, tx *store.Tx, n *New) error {
	if n.ID.IsZero() {
		n.ID = tx.NewID()
		return addParts(ctx, tx, n.ID, jobfile.KindINPUT, 0, n.File)
	}
	there, err := arrived(ctx, tx, n.ID)
	if err != nil {
		return err
	}
	mine, err := owned(ctx, tx, n.ID)
	if err != nil {
		return err
	}
	if !there || !mine {
		return fault.New(fault.NotFound, fault.CodeNotFound, "There is no such file; upload it first.").On("fileId")
	}
	return nil
}

// Starter is whose job it is: the person, else the key.
func Starter(a actor.Actor) ident.ID {
	if p := a.Person(); !p.IsZero() {
		return p
	}
	return a.ID
}

// Cancel asks a job to stop; one that waits ends at once. Refused: JOB_ENDED, and jobs
// of others (NOT_FOUND) without job.manage.
func (q *Queue) Cancel(ctx context.Context, id ident.ID) error {
	return q.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := directory.Once(ctx, tx, func() (ident.ID, error) { return id, cancel(ctx, tx, id) })
		return err
	})
}

func cancel(ctx context.Context, tx *store.Tx, id ident.ID) error {
	row, err := tx.Client.Job.Query().Where(job.ID(id)).Only(ctx)
	mine := row != nil && row.StartedBy != nil && *row.StartedBy == Starter(tx.Actor)
	if db.IsNotFound(err) || err == nil && !mine && !tx.Actor.Can(actor.JobManage) {
		return fault.New(fault.NotFound, fault.CodeNotFound, "There is no such job.").On("jobId")
	}
	if err != nil {
		return fmt.Errorf("load job: %w", err)
	}
	if row.FinishedAt != nil {
		return fault.New(fault.Conflict, fault.CodeJobEnded, "This job has ended already.").On("jobId")
	}
	up := tx.Client.Job.Update().Where(job.ID(id), job.FinishedAtIsNil()).SetCancel(true).AddVersion(1)
	if row.State == job.StateQUEUED {
		up.SetState(job.StateCANCELLED).SetFinishedAt(tx.Now)
	}
	if err := up.Exec(ctx); err != nil {
		return fmt.Errorf("stop job: %w", err)
	}
	if row.State == job.StateQUEUED {
		if _, err := directory.ForgetErased(ctx, tx, id, row.CreatedAt.Add(Kept)); err != nil {
			return err
		}
	}
	tx.Record(store.Event{Action: "JOB_CANCELLED", TargetKind: ident.Job, Target: id})
	return nil
}
