package directory

import (
	"context"

	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
)

// Unlock lifts a lock of INACTIVITY that is the only reason (LC-3), for governed accounts
// too. Somebody who is active, or inactive for another reason, is left as they are.
func (d *Directory) Unlock(ctx context.Context, id ident.ID, expected int64, why string) error {
	nobody := func(*db.User) bool { return false }
	return d.status(ctx, id, expected, statusStep{nobody, func(ctx context.Context, tx *store.Tx, u *db.User) error {
		if !u.InactiveInactivity || u.InactiveAdmin || u.InactiveDirectory {
			return nil
		}
		next := *u
		next.InactiveInactivity = false
		if err := saveReasons(ctx, tx, u, &next); err != nil {
			return err
		}
		return d.comeBack(ctx, tx, u, &next, ByAdmin, why)
	}})
}
