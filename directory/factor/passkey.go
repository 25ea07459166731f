package factor

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"mandate/ent/db/passkey"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Bounds of what a browser says.
const (
	mostPasskeys = 20
	nameLength   = 80
	mostResponse = 64 << 10
)

// Passkeys reports whether this address can have passkeys.
func (f *Factors) Passkeys() bool { return f.WebAuthn != nil }

func noPasskeys() *fault.Fault {
	return fault.New(fault.Denied, fault.CodeForbidden, "This address cannot have passkeys.")
}

// OfferPasskey gives what a browser needs to make a passkey for the person of a step, a
// resident one that verifies who uses it, and remembers it in the step's state.
func (f *Factors) OfferPasskey(ctx context.Context, s *Step) (options any, err error) {
	if f.WebAuthn == nil {
		return nil, noPasskeys()
	}
	h, err := f.holder(ctx, s.Person)
	if err != nil {
		return nil, err
	}
	if len(h.credentials) >= mostPasskeys {
		return nil, fault.New(fault.Invalid, fault.CodeTooLarge, "A person has at most %d passkeys.", mostPasskeys)
	}
	made, session, err := f.WebAuthn.BeginRegistration(h, webauthn.WithExclusions(webauthn.Credentials(h.credentials).CredentialDescriptors()))
	if err != nil {
		return nil, fmt.Errorf("begin registration: %w", err)
	}
	s.State.WebAuthn, err = json.Marshal(session)
	return made, err
}

// AskPasskey gives what a browser needs to show a passkey: one of the step's person, or
// any where the step has none. Call Start or Keep with the step afterwards.
func (f *Factors) AskPasskey(ctx context.Context, s *Step) (options any, err error) {
	if f.WebAuthn == nil {
		return nil, noPasskeys()
	}
	var asked *protocol.CredentialAssertion
	var session *webauthn.SessionData
	if s.Person.IsZero() {
		asked, session, err = f.WebAuthn.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	} else {
		var h holder
		if h, err = f.holder(ctx, s.Person); err != nil {
			return nil, err
		}
		if len(h.credentials) == 0 {
			return nil, wrong()
		}
		asked, session, err = f.WebAuthn.BeginLogin(h, webauthn.WithUserVerification(protocol.VerificationRequired))
	}
	if err != nil {
		return nil, fmt.Errorf("begin passkey: %w", err)
	}
	s.State.WebAuthn, err = json.Marshal(session)
	return asked, err
}

// Keep writes what a step remembers since it was read.
func (f *Factors) Keep(ctx context.Context, s Step) error { return f.keep(ctx, s) }

// AddPasskey takes what a browser made for a step of OfferPasskey; the passkey counts
// from then on, and the step is used up.
func (f *Factors) AddPasskey(ctx context.Context, s Step, response []byte, name string) error {
	session, err := f.ceremony(s, response)
	if err != nil {
		return err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(response)
	if err != nil {
		return wrong().Because(err)
	}
	return f.once(ctx, s.Person, func(ctx context.Context, tx *store.Tx) error {
		h, err := holderOf(ctx, tx.Client, s.Person)
		if err != nil {
			return err
		}
		credential, err := f.WebAuthn.CreateCredential(h, session, parsed)
		if err != nil {
			return wrong().Because(err)
		}
		if err := enrols(ctx, tx, s); err != nil {
			return err
		}
		return insertPasskey(ctx, tx, s.Person, credential, name)
	})
}

func insertPasskey(ctx context.Context, tx *store.Tx, person ident.ID, credential *webauthn.Credential, name string) error {
	text, err := json.Marshal(credential)
	if err != nil {
		return err
	}
	err = tx.Client.Passkey.Create().SetID(tx.NewID()).SetUserID(person).SetCredentialID(credential.ID).SetName(clipName(name)).SetCredential(text).Exec(ctx)
	if err != nil {
		return fmt.Errorf("insert passkey: %w", err)
	}
	held, err := heldBy(ctx, tx.Client, person)
	if err != nil {
		return err
	}
	if err := added(ctx, tx, person, Passkey); err != nil {
		return err
	}
	return setMethod(ctx, tx, person, held.preferred())
}

func clipName(name string) string {
	runes := []rune(name)
	return string(runes[:min(len(runes), nameLength)])
}

func (f *Factors) ceremony(s Step, response []byte) (session webauthn.SessionData, err error) {
	if f.WebAuthn == nil || len(s.State.WebAuthn) == 0 || len(response) > mostResponse {
		return session, wrong()
	}
	return session, json.Unmarshal(s.State.WebAuthn, &session)
}

// RemovePasskey takes one of somebody's passkeys away.
func (f *Factors) RemovePasskey(ctx context.Context, person, id ident.ID) error {
	return f.once(ctx, person, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.Client.Passkey.Delete().Where(passkey.ID(id), passkey.UserID(person)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("delete passkey: %w", err)
		}
		if n == 0 {
			return fault.New(fault.NotFound, fault.CodeNotFound, "There is no such passkey.").On("passkeyId")
		}
		return removed(ctx, tx, person, Passkey)
	})
}
