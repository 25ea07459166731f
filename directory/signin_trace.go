package directory

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/store"
)

// rememberSignIn writes down when somebody signed in, since a lock comes an exact time
// after the last one (LC-6), and holds their row until the session is committed, so that a
// deactivation of this moment comes before or after it as a whole. Of windows that come in
// at once the latest instant stays, whoever is committed last.
func rememberSignIn(ctx context.Context, tx *store.Tx, u *db.User) error {
	earlier := user.Or(user.LastLoginAtIsNil(), user.LastLoginAtLTE(tx.Now))
	held := tx.Later(ctx, func(ctx context.Context, rows int64) error {
		if rows == 0 {
			return shared(ctx, tx, u)
		}
		return nil
	})
	if err := tx.Client.User.Update().Where(user.ID(u.ID), user.Active(true), user.DeletedAtIsNil(), earlier).SetLastLoginAt(tx.Now).Exec(held); err != nil {
		return fmt.Errorf("remember sign-in: %w", err)
	}
	return nil
}

// shared holds the row of somebody who may still come in, and who came in later than this
// already; deactivated in this moment: judge again.
func shared(ctx context.Context, tx *store.Tx, u *db.User) error {
	list, err := tx.Client.User.Query().Where(user.ID(u.ID), user.Active(true), user.DeletedAtIsNil(), func(s *sql.Selector) {
		if s.Dialect() == dialect.Postgres { // SQLite has one writer at a time
			s.ForShare()
		}
	}).IDs(ctx)
	if err != nil {
		return fmt.Errorf("hold person: %w", err)
	}
	if len(list) == 0 {
		return errMoved
	}
	return nil
}
