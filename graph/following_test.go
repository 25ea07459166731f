package graph_test

import (
	"context"
	"net/http/httptest"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	dbjob "mandate/ent/db/job"
	"mandate/ent/db/testrun"
	"mandate/ident"
	"mandate/store"
)

// TestFollowAJob: as it is, then each change, until it has ended; for those who see it.
func TestFollowAJob(t *testing.T) {
	t.Parallel()
	replicas(t, func(t *testing.T, o *office, doors [2]*httptest.Server) {
		c, row := o.cast(), o.store.NewID()
		o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
			tx.Silence(db.TypeJob)
			return tx.Client.Job.Create().SetID(row).SetKind("USERS_EXPORT").SetStartedBy(c.ada).SetExpiresAt(tx.Now.Add(time.Hour)).Exec(ctx)
		}))
		id := row.Text(ident.Job)
		query := `subscription($id: ID!) { jobProgress(jobId: $id) { id state progress total } }`
		own := o.followAt(t, doors[1], o.inBrowser(c.ada), query, vars{"id": id})
		own.next("next").want("jobProgress.id", id).want("jobProgress.state", "QUEUED").want("jobProgress.progress", 0)
		step := func(state dbjob.State, progress int) {
			t.Helper()
			o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
				tx.Silence(db.TypeJob)
				return tx.Client.Job.Update().Where(dbjob.ID(row)).SetState(state).SetProgress(progress).SetTotal(20).AddVersion(1).Exec(ctx)
			}))
		}
		step(dbjob.StateRUNNING, 7)
		own.next("next").want("jobProgress.state", "RUNNING").want("jobProgress.progress", 7)
		step(dbjob.StateDONE, 20)
		own.next("next").want("jobProgress.state", "DONE").want("jobProgress.progress", 20)
		own.next("complete")
		late := o.followAt(t, doors[0], o.inBrowser(c.ada), query, vars{"id": id})
		late.next("next").want("jobProgress.state", "DONE")
		late.next("complete")
		for name, f := range map[string]*follower{
			"of somebody else": o.followAt(t, doors[0], o.inBrowser(c.uma), query, vars{"id": id}),
			"that is none":     o.followAt(t, doors[0], o.inBrowser(c.ada), query, vars{"id": o.store.NewID().Text(ident.Job)}),
		} {
			if got := f.next("next").Errors; len(got) != 1 {
				t.Errorf("a job %s: %v", name, got)
			}
		}
	})
}

// TestFollowATestLogin: the console sees it end without asking again and again.
func TestFollowATestLogin(t *testing.T) {
	t.Parallel()
	replicas(t, func(t *testing.T, o *office, doors [2]*httptest.Server) {
		c, name := o.cast(), "Okta"
		conn, err := o.people.CreateConnection(o.ctx, "SAML", directory.ConnectionUpdate{Name: &name})
		o.must(err)
		row := o.store.NewID()
		o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
			tx.Silence(db.TypeTestRun)
			return tx.Client.TestRun.Create().SetID(row).SetConnectionID(conn).SetStartedBy(c.ada).SetExpiresAt(tx.Now.Add(time.Hour)).Exec(ctx)
		}))
		query := `subscription($id: ID!) { ssoTestRun(runId: $id) { id state reason } }`
		f := o.followAt(t, doors[1], o.inBrowser(c.ada), query, vars{"id": row.Text(ident.TestRun)})
		f.next("next").want("ssoTestRun.id", row.Text(ident.TestRun)).want("ssoTestRun.state", "STARTED")
		o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
			tx.Silence(db.TypeTestRun)
			return tx.Client.TestRun.Update().Where(testrun.ID(row)).SetState(testrun.StateREFUSED).SetReason("AUDIENCE_MISMATCH").Exec(ctx)
		}))
		f.next("next").want("ssoTestRun.state", "REFUSED").want("ssoTestRun.reason", "AUDIENCE_MISMATCH")
		f.next("complete")
	})
}
