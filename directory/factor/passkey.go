package factor

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"mandate/ent/db"
	"mandate/ent/db/passkey"
	"mandate/ent/db/user"
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

// holder is a person as the WebAuthn library sees them; the handle is the id.
type holder struct {
	id          ident.ID
	name, shown string
	credentials []webauthn.Credential
}

func (h holder) WebAuthnID() []byte                         { return h.id[:] }
func (h holder) WebAuthnName() string                       { return h.name }
func (h holder) WebAuthnDisplayName() string                { return h.shown }
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.credentials }

func holderOf(ctx context.Context, c *db.Client, person ident.ID) (holder, error) {
	u, err := c.User.Query().Where(user.ID(person), user.DeletedAtIsNil()).Only(ctx)
	if err != nil {
		return holder{}, unknownPerson(err)
	}
	h := holder{id: u.ID, name: u.UserName, shown: u.FirstName + " " + u.LastName}
	rows, err := c.Passkey.Query().Where(passkey.UserID(person)).Order(passkey.ByID()).All(ctx)
	if err != nil {
		return h, fmt.Errorf("load passkeys: %w", err)
	}
	for _, row := range rows {
		var credential webauthn.Credential
		if err := json.Unmarshal(row.Credential, &credential); err != nil {
			return h, fmt.Errorf("read passkey %s: %w", row.ID, err)
		}
		h.credentials = append(h.credentials, credential)
	}
	return h, nil
}

func (f *Factors) holder(ctx context.Context, person ident.ID) (h holder, err error) {
	err = f.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		h, err = holderOf(ctx, c, person)
		return err
	})
	return h, err
}

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

// ShowPasskey judges what a browser answered to AskPasskey and says whose passkey it
// is. Another origin, challenge or company, and a passkey that did not verify who used
// it, are FACTOR_WRONG.
func (f *Factors) ShowPasskey(ctx context.Context, s Step, response []byte) (person ident.ID, shown Shown, err error) {
	session, err := f.ceremony(s, response)
	if err != nil {
		return person, shown, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(response)
	if err != nil {
		return person, shown, wrong().Because(err)
	}
	err = f.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		person, err = f.takePasskey(ctx, tx, s, session, parsed)
		return err
	})
	if fault.Is(err, CodeWrong) {
		if missed := f.missed(ctx, s); missed != nil {
			return person, shown, missed
		}
	}
	return person, Shown{Passkey, "pop"}, err
}

func (f *Factors) takePasskey(ctx context.Context, tx *store.Tx, s Step, session webauthn.SessionData, parsed *protocol.ParsedCredentialAssertionData) (ident.ID, error) {
	var h holder
	var err error
	var credential *webauthn.Credential
	if s.Person.IsZero() {
		credential, err = f.WebAuthn.ValidateDiscoverableLogin(func(_, handle []byte) (webauthn.User, error) {
			if len(handle) != len(h.id) {
				return nil, wrong()
			}
			var found error
			h, found = holderOf(ctx, tx.Client, ident.ID(handle))
			return h, found
		}, session, parsed)
	} else if h, err = holderOf(ctx, tx.Client, s.Person); err == nil {
		credential, err = f.WebAuthn.ValidateLogin(h, session, parsed)
	}
	if err != nil {
		return h.id, wrong().Because(err)
	}
	if !credential.Flags.UserVerified {
		return h.id, wrong()
	}
	return h.id, usePasskey(ctx, tx, h, credential)
}

// usePasskey writes the counter that came, and notes one that went back: the key may
// have been copied (WebAuthn section 6.1.1).
func usePasskey(ctx context.Context, tx *store.Tx, h holder, credential *webauthn.Credential) error {
	tx.Silence(db.TypePasskey)
	if credential.Authenticator.CloneWarning {
		tx.Record(store.Event{Action: "PASSKEY_COUNTER_WENT_BACK", TargetKind: ident.User, Target: h.id})
	}
	credential.Authenticator.CloneWarning = false
	text, err := json.Marshal(credential)
	if err != nil {
		return err
	}
	rows, err := tx.Client.Passkey.Query().Where(passkey.UserID(h.id)).All(ctx)
	if err != nil {
		return fmt.Errorf("load passkeys: %w", err)
	}
	for _, row := range rows {
		if bytes.Equal(row.CredentialID, credential.ID) {
			return tx.Client.Passkey.UpdateOneID(row.ID).SetCredential(text).SetLastUsedAt(tx.Now).Exec(ctx)
		}
	}
	return wrong()
}
