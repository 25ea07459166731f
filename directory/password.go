package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/session"
	"mandate/ent/db/throttle"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// SetTemporaryPassword gives a local account a one-time credential for 72 hours
// (PR-2); hash is a PHC string. The person is told by CREDENTIAL_RESET.
func (d *Directory) SetTemporaryPassword(ctx context.Context, person ident.ID, hash string) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		up := tx.Client.User.Update().SetPasswordHash(hash).SetPasswordTemporary(true).SetPasswordExpiresAt(tx.Now.Add(temporaryTime))
		if err := savePassword(ctx, up, person); err != nil {
			return err
		}
		if _, err := endSessions(ctx, tx, person, "CREDENTIAL_RESET"); err != nil {
			return err
		}
		tx.Record(store.Event{Action: "CREDENTIAL_RESET", TargetKind: ident.User, Target: person})
		tx.Notify(store.Notice{Type: "CREDENTIAL_RESET", Recipient: person, Subject: person})
		return nil
	})
}

// ChangePassword replaces a password by one that the person chose, and ends their
// other sessions. keep is the session they sit in; zero: none.
func (d *Directory) ChangePassword(ctx context.Context, person, keep ident.ID, hash string) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if a := tx.Actor; a.Kind != actor.System && (a.Kind != actor.User || a.ID != person) {
			return fault.New(fault.Denied, fault.CodeForbidden, "Only the person changes their password.")
		}
		up := tx.Client.User.Update().SetPasswordHash(hash).SetPasswordTemporary(false).ClearPasswordExpiresAt()
		if err := savePassword(ctx, up, person); err != nil {
			return err
		}
		if _, err := endSessions(ctx, tx, person, "PASSWORD_CHANGED", session.IDNEQ(keep)); err != nil {
			return err
		}
		tx.Record(store.Event{Action: "PASSWORD_CHANGED", TargetKind: ident.User, Target: person})
		return nil
	})
}

// savePassword writes credentials of accounts that Mandate owns.
func savePassword(ctx context.Context, up *db.UserUpdate, person ident.ID) error {
	n, err := up.Where(user.ID(person), user.DeletedAtIsNil(), user.SourceEQ(user.SourceLOCAL)).Save(ctx)
	if err != nil {
		return fmt.Errorf("save password: %w", err)
	}
	if n == 0 {
		return unknownUser()
	}
	return nil
}

// Throttle counts failed sign-ins of one account or one address, for all replicas.
type Throttle struct {
	Failures     int
	Last         time.Time
	BlockedUntil *time.Time
}

// ThrottleOf reads a counter; none is the zero Throttle. The key is a hash that the
// door makes.
func (d *Directory) ThrottleOf(ctx context.Context, key string) (Throttle, error) {
	var out Throttle
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		row, err := c.Throttle.Query().Where(throttle.Key(key)).Only(ctx)
		if db.IsNotFound(err) {
			return nil
		}
		if err == nil {
			out = Throttle{row.Failures, row.LastAt, row.BlockedUntil}
		}
		return err
	})
	return out, err
}

// CountFailure adds one failure. blockedUntil says from the number of failures
// until when to slow down; the zero time: not yet.
func (d *Directory) CountFailure(ctx context.Context, key string, blockedUntil func(failures int, now time.Time) time.Time) (Throttle, error) {
	var out Throttle
	err := d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.Client.Throttle.Update().Where(throttle.Key(key)).AddFailures(1).SetLastAt(tx.Now).Save(ctx)
		if err == nil && n == 0 {
			err = tx.Client.Throttle.Create().SetID(tx.NewID()).SetKey(key).SetFailures(1).SetLastAt(tx.Now).Exec(ctx)
			if store.IsTaken(err) {
				return errMoved
			}
		}
		if err != nil {
			return fmt.Errorf("count failure: %w", err)
		}
		row, err := tx.Client.Throttle.Query().Where(throttle.Key(key)).Only(ctx)
		if err != nil {
			return fmt.Errorf("read throttle: %w", err)
		}
		out = Throttle{Failures: row.Failures, Last: row.LastAt}
		if until := blockedUntil(row.Failures, tx.Now); !until.IsZero() {
			out.BlockedUntil = &until
			return tx.Client.Throttle.Update().Where(throttle.Key(key)).SetBlockedUntil(until).Exec(ctx)
		}
		return nil
	})
	return out, err
}

// ClearThrottle forgets failures after a sign-in that succeeded.
func (d *Directory) ClearThrottle(ctx context.Context, key string) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Client.Throttle.Delete().Where(throttle.Key(key)).Exec(ctx)
		return err
	})
}
