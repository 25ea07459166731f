package sso

import (
	"crypto"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/go-jose/go-jose/v4"
	"golang.org/x/oauth2"

	"mandate/ent/db"
	"mandate/ent/db/connection"
)

// The client's ways of saying who it is at the token endpoint (OpenID Connect Core 9).
const (
	byBasic      = "client_secret_basic"
	byPrivateKey = "private_key_jwt"
)

// assertionLife is how long a client assertion is good: it is made for one call.
const assertionLife = 2 * time.Minute

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

// asClient gives what a call to the token endpoint carries beside the code, so that
// the provider knows this client. The secret, where there is one, is in config.
func (h *Handler) asClient(x way, config *oauth2.Config) ([]oauth2.AuthCodeOption, error) {
	if x.row.TokenAuthMethod != byPrivateKey {
		return nil, nil
	}
	assertion, err := h.clientAssertion(x.row, config.Endpoint.TokenURL)
	if err != nil {
		return nil, err
	}
	return []oauth2.AuthCodeOption{
		oauth2.SetAuthURLParam("client_assertion_type", assertionType),
		oauth2.SetAuthURLParam("client_assertion", assertion),
	}, nil
}

// clientAssertion is the JWT of RFC 7523 section 3. Its audience is the address that
// it is sent to, so that no other provider can use it.
func (h *Handler) clientAssertion(c *db.Connection, audience string) (string, error) {
	key, err := h.connectionKey(c)
	if err != nil {
		return "", err
	}
	jti, err := newSecret(h.Random)
	if err != nil {
		return "", err
	}
	now := h.Store.Now()
	payload, err := json.Marshal(map[string]any{"iss": c.ClientID, "sub": c.ClientID, "aud": audience, "jti": jti,
		"iat": now.Unix(), "exp": now.Add(assertionLife).Unix()})
	if err != nil {
		return "", fmt.Errorf("write client assertion: %w", err)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: key}, (&jose.SignerOptions{}).WithType("JWT"))
	if err != nil {
		return "", fmt.Errorf("sign client assertion: %w", err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		return "", fmt.Errorf("sign client assertion: %w", err)
	}
	return signed.CompactSerialize()
}

// connectionKey opens the key that a connection authenticates with.
func (h *Handler) connectionKey(c *db.Connection) (jose.JSONWebKey, error) {
	der, err := h.Directory.SPKey(c)
	if err != nil {
		return jose.JSONWebKey{}, fmt.Errorf("open key: %w", err)
	}
	key, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return jose.JSONWebKey{}, fmt.Errorf("read key: %w", err)
	}
	out := jose.JSONWebKey{Key: key, Algorithm: string(jose.RS256), Use: "sig"}
	sum, err := out.Thumbprint(crypto.SHA256)
	if err != nil {
		return out, fmt.Errorf("name key: %w", err)
	}
	out.KeyID = base64.RawURLEncoding.EncodeToString(sum)
	return out, nil
}

// showKeys publishes the public key of a connection with private_key_jwt, for
// providers that read it from an address.
func (h *Handler) showKeys(w http.ResponseWriter, r *http.Request) {
	x, err := h.wayOf(r, connection.KindOIDC)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	set := jose.JSONWebKeySet{Keys: []jose.JSONWebKey{}}
	if x.row.TokenAuthMethod == byPrivateKey {
		key, err := h.connectionKey(x.row)
		if err != nil {
			h.fail(w, r, err)
			return
		}
		set.Keys = append(set.Keys, key.Public())
	}
	writeJSON(w, http.StatusOK, set)
}
