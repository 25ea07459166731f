package directory

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// Compared says which password somebody's entry was compared with: SHA-256 of its PHC
// string, hexadecimal. Comparing takes a while, and the second factor minutes: what comes of
// it, a session or another password, asks whether that password is still the person's.
// Empty: none was compared, as with a passkey.
type Compared string

// Compared is the password that an account has at this moment.
func (a Account) Compared() Compared {
	if a.PasswordHash == "" {
		return ""
	}
	return comparedWith(a.PasswordHash)
}

func comparedWith(hash string) Compared { return Compared(store.HashCredential(hash)) }

// judge refuses what comes of a password that is no longer the person's, like a wrong one.
func (c Compared) judge(hash string) error {
	if c == "" || c == comparedWith(hash) {
		return nil
	}
	return refused(RefusedPassword)
}

// HoldCompared refuses as PASSWORD_WRONG where the person has another password by now, and
// keeps the one they have until the transaction ends. It comes first in a transaction, as
// with every change of a password: the person before their steps and sessions.
func HoldCompared(ctx context.Context, tx *store.Tx, person ident.ID, c Compared) error {
	if c == "" {
		return nil
	}
	hash, err := tx.Client.User.Query().Where(user.ID(person), user.DeletedAtIsNil(), func(s *sql.Selector) {
		if s.Dialect() == dialect.Postgres { // SQLite has one writer at a time
			s.ForShare()
		}
	}).Select(user.FieldPasswordHash).String(ctx)
	if err != nil {
		return fmt.Errorf("hold password: %w", unknownPerson(err))
	}
	return c.judge(hash)
}
