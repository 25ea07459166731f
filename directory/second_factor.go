package directory

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/passkey"
	"mandate/ent/db/totp"
	"mandate/ent/db/user"
)

// endSMS ends codes by SMS on the row of a person whose number changes, or is no longer
// mobile. Another factor that they have is asked from then on: a number that changes must
// not open a door that an app or a passkey closes.
func endSMS(ctx context.Context, c *db.Client, up *db.UserUpdate, row *db.User) error {
	app, err := c.Totp.Query().Where(totp.UserID(row.ID), totp.ConfirmedAtNotNil()).Exist(ctx)
	if err != nil {
		return fmt.Errorf("load authenticator app: %w", err)
	}
	key, err := c.Passkey.Query().Where(passkey.UserID(row.ID)).Exist(ctx)
	if err != nil {
		return fmt.Errorf("load passkeys: %w", err)
	}
	switch {
	case app:
		up.SetMfaMethod(user.MfaMethodTOTP)
	case key:
		up.SetMfaMethod(user.MfaMethodPASSKEY)
	default:
		up.SetMfaMethod(user.MfaMethodNONE)
	}
	return nil
}
