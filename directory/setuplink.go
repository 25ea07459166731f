package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/onetimelink"
	"mandate/ident"
	"mandate/store"
)

// A set-up link lets the customer's IT complete one connection without an account:
// once, for at most 72 hours, until it is revoked.

// Bounds of a set-up link.
const (
	longestSetup = 72 * time.Hour
	usualSetup   = 24 * time.Hour
)

// SetupLink is a new link. Text is the secret in its address, shown this once.
type SetupLink struct {
	ID      ident.ID
	Text    string
	Expires time.Time
}

// CreateSetupLink makes a link for one connection; life zero is 24 hours.
func (d *Directory) CreateSetupLink(ctx context.Context, conn ident.ID, life time.Duration) (SetupLink, error) {
	if life == 0 {
		life = usualSetup
	}
	if life < time.Hour || life > longestSetup {
		return SetupLink{}, invalid("A set-up link lives 1 to 72 hours.").On("hours")
	}
	var out SetupLink
	err := d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		out = SetupLink{}
		id, err := Once(ctx, tx, func() (ident.ID, error) { return createSetupLink(ctx, tx, conn, life, &out) })
		out.ID = id
		return err
	})
	return out, err
}

func createSetupLink(ctx context.Context, tx *store.Tx, conn ident.ID, life time.Duration, out *SetupLink) (ident.ID, error) {
	if _, err := connectionRow(ctx, tx.Client, conn); err != nil {
		return ident.ID{}, err
	}
	c := store.NewCredential(store.SetupLink, tx.Actor.Tenant)
	id, err := AddLink(ctx, tx, NewLink{Purpose: LinkSetup, Hash: c.Hash, Connection: conn, Lives: life})
	if err != nil {
		return ident.ID{}, err
	}
	*out = SetupLink{ID: id, Text: c.Text, Expires: tx.Now.Add(life)}
	tx.Record(store.Event{Action: "SETUP_LINK_CREATED", TargetKind: ident.Connection, Target: conn,
		Changes: []store.Change{{Field: "link", After: c.Hint}, {Field: "expires", After: out.Expires.UTC().Format(time.RFC3339)}}})
	return id, nil
}

// RevokeSetupLink ends a link; one that was used or has ended stays so.
func (d *Directory) RevokeSetupLink(ctx context.Context, id ident.ID) error {
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error { return revokeSetupLink(ctx, tx, id) })
	})
}

func revokeSetupLink(ctx context.Context, tx *store.Tx, id ident.ID) error {
	row, err := tx.Client.OneTimeLink.Query().Where(onetimelink.ID(id), onetimelink.PurposeEQ(onetimelink.PurposeSETUP)).Only(ctx)
	if db.IsNotFound(err) {
		return unknown("link")
	}
	if err != nil || row.RevokedAt != nil || row.UsedAt != nil {
		return err
	}
	if err := tx.Client.OneTimeLink.Update().Where(onetimelink.ID(id)).SetRevokedAt(tx.Now).Exec(ctx); err != nil {
		return fmt.Errorf("revoke link: %w", err)
	}
	tx.Record(store.Event{Action: "SETUP_LINK_REVOKED", TargetKind: ident.Connection, Target: *row.ConnectionID})
	return nil
}

// SetupConnection gives the connection that a link may set up. Every link that is not
// good is one answer: fault.NotFound, LINK_NOT_GOOD. ctx is of the link's tenant.
func (d *Directory) SetupConnection(ctx context.Context, hash string) (link, conn ident.ID, err error) {
	err = d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		row, err := GoodLink(ctx, c, d.Store.Now(), LinkSetup, hash)
		if err == nil {
			link, conn = row.ID, *row.ConnectionID
		}
		return err
	})
	return link, conn, err
}

// UseSetupLink completes the connection of a link and uses the link up, both or neither.
// Of two at once one gets it; for the other the link is gone: LINK_NOT_GOOD.
func (d *Directory) UseSetupLink(ctx context.Context, hash string, change ConnectionUpdate) error {
	if _, _, err := d.SetupConnection(ctx, hash); err != nil {
		return err
	}
	change, err := d.readied(ctx, change)
	if err != nil {
		return err
	}
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := UseLink(ctx, tx, LinkSetup, hash)
		if err != nil {
			return err
		}
		tx.Record(store.Event{Action: "SETUP_LINK_USED", TargetKind: ident.Connection, Target: *row.ConnectionID})
		return alterConnectionIn(ctx, tx, *row.ConnectionID, 0, "CONNECTION_SET_UP_BY_LINK", change.over)
	})
}
