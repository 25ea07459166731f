package directory

import (
	"context"

	"mandate/ent/db"
	"mandate/ident"
)

// ExpectPerson refuses another version of a living person than the one expected (STALE;
// 0 expects nothing), and somebody who is unknown (UNKNOWN_USER): for the sub-rooms.
func ExpectPerson(ctx context.Context, c *db.Client, id ident.ID, expected int64) error {
	_, err := loadUser(ctx, c, id, expected)
	return err
}
