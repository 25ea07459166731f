package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/predicate"
	"mandate/ent/db/session"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// Account is a local account as the door needs it to check a password.
type Account struct {
	ID           ident.ID
	PasswordHash string // PHC string; empty: no local password
	Temporary    bool
	Expires      *time.Time // of a temporary password
	Active       bool
	BreakGlass   bool

	LocalSource                 bool   // made here, not by a directory
	Method                      string // of the second factor: NONE, TOTP, SMS, PASSKEY
	FactorNeeded                bool   // a password alone does not let them in
	Blocked                     time.Time
	UserName, Email, Phone      string
	FirstName, LastName         string
	PhoneIsMobile, EverSignedIn bool
}

// Known are the texts that a guesser of the person's password tries first.
func (a Account) Known() []string { return []string{a.UserName, a.Email, a.FirstName, a.LastName} }

// LocalAccount finds the account that somebody signs in to by its user name or, among
// local accounts, by its e-mail address. Nobody is fault.NotFound; who has no local
// password comes back without a hash.
func (d *Directory) LocalAccount(ctx context.Context, login string) (Account, error) {
	key := Fold(login)
	if key == "" {
		return Account{}, unknownUser()
	}
	return d.account(ctx, user.Or(user.UserNameKey(key), user.And(user.EmailKey(key), user.SourceEQ(user.SourceLOCAL))), key)
}

// AccountOf is the account of a person, as LocalAccount gives it.
func (d *Directory) AccountOf(ctx context.Context, person ident.ID) (Account, error) {
	return d.account(ctx, user.ID(person), "")
}

func (d *Directory) account(ctx context.Context, which predicate.User, key string) (Account, error) {
	var out Account
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		list, err := c.User.Query().Where(which, user.DeletedAtIsNil()).Order(user.ByID()).All(ctx)
		if err != nil {
			return fmt.Errorf("load account: %w", err)
		}
		u := accountAmong(list, key)
		if u == nil {
			return unknownUser()
		}
		out = accountOf(u)
		return nil
	})
	return out, err
}

func accountOf(u *db.User) Account {
	a := Account{ID: u.ID, PasswordHash: u.PasswordHash, Temporary: u.PasswordTemporary, Expires: u.PasswordExpiresAt, Active: u.Active,
		BreakGlass: u.BreakGlass, LocalSource: u.Source == user.SourceLOCAL, Method: string(u.MfaMethod), FactorNeeded: needsFactor(u),
		UserName: u.UserName, Email: u.Email, Phone: u.Phone, FirstName: u.FirstName, LastName: u.LastName,
		PhoneIsMobile: u.PhoneIsMobile, EverSignedIn: u.LastLoginAt != nil}
	if u.SignInBlockedUntil != nil {
		a.Blocked = *u.SignInBlockedUntil
	}
	return a
}

// accountAmong chooses between who has the user name and whose address it is: the
// first, unless only the other has a password.
func accountAmong(list []*db.User, key string) *db.User {
	var named, addressed *db.User
	for _, u := range list {
		if u.UserNameKey == key {
			named = u
		} else {
			addressed = u
		}
	}
	if addressed == nil || named != nil && named.PasswordHash != "" {
		return named
	}
	return addressed
}

// EndSession ends one session; one that has ended stays so.
func (d *Directory) EndSession(ctx context.Context, id ident.ID, reason string) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error {
			row, err := tx.Client.Session.Query().Where(session.ID(id)).Only(ctx)
			if db.IsNotFound(err) {
				return unknown("session")
			}
			if err != nil || row.RevokedAt != nil {
				return err
			}
			_, err = endSessions(ctx, tx, row.UserID, reason, session.ID(id))
			return err
		})
	})
}

// EndSessions ends every session of a person.
func (d *Directory) EndSessions(ctx context.Context, person ident.ID, reason string) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, person, func() error {
			if _, err := loadUser(ctx, tx.Client, person, 0); err != nil {
				return err
			}
			_, err := endSessions(ctx, tx, person, reason)
			return err
		})
	})
}

func endSessions(ctx context.Context, tx *store.Tx, person ident.ID, reason string, which ...predicate.Session) (int, error) {
	n, err := tx.Client.Session.Update().Where(session.UserID(person), session.RevokedAtIsNil()).Where(which...).
		SetRevokedAt(tx.Now).SetRevokedReason(reason).Save(ctx)
	if err != nil {
		return 0, fmt.Errorf("end sessions: %w", err)
	}
	if n == 0 {
		tx.Silence(db.TypeSession)
		return 0, nil
	}
	tx.Record(store.Event{Action: "SESSIONS_ENDED", TargetKind: ident.User, Target: person, Reason: reason,
		Changes: []store.Change{{Field: "sessions", After: n}}})
	return n, nil
}

// endSessionsBy ends the sessions of everybody who came by a connection.
func endSessionsBy(ctx context.Context, tx *store.Tx, conn ident.ID) error {
	list, err := tx.Client.Session.Query().Where(session.ConnectionID(conn), session.RevokedAtIsNil()).All(ctx)
	if err != nil {
		return fmt.Errorf("list sessions of a connection: %w", err)
	}
	seen := map[ident.ID]bool{}
	for _, s := range list {
		if seen[s.UserID] {
			continue
		}
		seen[s.UserID] = true
		if _, err := endSessions(ctx, tx, s.UserID, "CONNECTION_DISABLED", session.ConnectionID(conn)); err != nil {
			return err
		}
	}
	return nil
}

// TouchSession remembers that a session is in use: a trace, without history. The
// door decides when.
func (d *Directory) TouchSession(ctx context.Context, id ident.ID, seen, idleUntil time.Time) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		err := tx.Client.Session.Update().Where(session.ID(id), session.RevokedAtIsNil(), session.SeenAtLT(seen)).
			SetSeenAt(seen).SetIdleUntil(idleUntil).Exec(ctx)
		tx.Silence(db.TypeSession)
		return err
	})
}
