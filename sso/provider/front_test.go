package provider_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"golang.org/x/oauth2"

	"mandate/directory/application"
	"mandate/ident"
)

// TestTheIssuerAnswers: good and bad answers of an authorization say whose they are, and
// discovery says that they do (RFC 9207).
func TestTheIssuerAnswers(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		config, issuer := h.config(), h.base+"/oidc"
		good := oauth2.S256ChallengeOption(oauth2.GenerateVerifier())
		for name, c := range map[string]struct {
			by      ident.ID
			address string
			want    string // parameter beside iss
		}{
			"a code":            {h.session, config.AuthCodeURL("s", good), "code"},
			"without PKCE":      {h.session, config.AuthCodeURL("s"), "error"},
			"nobody signed in":  {ident.ID{}, config.AuthCodeURL("s", good, oauth2.SetAuthURLParam("prompt", "none")), "error"},
			"a state too long":  {h.session, config.AuthCodeURL(strings.Repeat("s", 2049), good), "error"},
			"a nonce too long":  {h.session, config.AuthCodeURL("s", good, oauth2.SetAuthURLParam("nonce", strings.Repeat("n", 513))), "error"},
			"as a form":         {h.session, config.AuthCodeURL("s", good, oauth2.SetAuthURLParam("response_mode", "form_post")), "error"},
			"in the query":      {h.session, config.AuthCodeURL("s", good, oauth2.SetAuthURLParam("response_mode", "query")), "code"},
			"a longest request": {h.session, config.AuthCodeURL(strings.Repeat("s", 2048), good, oauth2.SetAuthURLParam("nonce", strings.Repeat("n", 512))), "code"},
		} {
			at, _ := h.open(h.browser(c.by), c.address)
			if at.Path != "/callback" || at.Query().Get("iss") != issuer || at.Query().Get(c.want) == "" {
				t.Errorf("%s: %s", name, at)
			}
		}
		at, _ := h.open(h.browser(h.session), config.AuthCodeURL("s", good, oauth2.SetAuthURLParam("response_mode", "form_post")))
		if got := at.Query().Get("error"); got != "unsupported_response_mode" {
			t.Errorf("as a form: %s", got)
		}
		_, text := h.open(http.DefaultClient, issuer+"/.well-known/openid-configuration")
		var said struct {
			Issuer string `json:"issuer"`
			Says   bool   `json:"authorization_response_iss_parameter_supported"`
		}
		if err := json.Unmarshal([]byte(text), &said); err != nil || said.Issuer != issuer || !said.Says {
			t.Errorf("discovery %+v, %v", said, err)
		}
	})
}

// proving is an application that proves itself by a key of its own.
func (h *house) proving() (app application.Made, key *ecdsa.PrivateKey) {
	h.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	h.no(err)
	set, err := json.Marshal(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "k1", Algorithm: "ES256", Use: "sig"}}})
	h.no(err)
	name, method, text := "Pricing", "PRIVATE_KEY_JWT", string(set)
	app, err = h.apps.Create(h.system(), application.Change{Name: &name, AuthMethod: &method, JWKS: &text, RedirectURIs: &[]string{h.callback}})
	h.no(err)
	return app, key
}

func (h *house) assertion(key *ecdsa.PrivateKey, claims map[string]any) string {
	h.t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: jose.JSONWebKey{Key: key, KeyID: "k1"}}, nil)
	h.no(err)
	text, err := json.Marshal(claims)
	h.no(err)
	signed, err := signer.Sign(text)
	h.no(err)
	out, err := signed.CompactSerialize()
	h.no(err)
	return out
}

// redeem shows a code with an assertion and gives the answer's status and error.
func (h *house) redeem(app application.Made, code, verifier, assertion string) (status int, problem string) {
	h.t.Helper()
	answer, err := http.PostForm(h.base+"/oidc/oauth/token", url.Values{"grant_type": {"authorization_code"}, "code": {code}, "code_verifier": {verifier},
		"redirect_uri": {h.callback}, "client_id": {app.ClientID}, "client_assertion": {assertion},
		"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"}})
	h.no(err)
	defer func() { _ = answer.Body.Close() }()
	var said struct {
		Error string `json:"error"`
	}
	h.no(json.NewDecoder(answer.Body).Decode(&said))
	return answer.StatusCode, said.Error
}

// TestAClientsAssertionCountsOnce: whoever sees one in passing can't use it again, and one
// that can't be told from another is none (OpenID Connect Core 9).
func TestAClientsAssertionCountsOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		app, key := h.proving()
		config := h.config()
		config.ClientID, config.Scopes = app.ClientID, []string{"openid"}
		now, serial := time.Now(), 0
		claims := func(change map[string]any) map[string]any {
			serial++
			out := map[string]any{"iss": app.ClientID, "sub": app.ClientID, "aud": h.base + "/oidc", "jti": fmt.Sprint("one-", serial),
				"iat": now.Unix(), "exp": now.Add(time.Minute).Unix()}
			for name, value := range change {
				out[name] = value
			}
			return out
		}
		verifier := oauth2.GenerateVerifier()
		fresh := func() string {
			at, _ := h.open(h.browser(h.session), config.AuthCodeURL("s", oauth2.S256ChallengeOption(verifier)))
			return at.Query().Get("code")
		}
		stranger, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		h.no(err)
		code := fresh()
		for name, assertion := range map[string]string{
			"no jti":            h.assertion(key, claims(map[string]any{"jti": nil})),
			"a number as jti":   h.assertion(key, claims(map[string]any{"jti": 7})),
			"a jti too long":    h.assertion(key, claims(map[string]any{"jti": strings.Repeat("j", 201)})),
			"a long life":       h.assertion(key, claims(map[string]any{"exp": now.Add(2 * time.Hour).Unix()})),
			"past":              h.assertion(key, claims(map[string]any{"iat": now.Add(-2 * time.Minute).Unix(), "exp": now.Add(-time.Minute).Unix()})),
			"another audience":  h.assertion(key, claims(map[string]any{"aud": "https://elsewhere.test"})),
			"another subject":   h.assertion(key, claims(map[string]any{"sub": h.app.ClientID})),
			"another's key":     h.assertion(stranger, claims(map[string]any{"jti": "good"})),
			"another's name":    h.assertion(key, claims(map[string]any{"iss": h.app.ClientID, "sub": h.app.ClientID})),
			"no JSON Web Token": "x.y.z",
		} {
			if status, problem := h.redeem(app, code, verifier, assertion); status/100 != 4 {
				t.Errorf("%s: %d %s", name, status, problem)
			}
		}
		good := h.assertion(key, claims(map[string]any{"jti": "good"}))
		if status, problem := h.redeem(app, code, verifier, good); status != http.StatusOK {
			t.Fatalf("good: %d %s", status, problem)
		}
		code = fresh()
		if status, problem := h.redeem(app, code, verifier, good); status/100 != 4 {
			t.Errorf("twice: %d %s", status, problem)
		}
		if status, problem := h.redeem(app, code, verifier, h.assertion(key, claims(map[string]any{"jti": "good"}))); status/100 != 4 {
			t.Errorf("the jti again: %d %s", status, problem)
		}
		if status, problem := h.redeem(app, code, verifier, h.assertion(key, claims(nil))); status != http.StatusOK {
			t.Errorf("another: %d %s", status, problem)
		}
	})
}

// TestAnApplicationKeepsNoScopeThatItLost: what it may ask for is looked at anew at each
// refresh.
func TestAnApplicationKeepsNoScopeThatItLost(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		tokens, config := h.enter(oauth2.GenerateVerifier()), h.config()
		if got := h.introspect(tokens.AccessToken); got["roles"] == nil || got["authority"] == nil {
			t.Fatalf("before: %v", got)
		}
		h.no(h.apps.Update(h.system(), h.app.ID, 0, application.Change{Scopes: &[]string{"email", "offline_access", "roles"}}))
		next, err := config.TokenSource(t.Context(), &oauth2.Token{RefreshToken: tokens.RefreshToken}).Token()
		h.no(err)
		if got := h.introspect(next.AccessToken); got["roles"] == nil || got["authority"] != nil || strings.Contains(fmt.Sprint(got["scope"]), "profile") {
			t.Errorf("after: %v", got)
		}
		h.no(h.apps.Update(h.system(), h.app.ID, 0, application.Change{Scopes: &[]string{"email"}}))
		if _, err := config.TokenSource(t.Context(), &oauth2.Token{RefreshToken: next.RefreshToken}).Token(); err == nil {
			t.Error("without offline_access, a refresh token is good")
		}
	})
}
