package directory

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ent/db/predicate"
	"mandate/ident"
	"mandate/store"
)

// HoldMetadata keeps metadata that must not be taken unseen: an administrator decides,
// and sign-in goes on with what is known. reason is a code of the door.
func (d *Directory) HoldMetadata(ctx context.Context, id ident.ID, expected int64, text, reason string) error {
	return d.alterConnection(ctx, id, expected, "CONNECTION_METADATA_HELD", func(_ *store.Secrets, row *db.Connection) error {
		row.PendingMetadata, row.PendingReason = text, reason
		return nil
	})
}

// tellHeld tells administrators that metadata waits for them, once for each.
func tellHeld(ctx context.Context, tx *store.Tx, before, after *db.Connection) error {
	if after.PendingMetadata == "" || after.PendingMetadata == before.PendingMetadata {
		return nil
	}
	return tellAdministrators(ctx, tx, "METADATA_HELD", map[string]string{"connection": after.Name})
}

// TakePendingMetadata makes metadata that waited the connection's own; change is what
// the door has read from it. INVALID where nothing waits.
func (d *Directory) TakePendingMetadata(ctx context.Context, id ident.ID, expected int64, change ConnectionUpdate) error {
	return d.alterConnection(ctx, id, expected, "CONNECTION_METADATA_TAKEN", func(secrets *store.Secrets, row *db.Connection) error {
		if row.PendingMetadata == "" {
			return nothingPending()
		}
		text := row.PendingMetadata
		change.Metadata = &text
		return change.over(secrets, row)
	})
}

// DropPendingMetadata forgets metadata that waited.
func (d *Directory) DropPendingMetadata(ctx context.Context, id ident.ID, expected int64) error {
	return d.alterConnection(ctx, id, expected, "CONNECTION_METADATA_DROPPED", func(_ *store.Secrets, row *db.Connection) error {
		if row.PendingMetadata == "" {
			return nothingPending()
		}
		row.PendingMetadata, row.PendingReason = "", ""
		return nil
	})
}

func nothingPending() error { return invalid("No metadata waits for a decision.") }

// NoteMetadata remembers that the metadata of a connection have been asked for at an address,
// and what went wrong; empty: nothing did. A trace, without history. Where the connection
// names another address by now nothing is noted: that one's turn is now. Nor where it is of
// another version than the expected one, which is fault.Stale. Zero expects nothing.
func (d *Directory) NoteMetadata(ctx context.Context, id ident.ID, expected int64, address, trouble string) error {
	where := []predicate.Connection{connection.ID(id), connection.MetadataURL(address)}
	if expected != 0 {
		where = append(where, connection.Version(expected))
	}
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeConnection)
		n, err := tx.Client.Connection.Update().Where(where...).SetMetadataCheckedAt(tx.Now).SetMetadataError(trouble).Save(ctx)
		if err != nil {
			return fmt.Errorf("note metadata: %w", err)
		}
		if n == 0 && expected != 0 {
			return stale()
		}
		return nil
	})
}

// Refreshable lists the SAML connections of a tenant that name the address of their
// IdP's metadata.
func (d *Directory) Refreshable(ctx context.Context) ([]*db.Connection, error) {
	where := []predicate.Connection{connection.KindEQ(connection.KindSAML), connection.StateNEQ(connection.StateDISABLED), connection.MetadataURLNEQ("")}
	var out []*db.Connection
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		out, err = c.Connection.Query().Where(where...).Order(connection.ByID()).All(ctx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list connections: %w", err)
	}
	return out, nil
}
