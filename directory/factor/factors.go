package factor

import (
	"context"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/passkey"
	"mandate/ent/db/totp"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Kinds of second factors, as history and a person's method name them.
const (
	TOTP     = "TOTP"
	SMS      = "SMS"
	Passkey  = "PASSKEY"
	Recovery = "RECOVERY_CODE"
)

// Codes of refusals.
const (
	CodeWrong    fault.Code = "FACTOR_WRONG"
	CodeTaken    fault.Code = "FACTOR_TAKEN"
	CodeRequired fault.Code = "FACTOR_REQUIRED"
	CodeNoSMS    fault.Code = "SMS_UNAVAILABLE"
	CodeStep                = directory.CodeStepNotGood
)

// Factors are the operations on second factors. Set the fields once, share it.
type Factors struct {
	Store    *store.Store
	Random   io.Reader          // crypto/rand
	WebAuthn *webauthn.WebAuthn // RelyingParty of the public address; nil: no passkeys there

	// Send brings a text to a mobile number, E.164; nil: there is no SMS.
	Send func(ctx context.Context, number, text string) error
}

// RelyingParty is what passkeys are bound to: the host of the public address. An address
// without a name, or without TLS elsewhere than on localhost, can have none: nil.
func RelyingParty(public string) (*webauthn.WebAuthn, error) {
	u, err := url.Parse(public)
	if err != nil {
		return nil, fmt.Errorf("public address: %w", err)
	}
	host := u.Hostname()
	if _, err := netip.ParseAddr(host); err == nil || u.Scheme != "https" && host != "localhost" {
		return nil, nil
	}
	limit := webauthn.TimeoutConfig{Enforce: true, Timeout: stepTime, TimeoutUVD: stepTime}
	return webauthn.New(&webauthn.Config{RPID: host, RPDisplayName: "Mandate", RPOrigins: []string{u.Scheme + "://" + u.Host},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{ResidentKey: protocol.ResidentKeyRequirementRequired,
			RequireResidentKey: protocol.ResidentKeyRequired(), UserVerification: protocol.VerificationRequired},
		Timeouts: webauthn.TimeoutsConfig{Login: limit, Registration: limit}})
}

// stepTime is how long one step of a sign-in may take.
const stepTime = 10 * time.Minute

// Held is what second factors somebody has.
type Held struct {
	TOTP, SMS bool
	Passkeys  int
}

// Any reports whether there is one.
func (h Held) Any() bool { return h.TOTP || h.SMS || h.Passkeys > 0 }

// Of says what second factors somebody has.
func (f *Factors) Of(ctx context.Context, person ident.ID) (held Held, err error) {
	err = f.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		held, err = heldBy(ctx, c, person)
		return err
	})
	return held, err
}

func heldBy(ctx context.Context, c *db.Client, person ident.ID) (h Held, err error) {
	u, err := c.User.Query().Where(user.ID(person), user.DeletedAtIsNil()).Only(ctx)
	if err != nil {
		return h, unknownPerson(err)
	}
	h.SMS = bySMS(u)
	if h.TOTP, err = c.Totp.Query().Where(totp.UserID(person), totp.ConfirmedAtNotNil()).Exist(ctx); err != nil {
		return h, fmt.Errorf("load authenticator app: %w", err)
	}
	if h.Passkeys, err = c.Passkey.Query().Where(passkey.UserID(person)).Count(ctx); err != nil {
		return h, fmt.Errorf("count passkeys: %w", err)
	}
	return h, nil
}

// once runs a change of somebody's factors in a Write; the caller's idempotency key counts.
func (f *Factors) once(ctx context.Context, person ident.ID, change func(ctx context.Context, tx *store.Tx) error) error {
	return f.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := directory.Once(ctx, tx, func() (ident.ID, error) { return person, change(ctx, tx) })
		return err
	})
}

func unknownPerson(err error) error {
	if db.IsNotFound(err) {
		return fault.New(fault.NotFound, fault.CodeUnknownUser, "There is no such person.")
	}
	return fmt.Errorf("load person: %w", err)
}

func wrong() *fault.Fault {
	return fault.New(fault.Invalid, CodeWrong, "This code is not right, or was used already.").On("code")
}
