package directory

import (
	"context"
	"fmt"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/session"
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
