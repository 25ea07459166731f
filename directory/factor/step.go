package factor

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/challenge"
	"mandate/ident"
	"mandate/store"
)

// Purposes of a step: what the browser has yet to show.
const (
	ShowFactor  = "SECOND_FACTOR" // a second factor
	EnrolFactor = "ENROL"         // that it can, by enrolling one
	NewPassword = "NEW_PASSWORD"  // a password of the person's own
	ShowPasskey = "PASSKEY"       // a passkey, which says who it is
	StepUp      = "STEP_UP"       // a proof that it is still the person of a session
	AddPasskey  = "ADD_PASSKEY"   // of a session: a new passkey
	AddSMS      = "ADD_SMS"       // of a session: that a number is theirs
)

// Step is one step of a sign-in under way.
type Step struct {
	ID, Person, Session ident.ID // Person zero: a passkey says who; Session zero: of no session
	Purpose             string
	Methods             []string // shown so far (RFC 8176)
	ReturnTo            string
	State               State
	Expires             time.Time

	wrong int
}

// State is what a step remembers, sealed.
type State struct {
	Factor   string          `json:"factor,omitempty"`   // the second factor shown so far
	CodeHash string          `json:"codeHash,omitempty"` // of a code by SMS
	CodeEnds time.Time       `json:"codeEnds,omitzero"`
	Number   string          `json:"number,omitempty"`   // that the code went to
	WebAuthn json.RawMessage `json:"webAuthn,omitempty"` // of a ceremony
	App      ident.ID        `json:"app,omitzero"`       // the authenticator app that it showed

	Compared directory.Compared `json:"compared,omitempty"` // the password that was found right
}

// Start stores a step and gives the secret that its browser holds. A step that a password
// led to begins while that is still the person's, so that another password ends it.
func (f *Factors) Start(ctx context.Context, tenant ident.ID, s Step) (store.Credential, error) {
	secret := store.NewCredential(store.StepToken, tenant)
	err := f.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := directory.HoldCompared(ctx, tx, s.Person, s.State.Compared); err != nil {
			return err
		}
		return begin(ctx, tx, s, secret.Hash)
	})
	return secret, err
}

// Next uses a step up and begins the one after it, with another secret.
func (f *Factors) Next(ctx context.Context, tenant ident.ID, done, next Step) (store.Credential, error) {
	secret := store.NewCredential(store.StepToken, tenant)
	err := f.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := directory.HoldCompared(ctx, tx, next.Person, next.State.Compared); err != nil {
			return err
		}
		if err := use(ctx, tx, done); err != nil {
			return err
		}
		return begin(ctx, tx, next, secret.Hash)
	})
	return secret, err
}

// Done uses a step up: of two at once one counts. A step that another password has ended is
// refused for the password.
func (f *Factors) Done(ctx context.Context, s Step) error {
	return f.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := directory.HoldCompared(ctx, tx, s.Person, s.State.Compared); err != nil {
			return err
		}
		return use(ctx, tx, s)
	})
}

// Step finds a step by the hash of its secret: not used, not past, not failed too often.
func (f *Factors) Step(ctx context.Context, hash string) (s Step, err error) {
	err = f.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		row, err := c.Challenge.Query().Where(challenge.Hash(hash)).Only(ctx)
		if err == nil {
			s, err = f.stepOf(row)
		}
		return err
	})
	return s, f.judge(s, err)
}

// OfSession finds the latest step of a session for a purpose.
func (f *Factors) OfSession(ctx context.Context, session ident.ID, purpose string) (s Step, err error) {
	err = f.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		row, err := c.Challenge.Query().Where(challenge.SessionID(session), challenge.Purpose(purpose), challenge.UsedAtIsNil()).
			Order(db.Desc(challenge.FieldID)).First(ctx)
		if err == nil {
			s, err = f.stepOf(row)
		}
		return err
	})
	return s, f.judge(s, err)
}

func (f *Factors) judge(s Step, err error) error {
	switch {
	case db.IsNotFound(err):
		return notGood()
	case err != nil:
		return fmt.Errorf("load step: %w", err)
	case s.wrong >= mostWrong || !f.Store.Now().Before(s.Expires):
		return notGood()
	}
	return nil
}
