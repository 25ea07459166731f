package directory

import (
	"context"
	"errors"
	"fmt"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/directory"
	"mandate/ent/db/provisioningevent"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// ReplayRequest is a change that did not happen, to be made by its directory once more.
type ReplayRequest struct {
	Of           ident.ID // the event
	Method, Path string
	Body         []byte // JSON; nil for DELETE
}

// Replayer answers a request as though its directory, the actor in ctx, had sent it
// now, whatever state the directory is in; it gives the HTTP status.
type Replayer func(ctx context.Context, r ReplayRequest) (status int, err error)

// ReplayProvisioning makes a change that did not happen once more, as it was sent,
// and gives its status. The log gets an event of its own for it. A repeated
// idempotency key makes nothing again, and gives status 0.
func (d *Directory) ReplayProvisioning(ctx context.Context, id ident.ID) (status int, err error) {
	if d.Replay == nil {
		return 0, errors.New("no door replays requests")
	}
	var again ReplayRequest
	var by actor.Actor
	err = d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		again = ReplayRequest{}
		return once(ctx, tx, id, func() (err error) {
			again, by, err = recall(ctx, tx, id)
			return err
		})
	})
	if err != nil || again.Of.IsZero() {
		return 0, err
	}
	return d.Replay(actor.With(context.WithoutCancel(ctx), by), again)
}

// recall reads a change that did not happen, with the directory that asked for it.
func recall(ctx context.Context, tx *store.Tx, id ident.ID) (again ReplayRequest, by actor.Actor, err error) {
	row, err := tx.Client.ProvisioningEvent.Query().Where(provisioningevent.ID(id)).Only(ctx)
	if db.IsNotFound(err) {
		return again, by, unknown("event")
	}
	if err != nil {
		return again, by, fmt.Errorf("load event: %w", err)
	}
	if !eventOf(row).Replayable {
		return again, by, fault.New(fault.Conflict, fault.CodeInvalid, "Only a change that did not happen can be replayed.")
	}
	if by, err = replayedBy(ctx, tx, row); err != nil {
		return again, by, err
	}
	again = ReplayRequest{Of: id, Method: row.Method, Path: row.Path}
	if row.BodySealed != nil {
		if again.Body, err = tx.Secrets().Open(bodyName(id), row.BodySealed); err != nil {
			return again, by, fmt.Errorf("open body: %w", err)
		}
	}
	tx.Record(store.Event{Action: "PROVISIONING_REPLAYED", TargetKind: ident.Directory, Target: row.DirectoryID,
		Changes: []store.Change{{Field: "event", After: id.Text(ident.Provisioning)}}})
	return again, by, nil
}

func replayedBy(ctx context.Context, tx *store.Tx, row *db.ProvisioningEvent) (actor.Actor, error) {
	owner, err := tx.Client.Directory.Query().Where(directory.ID(row.DirectoryID)).Only(ctx)
	if db.IsNotFound(err) {
		return actor.Actor{}, unknown("directory")
	}
	if err != nil {
		return actor.Actor{}, fmt.Errorf("load directory: %w", err)
	}
	return asDirectory(owner, tx.Actor.Request), nil
}

// asDirectory is the actor that a directory's own requests have.
func asDirectory(row *db.Directory, request string) actor.Actor {
	return actor.Actor{Kind: actor.Directory, Tenant: row.TenantID, ID: row.ID, Name: row.Name, Language: "en", Request: request}
}
