package provider

import (
	"net/http"

	httphelper "github.com/zitadel/oidc/v3/pkg/http"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
	"golang.org/x/text/language"
)

// scopes are what applications may ask for beside openid.
var scopes = []string{oidc.ScopeProfile, oidc.ScopeEmail, oidc.ScopeOfflineAccess, "roles", "authority"}

// claims are what ID tokens, userinfo and introspection say of a person.
var claims = []string{"sub", "iss", "aud", "azp", "exp", "iat", "auth_time", "nonce", "amr", "at_hash", "c_hash", "sid",
	"name", "given_name", "family_name", "preferred_username", "locale", "email", "email_verified", "roles", "permissions", "authority"}

// discovery is what the library says of the provider, and what it does not know of.
type discovery struct {
	*oidc.DiscoveryConfiguration
	IssuerInAnswers bool     `json:"authorization_response_iss_parameter_supported"` // RFC 9207 3
	Prompts         []string `json:"prompt_values_supported"`                        // Initiating User Registration 1.0, 3
}

// discover says what this front door speaks, which is less than the library could in some
// places and more in others.
func (h *Handler) discover(w http.ResponseWriter, r *http.Request) {
	ctx := op.ContextWithIssuer(r.Context(), h.PublicURL+Base)
	d := op.CreateDiscoveryConfig(ctx, h.front, h.front.Storage())
	d.ResponseTypesSupported = []string{string(oidc.ResponseTypeCode)}
	d.ResponseModesSupported = []string{string(oidc.ResponseModeQuery)}
	d.GrantTypesSupported = []oidc.GrantType{oidc.GrantTypeCode, oidc.GrantTypeRefreshToken}
	d.DeviceAuthorizationEndpoint, d.CheckSessionIframe = "", ""
	d.ScopesSupported, d.ClaimsSupported = append([]string{oidc.ScopeOpenID}, scopes...), claims
	d.UILocalesSupported = oidc.Locales{language.English, language.German, language.CanadianFrench}
	confidential := []oidc.AuthMethod{oidc.AuthMethodBasic, oidc.AuthMethodPost, oidc.AuthMethodPrivateKeyJWT}
	d.IntrospectionEndpointAuthMethodsSupported = confidential
	d.TokenEndpointAuthMethodsSupported = append(confidential[:3:3], oidc.AuthMethodNone)
	d.RevocationEndpointAuthMethodsSupported = d.TokenEndpointAuthMethodsSupported
	algorithms := []string{"RS256", "ES256", "PS256"} // of clients' assertions: what the library checks
	d.TokenEndpointAuthSigningAlgValuesSupported = algorithms
	d.IntrospectionEndpointAuthSigningAlgValuesSupported, d.RevocationEndpointAuthSigningAlgValuesSupported = algorithms, algorithms
	httphelper.MarshalJSON(w, discovery{d, true, prompts})
}
