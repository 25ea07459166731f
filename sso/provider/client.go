package provider

import (
	"net/url"
	"slices"
	"time"

	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"

	"mandate/ent/db"
	dbapplication "mandate/ent/db/application"
)

// client is an application as the library sees it (op.Client).
type client struct{ row *db.Application }

const idTokenLife = 5 * time.Minute

func (c client) GetID() string                       { return c.row.ClientID }
func (c client) PostLogoutRedirectURIs() []string    { return c.row.PostLogoutRedirectUris }
func (c client) ApplicationType() op.ApplicationType { return op.ApplicationTypeWeb }
func (c client) ResponseTypes() []oidc.ResponseType {
	return []oidc.ResponseType{oidc.ResponseTypeCode}
}
func (c client) LoginURL(id string) string           { return Base + "/continue?id=" + id }
func (c client) AccessTokenType() op.AccessTokenType { return op.AccessTokenTypeBearer }
func (c client) IDTokenLifetime() time.Duration      { return idTokenLife }
func (c client) DevMode() bool                       { return false }
func (c client) ClockSkew() time.Duration            { return 0 }
func (c client) IsScopeAllowed(scope string) bool    { return slices.Contains(c.row.Scopes, scope) }

// RedirectURIs are the registered ones as the library compares them: it unescapes what it
// is asked for, so that one with %2B would never be found. judged has compared the letters.
func (c client) RedirectURIs() []string {
	out := make([]string, 0, len(c.row.RedirectUris))
	for _, uri := range c.row.RedirectUris {
		if plain, err := url.QueryUnescape(uri); err == nil {
			out = append(out, plain)
		}
	}
	return out
}

// redirectsTo compares letter by letter (RFC 9700 2.1).
func (c client) redirectsTo(uri string) bool { return slices.Contains(c.row.RedirectUris, uri) }

// IDTokenUserinfoClaimsAssertion: name and e-mail stand in the ID token.
func (c client) IDTokenUserinfoClaimsAssertion() bool { return true }

func (c client) RestrictAdditionalIdTokenScopes() func([]string) []string     { return same }
func (c client) RestrictAdditionalAccessTokenScopes() func([]string) []string { return same }

func same(scopes []string) []string { return scopes }

func (c client) AuthMethod() oidc.AuthMethod {
	switch c.row.AuthMethod {
	case dbapplication.AuthMethodCLIENT_SECRET_POST:
		return oidc.AuthMethodPost
	case dbapplication.AuthMethodPRIVATE_KEY_JWT:
		return oidc.AuthMethodPrivateKeyJWT
	case dbapplication.AuthMethodNONE:
		return oidc.AuthMethodNone
	}
	return oidc.AuthMethodBasic
}

func (c client) GrantTypes() []oidc.GrantType {
	list := []oidc.GrantType{oidc.GrantTypeCode}
	if c.IsScopeAllowed(oidc.ScopeOfflineAccess) {
		list = append(list, oidc.GrantTypeRefreshToken)
	}
	return list
}

// asked are the scopes of a request that the application may have.
func (c client) asked(scopes []string) []string {
	out := []string{}
	for _, s := range scopes {
		if s == oidc.ScopeOpenID || c.IsScopeAllowed(s) {
			out = append(out, s)
		}
	}
	return out
}
