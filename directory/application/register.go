package application

import (
	"context"
	"fmt"
	"strings"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/application"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Applications is the room of operations on the front door's clients.
type Applications struct{ *directory.Directory }

// Change is what may be said of an application; nil leaves a field as it is.
type Change struct {
	Name                     *string
	AuthMethod               *string   // CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, PRIVATE_KEY_JWT, NONE; only at its making
	JWKS                     *string   // of PRIVATE_KEY_JWT
	RedirectURIs, LogoutURIs *[]string // compared letter by letter
	BackchannelLogoutURI     *string
	Scopes                   *[]string // beside openid: profile, email, offline_access, roles, authority
	MayIntrospect, Disabled  *bool
}

// Made is a new application or secret. Secret is shown this once, empty for clients
// without one.
type Made struct {
	ID               ident.ID
	ClientID, Secret string
	Again            bool // nothing was made: the caller's idempotency key has its answer already
}

// Create registers an application of the actor's tenant.
func (a Applications) Create(ctx context.Context, c Change) (Made, error) {
	if c.Name == nil || strings.TrimSpace(*c.Name) == "" {
		return Made{}, fault.New(fault.Invalid, fault.CodeRequired, "This value is needed.").On("name")
	}
	if c.RedirectURIs == nil || len(*c.RedirectURIs) == 0 {
		return Made{}, fault.New(fault.Invalid, fault.CodeRequired, "This value is needed.").On("redirectUris")
	}
	var out Made
	err := a.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		made := false
		out = Made{}
		id, err := directory.Once(ctx, tx, func() (ident.ID, error) {
			made = true
			return create(ctx, tx, c, &out)
		})
		out.ID, out.Again = id, !made
		return err
	})
	if store.IsTaken(err) {
		return Made{}, fault.New(fault.Conflict, fault.CodeTaken, "There is an application with this name already.").On("name")
	}
	return out, err
}

func create(ctx context.Context, tx *store.Tx, c Change, out *Made) (ident.ID, error) {
	row := &db.Application{ID: tx.NewID(), State: application.StateACTIVE, AuthMethod: application.DefaultAuthMethod,
		RedirectUris: []string{}, PostLogoutRedirectUris: []string{}, Scopes: []string{"profile", "email"}}
	row.ClientID = clientID(tx.Actor.Tenant, row.ID)
	if c.AuthMethod != nil {
		row.AuthMethod = application.AuthMethod(*c.AuthMethod)
	}
	if application.AuthMethodValidator(row.AuthMethod) != nil {
		return row.ID, invalid("There is no such way of authentication.", "authMethod")
	}
	if err := c.over(row); err != nil {
		return row.ID, err
	}
	*out = Made{ClientID: row.ClientID, Secret: giveSecret(tx, row)}
	insert := tx.Client.Application.Create().SetID(row.ID).SetClientID(row.ClientID).SetAuthMethod(row.AuthMethod)
	columns(insert.Mutation(), row)
	if err := insert.Exec(ctx); err != nil {
		return row.ID, fmt.Errorf("insert application: %w", err)
	}
	tx.Record(store.Event{Action: "APPLICATION_CREATED", TargetKind: ident.Application, Target: row.ID, Changes: []store.Change{
		{Field: "name", After: row.Name}, {Field: "redirectUris", After: row.RedirectUris}, {Field: "secret", After: row.SecretHint}}})
	return row.ID, nil
}

// giveSecret gives a client that needs one a new secret.
func giveSecret(tx *store.Tx, row *db.Application) string {
	if row.AuthMethod != application.AuthMethodCLIENT_SECRET_BASIC && row.AuthMethod != application.AuthMethodCLIENT_SECRET_POST {
		return ""
	}
	secret := store.NewCredential(store.ClientSecret, tx.Actor.Tenant)
	row.SecretHash, row.SecretHint = secret.Hash, secret.Hint
	return secret.Text
}

// clientID carries the tenant, so that a request finds it before anybody is known.
func clientID(tenant, id ident.ID) string {
	return "mapp_" + strings.TrimPrefix(tenant.Text("t"), "t_") + strings.TrimPrefix(id.Text("t"), "t_")
}

const idChars = 26

// ParseClientID gives the tenant and the application that a client_id names.
func ParseClientID(text string) (tenant, id ident.ID, ok bool) {
	body, found := strings.CutPrefix(text, "mapp_")
	if !found || len(body) != 2*idChars {
		return tenant, id, false
	}
	tenant, err := ident.Parse("t", "t_"+body[:idChars])
	if err != nil {
		return tenant, id, false
	}
	id, err = ident.Parse("t", "t_"+body[idChars:])
	return tenant, id, err == nil
}

func (c Change) over(row *db.Application) error {
	if c.Name != nil {
		row.Name = *c.Name
	}
	if c.RedirectURIs != nil {
		row.RedirectUris = *c.RedirectURIs
	}
	if c.LogoutURIs != nil {
		row.PostLogoutRedirectUris = *c.LogoutURIs
	}
	if c.BackchannelLogoutURI != nil {
		row.BackchannelLogoutURI = *c.BackchannelLogoutURI
	}
	if c.Scopes != nil {
		row.Scopes = *c.Scopes
	}
	if c.JWKS != nil {
		row.Jwks = *c.JWKS
	}
	if c.MayIntrospect != nil {
		row.MayIntrospect = *c.MayIntrospect
	}
	if c.Disabled != nil {
		row.State = map[bool]application.State{true: application.StateDISABLED, false: application.StateACTIVE}[*c.Disabled]
	}
	return check(row)
}

func columns(m *db.ApplicationMutation, row *db.Application) {
	m.SetName(row.Name)
	m.SetState(row.State)
	m.SetSecretHash(row.SecretHash)
	m.SetSecretHint(row.SecretHint)
	m.SetJwks(row.Jwks)
	m.SetRedirectUris(row.RedirectUris)
	m.SetPostLogoutRedirectUris(row.PostLogoutRedirectUris)
	m.SetBackchannelLogoutURI(row.BackchannelLogoutURI)
	m.SetScopes(row.Scopes)
	m.SetMayIntrospect(row.MayIntrospect)
}

func invalid(message, field string) *fault.Fault {
	return fault.New(fault.Invalid, fault.CodeInvalid, "%s", message).On(field)
}

func absent() *fault.Fault {
	return fault.New(fault.NotFound, fault.CodeNotFound, "There is no such application.").On("applicationId")
}
