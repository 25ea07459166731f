package job_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/directory/job"
	"mandate/ent/db"
	dbjob "mandate/ent/db/job"
	"mandate/ent/db/jobfile"
	"mandate/ent/db/jobrow"
	"mandate/ent/db/notification"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// place is a company with an administrator and a queue.
type place struct {
	t      *testing.T
	store  *store.Store
	people *directory.Directory
	queue  *job.Queue
	tenant ident.ID
	system context.Context
	ada    ident.ID
}

const counts = "COUNTS"

func each(t *testing.T, fn func(t *testing.T, p *place)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := &place{t: t, store: s, people: &directory.Directory{Store: s}}
		p.queue = &job.Queue{Store: s, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Works: map[string]job.Work{}}
		var err error
		p.tenant, err = p.people.CreateTenant(t.Context(), directory.NewTenant{Slug: "acme", Name: "Acme", Kind: "LENDER", Zone: "America/Toronto", Currency: "CAD", Language: "en"})
		p.no(err)
		p.system = actor.With(t.Context(), actor.ForSystem(p.tenant))
		role, err := p.people.RoleID(p.system, directory.AdministratorRole)
		p.no(err)
		p.ada, _, err = p.people.Create(p.system, directory.NewPerson{FirstName: "Ada", LastName: "Lovelace", Email: "ada@acme.test", Roles: []ident.ID{role}})
		p.no(err)
		fn(t, p)
	})
}

func (p *place) no(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *place) as(person ident.ID, permissions ...actor.Permission) context.Context {
	return actor.With(p.t.Context(), actor.Actor{Kind: actor.User, Tenant: p.tenant, ID: person, Permissions: actor.Of(permissions...)})
}

func (p *place) start(n job.New) ident.ID {
	p.t.Helper()
	id, err := p.queue.Start(p.as(p.ada), n)
	p.no(err)
	return id
}

func (p *place) row(id ident.ID) (row *db.Job) {
	p.t.Helper()
	p.no(p.store.Read(p.system, func(ctx context.Context, c *db.Client) (err error) {
		row, err = c.Job.Query().Where(dbjob.ID(id)).Only(ctx)
		return err
	}))
	return row
}

func (p *place) count(query func(ctx context.Context, c *db.Client) (int, error)) (n int) {
	p.t.Helper()
	p.no(p.store.Read(p.system, func(ctx context.Context, c *db.Client) (err error) {
		n, err = query(ctx, c)
		return err
	}))
	return n
}

func TestJobRunsWithTheRightsOfNow(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *place) {
		var may bool
		p.queue.Works[counts] = func(ctx context.Context, run *job.Run) error {
			may = run.Actor.Can(actor.UserManage)
			var asked struct{ Say string }
			if err := run.Asked(&asked); err != nil {
				return err
			}
			fmt.Fprintln(run, asked.Say)
			run.Report(job.Row{Number: 1, Outcome: job.Changed, Target: p.ada})
			run.Report(job.Row{Number: 2, Outcome: job.Refused, Err: fault.New(fault.Invalid, fault.CodeInvalid, "No.").On("email")})
			run.Total = 2
			return run.Save(ctx, "2")
		}
		id := p.start(job.New{Kind: counts, Input: map[string]string{"say": "hello"}, DryRun: true})
		p.no(p.queue.Drain(t.Context()))
		row := p.row(id)
		if row.State != dbjob.StateDONE || row.Progress != 2 || row.Refused != 1 || !row.DryRun || row.FinishedAt == nil || !may {
			t.Errorf("row %+v, may %v", row, may)
		}
		if b, err := io.ReadAll(p.queue.File(p.system, id)); err != nil || string(b) != "hello\n" {
			t.Errorf("file %q, %v", b, err)
		}
		told := p.count(func(ctx context.Context, c *db.Client) (int, error) {
			return c.Notification.Query().Where(notification.Type("JOB_DONE"), notification.RecipientID(p.ada)).Count(ctx)
		})
		if told != 1 {
			t.Errorf("told %d times", told)
		}
		id = p.start(job.New{Kind: counts})
		p.no(p.store.Write(p.system, func(ctx context.Context, tx *store.Tx) error {
			tx.Silence(db.TypeUser)
			return tx.Client.User.UpdateOneID(p.ada).SetActive(false).SetInactiveAdmin(true).Exec(ctx)
		}))
		p.no(p.queue.Drain(t.Context()))
		if row := p.row(id); row.State != dbjob.StateFAILED || row.Error != "USER_INACTIVE" {
			t.Errorf("somebody who was shut out still works: %+v", row)
		}
	})
}

// TestJobGoesOnElsewhere: a replica falls silent between two saves; another one goes on
// behind the last, and the first one can save no more.
func TestJobGoesOnElsewhere(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *place) {
		var visits atomic.Int64
		var first *job.Run
		broken := errors.New("the machine is gone")
		p.queue.Works[counts] = func(ctx context.Context, run *job.Run) error {
			from := 0
			_, _ = fmt.Sscan(run.Cursor, &from)
			for n := from + 1; n <= 6; n++ {
				visits.Add(1)
				fmt.Fprintf(run, "%d\n", n)
				run.Report(job.Row{Number: n, Outcome: job.Created})
				if n == 5 && from == 0 {
					first = run
					<-ctx.Done() // falls silent with rows that were not saved
					return broken
				}
				if n%2 == 0 {
					if err := run.Save(ctx, fmt.Sprint(n)); err != nil {
						return err
					}
				}
			}
			return run.Save(ctx, "6")
		}
		id := p.start(job.New{Kind: counts, Total: 6})
		dying, kill := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- p.queue.Drain(dying) }()
		for visits.Load() < 5 {
			time.Sleep(time.Millisecond)
		}
		kill()
		p.no(<-ended)
		if row := p.row(id); row.State != dbjob.StateRUNNING || row.Cursor != "4" {
			t.Fatalf("left as %+v", row)
		}
		p.no(p.queue.Drain(t.Context()))
		if row := p.row(id); row.State != dbjob.StateRUNNING {
			t.Fatal("taken from a replica that may still be there")
		}
		p.no(p.store.Write(p.system, func(ctx context.Context, tx *store.Tx) error {
			tx.Silence(db.TypeJob)
			return tx.Client.Job.UpdateOneID(id).SetSeenAt(tx.Now.Add(-2 * job.Silence)).Exec(ctx)
		}))
		p.no(p.queue.Drain(t.Context()))
		row := p.row(id)
		b, err := io.ReadAll(p.queue.File(p.system, id))
		p.no(err)
		rows := p.count(func(ctx context.Context, c *db.Client) (int, error) {
			return c.JobRow.Query().Where(jobrow.JobID(id)).Count(ctx)
		})
		if row.State != dbjob.StateDONE || row.Progress != 6 || string(b) != "1\n2\n3\n4\n5\n6\n" || rows != 6 || visits.Load() != 7 {
			t.Errorf("%+v, file %q, %d rows, %d visits", row, b, rows, visits.Load())
		}
		if err := first.Save(p.as(p.ada), "5"); err == nil {
			t.Error("the replica that was given up still saves")
		}
	})
}

func TestCancel(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *place) {
		started, stopped := make(chan struct{}), make(chan struct{})
		p.queue.Works[counts] = func(ctx context.Context, run *job.Run) error {
			run.Report(job.Row{Number: 1, Outcome: job.Created})
			if err := run.Save(ctx, "1"); err != nil {
				return err
			}
			close(started)
			<-stopped
			run.Report(job.Row{Number: 2, Outcome: job.Created})
			return run.Save(ctx, "2")
		}
		id := p.start(job.New{Kind: counts})
		ended := make(chan error, 1)
		go func() { ended <- p.queue.Drain(t.Context()) }()
		<-started
		if err := p.queue.Cancel(p.as(p.store.NewID()), id); !fault.Is(err, fault.CodeNotFound) {
			t.Errorf("somebody else stops it: %v", err)
		}
		p.no(p.queue.Cancel(p.as(p.store.NewID(), actor.JobManage), id))
		close(stopped)
		p.no(<-ended)
		if row := p.row(id); row.State != dbjob.StateCANCELLED || row.Progress != 2 || row.FinishedAt == nil {
			t.Errorf("%+v", row)
		}
		if err := p.queue.Cancel(p.as(p.ada), id); !fault.Is(err, fault.CodeJobEnded) {
			t.Errorf("stopped twice: %v", err)
		}
	})
}

func TestFilesAreInPartsAndForgotten(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *place) {
		var got bytes.Buffer
		p.queue.Works[counts] = func(ctx context.Context, run *job.Run) error {
			if _, err := io.Copy(&got, run.Input(ctx)); err != nil {
				return err
			}
			fmt.Fprint(run, strings.Repeat("y", 1<<20))
			return run.Save(ctx, "1")
		}
		text := strings.Repeat("0123456789", 120_000) // more than two parts
		file, err := p.queue.Upload(p.as(p.ada), strings.NewReader(text))
		p.no(err)
		lost, err := p.queue.Upload(p.as(p.ada), strings.NewReader("nobody wants it"))
		p.no(err)
		id := p.start(job.New{ID: file, Kind: counts})
		p.no(p.queue.Drain(t.Context()))
		if got.String() != text {
			t.Errorf("%d bytes arrived of %d", got.Len(), len(text))
		}
		out, err := io.ReadAll(p.queue.File(p.system, id))
		if p.no(err); len(out) != 1<<20 {
			t.Errorf("%d bytes were written", len(out))
		}
		if _, err := p.queue.Start(p.as(p.ada), job.New{ID: file, Kind: counts}); !fault.Is(err, fault.CodeTaken) {
			t.Errorf("used twice: %v", err)
		}
		if _, err := p.queue.Upload(p.as(p.ada), strings.NewReader("")); !fault.Is(err, fault.CodeRequired) {
			t.Errorf("an empty file: %v", err)
		}
		left := func() int {
			return p.count(func(ctx context.Context, c *db.Client) (int, error) {
				return c.JobFile.Query().Where(jobfile.JobIDIn(id, lost)).Count(ctx)
			})
		}
		before := left()
		p.no(p.queue.Prune(p.system))
		if left() != before {
			t.Error("forgotten too early")
		}
		p.no(p.store.Write(p.system, func(ctx context.Context, tx *store.Tx) error {
			tx.Silence(db.TypeJob)
			return tx.Client.Job.UpdateOneID(id).SetExpiresAt(tx.Now.Add(-time.Second)).Exec(ctx)
		}))
		p.no(p.queue.Prune(p.system))
		if n := left(); n != 1 { // the upload of today that no job uses
			t.Errorf("%d parts are left", n)
		}
		if n := p.count(func(ctx context.Context, c *db.Client) (int, error) { return c.Job.Query().Count(ctx) }); n != 0 {
			t.Errorf("%d jobs are left", n)
		}
	})
}

func TestSheetGuardsFormulas(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	s := job.NewSheet(&b, "a", "b")
	s.Row("=1+1", `say "hi", all`)
	s.Row("-5", "@x")
	if err := s.Flush(); err != nil || b.String() != "a,b\n'=1+1,\"say \"\"hi\"\", all\"\n'-5,'@x\n" {
		t.Errorf("%q, %v", b.String(), err)
	}
	for in, want := range map[string]string{"'=1+1": "=1+1", "'tis": "'tis", "plain": "plain", "'": "'"} {
		if got := job.Bare(in); got != want {
			t.Errorf("%q becomes %q", in, got)
		}
	}
}

// TestScenariosHaveNoJobs has a job of a company, of another one, and of a scenario.
func TestScenariosHaveNoJobs(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *place) {
		done := map[ident.ID]bool{}
		p.queue.Works[counts] = func(_ context.Context, run *job.Run) error {
			done[run.Actor.Tenant] = true
			return nil
		}
		var scenario ident.ID
		for _, kind := range []string{"LENDER", "SCENARIO"} {
			id, err := p.people.CreateTenant(t.Context(), directory.NewTenant{Slug: "zoe-" + strings.ToLower(kind), Name: kind, Kind: kind})
			p.no(err)
			_, err = p.queue.Start(actor.With(t.Context(), actor.ForSystem(id)), job.New{Kind: counts})
			p.no(err)
			scenario = id
		}
		p.start(job.New{Kind: counts})
		p.no(p.queue.Drain(t.Context()))
		if len(done) != 2 || !done[p.tenant] || done[scenario] {
			t.Errorf("jobs of %v were done", done)
		}
	})
}
