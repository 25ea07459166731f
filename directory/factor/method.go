package factor

import (
	"context"
	"fmt"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/passkey"
	"mandate/ent/db/recoverycode"
	"mandate/ent/db/session"
	"mandate/ent/db/totp"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// setMethod writes which factor a person prefers; readers of the person see it.
func setMethod(ctx context.Context, tx *store.Tx, person ident.ID, method string) error {
	err := tx.Client.User.Update().Where(user.ID(person), user.DeletedAtIsNil()).AddVersion(1).
		SetMfaMethod(user.MfaMethod(method)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("save method: %w", err)
	}
	return nil
}

// added notes a factor that somebody has from now on, and tells them.
func added(ctx context.Context, tx *store.Tx, person ident.ID, kind string) error {
	tx.Record(store.Event{Action: "SECOND_FACTOR_ADDED", TargetKind: ident.User, Target: person,
		Changes: []store.Change{{Field: "factor", After: kind}}})
	tell(tx, person, "ADDED", kind)
	held, err := heldBy(ctx, tx.Client, person)
	if err != nil {
		return err
	}
	if held.SMS {
		kind = held.preferred()
	}
	return setMethod(ctx, tx, person, kind)
}

// removed notes a factor that somebody no longer has; the preferred one becomes one
// that is left. Where a factor is required, the last stays: FACTOR_REQUIRED.
func removed(ctx context.Context, tx *store.Tx, person ident.ID, kind string) error {
	u, err := tx.Client.User.Query().Where(user.ID(person), user.DeletedAtIsNil()).Only(ctx)
	if err != nil {
		return unknownPerson(err)
	}
	left, err := heldBy(ctx, tx.Client, person)
	if err != nil {
		return err
	}
	if kind == SMS {
		left.SMS = false
	}
	if !left.Any() && (u.MfaRequired || u.BreakGlass) {
		return fault.New(fault.Denied, CodeRequired, "Your account needs a second factor. Add another one first.")
	}
	tx.Record(store.Event{Action: "SECOND_FACTOR_REMOVED", TargetKind: ident.User, Target: person,
		Changes: []store.Change{{Field: "factor", Before: kind}}})
	tell(tx, person, "REMOVED", kind)
	return setMethod(ctx, tx, person, left.preferred())
}

// preferred is what stands as the preference of somebody with these factors. Codes by SMS
// come first: nothing but the preference says that they are a factor.
func (h Held) preferred() string {
	switch {
	case h.SMS:
		return SMS
	case h.TOTP:
		return TOTP
	case h.Passkeys > 0:
		return Passkey
	}
	return string(user.MfaMethodNONE)
}

func tell(tx *store.Tx, person ident.ID, what, kind string) {
	tx.Notify(store.Notice{Type: "SECOND_FACTOR_CHANGED", Recipient: person, Subject: person, Facts: map[string]string{"change": what, "factor": kind}})
}

// Reset takes all second factors from somebody who has lost them, and ends their
// sessions; where one is required, the next sign-in enrols one. For administrators,
// never for oneself.
// expected is the person's version, or 0 (STALE).
func (f *Factors) Reset(ctx context.Context, person ident.ID, expected int64) error {
	return f.once(ctx, person, func(ctx context.Context, tx *store.Tx) error {
		if tx.Actor.Kind != actor.System && tx.Actor.Person() == person {
			return fault.New(fault.Denied, fault.CodeForbidden, "Remove your own factors one by one.")
		}
		if err := directory.ExpectPerson(ctx, tx.Client, person, expected); err != nil {
			return err
		}
		held, err := heldBy(ctx, tx.Client, person)
		if err != nil {
			return err
		}
		if err := drop(ctx, tx.Client, person); err != nil {
			return err
		}
		if err := directory.EndSteps(ctx, tx, person); err != nil {
			return err
		}
		err = tx.Client.Session.Update().Where(session.UserID(person), session.RevokedAtIsNil()).
			SetRevokedAt(tx.Now).SetRevokedReason("SECOND_FACTORS_RESET").Exec(ctx)
		if err != nil {
			return fmt.Errorf("end sessions: %w", err)
		}
		tx.Record(store.Event{Action: "SECOND_FACTORS_RESET", TargetKind: ident.User, Target: person,
			Changes: []store.Change{{Field: "factor", Before: held.preferred(), After: "NONE"}}})
		tell(tx, person, "RESET", "")
		return setMethod(ctx, tx, person, string(user.MfaMethodNONE))
	})
}

func drop(ctx context.Context, c *db.Client, person ident.ID) error {
	if _, err := c.Totp.Delete().Where(totp.UserID(person)).Exec(ctx); err != nil {
		return fmt.Errorf("delete authenticator app: %w", err)
	}
	if _, err := c.Passkey.Delete().Where(passkey.UserID(person)).Exec(ctx); err != nil {
		return fmt.Errorf("delete passkeys: %w", err)
	}
	if _, err := c.RecoveryCode.Delete().Where(recoverycode.UserID(person)).Exec(ctx); err != nil {
		return fmt.Errorf("delete recovery codes: %w", err)
	}
	return nil
}
