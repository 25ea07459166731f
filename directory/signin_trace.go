package directory

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/store"
)

// signInTrace is how exact lastLoginAt is: to the second, as LC-6 counts.
const signInTrace = time.Second

// rememberSignIn writes down when somebody signed in, and holds their row until the
// session is committed, so that a deactivation of this moment comes before or after it
// as a whole. Where the same second is written down already the row is only shared:
// many windows of one person, or a shared account of a branch, do not wait for each
// other's commit.
func rememberSignIn(ctx context.Context, tx *store.Tx, u *db.User) error {
	if noted := u.LastLoginAt; noted != nil && !tx.Now.Before(*noted) && tx.Now.Sub(*noted) < signInTrace {
		return shared(ctx, tx, u)
	}
	n, err := tx.Client.User.Update().Where(user.ID(u.ID), user.Active(true), user.DeletedAtIsNil()).SetLastLoginAt(tx.Now).Save(ctx)
	if err != nil {
		return fmt.Errorf("remember sign-in: %w", err)
	}
	if n == 0 {
		return errMoved // deactivated in this moment: judge again
	}
	return nil
}

// shared holds the row of somebody who may still come in; others may hold it too.
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
