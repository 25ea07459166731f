package sso

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"mandate/directory"
	"mandate/ident"
	"mandate/sso/idptest"
)

// forgedOP is an OpenID Connect provider of the tests that keeps to the protocol
// unless it is bent: in one place at a time.
type forgedOP struct {
	base string
	key  jose.JSONWebKey

	mu    sync.Mutex
	codes map[string]url.Values // the authorization request behind a code
	form  url.Values            // of the latest call to the token endpoint
	bends
}

// bends are what a test changes.
type bends struct {
	claims    map[string]any                     // over those of the ID token; nil removes
	sign      func(claims map[string]any) string // instead of the provider's signature
	published []jose.JSONWebKey                  // instead of the provider's key
	userinfo  map[string]any                     // claims at the userinfo endpoint
	discovery map[string]any                     // over those of the discovery document
	token     http.HandlerFunc                   // instead of the token endpoint
	jwks      http.HandlerFunc                   // instead of the key set
	answer    func(query url.Values)             // changes the answer of the authorization endpoint
}

var forgedKeys = sync.OnceValue(func() []*rsa.PrivateKey {
	var keys []*rsa.PrivateKey
	for range 2 {
		k, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			panic(err)
		}
		keys = append(keys, k)
	}
	return keys
})

func forgedKey(n int) jose.JSONWebKey {
	return jose.JSONWebKey{Key: forgedKeys()[n], KeyID: "key-" + string(rune('a'+n)), Algorithm: "RS256", Use: "sig"}
}

func newForgedOP(t *testing.T) *forgedOP {
	t.Helper()
	op := &forgedOP{key: forgedKey(0), codes: map[string]url.Values{}}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", op.discover)
	mux.HandleFunc("/authorize", op.authorize)
	mux.HandleFunc("/token", op.exchange)
	mux.HandleFunc("/jwks", op.serveKeys)
	mux.HandleFunc("/userinfo", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, 200, op.now().userinfo) })
	op.base = serve(t, &http.Server{Handler: mux})
	return op
}

// bend replaces what is bent.
func (op *forgedOP) bend(b bends) {
	op.mu.Lock()
	defer op.mu.Unlock()
	op.bends = b
}

func (op *forgedOP) now() bends {
	op.mu.Lock()
	defer op.mu.Unlock()
	return op.bends
}

func (op *forgedOP) discover(w http.ResponseWriter, _ *http.Request) {
	document := map[string]any{"issuer": op.base, "authorization_endpoint": op.base + "/authorize", "token_endpoint": op.base + "/token",
		"jwks_uri": op.base + "/jwks", "userinfo_endpoint": op.base + "/userinfo", "end_session_endpoint": op.base + "/end",
		"response_types_supported": []string{"code"}, "subject_types_supported": []string{"public"},
		"id_token_signing_alg_values_supported": []string{"RS256"}, "authorization_response_iss_parameter_supported": true}
	maps.Copy(document, op.now().discovery)
	writeJSON(w, http.StatusOK, document)
}

func (op *forgedOP) authorize(w http.ResponseWriter, r *http.Request) {
	code, _ := newSecret(rand.Reader)
	op.mu.Lock()
	op.codes[code] = r.URL.Query()
	op.mu.Unlock()
	query := url.Values{"code": {code}, "state": {r.URL.Query().Get("state")}, "iss": {op.base}}
	if bend := op.now().answer; bend != nil {
		bend(query)
	}
	http.Redirect(w, r, r.URL.Query().Get("redirect_uri")+"?"+query.Encode(), http.StatusFound)
}

// exchange checks the code as a provider must: known, once, PKCE, redirect_uri.
func (op *forgedOP) exchange(w http.ResponseWriter, r *http.Request) {
	if bend := op.now().token; bend != nil {
		bend(w, r)
		return
	}
	_ = r.ParseForm()
	op.mu.Lock()
	op.form = r.PostForm
	request, known := op.codes[r.PostForm.Get("code")]
	delete(op.codes, r.PostForm.Get("code"))
	op.mu.Unlock()
	sum := sha256.Sum256([]byte(r.PostForm.Get("code_verifier")))
	if !known || request.Get("code_challenge_method") != "S256" || request.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(sum[:]) ||
		request.Get("redirect_uri") != r.PostForm.Get("redirect_uri") {
		writeJSON(w, http.StatusBadRequest, map[string]string{"error": "invalid_grant"})
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"access_token": testAccess, "token_type": "Bearer", "expires_in": 60, "id_token": op.idToken(request.Get("nonce"))})
}

func (op *forgedOP) idToken(nonce string) string {
	now := time.Now()
	claims := map[string]any{"iss": op.base, "aud": "mandate", "sub": "u-1001", "nonce": nonce, "iat": now.Unix(), "exp": now.Add(10 * time.Minute).Unix(),
		"at_hash": hashOfAccess(testAccess), "email": "ada.moreno@alpha.test", "email_verified": true, "given_name": "Ada", "family_name": "Moreno", "sid": "sid-1"}
	return op.signed(claims)
}

// signed bends the claims and signs them.
func (op *forgedOP) signed(claims map[string]any) string {
	b := op.now()
	maps.Copy(claims, b.claims)
	maps.DeleteFunc(claims, func(_ string, v any) bool { return v == nil })
	if b.sign != nil {
		return b.sign(claims)
	}
	return signedBy(op.key, nil, claims)
}

func signedBy(key jose.JSONWebKey, headers map[jose.HeaderKey]any, claims map[string]any) string {
	options := &jose.SignerOptions{ExtraHeaders: headers}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.SignatureAlgorithm(key.Algorithm), Key: key}, options)
	if err != nil {
		panic(err)
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		panic(err)
	}
	jws, err := signer.Sign(payload)
	if err != nil {
		panic(err)
	}
	text, err := jws.CompactSerialize()
	if err != nil {
		panic(err)
	}
	return text
}

// headed is a token with a header of one's choice and no signature.
func headed(header string) func(map[string]any) string {
	return func(claims map[string]any) string {
		payload, _ := json.Marshal(claims)
		b64 := base64.RawURLEncoding
		return b64.EncodeToString([]byte(header)) + "." + b64.EncodeToString(payload) + "."
	}
}

func (op *forgedOP) serveKeys(w http.ResponseWriter, r *http.Request) {
	b := op.now()
	if b.jwks != nil {
		b.jwks(w, r)
		return
	}
	keys := b.published
	if keys == nil {
		keys = []jose.JSONWebKey{op.key}
	}
	set := jose.JSONWebKeySet{}
	for _, k := range keys {
		set.Keys = append(set.Keys, k.Public())
	}
	writeJSON(w, http.StatusOK, set)
}

// forgedWorld connects a firm with Ada to a forging provider; connection is the path
// below which its addresses are.
func forgedWorld(t *testing.T, w *world) (f firm, op *forgedOP, id ident.ID, connection string) {
	t.Helper()
	f, op = w.firm(t, "alpha", "Alpha Bank"), newForgedOP(t)
	id, connection = w.forgedConnection(t, f, op, nil)
	w.person(t, f, "ada.moreno@alpha.test", "Ada", "Moreno")
	return f, op, id, connection
}

func (w *world) forgedConnection(t *testing.T, f firm, op *forgedOP, bend func(*directory.ConnectionUpdate)) (ident.ID, string) {
	t.Helper()
	id, callback := w.draftOIDC(t, f)
	w.completeOIDC(t, f, id, idptest.IdP{Base: op.base}, bend)
	return id, strings.TrimSuffix(callback, "/callback")[len(w.handler.PublicURL):]
}
