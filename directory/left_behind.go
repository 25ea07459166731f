package directory

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/apikey"
	"mandate/ent/db/challenge"
	"mandate/ent/db/departure"
	"mandate/ent/db/noticepreference"
	"mandate/ent/db/onetimelink"
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
	links, steps   int64 // that still work: one-time links to the person, steps under way
	off            int64 // types of notice without an e-mail
	departures     int64 // from the directory within the window of its brake, see seeBrake
}

// columns are what look reads, with the departures if it counts them.
func (l *leftBehind) columns(departures bool) map[string]*int64 {
	of := map[string]*int64{"live_sessions": &l.sessions, "live_keys": &l.keys, "open_links": &l.links, "open_steps": &l.steps, "notices_off": &l.off}
	if departures {
		of["departures"] = &l.departures
	}
	return of
}

// look reads what somebody leaves behind; of is the brake that is to count them, or nil.
func look(ctx context.Context, c *db.Client, person ident.ID, of *brakeSeen, now time.Time) (left leftBehind, err error) {
	braked := of != nil && of.open.IsZero()
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
		lookForUnfinished(s, person, now)
		if braked {
			counted(s, departure.Table, "departures", func(t *sql.SelectTable) *sql.Predicate { return of.within(t, now) })
		}
	})
	row, err := query.Only(ctx)
	if err != nil {
		return left, fmt.Errorf("look what %s leaves behind: %w", person, err)
	}
	return left, readLeft(row, left.columns(braked))
}

// lookForUnfinished counts what somebody has begun by mail or at a door and may still finish.
func lookForUnfinished(s *sql.Selector, person ident.ID, now time.Time) {
	counted(s, onetimelink.Table, "open_links", func(t *sql.SelectTable) *sql.Predicate {
		return sql.And(sql.ColumnsEQ(t.C(onetimelink.FieldTenantID), s.C(user.FieldTenantID)), sql.In(t.C(onetimelink.FieldPurpose), LinkReset, LinkEmailChange, LinkInvitation),
			sql.EQ(t.C(onetimelink.FieldUserID), person), sql.IsNull(t.C(onetimelink.FieldUsedAt)), sql.IsNull(t.C(onetimelink.FieldRevokedAt)), sql.GT(t.C(onetimelink.FieldExpiresAt), now))
	})
	counted(s, challenge.Table, "open_steps", func(t *sql.SelectTable) *sql.Predicate {
		return sql.And(sql.EQ(t.C(challenge.FieldUserID), person), sql.IsNull(t.C(challenge.FieldUsedAt)), sql.GT(t.C(challenge.FieldExpiresAt), now))
	})
}

// readLeft gives what was counted beside a person. A count that cannot be read is an
// error: as nothing, it would leave somebody their sessions.
func readLeft(row *db.User, columns map[string]*int64) error {
	for name, into := range columns {
		value, err := row.Value(name)
		if err != nil {
			return fmt.Errorf("read what %s leaves behind: %w", row.ID, err)
		}
		n, ok := value.(int64)
		if !ok {
			return fmt.Errorf("read what %s leaves behind: %s is %T", row.ID, name, value)
		}
		*into = n
	}
	return nil
}

// counted counts rows of another table beside those that are read.
func counted(s *sql.Selector, table, as string, where func(*sql.SelectTable) *sql.Predicate) {
	t := sql.Table(table).As("of_" + table)
	s.AppendSelectExprAs(sql.Dialect(s.Dialect()).Select(sql.Count("*")).From(t).Where(where(t)), as)
}

// endAccess ends sessions and personal keys at once (LC-2), and what the person might still
// finish: a link or a step from before is not good again once they are back. Service keys
// belong to the tenant and stay.
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
	if left.links > 0 {
		if err := revokeLinks(ctx, tx, id, LinkReset, LinkEmailChange, LinkInvitation); err != nil {
			return err
		}
	}
	if left.steps > 0 {
		return EndSteps(ctx, tx, id)
	}
	return nil
}
