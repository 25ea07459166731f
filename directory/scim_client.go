package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/directory"
	"mandate/ent/db/directorytoken"
	"mandate/ent/db/provisioningclient"
	"mandate/ident"
	"mandate/store"
)

// OAuth 2.0 client credentials (RFC 6749 section 4.4), for directories that do not
// take a token that lives long: a client buys tokens of an hour with its secret.

// clientSecret is the prefix of a client's secret.
const clientSecret store.CredentialKind = "mscs"

// IssuedClient is a directory's new client. Secret is shown this once.
type IssuedClient struct {
	Directory, ID          ident.ID
	ClientID, Secret, Hint string
	Expires                time.Time // zero: never
}

// AccessToken is what a client buys.
type AccessToken struct {
	Text    string
	Expires time.Time
}

const accessTime = time.Hour

// CreateClient makes a client of a directory; two can be live at once, for rotation. A
// repeated idempotency key gives the id of the first call's client, and no secret: it
// was shown once.
func (d *Directory) CreateClient(ctx context.Context, id ident.ID, expires time.Time) (IssuedClient, error) {
	var out IssuedClient
	err := d.write(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		out = IssuedClient{Directory: id}
		out.ID, err = Once(ctx, tx, func() (ident.ID, error) {
			out, err = issueFurtherClient(ctx, tx, id, expires)
			return out.ID, err
		})
		out.ClientID = out.ID.Text(ident.Client)
		return err
	})
	return out, err
}

func issueFurtherClient(ctx context.Context, tx *store.Tx, id ident.ID, expires time.Time) (IssuedClient, error) {
	if !expires.IsZero() && !expires.After(tx.Now) {
		return IssuedClient{}, invalid("The client would have expired already.").On("expiresAt")
	}
	_, err := claimDirectory(ctx, tx, id, 0, func(*db.Directory, *db.DirectoryUpdate) bool { return true }) // two at once count one by one
	if err != nil {
		return IssuedClient{}, err
	}
	live, err := tx.Client.ProvisioningClient.Query().Where(provisioningclient.DirectoryID(id), provisioningclient.RevokedAtIsNil(),
		provisioningclient.Or(provisioningclient.ExpiresAtIsNil(), provisioningclient.ExpiresAtGT(tx.Now))).Count(ctx)
	if err != nil {
		return IssuedClient{}, fmt.Errorf("count clients: %w", err)
	}
	if live >= mostTokens {
		return IssuedClient{}, invalid("A directory has at most %d clients at once; revoke one first.", mostTokens)
	}
	return issueClient(ctx, tx, id, expires)
}

func issueClient(ctx context.Context, tx *store.Tx, id ident.ID, expires time.Time) (IssuedClient, error) {
	c := store.NewCredential(clientSecret, tx.Actor.Tenant)
	out := IssuedClient{Directory: id, ID: tx.NewID(), Secret: c.Text, Hint: c.Hint, Expires: expires}
	out.ClientID = out.ID.Text(ident.Client)
	row := tx.Client.ProvisioningClient.Create().SetID(out.ID).SetDirectoryID(id).SetHash(c.Hash).SetHint(c.Hint)
	if !expires.IsZero() {
		row.SetExpiresAt(expires)
	}
	if err := row.Exec(ctx); err != nil {
		return out, fmt.Errorf("insert client: %w", err)
	}
	tx.Record(store.Event{Action: "SCIM_CLIENT_CREATED", TargetKind: ident.Directory, Target: id, Changes: []store.Change{{Field: "client", After: out.ClientID}}})
	return out, nil
}

// RevokeClient ends a client and every token that it has bought, at once.
func (d *Directory) RevokeClient(ctx context.Context, id ident.ID) error {
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error { return revokeClient(ctx, tx, id) })
	})
}

func revokeClient(ctx context.Context, tx *store.Tx, id ident.ID) error {
	row, err := tx.Client.ProvisioningClient.Query().Where(provisioningclient.ID(id)).Only(ctx)
	if db.IsNotFound(err) {
		return unknown("client")
	}
	if err != nil || row.RevokedAt != nil {
		return err
	}
	if err := tx.Client.ProvisioningClient.Update().Where(provisioningclient.ID(id)).SetRevokedAt(tx.Now).Exec(ctx); err != nil {
		return fmt.Errorf("revoke client: %w", err)
	}
	err = tx.Client.DirectoryToken.Update().Where(directorytoken.ClientID(id), directorytoken.RevokedAtIsNil()).SetRevokedAt(tx.Now).Exec(ctx)
	if err != nil {
		return fmt.Errorf("revoke tokens: %w", err)
	}
	tx.Record(store.Event{Action: "SCIM_CLIENT_REVOKED", TargetKind: ident.Directory, Target: row.DirectoryID,
		Changes: []store.Change{{Field: "client", Before: id.Text(ident.Client)}}})
	return nil
}

// BuyToken gives a client that knows its secret a token for an hour. Unknown,
// malformed, expired and revoked clients, and those of a directory that is switched
// off, are one answer: fault.Unauthenticated. ctx needs no actor.
func (d *Directory) BuyToken(ctx context.Context, clientID, secret string) (AccessToken, error) {
	tenant, hash, ok := store.ParseCredential(clientSecret, secret)
	id, err := ident.Parse(ident.Client, clientID)
	if !ok || err != nil {
		return AccessToken{}, badCredential()
	}
	if _, err := d.Store.TenantByID(ctx, tenant); err != nil {
		return AccessToken{}, credentialError(err)
	}
	var out AccessToken
	ctx = actor.With(ctx, actor.ForSystem(tenant))
	err = d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Client.ProvisioningClient.Query().Where(provisioningclient.ID(id), provisioningclient.Hash(hash), provisioningclient.RevokedAtIsNil(),
			provisioningclient.Or(provisioningclient.ExpiresAtIsNil(), provisioningclient.ExpiresAtGT(tx.Now))).Only(ctx)
		if db.IsNotFound(err) {
			return badCredential()
		}
		if err != nil {
			return fmt.Errorf("look up client: %w", err)
		}
		on, err := tx.Client.Directory.Query().Where(directory.ID(row.DirectoryID), directory.Enabled(true)).Exist(ctx)
		if err != nil {
			return fmt.Errorf("look up directory: %w", err)
		}
		if !on {
			return badCredential()
		}
		out, err = sellToken(ctx, tx, row)
		return err
	})
	return out, err
}

// sellToken is a trace of its client's work, not a change: no history speaks of it.
// Tokens of the client that are over go.
func sellToken(ctx context.Context, tx *store.Tx, row *db.ProvisioningClient) (AccessToken, error) {
	tx.Silence(db.TypeDirectoryToken, db.TypeProvisioningClient)
	c := store.NewCredential(store.SCIMToken, tx.Actor.Tenant)
	out := AccessToken{Text: c.Text, Expires: tx.Now.Add(accessTime)}
	if row.ExpiresAt != nil && row.ExpiresAt.Before(out.Expires) {
		out.Expires = *row.ExpiresAt
	}
	_, err := tx.Client.DirectoryToken.Delete().Where(directorytoken.ClientID(row.ID), directorytoken.ExpiresAtLTE(tx.Now)).Exec(ctx)
	if err != nil {
		return out, fmt.Errorf("delete expired tokens: %w", err)
	}
	err = tx.Client.DirectoryToken.Create().SetID(tx.NewID()).SetDirectoryID(row.DirectoryID).SetClientID(row.ID).SetHash(c.Hash).SetHint(c.Hint).
		SetExpiresAt(out.Expires).Exec(ctx)
	if err != nil {
		return out, fmt.Errorf("insert token: %w", err)
	}
	if row.LastUsedAt != nil && tx.Now.Sub(*row.LastUsedAt) < useTrace {
		return out, nil
	}
	return out, tx.Client.ProvisioningClient.Update().Where(provisioningclient.ID(row.ID)).SetLastUsedAt(tx.Now).Exec(ctx)
}
