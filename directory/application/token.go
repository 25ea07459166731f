package application

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/accesstoken"
	"mandate/ent/db/authorizationrequest"
	"mandate/ent/db/refreshtoken"
	"mandate/ident"
	"mandate/store"
)

// Tokens are what a grant gives; Refresh is empty where none was asked for.
type Tokens struct {
	Access, Refresh string
	Expires         time.Time // of the access token
}

// Issue exchanges an authorization for tokens, once, while its session lives.
func (a Applications) Issue(ctx context.Context, row *db.AuthorizationRequest, scopes []string, refresh bool) (Tokens, error) {
	var out Tokens
	err := a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := alive(ctx, tx.Client, tx.Now, row.ApplicationID, *row.SessionID); err != nil {
			return err
		}
		n, err := tx.Client.AuthorizationRequest.Update().Where(authorizationrequest.ID(row.ID), authorizationrequest.UsedAtIsNil()).SetUsedAt(tx.Now).Save(ctx)
		if err != nil {
			return fmt.Errorf("use authorization: %w", err)
		}
		if n == 0 {
			return ErrInvalidGrant()
		}
		family := tx.NewID()
		g := grant{app: row.ApplicationID, user: *row.UserID, session: *row.SessionID, authorization: row.ID, scopes: scopes,
			family: family, first: family, methods: row.Methods}
		if row.SignedInAt != nil {
			g.signedIn = *row.SignedInAt
		}
		out, err = g.give(ctx, tx, refresh)
		return err
	})
	return out, err
}

// grant is what tokens are made of.
type grant struct {
	app, user, session, authorization ident.ID
	family, first                     ident.ID // first: id of the refresh token to make
	scopes, methods                   []string
	signedIn                          time.Time
}

func (g grant) give(ctx context.Context, tx *store.Tx, refresh bool) (Tokens, error) {
	c := store.NewCredential(store.AccessToken, tx.Actor.Tenant)
	out := Tokens{Access: c.Text, Expires: tx.Now.Add(AccessLife)}
	err := tx.Client.AccessToken.Create().SetID(tx.NewID()).SetApplicationID(g.app).SetUserID(g.user).SetSessionID(g.session).SetHash(c.Hash).
		SetScopes(g.scopes).SetAuthorizationID(g.authorization).SetExpiresAt(out.Expires).Exec(ctx)
	if err != nil {
		return out, fmt.Errorf("insert access token: %w", err)
	}
	if !refresh {
		return out, nil
	}
	r := store.NewCredential(store.RefreshToken, tx.Actor.Tenant)
	out.Refresh = r.Text
	err = tx.Client.RefreshToken.Create().SetID(g.first).SetApplicationID(g.app).SetUserID(g.user).SetSessionID(g.session).SetFamilyID(g.family).SetHash(r.Hash).
		SetScopes(g.scopes).SetMethods(append([]string{}, g.methods...)).SetSignedInAt(g.signedIn).SetAuthorizationID(g.authorization).
		SetExpiresAt(tx.Now.Add(RefreshLife)).Exec(ctx)
	if err != nil {
		return out, fmt.Errorf("insert refresh token: %w", err)
	}
	return out, nil
}

// Refreshable loads a refresh token that is good. One that was used before ends its
// whole family: either the client or a thief holds a copy (RFC 9700 4.14).
func (a Applications) Refreshable(ctx context.Context, hash string) (*db.RefreshToken, error) {
	var row *db.RefreshToken
	err := a.Store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		row, err = c.RefreshToken.Query().Where(refreshtoken.Hash(hash)).Only(ctx)
		if db.IsNotFound(err) {
			return ErrInvalidGrant()
		}
		if err != nil || row.UsedAt != nil {
			return err
		}
		_, err = alive(ctx, c, a.Store.Now(), row.ApplicationID, row.SessionID)
		return err
	})
	if err != nil {
		return nil, err
	}
	if row.UsedAt != nil {
		if err := a.endFamily(ctx, row); err != nil {
			return nil, err
		}
	}
	if row.UsedAt != nil || row.RevokedAt != nil || !row.ExpiresAt.After(a.Store.Now()) {
		return nil, ErrInvalidGrant()
	}
	return row, nil
}

// Rotate exchanges a refresh token for new ones, once. The session counts as used.
func (a Applications) Rotate(ctx context.Context, row *db.RefreshToken, scopes []string) (Tokens, error) {
	var out Tokens
	reused := false
	err := a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.Client.RefreshToken.Update().Where(refreshtoken.ID(row.ID), refreshtoken.UsedAtIsNil(), refreshtoken.RevokedAtIsNil()).SetUsedAt(tx.Now).Save(ctx)
		if err != nil {
			return fmt.Errorf("use refresh token: %w", err)
		}
		if reused = n == 0; reused {
			return ErrInvalidGrant()
		}
		g := grant{app: row.ApplicationID, user: row.UserID, session: row.SessionID, family: row.FamilyID, first: tx.NewID(),
			scopes: scopes, methods: row.Methods, signedIn: row.SignedInAt}
		if row.AuthorizationID != nil {
			g.authorization = *row.AuthorizationID
		}
		out, err = g.give(ctx, tx, true)
		return err
	})
	if reused {
		if told := a.endFamily(ctx, row); told != nil {
			return out, told
		}
	}
	return out, err
}

func (a Applications) endFamily(ctx context.Context, row *db.RefreshToken) error {
	return a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.Client.RefreshToken.Update().Where(refreshtoken.FamilyID(row.FamilyID), refreshtoken.RevokedAtIsNil()).SetRevokedAt(tx.Now).Save(ctx)
		if err != nil {
			return fmt.Errorf("end family: %w", err)
		}
		if row.AuthorizationID != nil {
			err := tx.Client.AccessToken.Update().Where(accesstoken.AuthorizationID(*row.AuthorizationID), accesstoken.RevokedAtIsNil()).SetRevokedAt(tx.Now).Exec(ctx)
			if err != nil {
				return fmt.Errorf("end access tokens: %w", err)
			}
		}
		if n > 0 {
			tx.Record(store.Event{Action: "APPLICATION_TOKENS_ENDED", TargetKind: ident.Application, Target: row.ApplicationID, Reason: "REFRESH_TOKEN_USED_TWICE", User: row.UserID})
		}
		return nil
	})
}

// Revoke ends a token of an application (RFC 7009): an access token alone, a refresh
// token with its family. A token that is not its own, or not good, changes nothing.
func (a Applications) Revoke(ctx context.Context, app ident.ID, hash string) error {
	var row *db.RefreshToken
	err := a.Store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		row, err = c.RefreshToken.Query().Where(refreshtoken.Hash(hash), refreshtoken.ApplicationID(app)).Only(ctx)
		if db.IsNotFound(err) {
			return nil
		}
		return err
	})
	if err != nil {
		return err
	}
	if row != nil {
		return a.endFamily(ctx, row)
	}
	return a.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.Client.AccessToken.Update().Where(accesstoken.Hash(hash), accesstoken.ApplicationID(app), accesstoken.RevokedAtIsNil()).SetRevokedAt(tx.Now).Exec(ctx)
	})
}
