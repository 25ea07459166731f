package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/authorityversion"
	"mandate/ident"
)

// RolesSince gives the roles at a past instant of people whose version of then is from
// before roles were kept (Authority.Roles nil), where that version still holds: any change
// of roles would have ended it, so they are those of now. Of whoever is not in the answer
// nobody can tell.
func RolesSince(ctx context.Context, c *db.Client, at time.Time, ids []ident.ID) (map[ident.ID][]RoleHeld, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	open, err := c.AuthorityVersion.Query().Where(authorityversion.UserIDIn(ids...), authorityversion.ValidFromLTE(at), authorityversion.ValidToIsNil()).
		Select(authorityversion.FieldUserID).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load versions that hold: %w", err)
	}
	unchanged := make([]ident.ID, len(open))
	for i, v := range open {
		unchanged[i] = v.UserID
	}
	now, err := Authorities(ctx, c, unchanged)
	if err != nil {
		return nil, err
	}
	roles := make(map[ident.ID][]RoleHeld, len(now))
	for id, a := range now {
		roles[id] = a.Roles
	}
	return roles, nil
}
