package factor

import (
	"context"
	"crypto/subtle"
	"fmt"
	"strings"
	"time"

	"github.com/pquerna/otp"
	totpcode "github.com/pquerna/otp/totp"

	"mandate/ent/db"
	"mandate/ent/db/totp"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// App is an authenticator app to be enrolled: the secret in base 32 for who types it,
// and the address (otpauth:) for who scans it.
type App struct{ Secret, Address string }

const (
	period = 30 * time.Second
	drift  = 1 // steps before and after that a clock may be off
)

// EnrolTOTP makes a secret for somebody's app; it counts once a code of it was right.
// Who has an app removes it first: FACTOR_TAKEN.
func (f *Factors) EnrolTOTP(ctx context.Context, person ident.ID, account, issuer string) (App, error) {
	app, _, err := f.enrolTOTP(ctx, person, account, issuer)
	return app, err
}

func (f *Factors) enrolTOTP(ctx context.Context, person ident.ID, account, issuer string) (app App, row ident.ID, err error) {
	key, err := totpcode.Generate(totpcode.GenerateOpts{Issuer: issuer, AccountName: account, Rand: f.Random})
	if err != nil {
		return App{}, row, fmt.Errorf("make secret: %w", err)
	}
	err = f.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeTotp) // nobody has a factor yet
		sealed, err := tx.Secrets().Seal(secretName(person), []byte(key.Secret()))
		if err != nil {
			return fmt.Errorf("seal secret: %w", err)
		}
		if _, err := tx.Client.Totp.Delete().Where(totp.UserID(person), totp.ConfirmedAtIsNil()).Exec(ctx); err != nil {
			return fmt.Errorf("forget earlier secret: %w", err)
		}
		row = tx.NewID()
		return tx.Client.Totp.Create().SetID(row).SetUserID(person).SetSecretSealed(sealed).Exec(ctx)
	})
	if store.IsTaken(err) {
		return App{}, row, fault.New(fault.Conflict, CodeTaken, "You have an authenticator app. Remove it before you add another.")
	}
	return App{key.Secret(), key.URL()}, row, err
}

func secretName(person ident.ID) string { return "totp:" + person.String() }

// PendingTOTP gives the app that a step is enrolling: the same as long as the step lasts.
// A step that has shown none gets a new secret, whatever another one has seen before.
func (f *Factors) PendingTOTP(ctx context.Context, s *Step, account, issuer string) (app App, err error) {
	err = f.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		row, err := c.Totp.Query().Where(totp.ID(s.State.App), totp.UserID(s.Person), totp.ConfirmedAtIsNil()).Only(ctx)
		if err != nil {
			return err
		}
		secret, err := f.Store.Secrets.Open(secretName(s.Person), row.SecretSealed)
		app = App{Secret: string(secret), Address: address(string(secret), account, issuer)}
		return err
	})
	if !db.IsNotFound(err) {
		return app, err
	}
	if app, s.State.App, err = f.enrolTOTP(ctx, s.Person, account, issuer); err != nil {
		return app, err
	}
	return app, f.keep(ctx, *s)
}

func address(secret, account, issuer string) string {
	label := escape(issuer) + ":" + escape(account)
	return "otpauth://totp/" + label + "?algorithm=SHA1&digits=6&issuer=" + escape(issuer) + "&period=30&secret=" + secret
}

// ConfirmTOTP takes the first right code of an app, which counts from then on.
func (f *Factors) ConfirmTOTP(ctx context.Context, person ident.ID, code string) error {
	return f.once(ctx, person, func(ctx context.Context, tx *store.Tx) error {
		if err := takeTOTP(ctx, tx, person, code, false); err != nil {
			return err
		}
		return confirmed(ctx, tx, person)
	})
}

// ConfirmApp takes the first right code of the app that a step showed, and of no other:
// the app counts from then on, and the step is used up.
func (f *Factors) ConfirmApp(ctx context.Context, s Step, code string) error {
	return f.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		mine, err := tx.Client.Totp.Query().Where(totp.ID(s.State.App), totp.UserID(s.Person)).Exist(ctx)
		if err != nil {
			return fmt.Errorf("find app of a step: %w", err)
		}
		if !mine {
			return wrong()
		}
		if err := takeTOTP(ctx, tx, s.Person, code, false); err != nil {
			return err
		}
		if err := enrols(ctx, tx, s); err != nil {
			return err
		}
		return confirmed(ctx, tx, s.Person)
	})
}

// confirmed makes the app of somebody count.
func confirmed(ctx context.Context, tx *store.Tx, person ident.ID) error {
	if err := tx.Client.Totp.Update().Where(totp.UserID(person)).SetConfirmedAt(tx.Now).Exec(ctx); err != nil {
		return fmt.Errorf("confirm app: %w", err)
	}
	return added(ctx, tx, person, TOTP)
}

// RemoveTOTP takes somebody's app away.
func (f *Factors) RemoveTOTP(ctx context.Context, person ident.ID) error {
	return f.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.Client.Totp.Delete().Where(totp.UserID(person), totp.ConfirmedAtNotNil()).Exec(ctx)
		if err != nil {
			return fmt.Errorf("delete app: %w", err)
		}
		if n == 0 {
			return nil
		}
		return removed(ctx, tx, person, TOTP)
	})
}

// takeTOTP takes a code of somebody's app. The time step that it belongs to is written
// where it is later than the last one taken: of two at once, and of two alike, one counts.
func takeTOTP(ctx context.Context, tx *store.Tx, person ident.ID, code string, confirmed bool) error {
	row, err := tx.Client.Totp.Query().Where(totp.UserID(person)).Only(ctx)
	if db.IsNotFound(err) || err == nil && (row.ConfirmedAt != nil) != confirmed {
		return wrong()
	}
	if err != nil {
		return fmt.Errorf("load app: %w", err)
	}
	secret, err := tx.Secrets().Open(secretName(person), row.SecretSealed)
	if err != nil {
		return fmt.Errorf("open secret of an app: %w", err)
	}
	step, ok := stepOf(string(secret), plain(code), tx.Now)
	if !ok {
		return wrong()
	}
	n, err := tx.Client.Totp.Update().Where(totp.ID(row.ID), totp.LastStepLT(step)).SetLastStep(step).Save(ctx)
	if err != nil {
		return fmt.Errorf("take code: %w", err)
	}
	if n == 0 {
		return wrong()
	}
	tx.Silence(db.TypeTotp)
	return nil
}

// stepOf finds the time step that a code belongs to, the present one and its neighbours.
func stepOf(secret, code string, now time.Time) (int64, bool) {
	present := now.Unix() / int64(period.Seconds())
	for step := present - drift; step <= present+drift; step++ {
		at := time.Unix(step*int64(period.Seconds()), 0)
		want, err := totpcode.GenerateCodeCustom(secret, at, totpcode.ValidateOpts{Period: uint(period.Seconds()), Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			return step, true
		}
	}
	return 0, false
}

// plain is a code as it was meant: people put spaces and hyphens into it.
func plain(code string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u00a0' {
			return -1
		}
		return r
	}, code))
}
