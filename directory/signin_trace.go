package directory

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/store"
)

// holdConnection holds the connection that somebody came by until the session is committed,
// so that switching it off ends that session or keeps it from being made. It holds the version
// that was read, whose mark or version was seen to be what the answer was judged by; where
// that is no more, it is read again. It remembers that somebody came, within a minute. The
// connection is held before the person, always: sign-ins that wait for each other would
// never end.
func holdConnection(ctx context.Context, tx *store.Tx, c *cameBy) error {
	if c == nil {
		return nil
	}
	gone := func(context.Context) error { return errMoved }
	if c.lastSignIn != nil && tx.Now.Sub(*c.lastSignIn) < useTrace {
		tx.Hold(connection.Table, "id = $1 AND tenant_id = $2 AND state = 'ACTIVE' AND version = $3", []any{c.connection, tx.Actor.Tenant, c.version}, gone)
		return nil
	}
	err := tx.Client.Connection.Update().Where(connection.ID(c.connection), connection.StateEQ(connection.StateACTIVE), connection.Version(c.version)).
		SetLastSignInAt(tx.Now).Exec(tx.LaterSome(ctx, gone))
	if err != nil {
		return fmt.Errorf("trace connection: %w", err)
	}
	return nil
}

// stillAdmissible is what has to be true of somebody until their session is committed: a local
// password that was compared is still theirs.
func stillAdmissible(u *db.User, in SignInInput) []predicate.User {
	still := []predicate.User{user.ID(u.ID), user.Active(true), user.DeletedAtIsNil()}
	if in.Compared != "" {
		still = append(still, user.PasswordHash(u.PasswordHash))
	}
	return still
}

// rememberSignIn writes down when somebody signed in, since a lock comes an exact time
// after the last one (LC-6), and holds their row until the session is committed, so that a
// deactivation of this moment comes before or after it as a whole. Of windows that come in
// at once the latest instant stays, whoever is committed last.
func rememberSignIn(ctx context.Context, tx *store.Tx, still []predicate.User) error {
	earlier := user.Or(user.LastLoginAtIsNil(), user.LastLoginAtLTE(tx.Now))
	held := tx.LaterSome(ctx, func(ctx context.Context) error { return shared(ctx, tx, still) })
	if err := tx.Client.User.Update().Where(still...).Where(earlier).SetLastLoginAt(tx.Now).Exec(held); err != nil {
		return fmt.Errorf("remember sign-in: %w", err)
	}
	return nil
}

// shared holds the row of somebody who may still come in, and who came in later than this
// already; deactivated in this moment, or given another password: judge again.
func shared(ctx context.Context, tx *store.Tx, still []predicate.User) error {
	list, err := tx.Client.User.Query().Where(still...).Where(func(s *sql.Selector) {
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
