package sso

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"mandate/ent/db"
	"mandate/ident"
)

// discoveryLife is how long what a provider says of itself is kept. Its keys are
// asked for again whenever a token names one that is not known.
const discoveryLife = time.Hour

// providers remembers the discovery documents of OpenID Connect providers. A
// provider that hangs holds up nobody but its own sign-ins: no lock is held while
// it is asked.
type providers struct {
	mu    sync.Mutex
	known map[ident.ID]discovered
}

type discovered struct {
	provider *oidc.Provider
	keys     oidc.KeySet
	issuer   string
	goodbye  string // end_session_endpoint (RP-Initiated Logout 1.0); may be empty
	sendsIss bool   // RFC 9207: the answer must carry iss
	until    time.Time
}

// of gives the provider of a connection. The error is a Refusal.
func (p *providers) of(ctx context.Context, client *http.Client, c *db.Connection, now func() time.Time) (discovered, error) {
	p.mu.Lock()
	d, ok := p.known[c.ID]
	p.mu.Unlock()
	if ok && d.issuer == c.Issuer && now().Before(d.until) {
		return d, nil
	}
	d, err := discover(ctx, client, c.Issuer, now)
	if err != nil {
		return discovered{}, refuse(providerAbsent, "discovery: %v", err)
	}
	d.until = now().Add(discoveryLife)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known == nil {
		p.known = map[ident.ID]discovered{}
	}
	p.known[c.ID] = d
	return d, nil
}

func discover(ctx context.Context, client *http.Client, issuer string, now func() time.Time) (discovered, error) {
	// The key set keeps this context for later calls; only its client may live on.
	ctx = oidc.ClientContext(context.WithoutCancel(ctx), client)
	provider, err := oidc.NewProvider(ctx, issuer)
	if err != nil {
		return discovered{}, err
	}
	var more struct {
		Keys     string `json:"jwks_uri"`
		Goodbye  string `json:"end_session_endpoint"`
		SendsIss bool   `json:"authorization_response_iss_parameter_supported"`
	}
	if err := provider.Claims(&more); err != nil {
		return discovered{}, err
	}
	for _, address := range []string{provider.Endpoint().AuthURL, provider.Endpoint().TokenURL, more.Keys} {
		if err := checkWebAddress(address); err != nil {
			return discovered{}, fmt.Errorf("discovery document: %w", err)
		}
	}
	for _, address := range []string{provider.UserInfoEndpoint(), more.Goodbye} {
		if err := checkWebAddress(address); address != "" && err != nil {
			return discovered{}, fmt.Errorf("discovery document: %w", err)
		}
	}
	return discovered{provider: provider, keys: keySet(ctx, client, more.Keys, now), issuer: issuer, goodbye: more.Goodbye, sendsIss: more.SendsIss}, nil
}

// usualScopes are asked for when a connection names none.
var usualScopes = []string{oidc.ScopeOpenID, "profile", "email"}

// client is the OAuth 2.0 client of a connection.
func (h *Handler) client(x way, d discovered) (*oauth2.Config, error) {
	config := &oauth2.Config{ClientID: x.row.ClientID, Endpoint: d.provider.Endpoint(), RedirectURL: x.addresses.Callback, Scopes: x.row.Scopes}
	if len(config.Scopes) == 0 {
		config.Scopes = usualScopes
	}
	config.Endpoint.AuthStyle = oauth2.AuthStyleInHeader
	if x.row.TokenAuthMethod != byBasic {
		config.Endpoint.AuthStyle = oauth2.AuthStyleInParams
	}
	if len(x.row.ClientSecretSealed) == 0 || x.row.TokenAuthMethod == byPrivateKey {
		config.Endpoint.AuthStyle = oauth2.AuthStyleInParams // a public client only names itself
		return config, nil
	}
	secret, err := h.Directory.ClientSecret(x.row)
	if err != nil {
		return nil, fmt.Errorf("open client secret: %w", err)
	}
	config.ClientSecret = string(secret)
	return config, nil
}
