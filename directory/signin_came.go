package directory

import (
	"context"
	"errors"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ent/db/signinrequest"
	"mandate/ident"
	"mandate/store"
)

// cameBy is the connection that an answer came by, and the request that it says it belongs
// to. One statement reads all of it: a person waits for each.
type cameBy struct {
	connection   ident.ID
	provisioning connection.Provisioning
	idpInitiated bool
	lastSignIn   *time.Time
	due          *time.Time        // no boundary of the company lies before (TM-1)
	othersBind   bool              // another connection is enforced for some domain
	request      *db.SignInRequest // nil: nobody here made one of this handle
}

const cameByText = `SELECT c.provisioning, c.idp_initiated, c.last_sign_in_at, t.due_at,
	EXISTS (SELECT 1 FROM connections o WHERE o.tenant_id = c.tenant_id AND o.enforced AND o.state = 'ACTIVE' AND o.id <> c.id),
	r.id, r.connection_id, r.browser_hash, r.purpose, r.return_to, r.expires_at, r.used_at
	FROM connections c JOIN tenants t ON t.id = c.tenant_id
	LEFT JOIN sign_in_requests r ON r.handle = $1 AND r.tenant_id = c.tenant_id
	WHERE c.id = $2 AND c.tenant_id = $3 AND c.state = 'ACTIVE'`

// readCameBy reads the way of an answer; a connection that people may not come by is refused.
func readCameBy(ctx context.Context, tx *store.Tx, in SignInInput) (*cameBy, error) {
	rows, err := tx.Client.QueryContext(ctx, cameByText, in.Handle, in.Connection, tx.Actor.Tenant)
	if err != nil {
		return nil, fmt.Errorf("load connection: %w", err)
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return nil, fmt.Errorf("load connection: %w", err)
		}
		return nil, refused(RefusedConnection)
	}
	c, r := &cameBy{connection: in.Connection}, db.SignInRequest{}
	var browser, purpose, back *string
	var expires *time.Time
	err = rows.Scan(&c.provisioning, &c.idpInitiated, &c.lastSignIn, &c.due, &c.othersBind,
		&r.ID, &r.ConnectionID, &browser, &purpose, &back, &expires, &r.UsedAt)
	if err != nil {
		return nil, fmt.Errorf("read connection: %w", err)
	}
	if !r.ID.IsZero() {
		r.BrowserHash, r.Purpose, r.ReturnTo, r.ExpiresAt = *browser, signinrequest.Purpose(*purpose), *back, *expires
		c.request = &r
	}
	return c, rows.Err()
}

// errDue says that a boundary is to be passed before somebody is let in (TM-5).
var errDue = errors.New("a boundary is due")

func (c *cameBy) isDue(now time.Time) bool { return c.due != nil && !c.due.After(now) }
