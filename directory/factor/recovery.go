package factor

import (
	"context"
	"encoding/base32"
	"fmt"
	"io"
	"net/url"

	"mandate/ent/db"
	"mandate/ent/db/recoverycode"
	"mandate/ident"
	"mandate/store"
)

// recoveryCodes is how many of them somebody gets at a time.
const recoveryCodes = 10

var readable = base32.NewEncoding("abcdefghjkmnpqrstuvwxyz023456789").WithPadding(base32.NoPadding)

// NewRecoveryCodes makes ten codes of 80 bits, each good once, in the place of earlier
// ones. They are shown once; their hashes are kept.
func (f *Factors) NewRecoveryCodes(ctx context.Context, person ident.ID) ([]string, error) {
	codes := make([]string, recoveryCodes)
	for i := range codes {
		raw := make([]byte, 10)
		if _, err := io.ReadFull(f.Random, raw); err != nil {
			return nil, fmt.Errorf("make recovery codes: %w", err)
		}
		text := readable.EncodeToString(raw)
		codes[i] = text[0:4] + "-" + text[4:8] + "-" + text[8:12] + "-" + text[12:16]
	}
	err := f.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Client.RecoveryCode.Delete().Where(recoverycode.UserID(person)).Exec(ctx); err != nil {
			return fmt.Errorf("delete earlier codes: %w", err)
		}
		rows := make([]*db.RecoveryCodeCreate, len(codes))
		for i, code := range codes {
			rows[i] = tx.Client.RecoveryCode.Create().SetID(tx.NewID()).SetUserID(person).SetHash(codeHash(person, code))
		}
		if err := tx.Client.RecoveryCode.CreateBulk(rows...).Exec(ctx); err != nil {
			return fmt.Errorf("insert recovery codes: %w", err)
		}
		tx.Record(store.Event{Action: "RECOVERY_CODES_CREATED", TargetKind: ident.User, Target: person,
			Changes: []store.Change{{Field: "codes", After: len(codes)}}})
		return nil
	})
	return codes, err
}

// RecoveryCodesLeft counts the codes that are still good.
func (f *Factors) RecoveryCodesLeft(ctx context.Context, person ident.ID) (n int, err error) {
	err = f.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		n, err = c.RecoveryCode.Query().Where(recoverycode.UserID(person), recoverycode.UsedAtIsNil()).Count(ctx)
		return err
	})
	return n, err
}

// takeRecovery uses a recovery code up: of two at once one counts. The person is told.
func takeRecovery(ctx context.Context, tx *store.Tx, person ident.ID, code string) error {
	n, err := tx.Client.RecoveryCode.Update().Where(recoverycode.UserID(person), recoverycode.Hash(codeHash(person, code)), recoverycode.UsedAtIsNil()).
		SetUsedAt(tx.Now).Save(ctx)
	if err != nil {
		return fmt.Errorf("use recovery code: %w", err)
	}
	if n == 0 {
		return wrong()
	}
	tx.Record(store.Event{Action: "RECOVERY_CODE_USED", TargetKind: ident.User, Target: person})
	tell(tx, person, "USED", Recovery)
	return nil
}

// codeHash is what is kept of a code; the person's id makes one text two hashes.
func codeHash(person ident.ID, code string) string {
	return store.HashCredential(person.String() + ":" + plain(code))
}

func escape(s string) string { return url.PathEscape(s) }
