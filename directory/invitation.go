package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/tenant"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// An invitation is a link that works once, by which somebody who has no password yet
// chooses one (CO-5). It is good as long as a temporary password is.

// Invitation is what a link of an invitation is made of.
type Invitation struct {
	Slug    string    // of the company, whose page the link leads to
	Expires time.Time // zero: there is no link, the company's IdP lets them in
}

// Invite stores the link of somebody's invitation in the transaction that invites; none
// where single sign-on decides who may enter.
func Invite(ctx context.Context, tx *store.Tx, person ident.ID, linkHash string) (Invitation, error) {
	of, err := tx.Client.Tenant.Query().Where(tenant.ID(tx.Actor.Tenant)).Only(ctx)
	if err != nil {
		return Invitation{}, fmt.Errorf("load tenant: %w", err)
	}
	out := Invitation{Slug: of.Slug}
	_, err = localAccount(ctx, tx, person)
	if fault.Is(err, fault.CodeSSOManaged) {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	out.Expires = tx.Now.Add(temporaryTime)
	_, err = AddLink(ctx, tx, NewLink{Purpose: LinkInvitation, Hash: linkHash, Person: person, Lives: temporaryTime})
	return out, err
}

// GoodPasswordLink finds a link by which somebody chooses a password: a reset or an
// invitation. The refusal is LINK_NOT_GOOD.
func GoodPasswordLink(ctx context.Context, c *db.Client, now time.Time, hash string) (*db.OneTimeLink, error) {
	row, err := GoodLink(ctx, c, now, LinkReset, hash)
	if fault.Is(err, CodeLinkNotGood) {
		row, err = GoodLink(ctx, c, now, LinkInvitation, hash)
	}
	return row, err
}

func usePasswordLink(ctx context.Context, tx *store.Tx, hash string) (*db.OneTimeLink, error) {
	row, err := GoodPasswordLink(ctx, tx.Client, tx.Now, hash)
	if err != nil {
		return nil, err
	}
	return UseLink(ctx, tx, string(row.Purpose), hash)
}

// revokePasswordLinks ends what else would let somebody choose a password.
func revokePasswordLinks(ctx context.Context, tx *store.Tx, person ident.ID) error {
	return revokeLinks(ctx, tx, person, LinkReset, LinkInvitation)
}
