package directory

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ident"
	"mandate/store"
)

// ConnectionUpdate is a change of a connection whose values the door has parsed;
// nil leaves a field as it is. Secrets come plain and are stored sealed.
type ConnectionUpdate struct {
	Name                                    *string
	IdPEntityID, SSORedirectURL, SSOPostURL *string
	MetadataURL, Metadata                   *string
	Certificates, Scopes                    *[]string // the IdP's, PEM; OAuth scopes
	SignRequests, Disabled                  *bool
	SPKey                                   []byte  // PKCS #8
	SPCertificate                           *string // PEM
	Issuer, ClientID, TokenAuthMethod       *string
	ClientSecret                            []byte
	Mapping                                 map[string]string // userName, email, firstName, lastName, groups -> attribute or claim
}

// CreateConnection makes a connection of kind SAML or OIDC. What is missing makes
// it a draft.
func (d *Directory) CreateConnection(ctx context.Context, kind string, change ConnectionUpdate) (ident.ID, error) {
	if connection.KindValidator(connection.Kind(kind)) != nil {
		return ident.ID{}, invalid("A connection is SAML or OIDC.").On("kind")
	}
	if change.Name == nil || *change.Name == "" {
		return ident.ID{}, required("name")
	}
	var id ident.ID
	err := d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		id = tx.NewID()
		row := &db.Connection{ID: id, Kind: connection.Kind(kind), State: connection.StateDRAFT, TokenAuthMethod: connection.DefaultTokenAuthMethod}
		if err := change.over(tx.Secrets(), row); err != nil {
			return err
		}
		create := tx.Client.Connection.Create().SetID(id).SetKind(row.Kind)
		connectionColumns(create.Mutation(), row)
		if err := create.Exec(ctx); err != nil {
			return fmt.Errorf("insert connection: %w", err)
		}
		tx.Record(store.Event{Action: "CONNECTION_CREATED", TargetKind: ident.Connection, Target: id, Status: string(row.State),
			Changes: connectionChanges(&db.Connection{}, row)})
		return nil
	})
	return id, err
}

// UpdateConnection changes a connection. It becomes ACTIVE as soon as it is
// complete, and DISABLED keeps everybody out who comes by it.
func (d *Directory) UpdateConnection(ctx context.Context, id ident.ID, expected int64, change ConnectionUpdate) error {
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Client.Connection.Query().Where(connection.ID(id)).Only(ctx)
		if db.IsNotFound(err) {
			return unknown("connection")
		}
		if err != nil {
			return fmt.Errorf("load connection: %w", err)
		}
		if err := expect(expected, row.Version); err != nil {
			return err
		}
		next := *row
		if err := change.over(tx.Secrets(), &next); err != nil {
			return err
		}
		changes := connectionChanges(row, &next)
		if len(changes) == 0 {
			return nil
		}
		up := tx.Client.Connection.Update().Where(connection.ID(id), connection.Version(row.Version)).AddVersion(1)
		connectionColumns(up.Mutation(), &next)
		n, err := up.Save(ctx)
		if err != nil {
			return fmt.Errorf("update connection: %w", err)
		}
		if n == 0 {
			return errMoved
		}
		tx.Record(store.Event{Action: "CONNECTION_UPDATED", TargetKind: ident.Connection, Target: id, Status: string(next.State), Changes: changes})
		return nil
	})
}

func (c ConnectionUpdate) over(secrets *store.Secrets, row *db.Connection) error {
	set(&row.Name, c.Name)
	set(&row.IdpEntityID, c.IdPEntityID)
	set(&row.SSORedirectURL, c.SSORedirectURL)
	set(&row.SSOPostURL, c.SSOPostURL)
	set(&row.MetadataURL, c.MetadataURL)
	set(&row.Metadata, c.Metadata)
	set(&row.Certificates, c.Certificates)
	set(&row.Scopes, c.Scopes)
	set(&row.SignRequests, c.SignRequests)
	set(&row.SpCertificate, c.SPCertificate)
	set(&row.Issuer, c.Issuer)
	set(&row.ClientID, c.ClientID)
	set(&row.TokenAuthMethod, c.TokenAuthMethod)
	if c.Mapping != nil {
		row.Mapping = c.Mapping
	}
	row.Certificates, row.Scopes = notNil(row.Certificates), notNil(row.Scopes)
	row.State = stateAfter(row, c.Disabled)
	return c.seal(secrets, row)
}

func (c ConnectionUpdate) seal(secrets *store.Secrets, row *db.Connection) error {
	for _, s := range []struct {
		plain []byte
		name  string
		into  *[]byte
	}{{c.ClientSecret, clientSecretName(row.ID), &row.ClientSecretSealed}, {c.SPKey, spKeyName(row.ID), &row.SpKeySealed}} {
		if s.plain == nil {
			continue
		}
		sealed, err := secrets.Seal(s.name, s.plain)
		if err != nil {
			return fmt.Errorf("seal secret: %w", err)
		}
		*s.into = sealed
	}
	return nil
}

func clientSecretName(id ident.ID) string { return "connection:" + id.String() + ":client_secret" }

func spKeyName(id ident.ID) string { return "connection:" + id.String() + ":sp_key" }

// ClientSecret opens the client secret of a connection; nil where it has none.
func (d *Directory) ClientSecret(c *db.Connection) ([]byte, error) {
	return d.open(clientSecretName(c.ID), c.ClientSecretSealed)
}

// SPKey opens this service provider's key of a connection, PKCS #8; nil where it has none.
func (d *Directory) SPKey(c *db.Connection) ([]byte, error) {
	return d.open(spKeyName(c.ID), c.SpKeySealed)
}

func (d *Directory) open(name string, sealed []byte) ([]byte, error) {
	if len(sealed) == 0 {
		return nil, nil
	}
	return d.Store.Secrets.Open(name, sealed)
}

func stateAfter(row *db.Connection, disabled *bool) connection.State {
	off := row.State == connection.StateDISABLED
	set(&off, disabled)
	switch {
	case off:
		return connection.StateDISABLED
	case complete(row):
		return connection.StateACTIVE
	}
	return connection.StateDRAFT
}

// complete reports whether people can sign in through a connection.
func complete(row *db.Connection) bool {
	if row.Kind == connection.KindSAML {
		return row.IdpEntityID != "" && (row.SSORedirectURL != "" || row.SSOPostURL != "") && len(row.Certificates) > 0
	}
	return row.Issuer != "" && row.ClientID != ""
}

func connectionColumns(m *db.ConnectionMutation, row *db.Connection) {
	m.SetName(row.Name)
	m.SetState(row.State)
	m.SetIdpEntityID(row.IdpEntityID)
	m.SetSSORedirectURL(row.SSORedirectURL)
	m.SetSSOPostURL(row.SSOPostURL)
	m.SetMetadataURL(row.MetadataURL)
	m.SetMetadata(row.Metadata)
	m.SetCertificates(row.Certificates)
	m.SetScopes(row.Scopes)
	m.SetSignRequests(row.SignRequests)
	m.SetSpCertificate(row.SpCertificate)
	m.SetIssuer(row.Issuer)
	m.SetClientID(row.ClientID)
	m.SetTokenAuthMethod(row.TokenAuthMethod)
	m.SetMapping(row.Mapping)
	m.SetClientSecretSealed(row.ClientSecretSealed)
	m.SetSpKeySealed(row.SpKeySealed)
}

// connectionChanges lists what differs; of secrets only that they changed.
func connectionChanges(a, b *db.Connection) []store.Change {
	var list []store.Change
	text := func(field, before, after string) {
		if before != after {
			list = append(list, store.Change{Field: field, Before: before, After: after})
		}
	}
	text("name", a.Name, b.Name)
	text("state", string(a.State), string(b.State))
	text("idpEntityId", a.IdpEntityID, b.IdpEntityID)
	text("ssoRedirectUrl", a.SSORedirectURL, b.SSORedirectURL)
	text("ssoPostUrl", a.SSOPostURL, b.SSOPostURL)
	text("metadataUrl", a.MetadataURL, b.MetadataURL)
	text("spCertificate", a.SpCertificate, b.SpCertificate)
	text("issuer", a.Issuer, b.Issuer)
	text("clientId", a.ClientID, b.ClientID)
	text("tokenAuthMethod", a.TokenAuthMethod, b.TokenAuthMethod)
	other := func(field string, same bool, before, after any) {
		if !same {
			list = append(list, store.Change{Field: field, Before: before, After: after})
		}
	}
	other("certificates", slices.Equal(a.Certificates, b.Certificates), a.Certificates, b.Certificates)
	other("scopes", slices.Equal(a.Scopes, b.Scopes), a.Scopes, b.Scopes)
	other("signRequests", a.SignRequests == b.SignRequests, a.SignRequests, b.SignRequests)
	other("mapping", maps.Equal(a.Mapping, b.Mapping), a.Mapping, b.Mapping)
	other("metadata", a.Metadata == b.Metadata, nil, "changed")
	other("clientSecret", slices.Equal(a.ClientSecretSealed, b.ClientSecretSealed), nil, "changed")
	other("spKey", slices.Equal(a.SpKeySealed, b.SpKeySealed), nil, "changed")
	return list
}
