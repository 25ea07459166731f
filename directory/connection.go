package directory

import (
	"context"
	"fmt"

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
	SLORedirectURL, SLOPostURL              *string // single logout; empty: the IdP has none
	IdPInitiated, WantEncrypted             *bool   // take answers that nobody here asked for; refuse plain assertions
	MetadataURL, Metadata                   *string
	Certificates, Scopes                    *[]string // the IdP's, PEM; OAuth scopes
	SignRequests, Disabled                  *bool
	SPKey                                   []byte  // PKCS #8
	SPCertificate                           *string // PEM
	Issuer, ClientID, TokenAuthMethod       *string
	ClientSecret                            []byte
	Mapping                                 map[string]string // userName, email, emailVerified, firstName, lastName, groups -> attribute or claim

	Provisioning *string   // DIRECTORY_ONLY, JUST_IN_TIME
	DefaultRole  *ident.ID // of people made at sign-in; zero: none
	Enforced     *bool     // EnforceConnection judges whether it may be

	spareKey []byte // PKCS #8, for a connection that needs a key and has none
}

// CreateConnection makes a connection of kind SAML or OIDC. What is missing makes
// it a draft.
func (d *Directory) CreateConnection(ctx context.Context, kind string, change ConnectionUpdate) (ident.ID, error) {
	if connection.KindValidator(connection.Kind(kind)) != nil {
		return ident.ID{}, invalid("A connection is SAML or OIDC.").On("kind")
	}
	if change.Name == nil || unseen(*change.Name) {
		return ident.ID{}, required("name")
	}
	change, err := d.readied(ctx, change)
	if err != nil {
		return ident.ID{}, err
	}
	var id ident.ID
	err = d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		id, err = Once(ctx, tx, func() (ident.ID, error) { return insertConnection(ctx, tx, kind, change) })
		return err
	})
	return id, err
}

func insertConnection(ctx context.Context, tx *store.Tx, kind string, change ConnectionUpdate) (ident.ID, error) {
	row := &db.Connection{ID: tx.NewID(), Kind: connection.Kind(kind), State: connection.StateDRAFT, TokenAuthMethod: connection.DefaultTokenAuthMethod,
		Provisioning: connection.DefaultProvisioning}
	if err := change.over(tx.Secrets(), row); err != nil {
		return row.ID, err
	}
	create := tx.Client.Connection.Create().SetID(row.ID).SetKind(row.Kind)
	connectionColumns(create.Mutation(), row)
	if err := create.Exec(ctx); err != nil {
		return row.ID, fmt.Errorf("insert connection: %w", err)
	}
	tx.Record(store.Event{Action: "CONNECTION_CREATED", TargetKind: ident.Connection, Target: row.ID, Status: string(row.State),
		Changes: connectionChanges(&db.Connection{}, row)})
	return row.ID, nil
}

// UpdateConnection changes a connection. It becomes ACTIVE as soon as it is
// complete, and DISABLED keeps everybody out who comes by it: the sessions that came
// by it end, also for the time after it is on again.
func (d *Directory) UpdateConnection(ctx context.Context, id ident.ID, expected int64, change ConnectionUpdate) error {
	change, err := d.readied(ctx, change)
	if err != nil {
		return err
	}
	return d.alterConnection(ctx, id, expected, "CONNECTION_UPDATED", change.over)
}

// alterConnection changes the row of a connection and records what differs as action. The
// caller's idempotency key counts.
func (d *Directory) alterConnection(ctx context.Context, id ident.ID, expected int64, action string,
	change func(*store.Secrets, *db.Connection) error) error {
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error { return alterConnectionIn(ctx, tx, id, expected, action, change) })
	})
}

func alterConnectionIn(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, action string,
	change func(*store.Secrets, *db.Connection) error) error {
	row, err := connectionRow(ctx, tx.Client, id)
	if err != nil {
		return err
	}
	if err := expect(expected, row.Version); err != nil {
		return err
	}
	next := *row
	if err := change(tx.Secrets(), &next); err != nil {
		return err
	}
	changes := connectionChanges(row, &next)
	if len(changes) == 0 {
		return nil
	}
	up := tx.Client.Connection.Update().Where(connection.ID(id), connection.Version(row.Version)).AddVersion(1)
	connectionColumns(up.Mutation(), &next)
	if next.MetadataURL != row.MetadataURL {
		up.ClearMetadataCheckedAt().SetMetadataError("") // of another address: this one's turn is now
	}
	n, err := up.Save(ctx)
	if err != nil {
		return fmt.Errorf("update connection: %w", err)
	}
	if n == 0 {
		return errMoved
	}
	tx.Record(store.Event{Action: action, TargetKind: ident.Connection, Target: id, Status: string(next.State), Changes: changes})
	if err := tellHeld(ctx, tx, row, &next); err != nil {
		return err
	}
	if next.State == connection.StateACTIVE {
		return nil
	}
	return endSessionsBy(ctx, tx, id)
}

func connectionRow(ctx context.Context, c *db.Client, id ident.ID) (*db.Connection, error) {
	row, err := c.Connection.Query().Where(connection.ID(id)).Only(ctx)
	if db.IsNotFound(err) {
		return nil, unknown("connection")
	}
	if err != nil {
		return nil, fmt.Errorf("load connection: %w", err)
	}
	return row, nil
}

func (c ConnectionUpdate) over(secrets *store.Secrets, row *db.Connection) error {
	set(&row.Name, c.Name)
	set(&row.IdpEntityID, c.IdPEntityID)
	set(&row.SSORedirectURL, c.SSORedirectURL)
	set(&row.SSOPostURL, c.SSOPostURL)
	set(&row.SloRedirectURL, c.SLORedirectURL)
	set(&row.SloPostURL, c.SLOPostURL)
	set(&row.IdpInitiated, c.IdPInitiated)
	set(&row.WantEncrypted, c.WantEncrypted)
	set(&row.MetadataURL, c.MetadataURL)
	set(&row.Metadata, c.Metadata)
	set(&row.Certificates, c.Certificates)
	set(&row.Scopes, c.Scopes)
	set(&row.SignRequests, c.SignRequests)
	set(&row.SpCertificate, c.SPCertificate)
	set(&row.Issuer, c.Issuer)
	set(&row.ClientID, c.ClientID)
	set(&row.TokenAuthMethod, c.TokenAuthMethod)
	set(&row.Enforced, c.Enforced)
	c.overPeople(row)
	if c.Mapping != nil {
		row.Mapping = c.Mapping
	}
	if c.Metadata != nil || c.Certificates != nil {
		row.PendingMetadata, row.PendingReason = "", "" // whoever decides on keys has decided
	}
	row.Certificates, row.Scopes = notNil(row.Certificates), notNil(row.Scopes)
	row.State = stateAfter(row, c.Disabled)
	return c.seal(secrets, row)
}
