package sso

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/go-jose/go-jose/v4"
)

// said is what a provider's discovery document says of what matters here (Discovery 3,
// RFC 8414).
type said struct {
	Keys    string   `json:"jwks_uri"`
	Methods []string `json:"token_endpoint_auth_methods_supported"`
	PKCE    []string `json:"code_challenge_methods_supported"`
	Scopes  []string `json:"scopes_supported"`
	Goodbye string   `json:"end_session_endpoint"`
}

func (h *Handler) checkOIDC(ctx context.Context, found *checks, x way) {
	if x.row.Issuer == "" || x.row.ClientID == "" {
		found.bad("Issuer or client ID is missing.")
		return
	}
	d, err := discover(ctx, h.Client, x.row.Issuer, h.Store.Now)
	if err != nil {
		found.bad("%s does not say what it is: %s", x.row.Issuer, clip(err.Error()))
		return
	}
	found.good("%s answers, and says that this is its name.", x.row.Issuer)
	var s said
	if err := d.provider.Claims(&s); err != nil {
		found.bad("What it says can't be read: %s", clip(err.Error()))
		return
	}
	h.checkKeys(ctx, found, s.Keys)
	found.supported("way of proving who we are", x.row.TokenAuthMethod, s.Methods, byBasic)
	found.supported("proof key for codes (PKCE)", "S256", s.PKCE, "")
	for _, scope := range x.row.Scopes {
		found.supported("scope", scope, s.Scopes, "")
	}
	if s.Goodbye == "" {
		found.good("It has no address for logging out there: a logout ends the session here alone.")
	}
	if x.row.TokenAuthMethod == byBasic && len(x.row.ClientSecretSealed) == 0 {
		found.bad("The client secret is missing.")
	}
}

// supported says whether a provider knows what the connection uses. Where it says nothing,
// usual is what the standard lets be assumed; empty: nothing is said of it.
func (c *checks) supported(what, used string, list []string, usual string) {
	if len(list) == 0 && usual != "" {
		list = []string{usual}
	}
	switch {
	case len(list) == 0:
	case slices.Contains(list, used):
		c.good("It knows the %s %s.", what, used)
	default:
		c.bad("It does not know the %s %s, but: %v.", what, used, list)
	}
}

func (h *Handler) checkKeys(ctx context.Context, found *checks, address string) {
	text, err := fetch(ctx, h.Client, address)
	var set jose.JSONWebKeySet
	if err == nil {
		err = json.Unmarshal(text, &set)
	}
	signing := 0
	for _, k := range set.Keys {
		if k.Use != "enc" && k.IsPublic() && k.Valid() {
			signing++
		}
	}
	switch {
	case err != nil:
		found.bad("Its keys at %s can't be read: %s", address, clip(err.Error()))
	case signing == 0:
		found.bad("It publishes no key that signs, at %s.", address)
	default:
		found.good("It publishes %d keys that sign, at %s.", signing, address)
	}
}
