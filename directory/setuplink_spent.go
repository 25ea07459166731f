package directory

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/onetimelink"
	"mandate/fault"
	"mandate/ident"
)

// Why a set-up link does not work any more, as history says it. Whoever opens it sees one
// answer for all of them.
const (
	SetupUsed    fault.Code = "SETUP_LINK_USED"
	SetupRevoked fault.Code = "SETUP_LINK_REVOKED"
	SetupExpired fault.Code = "SETUP_LINK_EXPIRED"
)

// SpentSetupLink says which connection a set-up link was for, and why it is not good now.
// A link that was never made, or that still works, is fault.NotFound. ctx is of the link's
// tenant.
func (d *Directory) SpentSetupLink(ctx context.Context, hash string) (conn ident.ID, reason fault.Code, err error) {
	err = d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		row, err := c.OneTimeLink.Query().Where(onetimelink.Hash(hash), onetimelink.PurposeEQ(onetimelink.PurposeSETUP)).Only(ctx)
		if db.IsNotFound(err) {
			return linkNotGood()
		}
		if err != nil {
			return fmt.Errorf("load link: %w", err)
		}
		conn = *row.ConnectionID
		switch {
		case row.UsedAt != nil:
			reason = SetupUsed
		case row.RevokedAt != nil:
			reason = SetupRevoked
		case !row.ExpiresAt.After(d.Store.Now()):
			reason = SetupExpired
		default:
			return linkNotGood()
		}
		return nil
	})
	return conn, reason, err
}

// RefuseSetupLink writes SETUP_LINK_REFUSED in a transaction of its own: somebody came with
// a set-up link that is not good any more.
func (d *Directory) RefuseSetupLink(ctx context.Context, r Refusal) error {
	return d.recordRefusal(ctx, "SETUP_LINK_REFUSED", r)
}
