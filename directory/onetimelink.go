package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/onetimelink"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Purposes of a link that works once.
const (
	LinkReset       = "RESET"
	LinkEmailChange = "EMAIL_CHANGE"
	LinkInvitation  = "INVITATION"
	LinkSetup       = "SETUP"
)

// CodeLinkNotGood is the one answer to a link that is unknown, used, revoked or past.
const CodeLinkNotGood fault.Code = "LINK_NOT_GOOD"

// NewLink is a link to make. Hash is that of its secret (store.NewCredential).
type NewLink struct {
	Purpose, Hash      string
	Person, Connection ident.ID // whom or what it concerns; zero: nobody
	Address            string   // of a change of e-mail: the new address
	Lives              time.Duration
}

// AddLink stores a link in a transaction; the event of the change that it begins is the
// caller's. Earlier ones of the same purpose and person stop working.
func AddLink(ctx context.Context, tx *store.Tx, l NewLink) (ident.ID, error) {
	id := tx.NewID()
	if !l.Person.IsZero() {
		if err := revokeLinks(ctx, tx, l.Person, onetimelink.Purpose(l.Purpose)); err != nil {
			return id, err
		}
	}
	row := tx.Client.OneTimeLink.Create().SetID(id).SetPurpose(onetimelink.Purpose(l.Purpose)).SetHash(l.Hash).
		SetAddress(l.Address).SetExpiresAt(tx.Now.Add(l.Lives))
	if !l.Person.IsZero() {
		row.SetUserID(l.Person)
	}
	if !l.Connection.IsZero() {
		row.SetConnectionID(l.Connection)
	}
	if by := tx.Actor.Person(); !by.IsZero() {
		row.SetCreatedBy(by)
	}
	if err := row.Exec(ctx); err != nil {
		return id, fmt.Errorf("insert link: %w", err)
	}
	return id, nil
}

// UseLink uses a link up: of two at once one gets it. The refusal is LINK_NOT_GOOD.
func UseLink(ctx context.Context, tx *store.Tx, purpose, hash string) (*db.OneTimeLink, error) {
	row, err := GoodLink(ctx, tx.Client, tx.Now, purpose, hash)
	if err != nil {
		return nil, err
	}
	n, err := tx.Client.OneTimeLink.Update().Where(onetimelink.ID(row.ID), onetimelink.UsedAtIsNil(), onetimelink.RevokedAtIsNil()).
		SetUsedAt(tx.Now).Save(ctx)
	if err != nil {
		return nil, fmt.Errorf("use link: %w", err)
	}
	if n == 0 {
		return nil, linkNotGood()
	}
	return row, nil
}

// GoodLink finds a link that still works, without using it.
func GoodLink(ctx context.Context, c *db.Client, now time.Time, purpose, hash string) (*db.OneTimeLink, error) {
	row, err := c.OneTimeLink.Query().Where(onetimelink.Hash(hash), onetimelink.PurposeEQ(onetimelink.Purpose(purpose)),
		onetimelink.UsedAtIsNil(), onetimelink.RevokedAtIsNil(), onetimelink.ExpiresAtGT(now)).Only(ctx)
	if db.IsNotFound(err) {
		return nil, linkNotGood()
	}
	if err != nil {
		return nil, fmt.Errorf("load link: %w", err)
	}
	return row, nil
}

func revokeLinks(ctx context.Context, tx *store.Tx, person ident.ID, purposes ...onetimelink.Purpose) error {
	err := tx.Client.OneTimeLink.Update().Where(onetimelink.UserID(person), onetimelink.PurposeIn(purposes...),
		onetimelink.UsedAtIsNil(), onetimelink.RevokedAtIsNil()).SetRevokedAt(tx.Now).Exec(ctx)
	if err != nil {
		return fmt.Errorf("revoke links: %w", err)
	}
	return nil
}

func linkNotGood() *fault.Fault {
	return fault.New(fault.NotFound, CodeLinkNotGood, "This link is used or too old. Ask for a new one.")
}
