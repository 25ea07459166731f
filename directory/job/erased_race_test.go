package job_test

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"mandate/directory"
	"mandate/directory/job"
	"mandate/ent/db"
	"mandate/ent/db/jobfile"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// TestAnErasureWaitsForAJobThatIsStarted: a job whose start has not been committed when
// somebody is erased has its file, and loses it at its end as every job under way.
func TestAnErasureWaitsForAJobThatIsStarted(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *place) {
		read := 0
		p.queue.Works[job.UsersImport] = func(ctx context.Context, run *job.Run) error {
			b, err := io.ReadAll(run.Input(ctx))
			read = len(b)
			return err
		}
		person, file := p.leaver(), p.uploaded()
		p.besideErasure(person, func(ctx context.Context, tx *store.Tx) error {
			_, err := p.queue.StartIn(ctx, tx, job.New{ID: file, Kind: job.UsersImport})
			return err
		})
		p.no(p.queue.Drain(t.Context()))
		if row := p.row(file); read != len("canary@acme.test") || row.Error != string(fault.CodeFilesErased) || p.parts(file) != 0 {
			t.Errorf("the job read %d bytes, is %s %q and keeps %d parts", read, row.State, row.Error, p.parts(file))
		}
	})
}

// TestAnErasureWaitsForAPartThatArrives: no part is left of a file that was on its way.
func TestAnErasureWaitsForAPartThatArrives(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *place) {
		person, file := p.leaver(), p.uploaded()
		p.besideErasure(person, func(ctx context.Context, tx *store.Tx) error {
			return job.AddPartIn(ctx, tx, file, 1, []byte("canary@acme.test"))
		})
		if n := p.parts(file); n != 0 {
			t.Errorf("%d parts are left", n)
		}
	})
}

// TestAJobThatStartsDuringAnErasure: whatever the erasure has still to do, its jobs under way
// marked or not, a job that is started with an uploaded file finds none.
func TestAJobThatStartsDuringAnErasure(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *place) {
		p.queue.Works[job.UsersImport], p.queue.Works[job.UsersExport] = writesCanary, writesCanary
		born := p.leaverBorn()
		over := p.start(job.New{Kind: job.UsersExport, Input: canary{}})
		p.no(p.queue.Drain(t.Context()))
		p.no(p.people.Delete(p.system, born, 0, ""))
		file := p.uploaded()
		erased, started := make(chan error, 1), make(chan error, 1)
		p.no(p.store.Write(p.system, func(ctx context.Context, tx *store.Tx) error {
			held := tx.Client.JobFile.Query().Where(jobfile.JobID(over))
			if p.store.Kind() == "postgres" {
				held.ForUpdate()
			}
			_, err := held.IDs(ctx)
			go func() { erased <- p.people.ErasePerson(p.system, born, "asked") }()
			p.waiting(1, erased) // for the file that is held
			go func() {
				_, err := p.queue.Start(p.as(p.ada), job.New{ID: file, Kind: job.UsersImport})
				started <- err
			}()
			p.waiting(2, started)
			return err
		}))
		p.no(<-erased)
		err := <-started
		p.no(p.queue.Drain(t.Context()))
		if p.store.Kind() == "postgres" && !fault.Is(err, fault.CodeNotFound) || p.parts(file) != 0 {
			t.Errorf("started with %v; %d parts name the erased person", err, p.parts(file))
		}
	})
}

func (p *place) leaverBorn() ident.ID {
	p.t.Helper()
	id, _, err := p.people.Create(p.system, directory.NewPerson{FirstName: "Canary", LastName: "Lee", Email: "canary@acme.test"})
	p.no(err)
	return id
}

// leaver is somebody deleted, who can be erased.
func (p *place) leaver() ident.ID {
	p.t.Helper()
	id := p.leaverBorn()
	p.no(p.people.Delete(p.system, id, 0, ""))
	return id
}

func (p *place) uploaded() ident.ID {
	p.t.Helper()
	id, err := p.queue.Upload(p.as(p.ada), strings.NewReader("canary@acme.test"))
	p.no(err)
	return id
}

// besideErasure does something in a transaction that commits only once an erasure waits for
// it, or is over without waiting.
func (p *place) besideErasure(person ident.ID, do func(ctx context.Context, tx *store.Tx) error) {
	p.t.Helper()
	erased := make(chan error, 1)
	p.no(p.store.Write(p.as(p.ada), func(ctx context.Context, tx *store.Tx) error {
		if err := do(ctx, tx); err != nil {
			return err
		}
		go func() { erased <- p.people.ErasePerson(p.system, person, "asked") }()
		p.waiting(1, erased)
		return nil
	}))
	p.no(<-erased)
}

// waiting returns once so many transactions wait for another's rows, or the one that was to
// wait has ended. SQLite has one writer at a time, and nobody can ask it.
func (p *place) waiting(n int, ended chan error) {
	p.t.Helper()
	if p.store.Kind() != "postgres" {
		return
	}
	const waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
	for seen := 0; seen < n && len(ended) == 0; time.Sleep(5 * time.Millisecond) {
		p.no(p.store.Read(p.system, func(ctx context.Context, c *db.Client) error {
			rows, err := c.QueryContext(ctx, waits)
			if err != nil {
				return err
			}
			defer func() { _ = rows.Close() }()
			for rows.Next() {
				if err := rows.Scan(&seen); err != nil {
					return err
				}
			}
			return rows.Err()
		}))
	}
}
