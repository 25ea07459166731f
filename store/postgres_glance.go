package store

import (
	"context"

	"mandate/ident"
)

// A glance is a query of a tenant outside a transaction: one round trip, where a
// transaction takes three. The wall is the same row-level security; only that the
// session keeps the tenant, so that the next glance of the same one has nothing to set.
//
// Whatever runs outside a transaction comes through here, and so finds the tenant that
// its own context asks for, or none. A pooler between program and server must give a
// session a server connection of its own; with another one nothing is found.

// show has the session show the rows of the context's tenant, or of none.
func (c *postgresConn) show(ctx context.Context) error {
	if c.inTx {
		return nil
	}
	wanted, asked := ctx.Value(tenantTxKey{}).(ident.ID)
	if asked && wanted.IsZero() {
		return errTxTenant
	}
	if wanted == c.shown {
		return nil
	}
	text := ""
	if asked {
		text = wanted.String()
	}
	if _, err := c.base.ExecContext(ctx, "SET mandate.tenant = '"+text+"'", nil); err != nil {
		c.broken = true // nobody knows what it shows
		return c.outcome(ctx, err)
	}
	c.shown = wanted
	return nil
}
