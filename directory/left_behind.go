package directory

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/apikey"
	"mandate/ent/db/departure"
	"mandate/ent/db/noticepreference"
	"mandate/ent/db/session"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// leftBehind is what somebody who loses access has at all of what goes with it. One
// statement looks for all of it, since most have nothing: each that finds nothing is waited
// for by everybody behind the tenant's lock. It is read once the person's row has been
// written, which a sign-in holds too (rememberSignIn), so that no session is overlooked.
type leftBehind struct {
	sessions, keys int64 // good ones
	off            int64 // types of notice without an e-mail
	departures     int64 // from the directory within the window of its brake, see seeBrake
}

func (l *leftBehind) columns() map[string]*int64 {
	return map[string]*int64{"live_sessions": &l.sessions, "live_keys": &l.keys, "notices_off": &l.off, "departures": &l.departures}
}

// look reads what somebody leaves behind; of is the brake that is to count them, or nil.
func look(ctx context.Context, c *db.Client, person ident.ID, of *brakeSeen, now time.Time) (left leftBehind, err error) {
	query := c.User.Query().Where(user.ID(person)).Select(user.FieldID)
	query.Modify(func(s *sql.Selector) {
		counted(s, session.Table, "live_sessions", func(t *sql.SelectTable) *sql.Predicate {
			return sql.And(sql.EQ(t.C(session.FieldUserID), person), sql.IsNull(t.C(session.FieldRevokedAt)))
		})
		counted(s, apikey.Table, "live_keys", func(t *sql.SelectTable) *sql.Predicate {
			return sql.And(sql.EQ(t.C(apikey.FieldUserID), person), sql.EQ(t.C(apikey.FieldKind), apikey.KindPERSONAL), sql.IsNull(t.C(apikey.FieldRevokedAt)))
		})
		counted(s, noticepreference.Table, "notices_off", func(t *sql.SelectTable) *sql.Predicate {
			return sql.And(sql.EQ(t.C(noticepreference.FieldUserID), person), sql.EQ(t.C(noticepreference.FieldEmail), false))
		})
		if of != nil && of.open.IsZero() {
			counted(s, departure.Table, "departures", func(t *sql.SelectTable) *sql.Predicate { return of.within(t, now) })
		}
	})
	row, err := query.Only(ctx)
	if err != nil {
		return left, fmt.Errorf("look what %s leaves behind: %w", person, err)
	}
	for name, into := range left.columns() {
		if n, err := row.Value(name); err == nil && n != nil {
			*into, _ = n.(int64)
		}
	}
	return left, nil
}

// counted counts rows of another table beside those that are read.
func counted(s *sql.Selector, table, as string, where func(*sql.SelectTable) *sql.Predicate) {
	t := sql.Table(table).As("of_" + table)
	s.AppendSelectExprAs(sql.Dialect(s.Dialect()).Select(sql.Count("*")).From(t).Where(where(t)), as)
}

// endAccess ends sessions and personal keys at once (LC-2). Service keys belong to
// the tenant and stay.
func endAccess(ctx context.Context, tx *store.Tx, id ident.ID, left leftBehind, reason string) error {
	if left.sessions > 0 {
		err := tx.Client.Session.Update().Where(session.UserID(id), session.RevokedAtIsNil()).SetRevokedAt(tx.Now).SetRevokedReason(reason).Exec(ctx)
		if err != nil {
			return fmt.Errorf("end sessions: %w", err)
		}
	}
	if left.keys > 0 {
		err := tx.Client.APIKey.Update().Where(apikey.UserID(id), apikey.KindEQ(apikey.KindPERSONAL), apikey.RevokedAtIsNil()).SetRevokedAt(tx.Now).Exec(ctx)
		if err != nil {
			return fmt.Errorf("revoke personal keys: %w", err)
		}
	}
	return nil
}
