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
// (PR-2); hash is the PHC string of text, which CREDENTIAL_RESET brings to the person.
// Every session ends. Where the directory decides who may enter it is SSO_MANAGED.
func (d *Directory) SetTemporaryPassword(ctx context.Context, person ident.ID, expected int64, text, hash string) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, person, func() error {
			u, err := localAccount(ctx, tx, person)
			if err != nil {
				return err
			}
			if err := Expect(expected, u.Version); err != nil {
				return err
			}
			up := tx.Client.User.Update().SetPasswordHash(hash).SetPasswordTemporary(true).SetPasswordExpiresAt(tx.Now.Add(temporaryTime))
			if err := savePassword(ctx, up, u); err != nil {
				return err
			}
			if _, err := endSessions(ctx, tx, person, "CREDENTIAL_RESET"); err != nil {
				return err
			}
			if err := EndSteps(ctx, tx, person); err != nil {
				return err
			}
			tx.Record(store.Event{Action: "CREDENTIAL_RESET", TargetKind: ident.User, Target: person})
			tx.Notify(store.Notice{Type: "CREDENTIAL_RESET", Recipient: person, Subject: person, Secret: []byte(text),
				Facts: map[string]string{"expires": instant(tx.Now.Add(temporaryTime))}})
			return revokePasswordLinks(ctx, tx, person)
		})
	})
}

// ChangePassword replaces a password by one that the person chose, and ends their
// other sessions. keep is the session they sit in; zero: none. The person is told.
func (d *Directory) ChangePassword(ctx context.Context, person, keep ident.ID, hash string) error {
	return d.ChangeCompared(ctx, person, keep, "", hash)
}

// ChangeCompared is ChangePassword for who has shown the present password; who has another
// one by now is refused as PASSWORD_WRONG.
func (d *Directory) ChangeCompared(ctx context.Context, person, keep ident.ID, present Compared, hash string) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if a := tx.Actor; a.Kind != actor.System && (a.Kind != actor.User || a.ID != person) {
			return fault.New(fault.Denied, fault.CodeForbidden, "Only the person changes their password.")
		}
		return once(ctx, tx, person, func() error {
			u, err := localAccount(ctx, tx, person)
			if err != nil {
				return err
			}
			if err := present.judge(u.PasswordHash); err != nil {
				return err
			}
			return d.choosePassword(ctx, tx, u, keep, hash, "PASSWORD_CHANGED")
		})
	})
}

// ReplaceTemporary replaces a temporary password by one that the person chose, at the step
// of a sign-in that asks for it: the step is used up with it. Once the password is no longer
// temporary, the person not active, or the step not good, it is STEP_NOT_GOOD.
func (d *Directory) ReplaceTemporary(ctx context.Context, person, step ident.ID, hash string) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		u, err := localAccount(ctx, tx, person)
		if err != nil {
			return err
		}
		if !u.Active || !u.PasswordTemporary {
			return stepNotGood()
		}
		if err := useStep(ctx, tx, person, step); err != nil {
			return err
		}
		return d.choosePassword(ctx, tx, u, ident.ID{}, hash, "PASSWORD_CHANGED")
	})
}

// AskReset stores a link by which the person may choose a new password; address is the
// link itself, mailed to them. Codes: SSO_MANAGED, UNKNOWN_USER, USER_INACTIVE.
func (d *Directory) AskReset(ctx context.Context, person ident.ID, linkHash, address string) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		u, err := localAccount(ctx, tx, person)
		if err != nil {
			return err
		}
		if !u.Active {
			return fault.New(fault.Denied, fault.CodeUserInactive, "The account is not active.")
		}
		if _, err := AddLink(ctx, tx, NewLink{Purpose: LinkReset, Hash: linkHash, Person: person, Lives: resetTime}); err != nil {
			return err
		}
		tx.Record(store.Event{Action: "PASSWORD_RESET_ASKED", TargetKind: ident.User, Target: person})
		tx.Notify(store.Notice{Type: "PASSWORD_RESET", Recipient: person, Subject: person, Secret: []byte(address),
			Facts: map[string]string{"expires": instant(tx.Now.Add(resetTime))}})
		return nil
	})
}

// ResetPassword uses a link of AskReset or of an invitation up and replaces the password. Every session of
// the person ends, and they are told.
func (d *Directory) ResetPassword(ctx context.Context, linkHash, hash string) (person ident.ID, err error) {
	err = d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		link, err := usePasswordLink(ctx, tx, linkHash)
		if err != nil {
			return err
		}
		u, err := localAccount(ctx, tx, *link.UserID)
		if err != nil {
			return err
		}
		if !u.Active { // who has left chooses no password for the day of their return
			return linkNotGood()
		}
		person = u.ID
		tx.Actor.Kind, tx.Actor.ID, tx.Actor.Name = actor.User, u.ID, ShownName(u)
		return d.choosePassword(ctx, tx, u, ident.ID{}, hash, "PASSWORD_RESET")
	})
	return person, err
}

func (d *Directory) choosePassword(ctx context.Context, tx *store.Tx, u *db.User, keep ident.ID, hash, action string) error {
	up := tx.Client.User.Update().SetPasswordHash(hash).SetPasswordTemporary(false).ClearPasswordExpiresAt().SetPasswordChangedAt(tx.Now)
	if err := savePassword(ctx, up, u); err != nil {
		return err
	}
	if _, err := endSessions(ctx, tx, u.ID, action, session.IDNEQ(keep)); err != nil {
		return err
	}
	if err := EndSteps(ctx, tx, u.ID); err != nil {
		return err
	}
	tx.Record(store.Event{Action: action, TargetKind: ident.User, Target: u.ID})
	if !u.PasswordTemporary && u.PasswordHash != "" {
		tx.Notify(store.Notice{Type: "PASSWORD_CHANGED", Recipient: u.ID, Subject: u.ID})
	}
	return revokePasswordLinks(ctx, tx, u.ID)
}

// localAccount loads an account whose password is Mandate's own: made here, and not
// governed by a directory, break-glass aside (LC-3).
func localAccount(ctx context.Context, tx *store.Tx, person ident.ID) (*db.User, error) {
	u, err := loadUser(ctx, tx.Client, person, 0)
	if err != nil {
		return nil, err
	}
	if u.Source != user.SourceLOCAL {
		return nil, ssoManaged()
	}
	governed, err := governedAccount(ctx, tx, u)
	if err == nil && governed {
		err = ssoManaged()
	}
	return u, err
}

// savePassword writes a credential over the one that was read.
func savePassword(ctx context.Context, up *db.UserUpdate, u *db.User) error {
	n, err := up.Where(user.ID(u.ID), user.DeletedAtIsNil(), user.PasswordHash(u.PasswordHash)).Save(ctx)
	if err != nil {
		return fmt.Errorf("save password: %w", err)
	}
	if n == 0 {
		return fault.New(fault.Conflict, fault.CodeStale, "The password was changed in this moment. Try again.")
	}
	return nil
}
