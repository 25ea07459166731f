package directory_test

import (
	"context"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// TestAnAnswerIsHeldToItsVersion until its session is made: a connection that is changed
// between the look and the session makes none, whether or not the sign-in leaves a trace there,
// and an answer that was judged by nothing of it is judged by what there is then.
func TestAnAnswerIsHeldToItsVersion(t *testing.T) {
	t.Parallel()
	h := newHouse(t, storetest.OpenAt(t, storetest.Address(t, "postgres"), time.Now), "acme")
	p, conn := h.provisioned("ann@lender.test"), h.idp("Okta")
	version := int64(1)
	for _, way := range []string{"with a trace", "without"} {
		in := h.start(conn, way)
		in.Version = version
		version++
		if err := h.changedMeanwhile(conn, func() error { _, err := h.d.SignIn(h.system(), in); return err }); err != directory.ErrOutdated {
			t.Errorf("%s: %v", way, err)
		}
		if n := h.live(p.ID); n != 0 {
			t.Errorf("%s: %d sessions", way, n)
		}
		free := h.start(conn, way+" of any version")
		version++
		h.no(h.changedMeanwhile(conn, func() error { _, err := h.d.SignIn(h.system(), free); return err }))
		h.no(h.d.EndSessions(h.system(), p.ID, "REVOKED"))
	}
	if got := h.refusals(); len(got) != 0 {
		t.Errorf("refusals %v", got)
	}
}

// changedMeanwhile runs fn beside a change of the connection that is committed when fn waits
// for it: fn has looked before.
func (h *house) changedMeanwhile(conn ident.ID, fn func() error) error {
	done := make(chan error, 1)
	h.write(func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeConnection)
		if err := tx.Client.Connection.Update().Where(connection.ID(conn)).AddVersion(1).Exec(ctx); err != nil {
			return err
		}
		go func() { done <- fn() }()
		for waiting := 0; waiting == 0 && len(done) == 0; time.Sleep(time.Millisecond) {
			rows, err := tx.Client.QueryContext(ctx, "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))")
			if err != nil {
				return err
			}
			rows.Next()
			h.no(rows.Scan(&waiting))
			h.no(rows.Close())
		}
		return nil
	})
	return <-done
}
