package job_test

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"mandate/actor"
	"mandate/directory"
	"mandate/directory/job"
	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	dbjob "mandate/ent/db/job"
	"mandate/ent/db/jobfile"
	"mandate/ent/db/jobrow"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// TestErasureStopsNobodysJobs: who erases somebody stops no job and forgets none. Of those
// that are over the files go in which the person may stand, and the words about their rows;
// one that runs goes on and loses its files at its end. Figures and expiry stay, and history
// says so.
func TestErasureStopsNobodysJobs(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *place) {
		for _, kind := range []string{job.UsersImport, job.UsersExport, job.HistoryExport, job.DealsSubmit} {
			p.queue.Works[kind] = writesCanary
		}
		before := p.start(job.New{Kind: job.HistoryExport, Input: canary{}})
		p.no(p.queue.Drain(t.Context()))
		person, _, err := p.people.Create(p.system, directory.NewPerson{FirstName: "Canary", LastName: "Lee", Email: "canary@acme.test"})
		p.no(err)
		var over []ident.ID
		for _, kind := range []string{job.UsersImport, job.UsersExport, job.HistoryExport} {
			over = append(over, p.start(job.New{Kind: kind, Input: canary{"canary"}, File: []byte("canary@acme.test")}))
		}
		deals := p.start(job.New{Kind: job.DealsSubmit, Input: canary{}, File: []byte("deals")})
		p.no(p.queue.Drain(t.Context()))
		p.keptCursor(over)
		p.no(p.people.Delete(p.system, person, 0, ""))
		behind := p.start(job.New{Kind: job.UsersExport, Input: canary{}})
		p.no(p.queue.Drain(t.Context()))
		running := p.start(job.New{Kind: job.UsersImport, Input: canary{"canary"}, File: []byte("canary@acme.test")})
		goOn, ended := p.halted(running)

		clerk := p.as(p.store.NewID(), actor.UserManage)
		p.no(p.people.ErasePerson(clerk, person, "asked"))
		for _, id := range over {
			p.lost(id)
		}
		for id, want := range map[ident.ID]int{before: 1, deals: 2, behind: 1} {
			if row := p.row(id); p.parts(id) != want || row.Error != "" {
				t.Errorf("a job of %s that cannot name them: %d parts, %q", row.Kind, p.parts(id), row.Error)
			}
		}
		if row := p.row(running); row.State != dbjob.StateRUNNING || row.Cancel || p.parts(running) != 1 {
			t.Errorf("under way: %+v, %d parts", row, p.parts(running))
		}
		close(goOn)
		p.no(<-ended)
		p.lost(running)
		p.no(p.queue.Prune(p.system))
		if n := p.count(func(ctx context.Context, c *db.Client) (int, error) { return c.Job.Query().Count(ctx) }); n != 7 {
			t.Errorf("%d jobs are left", n)
		}
		p.told("USER_ERASED", person, over)
		p.told("JOB_ENDED", running, nil)
	})
}

// TestWaitingJobLosesItsFileWhenItIsStopped: one that is stopped before its turn ends at once.
func TestWaitingJobLosesItsFileWhenItIsStopped(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *place) {
		p.queue.Works[job.UsersImport] = writesCanary
		person, _, err := p.people.Create(p.system, directory.NewPerson{FirstName: "Canary", LastName: "Lee", Email: "canary@acme.test"})
		p.no(err)
		p.no(p.people.Delete(p.system, person, 0, ""))
		id := p.start(job.New{Kind: job.UsersImport, File: []byte("canary@acme.test")})
		p.no(p.people.ErasePerson(p.system, person, ""))
		if p.parts(id) != 1 {
			t.Fatal("the file of a job that waits is gone")
		}
		p.no(p.queue.Cancel(p.as(p.ada), id))
		if row := p.row(id); p.parts(id) != 0 || row.State != dbjob.StateCANCELLED || !row.ExpiresAt.After(p.store.Now()) {
			t.Errorf("%+v keeps %d parts", row, p.parts(id))
		}
	})
}

// canary is what a job of this test was asked.
type canary struct {
	Search string `json:"search,omitempty"`
}

func writesCanary(ctx context.Context, run *job.Run) error {
	fmt.Fprintln(run, "canary@acme.test")
	run.Report(job.Row{Number: 1, Outcome: job.Created})
	run.Report(job.Row{Number: 2, Outcome: job.Refused, Err: fault.New(fault.Invalid, fault.CodeUnknownUser, "There is nobody called %s.", "canary").On("canary")})
	return run.Save(ctx, "canary")
}

// halted has a job come to its middle and wait there until it is told to go on.
func (p *place) halted(id ident.ID) (goOn chan struct{}, ended chan error) {
	p.t.Helper()
	begun := make(chan struct{})
	goOn, ended = make(chan struct{}), make(chan error, 1)
	p.queue.Works[job.UsersImport] = func(ctx context.Context, run *job.Run) error {
		if run.ID != id {
			return fmt.Errorf("job %s is not meant", run.ID)
		}
		close(begun)
		<-goOn
		return writesCanary(ctx, run)
	}
	go func() { ended <- p.queue.Drain(p.t.Context()) }()
	<-begun
	return goOn, ended
}

func (p *place) parts(id ident.ID) int {
	p.t.Helper()
	return p.count(func(ctx context.Context, c *db.Client) (int, error) {
		return c.JobFile.Query().Where(jobfile.JobID(id)).Count(ctx)
	})
}

// keptCursor has jobs be as they were when their cursor was kept behind their end.
func (p *place) keptCursor(jobs []ident.ID) {
	p.t.Helper()
	p.no(p.store.Write(p.system, func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeJob)
		return tx.Client.Job.Update().Where(dbjob.IDIn(jobs...)).SetCursor("canary").Exec(ctx)
	}))
}

// lost checks that a job is done, with its figures and codes and nothing of the person.
func (p *place) lost(id ident.ID) {
	p.t.Helper()
	row := p.row(id)
	if row.State != dbjob.StateDONE || row.Progress != 2 || row.Refused != 1 || row.Error != "FILES_ERASED" || !row.ExpiresAt.After(p.store.Now().Add(job.Kept/2)) {
		p.t.Errorf("job of %s: %+v", row.Kind, row)
	}
	text, err := io.ReadAll(p.queue.File(p.system, id))
	if p.no(err); p.parts(id) != 0 || len(text) > 0 || row.Cursor != "" || strings.Contains(fmt.Sprintf("%s %s", row.Input, row.Actor), "anary") {
		p.t.Errorf("job of %s keeps %q, %s, %s, %q", row.Kind, text, row.Input, row.Actor, row.Cursor)
	}
	p.no(p.store.Read(p.system, func(ctx context.Context, c *db.Client) error {
		rows := c.JobRow.Query().Where(jobrow.JobID(id)).Order(jobrow.ByRow()).AllX(ctx)
		if len(rows) != 2 || rows[1].Code != "UNKNOWN_USER" || rows[1].Message != "" || rows[1].Field != "" {
			p.t.Errorf("the report of %s: %+v", row.Kind, rows)
		}
		return nil
	}))
}

// told checks the one entry of history about a target that speaks of files.
func (p *place) told(action string, target ident.ID, jobs []ident.ID) {
	p.t.Helper()
	p.no(p.store.Read(p.system, func(ctx context.Context, c *db.Client) error {
		e := c.HistoryEntry.Query().Where(historyentry.Action(action), historyentry.TargetID(target)).OnlyX(ctx)
		if !strings.Contains(string(e.Changes), "filesRemoved") || slices.ContainsFunc(jobs, func(id ident.ID) bool { return !strings.Contains(string(e.Changes), id.Text(ident.Job)) }) {
			p.t.Errorf("%s says %s", action, e.Changes)
		}
		if n := c.HistoryEntry.Query().Where(historyentry.Action("JOB_CANCELLED")).CountX(ctx); n != 0 {
			p.t.Errorf("%d jobs were stopped", n)
		}
		return nil
	}))
}
