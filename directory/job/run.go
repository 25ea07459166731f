package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/job"
	"mandate/ent/db/jobfile"
	"mandate/ent/db/jobrow"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

var (
	errCancelled = errors.New("the job was asked to stop")
	errLost      = errors.New("another replica has taken the job")
)

// Run is one job under way. It is not safe for concurrent use.
type Run struct {
	ID       ident.ID
	Actor    actor.Actor // who it acts as, with their rights of now
	DryRun   bool
	Cursor   string // where to go on; empty: at the beginning
	Total    int    // 0: not known
	Progress int    // rows done
	Refused  int    // of these

	store   *store.Store
	stands  func(context.Context) error // refuses an actor whose rights are others by now
	input   json.RawMessage
	version int64
	parts   int // of the file written
	out     []byte
	rows    []Row
}

// Outcomes of a row.
const (
	Created   = "CREATED"
	Changed   = "CHANGED"
	Unchanged = "UNCHANGED"
	Refused   = "REFUSED"
	Waits     = "WAITS" // for a second person, who has yet to confirm it
)

// Row is the report on one row. Err is why it was refused; it must be a fault.
type Row struct {
	Number  int // from 1
	Outcome string
	Target  ident.ID
	Prefix  ident.Prefix
	Err     error
}

// Asked reads what was asked for.
func (r *Run) Asked(into any) error {
	if err := json.Unmarshal(r.input, into); err != nil {
		return fmt.Errorf("read input of job: %w", err)
	}
	return nil
}

// Input reads the file that the job was given.
func (r *Run) Input(ctx context.Context) io.Reader {
	return &reader{ctx: ctx, store: r.store, job: r.ID, kind: jobfile.KindINPUT}
}

// Write appends to the file that the job makes; it is kept with the next Save.
func (r *Run) Write(p []byte) (int, error) {
	r.out = append(r.out, p...)
	return len(p), nil
}

// Report adds a row to the report and counts it; it is kept with the next Save.
func (r *Run) Report(row Row) {
	r.rows = append(r.rows, row)
	r.Progress++
	if row.Outcome == Refused {
		r.Refused++
	}
}

// Pending is how many rows wait for a Save.
func (r *Run) Pending() int { return len(r.rows) }

// Save keeps what was done up to the cursor. Its error ends the Work: the job was
// stopped, another replica has it, or who started it has other rights by now.
func (r *Run) Save(ctx context.Context, cursor string) error {
	stop := false
	err := r.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeJob)
		n, err := tx.Client.Job.Update().Where(job.ID(r.ID), job.Version(r.version), job.StateEQ(job.StateRUNNING)).AddVersion(1).
			SetCursor(cursor).SetTotal(r.Total).SetProgress(r.Progress).SetRefused(r.Refused).SetSeenAt(tx.Now).Save(ctx)
		if err != nil {
			return fmt.Errorf("save job: %w", err)
		}
		if n == 0 {
			return errLost
		}
		stop, err = tx.Client.Job.Query().Where(job.ID(r.ID), job.Cancel(true)).Exist(ctx)
		if err != nil {
			return fmt.Errorf("look for a stop: %w", err)
		}
		return r.keep(ctx, tx)
	})
	if errors.Is(err, errLost) {
		if again, found := r.moved(ctx); found != nil || !again {
			return errors.Join(err, found)
		}
		return r.Save(ctx, cursor)
	}
	if err != nil {
		return err
	}
	r.version++
	r.Cursor = cursor
	if len(r.out) > 0 {
		r.parts += partsOf(len(r.out))
	}
	r.out, r.rows = r.out[:0], r.rows[:0]
	if stop {
		return errCancelled
	}
	return r.stands(ctx)
}

// moved says whether the version rose because somebody asked the job to stop, and takes
// the present one then.
func (r *Run) moved(ctx context.Context) (bool, error) {
	again := false
	err := r.store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		row, err := c.Job.Query().Where(job.ID(r.ID)).Only(ctx)
		if err != nil {
			return fmt.Errorf("load job: %w", err)
		}
		if row.State == job.StateRUNNING && row.Cancel && row.Version == r.version+1 {
			again, r.version = true, row.Version
		}
		return nil
	})
	return again, err
}

func (r *Run) keep(ctx context.Context, tx *store.Tx) error {
	if err := addParts(ctx, tx, r.ID, jobfile.KindOUTPUT, r.parts, r.out); err != nil || len(r.rows) == 0 {
		return err
	}
	rows := make([]*db.JobRowCreate, len(r.rows))
	for i, row := range r.rows {
		rows[i] = tx.Client.JobRow.Create().SetID(tx.NewID()).SetJobID(r.ID).SetRow(row.Number).SetOutcome(row.Outcome)
		if !row.Target.IsZero() {
			rows[i].SetTargetID(row.Target)
		}
		if row.Err != nil {
			f := fault.As(row.Err)
			rows[i].SetCode(string(f.Code)).SetMessage(f.Message)
			if len(f.Field) > 0 {
				rows[i].SetField(f.Field[0])
			}
		}
	}
	err := tx.Client.JobRow.CreateBulk(rows...).OnConflict(sql.ConflictColumns(jobrow.FieldJobID, jobrow.FieldRow), sql.DoNothing()).Exec(ctx)
	if err != nil && !errors.Is(err, sqlNoRows) {
		return fmt.Errorf("save report: %w", err)
	}
	return nil
}
