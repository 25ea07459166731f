package directory

import (
	"context"
	"fmt"
	"strings"

	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ent/db/domain"
	"mandate/store"
)

// obeyEnforcement refuses a way in that is not the one which is enforced for the
// person's domain: by another connection, or by a local password. Break-glass accounts
// are the way in for the day that the IdP is down (LC-3). A connection that is switched
// off enforces nothing: else switching it off would lock everybody out.
func obeyEnforcement(ctx context.Context, tx *store.Tx, u *db.User, in SignInInput) error {
	if u.BreakGlass {
		return nil
	}
	c, err := enforcedFor(ctx, tx.Client, u.Email)
	switch {
	case err != nil || c == nil || c.ID == in.Connection:
		return err
	case in.Connection.IsZero():
		return refused(RefusedLocalPassword)
	}
	return refused(RefusedNotEnforced)
}

// enforcedFor is the connection that people with this address must come by; nil: any.
func enforcedFor(ctx context.Context, c *db.Client, email string) (*db.Connection, error) {
	name := strings.ToLower(email[strings.LastIndexByte(email, '@')+1:])
	row, err := c.Connection.Query().Where(connection.Enforced(true), connection.StateEQ(connection.StateACTIVE),
		connection.HasDomainsWith(domain.Name(name), domain.VerifiedAtNotNil())).First(ctx)
	if db.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look up enforcement: %w", err)
	}
	return row, nil
}
