package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ent/db/connectionsubject"
	"mandate/ent/db/domain"
	"mandate/ent/db/onetimelink"
	"mandate/ent/db/testrun"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Why a connection can't be enforced, or deleted.
const (
	CodeNotTested  fault.Code = "CONNECTION_NOT_TESTED"
	CodeNoDomain   fault.Code = "CONNECTION_WITHOUT_DOMAIN"
	CodeIsEnforced fault.Code = "CONNECTION_ENFORCED"
)

// testedWithin is how old a good test login may be.
const testedWithin = 30 * 24 * time.Hour

// EnforceConnection says whether the people of a connection's proven domains come by it
// alone, break-glass accounts aside. Refused where that would lock them out: the
// connection is not active, no proven domain leads to it, or nobody has come by it yet
// and no test login of the last 30 days was good. The operator may, whatever was tested.
func (d *Directory) EnforceConnection(ctx context.Context, id ident.ID, expected int64, on bool) error {
	if on {
		err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error { return d.enforceable(ctx, c, id) })
		if err != nil {
			return err
		}
	}
	return d.alterConnection(ctx, id, expected, "CONNECTION_ENFORCED_SET", func(_ *store.Secrets, row *db.Connection) error {
		row.Enforced = on
		return nil
	})
}

func (d *Directory) enforceable(ctx context.Context, c *db.Client, id ident.ID) error {
	row, err := connectionRow(ctx, c, id)
	if err != nil {
		return err
	}
	if row.State != connection.StateACTIVE {
		return invalid("Only a connection that is complete and on can be enforced.").On("connectionId")
	}
	leads, err := c.Domain.Query().Where(domain.ConnectionID(id), domain.VerifiedAtNotNil()).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look up domains: %w", err)
	}
	if !leads {
		return fault.New(fault.Conflict, CodeNoDomain, "No proven domain leads to this connection yet.").On("connectionId")
	}
	if a, _ := actor.From(ctx); a.Kind == actor.System || row.LastSignInAt != nil {
		return nil
	}
	good, err := c.TestRun.Query().Where(testrun.ConnectionID(id), testrun.StateEQ(testrun.StateGOOD),
		testrun.IDGT(ident.Floor(d.Store.Now().Add(-testedWithin)))).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look up test logins: %w", err)
	}
	if !good {
		return fault.New(fault.Conflict, CodeNotTested, "Nobody has signed in by this connection yet. Run a test login that ends well first.").On("connectionId")
	}
	return nil
}

// DeleteConnection removes a connection for good: its sessions end, its people lose
// their link to it, its domains stay proven. One that is enforced is released first.
func (d *Directory) DeleteConnection(ctx context.Context, id ident.ID, expected int64) error {
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error { return deleteConnection(ctx, tx, id, expected) })
	})
}

func deleteConnection(ctx context.Context, tx *store.Tx, id ident.ID, expected int64) error {
	row, err := connectionRow(ctx, tx.Client, id)
	if err != nil {
		return err
	}
	if err := expect(expected, row.Version); err != nil {
		return err
	}
	if row.Enforced {
		return fault.New(fault.Conflict, CodeIsEnforced, "People must come by this connection. Take that back first.").On("connectionId")
	}
	if _, err := tx.Client.ConnectionSubject.Delete().Where(connectionsubject.ConnectionID(id)).Exec(ctx); err != nil {
		return fmt.Errorf("delete subjects: %w", err)
	}
	if _, err := tx.Client.TestRun.Delete().Where(testrun.ConnectionID(id)).Exec(ctx); err != nil {
		return fmt.Errorf("delete test logins: %w", err)
	}
	if err := tx.Client.Domain.Update().Where(domain.ConnectionID(id)).ClearConnectionID().Exec(ctx); err != nil {
		return fmt.Errorf("release domains: %w", err)
	}
	if err := tx.Client.OneTimeLink.Update().Where(onetimelink.ConnectionID(id), onetimelink.UsedAtIsNil()).SetRevokedAt(tx.Now).Exec(ctx); err != nil {
		return fmt.Errorf("revoke links: %w", err)
	}
	n, err := tx.Client.Connection.Delete().Where(connection.ID(id), connection.Version(row.Version)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("delete connection: %w", err)
	}
	if n == 0 {
		return errMoved
	}
	if err := endSessionsBy(ctx, tx, id); err != nil { // now that a sign-in of this moment is over
		return err
	}
	tx.Record(store.Event{Action: "CONNECTION_DELETED", TargetKind: ident.Connection, Target: id, Changes: []store.Change{{Field: "name", Before: row.Name}}})
	return nil
}
