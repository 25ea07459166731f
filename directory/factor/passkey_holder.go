package factor

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/go-webauthn/webauthn/webauthn"

	"mandate/ent/db"
	"mandate/ent/db/passkey"
	"mandate/ent/db/user"
	"mandate/ident"
)

// holder is a person as the WebAuthn library sees them; the handle is the id.
type holder struct {
	id          ident.ID
	name, shown string
	credentials []webauthn.Credential
}

func (h holder) WebAuthnID() []byte { return h.id[:] }

func (h holder) WebAuthnName() string { return h.name }

func (h holder) WebAuthnDisplayName() string { return h.shown }

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
