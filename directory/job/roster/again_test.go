package roster_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"

	"mandate/actor"
	"mandate/assign"
	"mandate/directory"
	"mandate/directory/job"
	"mandate/directory/job/roster"
	"mandate/ent/db"
	dbjob "mandate/ent/db/job"
	"mandate/ent/db/jobrow"
	"mandate/ent/db/notification"
	"mandate/ent/db/pendingchange"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// place is a company with two administrators and a queue of jobs of people.
type place struct {
	t        *testing.T
	people   *directory.Directory
	queue    *job.Queue
	system   context.Context
	tenant   ident.ID
	ada, eve ident.ID
}

func each(t *testing.T, run func(t *testing.T, p *place)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := &place{t: t, people: &directory.Directory{Store: s}}
		many := roster.Roster{Directory: p.people}
		p.queue = &job.Queue{Store: s, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Works: map[string]job.Work{job.UsersBulkUpdate: many.Bulk, job.UsersImport: many.Import}}
		var err error
		p.tenant, err = p.people.CreateTenant(t.Context(), directory.NewTenant{Slug: "acme", Name: "Acme", Kind: "LENDER", Zone: "America/Toronto", Currency: "CAD", Language: "en"})
		p.no(err)
		p.system = storetest.System(t, p.tenant)
		p.ada, p.eve = p.hire("ada", directory.AdministratorRole), p.hire("eve", directory.AdministratorRole)
		run(t, p)
	})
}

func (p *place) no(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *place) hire(name, role string) ident.ID {
	p.t.Helper()
	roleID, err := p.people.RoleID(p.system, role)
	p.no(err)
	id, _, err := p.people.Create(p.system, directory.NewPerson{FirstName: name, LastName: "Lee", Email: name + "@acme.test", Roles: []ident.ID{roleID}})
	p.no(err)
	return id
}

func (p *place) as(id ident.ID) context.Context {
	p.t.Helper()
	rights, _, _, err := p.people.Store.Rights(p.t.Context(), p.tenant, id)
	p.no(err)
	a := actor.Actor{Kind: actor.User, Tenant: p.tenant, ID: id}
	a.Permissions, a.GrantsRoles = directory.Rights(rights)
	return storetest.As(p.t, a)
}

func (p *place) dual() {
	p.t.Helper()
	on := true
	p.no(p.people.UpdateSettings(p.system, 0, directory.SettingsUpdate{LimitsDualControl: &on}))
}

// dies has a kind of job do its rows, and lose its machine before it saves them; between
// happens until another machine takes it.
func (p *place) dies(kind string, between func()) {
	work, first := p.queue.Works[kind], true
	p.queue.Works[kind] = func(ctx context.Context, run *job.Run) error {
		if !first {
			between()
			return work(ctx, run)
		}
		first = false
		if err := p.silent(run.ID); err != nil {
			return err
		}
		return work(ctx, run)
	}
}

// silent is what another machine finds of a job whose own is gone.
func (p *place) silent(id ident.ID) error {
	return p.people.Store.Write(p.system, func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeJob)
		return tx.Client.Job.UpdateOneID(id).AddVersion(1).SetSeenAt(tx.Now.Add(-2 * job.Silence)).Exec(ctx)
	})
}

func (p *place) count(query func(ctx context.Context, c *db.Client) (int, error)) (n int) {
	p.t.Helper()
	p.no(p.people.Store.Read(p.system, func(ctx context.Context, c *db.Client) (err error) {
		n, err = query(ctx, c)
		return err
	}))
	return n
}

func (p *place) changes(state pendingchange.State) int {
	p.t.Helper()
	return p.count(func(ctx context.Context, c *db.Client) (int, error) {
		return c.PendingChange.Query().Where(pendingchange.StateEQ(state)).Count(ctx)
	})
}

// asksOnce sees that so many changes wait and one is rejected, none void, and that who
// decides was told once of each; and that the job came to its end twice begun.
func (p *place) asksOnce(id ident.ID, wait, told int) {
	p.t.Helper()
	if got := fmt.Sprint(p.changes("PENDING"), p.changes("REJECTED"), p.changes("VOID")); got != fmt.Sprint(wait, 1, 0) {
		p.t.Errorf("pending, rejected and void: %s", got)
	}
	if n := p.count(func(ctx context.Context, c *db.Client) (int, error) {
		return c.Notification.Query().Where(notification.Type("CHANGE_REQUESTED"), notification.RecipientID(p.eve)).Count(ctx)
	}); n != told {
		p.t.Errorf("who decides was told %d times, want %d", n, told)
	}
	p.no(p.people.Store.Read(p.system, func(ctx context.Context, c *db.Client) error {
		if row := c.Job.GetX(ctx, id); row.State != dbjob.StateDONE || row.Refused != 0 || row.Progress == 0 {
			p.t.Errorf("the job: %+v", row)
		}
		return nil
	}))
}

func (p *place) rejectOne() {
	p.t.Helper()
	var id ident.ID
	p.no(p.people.Store.Read(p.system, func(ctx context.Context, c *db.Client) (err error) {
		id, err = c.PendingChange.Query().Where(pendingchange.StateEQ(pendingchange.StatePENDING)).Order(pendingchange.ByID()).FirstID(ctx)
		return err
	}))
	p.no(p.people.RejectChange(p.as(p.eve), id, 0, "no"))
}

// TestBulkAsksOnce: a job whose machine dies between its rows and the save does the rows
// again; what waits for a second person, or was refused by them meanwhile, is not asked anew.
func TestBulkAsksOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *place) {
		most := assign.MaximumOf(9)
		b := roster.Bulk{Change: roster.Change{Limits: directory.LimitsUpdate{MaxCapacity: &most}}}
		for n := range 4 {
			b.People = append(b.People, p.hire(fmt.Sprint("uma", n), "underwriter"))
		}
		p.dual()
		p.dies(job.UsersBulkUpdate, p.rejectOne)
		id, err := roster.StartBulk(p.as(p.ada), p.queue, b, false)
		p.no(err)
		p.no(p.queue.Drain(t.Context()))
		p.asksOnce(id, 3, 4)

		// Another job is another wish.
		_, err = roster.StartBulk(p.as(p.ada), p.queue, b, false)
		p.no(err)
		p.queue.Works[job.UsersBulkUpdate] = roster.Roster{Directory: p.people}.Bulk
		p.no(p.queue.Drain(t.Context()))
		if n := p.changes("PENDING"); n != 4 {
			t.Errorf("%d wait for another job that asks the same", n)
		}
	})
}

// TestImportAsksOnce: likewise for people whom the rows make, with roles.
func TestImportAsksOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *place) {
		p.dual()
		p.dies(job.UsersImport, p.rejectOne)
		file := "email,firstName,lastName,roles\n"
		for n := range 4 {
			file += fmt.Sprintf("new%d@acme.test,New,Comer,underwriter\n", n)
		}
		id, err := roster.StartImport(p.as(p.ada), p.queue, roster.Import{Format: roster.CSV}, ident.ID{}, []byte(file), false)
		p.no(err)
		p.no(p.queue.Drain(t.Context()))
		p.asksOnce(id, 3, 4)
	})
}

// TestDryRunGoesOnWithWhomItWouldMake: a dry run that is interrupted knows the managers that
// rows before would make.
func TestDryRunGoesOnWithWhomItWouldMake(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *place) {
		var file strings.Builder
		file.WriteString("email,firstName,lastName,manager\nboss@acme.test,The,Boss,\n")
		for n := range 299 {
			fmt.Fprintf(&file, "new%d@acme.test,New,Comer,Boss@acme.test\n", n)
		}
		id, err := roster.StartImport(p.as(p.ada), p.queue, roster.Import{Format: roster.CSV}, ident.ID{}, []byte(file.String()), true)
		p.no(err)
		rows := 0
		p.people.CatchUp = func(context.Context) error { // once for each row of a dry run
			if rows++; rows == 250 {
				return p.silent(id)
			}
			return nil
		}
		p.no(p.queue.Drain(t.Context()))
		if rows <= 300 {
			t.Errorf("%d rows were judged: it was not interrupted", rows)
		}
		refused := p.count(func(ctx context.Context, c *db.Client) (int, error) {
			return c.JobRow.Query().Where(jobrow.JobID(id), jobrow.Outcome(job.Refused)).Count(ctx)
		})
		made := p.count(func(ctx context.Context, c *db.Client) (int, error) {
			return c.JobRow.Query().Where(jobrow.JobID(id), jobrow.Outcome(job.Created)).Count(ctx)
		})
		if made != 300 || refused != 0 {
			t.Errorf("%d would be made, %d refused", made, refused)
		}
	})
}
