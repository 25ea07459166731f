package directory

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ident"
	"mandate/store"
)

// cameBy is the connection that an answer came by, the request that it says it belongs to,
// and the person that the connection's subject is linked to. One statement reads all of it:
// a person waits for each.
type cameBy struct {
	connection   ident.ID
	provisioning connection.Provisioning
	idpInitiated bool
	lastSignIn   *time.Time
	due          *time.Time        // no boundary of the company lies before (TM-1)
	othersBind   bool              // another connection is enforced for some domain
	mark         string            // see ConnectionMark
	version      int64             // what somebody decided, not traces of traffic
	request      *db.SignInRequest // nil: nobody here made one of this handle
	linked       *db.User          // nil: nobody; what a sign-in needs of a person
}

// cameByTexts says it for each kind of database.
var cameByTexts = map[string]string{"postgres": cameByText("postgres"), "sqlite": cameByText("sqlite")}

func cameByText(kind string) string {
	return `SELECT c.provisioning, c.idp_initiated, c.last_sign_in_at, t.due_at,
	EXISTS (SELECT 1 FROM connections o WHERE o.tenant_id = c.tenant_id AND o.enforced AND o.state = 'ACTIVE' AND o.id <> c.id),
	` + ConnectionMark(kind, "c", "t", "s") + `, c.version,
	r.id, r.connection_id, r.browser_hash, r.purpose, r.return_to, r.expires_at, r.used_at,
	u.id, u.active, u.break_glass, u.sign_in_blocked_until, u.deleted_at,
	u.email, u.user_name, u.user_name_key, u.display_name, u.first_name, u.last_name
	FROM connections c JOIN tenants t ON t.id = c.tenant_id JOIN company_settings s ON s.tenant_id = c.tenant_id
	LEFT JOIN sign_in_requests r ON r.handle = $1 AND r.tenant_id = c.tenant_id
	LEFT JOIN connection_subjects l ON l.connection_id = c.id AND l.subject = $4 AND l.tenant_id = c.tenant_id
	LEFT JOIN users u ON u.id = l.user_id AND u.tenant_id = c.tenant_id
	WHERE c.id = $2 AND c.tenant_id = $3 AND c.state = 'ACTIVE'`
}

// readCameBy reads the way of an answer; a connection that people may not come by is refused,
// and one that is another than it was judged beside is ErrOutdated.
func readCameBy(ctx context.Context, tx *store.Tx, in SignInInput) (*cameBy, error) {
	c, err := queryCameBy(ctx, tx, in)
	switch {
	case err != nil:
		return nil, fmt.Errorf("load connection: %w", err)
	case in.Mark != "" && (c == nil || c.mark != in.Mark):
		return nil, ErrOutdated
	case c == nil:
		return nil, refused(RefusedConnection)
	case in.Version != 0 && c.version != in.Version:
		return nil, ErrOutdated
	}
	return c, nil
}

func queryCameBy(ctx context.Context, tx *store.Tx, in SignInInput) (*cameBy, error) {
	rows, err := tx.Client.QueryContext(ctx, cameByTexts[tx.Kind()], in.Handle, in.Connection, tx.Actor.Tenant, in.Subject)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	if !rows.Next() {
		return nil, rows.Err()
	}
	c := &cameBy{connection: in.Connection}
	var r cameRequest
	var u camePerson
	into := []any{&c.provisioning, &c.idpInitiated, &c.lastSignIn, &c.due, &c.othersBind, &c.mark, &c.version}
	if err := rows.Scan(slices.Concat(into, r.columns(), u.columns())...); err != nil {
		return nil, err
	}
	c.request, c.linked = r.row(), u.row()
	return c, rows.Err()
}

// errDue says that a boundary is to be passed before somebody is let in (TM-5).
var errDue = errors.New("a boundary is due")

func (c *cameBy) isDue(now time.Time) bool { return c.due != nil && !c.due.After(now) }
