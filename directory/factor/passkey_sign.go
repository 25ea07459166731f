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
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

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
