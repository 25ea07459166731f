package factor_test

import (
	"context"
	"strings"
	"testing"

	totpcode "github.com/pquerna/otp/totp"

	"mandate/directory"
	"mandate/directory/factor"
	"mandate/ent/db"
	"mandate/ent/db/passkey"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// app adds an authenticator app to Ann.
func (h *house) app() {
	h.t.Helper()
	app, err := h.factors.EnrolTOTP(h.ctx, h.ann, "ann", "Mandate")
	h.no(err)
	code, err := totpcode.GenerateCode(app.Secret, h.factors.Store.Now())
	h.no(err)
	h.no(h.factors.ConfirmTOTP(h.ctx, h.ann, code))
}

// codes adds codes by SMS to Ann.
func (h *house) codes() {
	h.t.Helper()
	h.no(h.factors.Store.Write(h.ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeUser)
		return tx.Client.User.Update().Where(user.ID(h.ann)).SetPhoneIsMobile(true).Exec(ctx)
	}))
	var sent string
	h.factors.Send = func(_ context.Context, _, text string) error {
		sent = strings.TrimPrefix(text, "Code ")
		return nil
	}
	secret, err := h.factors.Start(h.ctx, h.tenant, factor.Step{Person: h.ann, Purpose: factor.AddSMS})
	h.no(err)
	_, err = h.factors.SendCode(h.ctx, h.again(secret.Hash), "Code %s")
	h.no(err)
	h.no(h.factors.ConfirmSMS(h.ctx, h.again(secret.Hash), sent))
}

// another gives Ann another number.
func (h *house) another(number string, byDirectory bool) {
	h.t.Helper()
	people := &directory.Directory{Store: h.factors.Store}
	if !byDirectory {
		_, err := people.Update(h.ctx, h.ann, 0, directory.PersonUpdate{Phone: &number})
		h.no(err)
		return
	}
	h.no(people.VerifyDomain(h.ctx, "acme.test", ident.ID{}))
	token, err := people.CreateDirectory(h.ctx, "Okta")
	h.no(err)
	okta, err := people.AuthenticateToken(h.t.Context(), token.Text)
	h.no(err)
	_, err = people.CreatePerson(storetest.As(h.t, okta.Actor), directory.Profile{UserName: "p0@acme.test", GivenName: "P", FamilyName: "Q", Phone: number, Active: true,
		Emails: []directory.Email{{Value: "p0@acme.test", Primary: true}}})
	h.no(err) // it adopts her
}

func (h *house) passkey() { h.enrol(h.ann) }

// holds wants these factors, and that a second factor is asked of Ann at her next sign-in.
func (h *house) holds(when string, want factor.Held) {
	h.t.Helper()
	got, err := h.factors.Of(h.ctx, h.ann)
	if err != nil || got != want {
		h.t.Errorf("%s: %+v, %v, want %+v", when, got, err, want)
	}
	h.no(h.factors.Store.Read(h.ctx, func(ctx context.Context, c *db.Client) error {
		u, err := c.User.Query().Where(user.ID(h.ann)).Only(ctx)
		if err == nil && (u.MfaMethod != user.MfaMethodNONE) != want.Any() {
			h.t.Errorf("%s: the method is %s beside %+v", when, u.MfaMethod, want)
		}
		return err
	}))
}

// TestCodesBySMSBesideOtherFactors: a factor is had until it is removed, whichever came
// first, and a number that changes takes codes by SMS away and nothing else: who has an
// app or a passkey is asked for it from then on, and not let in by the password alone.
func TestCodesBySMSBesideOtherFactors(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		add  []func(*house)
		held factor.Held
	}{
		"app, SMS":          {[]func(*house){(*house).app, (*house).codes}, factor.Held{TOTP: true, SMS: true}},
		"SMS, app":          {[]func(*house){(*house).codes, (*house).app}, factor.Held{TOTP: true, SMS: true}},
		"SMS, passkey":      {[]func(*house){(*house).codes, (*house).passkey}, factor.Held{SMS: true, Passkeys: 1}},
		"passkey, SMS, app": {[]func(*house){(*house).passkey, (*house).codes, (*house).app}, factor.Held{TOTP: true, SMS: true, Passkeys: 1}},
		"SMS alone":         {[]func(*house){(*house).codes}, factor.Held{SMS: true}},
	} {
		for door, byDirectory := range map[string]bool{"by an administrator": false, "by the directory": true} {
			t.Run(name+", "+door, func(t *testing.T) {
				t.Parallel()
				each(t, func(t *testing.T, h *house) {
					for _, add := range c.add {
						add(h)
					}
					h.holds("added", c.held)
					h.another("+14165550199", byDirectory)
					left := c.held
					left.SMS = false
					h.holds("another number", left)
				})
			})
		}
	}
}

// TestRemovingOneFactorKeepsCodesBySMS: so does each of the others.
func TestRemovingOneFactorKeepsCodesBySMS(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		h.app()
		h.codes()
		h.passkey()
		h.no(h.factors.Store.Read(h.ctx, func(ctx context.Context, c *db.Client) error {
			key, err := c.Passkey.Query().Where(passkey.UserID(h.ann)).Only(ctx)
			if err == nil {
				err = h.factors.RemovePasskey(h.ctx, h.ann, key.ID)
			}
			return err
		}))
		h.holds("passkey removed", factor.Held{TOTP: true, SMS: true})
		h.no(h.factors.RemoveTOTP(h.ctx, h.ann))
		h.holds("app removed", factor.Held{SMS: true})
		h.no(h.factors.RemoveSMS(h.ctx, h.ann))
		h.holds("SMS removed", factor.Held{})
	})
}
