package provider

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"

	"mandate/directory/application"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// storage is what the library asks for: each method names the tenant of what it is
// given and calls one operation of directory/application.
type storage struct{ h *Handler }

func (s *storage) Health(context.Context) error { return nil }

// Authorization requests.

// CreateAuthRequest keeps a request that objection and the library have found good; subject
// is that of its id_token_hint. The library compares redirect URIs unescaped, RFC 9700 2.1
// letter by letter.
func (s *storage) CreateAuthRequest(ctx context.Context, r *oidc.AuthRequest, subject string) (op.AuthRequest, error) {
	c, tenant, err := s.client(ctx, r.ClientID)
	if err != nil {
		return nil, err
	}
	if !c.redirectsTo(r.RedirectURI) {
		return nil, oidc.ErrInvalidRequestRedirectURI().WithDescription("unknown redirect_uri")
	}
	k := kept{ClientID: r.ClientID, RedirectURI: r.RedirectURI, Scopes: c.asked(r.Scopes), State: r.State, Nonce: r.Nonce,
		CodeChallenge: r.CodeChallenge, ResponseMode: string(r.ResponseMode), Prompt: r.Prompt, MaxAge: r.MaxAge, Subject: subject, Language: spoken(r.UILocales)}
	if slices.Contains(r.Prompt, oidc.PromptSelectAccount) { // one browser has one session: another account is another sign-in
		k.MaxAge = oidc.NewMaxAge(0)
	}
	if !slices.Contains(k.Scopes, oidc.ScopeOpenID) {
		return nil, oidc.ErrInvalidScope().WithDescription("the scope openid is needed")
	}
	if err := s.h.mayAsk(ctx, tenant.String(), s.h.Store.Now()); err != nil {
		return nil, err
	}
	text, err := json.Marshal(k)
	if err != nil {
		return nil, fmt.Errorf("write authorization: %w", err)
	}
	ctx = in(ctx, tenant)
	id, err := s.h.Applications.Keep(ctx, c.row.ID, text)
	if err != nil {
		return nil, err
	}
	row, err := s.h.Applications.Authorization(ctx, id)
	if err != nil {
		return nil, err
	}
	return readAuthorization(ctx, tenant, row)
}

func (s *storage) AuthRequestByID(ctx context.Context, id string) (op.AuthRequest, error) {
	return s.h.pending(ctx, id)
}

func (s *storage) SaveAuthCode(ctx context.Context, id, code string) error {
	tenant, request, ok := parseRequestID(id)
	if !ok {
		return application.ErrInvalidGrant()
	}
	return s.h.Applications.SaveCode(in(ctx, tenant), request, store.HashCredential(code))
}

func (s *storage) AuthRequestByCode(ctx context.Context, code string) (op.AuthRequest, error) {
	tenant, hash, ok := store.ParseCredential(store.AuthCode, code)
	if !ok {
		return nil, application.ErrInvalidGrant()
	}
	ctx = in(ctx, tenant)
	row, err := s.h.Applications.ByCode(ctx, hash)
	if err != nil {
		return nil, err
	}
	return readAuthorization(ctx, tenant, row)
}

// DeleteAuthRequest: a used authorization stays as the note of the session (logout.go).
func (s *storage) DeleteAuthRequest(context.Context, string) error { return nil }

// Tokens.

func (s *storage) CreateAccessToken(ctx context.Context, r op.TokenRequest) (string, time.Time, error) {
	a, ok := r.(*authorization)
	if !ok {
		return "", time.Time{}, oidc.ErrUnsupportedGrantType()
	}
	t, err := s.h.Applications.Issue(in(ctx, a.tenant), a.row, a.request.Scopes, false)
	return t.Access, t.Expires, grantError(err)
}

func (s *storage) CreateAccessAndRefreshTokens(ctx context.Context, r op.TokenRequest, _ string) (string, string, time.Time, error) {
	var t application.Tokens
	var err error
	switch r := r.(type) {
	case *authorization:
		t, err = s.h.Applications.Issue(in(ctx, r.tenant), r.row, r.request.Scopes, true)
	case *refresh:
		t, err = s.h.Applications.Rotate(in(ctx, r.tenant), r.row, r.scopes)
	default:
		err = oidc.ErrUnsupportedGrantType()
	}
	return t.Access, t.Refresh, t.Expires, grantError(err)
}

// grantError is invalid_grant for every refusal.
func grantError(err error) error {
	if err != nil && fault.As(err).Kind == fault.Unauthenticated {
		return oidc.ErrInvalidGrant().WithParent(err)
	}
	return err
}

// TokenRequestByRefreshToken gives the scopes that were granted and that the application
// may still have.
func (s *storage) TokenRequestByRefreshToken(ctx context.Context, text string) (op.RefreshTokenRequest, error) {
	tenant, hash, ok := store.ParseCredential(store.RefreshToken, text)
	if !ok {
		return nil, op.ErrInvalidRefreshToken
	}
	ctx = in(ctx, tenant)
	row, err := s.h.Applications.Refreshable(ctx, hash)
	if err != nil {
		return nil, err
	}
	app, err := s.h.Applications.Client(ctx, row.ApplicationID)
	if err != nil {
		return nil, err
	}
	return &refresh{tenant: tenant, row: row, client: app.ClientID, scopes: client{app}.asked(row.Scopes)}, nil
}

// GetRefreshTokenInfo: a refresh token is its own name.
func (s *storage) GetRefreshTokenInfo(_ context.Context, _, token string) (string, string, error) {
	if _, _, ok := store.ParseCredential(store.RefreshToken, token); !ok {
		return "", "", op.ErrInvalidRefreshToken
	}
	return "", token, nil
}

// RevokeToken ends a token of the client; others' tokens, and none, change nothing
// (RFC 7009 2.2).
func (s *storage) RevokeToken(ctx context.Context, token, _, clientID string) *oidc.Error {
	c, tenant, err := s.client(ctx, clientID)
	if err != nil {
		return oidc.ErrInvalidClient().WithParent(err)
	}
	if err := s.h.Applications.Revoke(in(ctx, tenant), c.row.ID, store.HashCredential(token)); err != nil {
		return oidc.ErrServerError().WithParent(err)
	}
	return nil
}

// Clients.

func (s *storage) client(ctx context.Context, clientID string) (client, ident.ID, error) {
	tenant, id, ok := application.ParseClientID(clientID)
	if !ok {
		return client{}, tenant, oidc.ErrInvalidClient().WithDescription("unknown client")
	}
	row, err := s.h.Applications.Client(in(ctx, tenant), id)
	switch {
	case err == nil:
		return client{row}, tenant, nil
	case fault.As(err).Kind == fault.NotFound:
		return client{}, tenant, oidc.ErrInvalidClient().WithDescription("unknown client")
	}
	return client{}, tenant, fault.As(err) // of this installation: broken knows it below what the library makes of it
}

func (s *storage) GetClientByClientID(ctx context.Context, clientID string) (op.Client, error) {
	c, _, err := s.client(ctx, clientID)
	if err != nil {
		return nil, err
	}
	return c, nil
}

func (s *storage) AuthorizeClientIDSecret(ctx context.Context, clientID, secret string) error {
	c, _, err := s.client(ctx, clientID)
	if err != nil {
		return err
	}
	hash := store.HashCredential(secret)
	if c.row.SecretHash == "" || subtle.ConstantTimeCompare([]byte(hash), []byte(c.row.SecretHash)) != 1 {
		return oidc.ErrInvalidClient().WithDescription("client authentication failed")
	}
	return nil
}

// GetKeyByIDAndClientID is the public key of a client with private_key_jwt.
func (s *storage) GetKeyByIDAndClientID(ctx context.Context, keyID, clientID string) (*jose.JSONWebKey, error) {
	c, _, err := s.client(ctx, clientID)
	if err != nil {
		return nil, err
	}
	var set jose.JSONWebKeySet
	if err := json.Unmarshal([]byte(c.row.Jwks), &set); err != nil {
		return nil, errors.New("the client has no keys")
	}
	for i := range set.Keys {
		if set.Keys[i].KeyID == keyID || keyID == "" && len(set.Keys) == 1 {
			return &set.Keys[i], nil
		}
	}
	return nil, errors.New("no such key")
}

func (s *storage) ValidateJWTProfileScopes(context.Context, string, []string) ([]string, error) {
	return nil, oidc.ErrUnsupportedGrantType()
}

func (s *storage) GetPrivateClaimsFromScopes(context.Context, string, string, []string) (map[string]any, error) {
	return nil, nil // access tokens are opaque
}
