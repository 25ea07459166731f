package directory

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// ByInactivity is the source of a lock of LC-6, as history shows it.
const ByInactivity = "INACTIVITY"

const day = 24 * time.Hour

// inUseSince is what LC-6 counts from: the last sign-in, or creation or activation
// where that came later.
func inUseSince(u *db.User) time.Time {
	if u.LastLoginAt != nil && u.LastLoginAt.After(u.ActivatedAt) {
		return *u.LastLoginAt
	}
	return u.ActivatedAt
}

// lockable are those whom LC-6 can still lock.
func lockable() predicate.User {
	return user.And(user.DeletedAtIsNil(), user.InactiveInactivity(false), user.BreakGlass(false))
}

// unusedSince are those not in use after an instant.
func unusedSince(at time.Time) predicate.User {
	return user.And(user.ActivatedAtLTE(at), user.Or(user.LastLoginAtIsNil(), user.LastLoginAtLTE(at)))
}

// NextInactivityLock gives the earliest instant at which somebody is to be locked, with
// the company's inactivityDays; zero: there is nobody.
func NextInactivityLock(ctx context.Context, c *db.Client, days int) (time.Time, error) {
	first, err := c.User.Query().Where(lockable(), func(s *sql.Selector) {
		s.OrderExpr(sql.ExprFunc(func(b *sql.Builder) {
			login, active := s.C(user.FieldLastLoginAt), s.C(user.FieldActivatedAt)
			b.WriteString("CASE WHEN " + login + " > " + active + " THEN " + login + " ELSE " + active + " END")
		}))
	}).First(ctx)
	if db.IsNotFound(err) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("look for the next lock: %w", err)
	}
	return inUseSince(first).Add(time.Duration(days) * day), nil
}

// Unused lists, by id, whom LC-6 would lock at an instant if the company had so many days.
func Unused(ctx context.Context, c *db.Client, days int, at time.Time) ([]ident.ID, error) {
	ids, err := c.User.Query().Where(lockable(), unusedSince(at.Add(-time.Duration(days)*day))).Order(user.ByID()).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("load who is inactive: %w", err)
	}
	return ids, nil
}

// LockInactive adds INACTIVITY to everybody whose lock is due at tx.Now (LC-6), by id,
// and gives them. It belongs to the boundary of that instant; what it means for deals is
// the caller's, OnChange is not called.
func LockInactive(ctx context.Context, tx *store.Tx, days int) ([]ident.ID, error) {
	due, err := tx.Client.User.Query().Where(lockable(), unusedSince(tx.Now.Add(-time.Duration(days)*day))).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load who is inactive: %w", err)
	}
	slices.SortFunc(due, func(a, b *db.User) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	locked := make([]ident.ID, len(due))
	for i, u := range due {
		locked[i] = u.ID
		if err := lock(ctx, tx, u); err != nil {
			return nil, fmt.Errorf("lock %s: %w", u.ID, err)
		}
	}
	return locked, nil
}

func lock(ctx context.Context, tx *store.Tx, u *db.User) error {
	next := *u
	next.InactiveInactivity = true
	if err := saveReasons(ctx, tx, u, &next); err != nil {
		return err
	}
	h, err := holdingOf(ctx, tx.Client, u)
	if err != nil {
		return err
	}
	return deactivated(ctx, tx, &next, h, ByInactivity, "")
}
